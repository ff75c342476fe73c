import SvarDefinitions
import SvarFHIR
import SvarJSON
import SvarValidation
import TestLane
import Testing

/// Laws over every place of every fixture: whatever is done wrong there is refused, and at the right path.
@Suite(.aside)
struct MutationTests {
    /// A fixture with one thing wrong, and where the issue must point.
    struct Mutation {
        var value: JSONValue
        let expression: String
        let what: String
    }

    @Test(arguments: Fixtures.all.keys.sorted()) func everyMutationIsRefusedAtItsPath(_ name: String) throws {
        let root = try JSONDocument(Array(try #require(Fixtures.all[name]).utf8)).root
        let value = JSONValue(root)
        let type = try #require(value["resourceType"]?.string)
        let mutations = Self.mutations(of: value, at: type, type: try #require(StructureTable.r4.type(named: type)))
        #expect(mutations.count >= 10)
        for mutation in mutations {
            let issues = StructureCheck.check(try JSONDocument(mutation.value.bytes).root)
            #expect(
                issues.contains { $0.expression == [mutation.expression] },
                "\(mutation.what) at \(mutation.expression) gives \(issues.flatMap(\.expression))"
            )
        }
    }

    @Test func changedBytesNeverStopTheCheck() throws {
        var random = SplitMix(state: 2_026)
        let texts = Fixtures.all.sorted { $0.key < $1.key }.map { Array($0.value.utf8) }
        let bytes = Array(#"{}[]":,x_0-é\ntrue null"#.utf8)
        var read = 0
        for _ in 0..<4_000 {
            var text = texts[Int.random(in: texts.indices, using: &random)]
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                text[Int.random(in: text.indices, using: &random)] = bytes.randomElement(using: &random) ?? 0
            }
            guard let document = try? JSONDocument(text) else { continue }
            read += 1
            let issues = StructureCheck.check(document.root)
            #expect(issues.count <= StructureCheck.maximumIssues)
            #expect(issues.allSatisfy { $0.expression.count == 1 })
        }
        #expect(read > 500)
    }

    /// Every mutation of an object: its members left out, renamed or of another kind, and those below.
    static func mutations(of value: JSONValue, at path: String, type: StructureTable.TypeIndex) -> [Mutation] {
        let table = StructureTable.r4
        var result: [Mutation] = []
        for (place, member) in value.members.enumerated() where member.key != "resourceType" {
            func with(_ changed: JSONMemberValue?) -> JSONValue {
                var members = value.members
                if let changed { members[place] = changed } else { members.remove(at: place) }
                return .object(members)
            }
            let isSibling = member.key.hasPrefix("_")
            let name = isSibling ? String(member.key.dropFirst()) : member.key
            guard let element = table.element(name, of: type) else { continue }
            let fact = table.elements[element]
            let here = "\(path).\(name)"
            result.append(
                Mutation(
                    value: with(.init("zz" + member.key, member.value)),
                    expression: "\(path).zz\(member.key)",
                    what: "another name"
                )
            )
            // What is then empty is refused as that.
            let isAlone = value.members.count == 1
            if fact.marks.contains(.required), !isSibling, !isAlone, value["_" + name] == nil {
                let stem = table.stem(ofElement: element)
                result.append(Mutation(value: with(nil), expression: "\(path).\(stem)", what: "nothing"))
            }
            let below = isSibling ? table.type(named: "Element") ?? 0 : fact.type
            for changed in changes(of: member.value, at: here, type: below) {
                var changed = changed
                changed.value = with(.init(member.key, changed.value))
                result.append(changed)
            }
        }
        return result
    }

    /// A value of another kind than it is, and the mutations inside it.
    static func changes(of value: JSONValue, at path: String, type: StructureTable.TypeIndex) -> [Mutation] {
        func change(_ what: String, _ value: JSONValue) -> Mutation {
            Mutation(value: value, expression: path, what: what)
        }
        switch value {
        case .array(let elements):
            var result = [change("no elements", .array([])), change("null", .null), change("one", elements[0])]
            if elements[0] == .null { result[2] = change("one", "x") }
            for (place, element) in elements.enumerated() where element != .null {
                for inner in changes(of: element, at: "\(path)[\(place)]", type: type) {
                    var elements = elements
                    elements[place] = inner.value
                    result.append(Mutation(value: .array(elements), expression: inner.expression, what: inner.what))
                }
            }
            return result
        case .object:
            let named = value["resourceType"]?.string.flatMap { StructureTable.r4.type(named: $0) }
            let own = [
                change("text", "x"), change("two", .array([value, value])), change("null", .null),
                change("empty", .object([] as [JSONMemberValue])),
            ]
            return own.filter { named == nil || $0.what != "empty" }
                + mutations(of: value, at: path, type: named ?? type)
        default:
            return [
                change("object", ["zz": "x"]), change("two", .array([value, value])), change("null", .null),
                change("empty text", ""),
            ]
        }
    }
}

/// A small random generator with a seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
