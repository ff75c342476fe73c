import Foundation
import SvarDomain
import SvarSearch

/// The index rows of one resource's current version, as they stand in the two index tables.
///
/// The resource's row keeps them in a compact form, so that the next version knows what to close without a scan.
struct IndexFacts: Equatable {
    struct Fact: Hashable {
        let parameter: Int
        let value: String
        let system: String
    }

    var facts: Set<Fact>

    /// The parameter of the row that says "this person has this resource"; SvarSearch numbers from 1.
    static let existence = Fact(parameter: 0, value: "", system: "")

    static let none = Self(facts: [])

    private init(facts: Set<Fact>) { self.facts = facts }

    /// The rows of a version that is not deleted.
    init(_ rows: [IndexRow]) {
        facts = Set(rows.map(Self.fact))
        facts.insert(Self.existence)
    }

    /// `system|value` is kept as two columns, so that a token without system finds it too.
    private static func fact(_ row: IndexRow) -> Fact {
        guard row.parameter == .identifier else {
            return Fact(parameter: row.parameter.rawValue, value: row.value, system: "")
        }
        guard let bar = row.value.utf8.firstIndex(of: UInt8(ascii: "|")) else {
            return Fact(parameter: row.parameter.rawValue, value: row.value, system: "")
        }
        return Fact(
            parameter: row.parameter.rawValue,
            value: String(row.value[row.value.index(after: bar)...]),
            system: String(row.value[..<bar])
        )
    }

    /// One fact: parameter, lengths of system and value (UInt32 each, little endian), their UTF-8.
    var encoded: Data {
        var data = Data()
        func add(_ number: Int) { withUnsafeBytes(of: UInt32(number).littleEndian) { data.append(contentsOf: $0) } }
        for fact in facts {
            add(fact.parameter)
            add(fact.system.utf8.count)
            add(fact.value.utf8.count)
            data.append(contentsOf: fact.system.utf8)
            data.append(contentsOf: fact.value.utf8)
        }
        return data
    }

    init(encoded bytes: [UInt8]) throws {
        var rest = bytes[...]
        func take(_ count: Int) throws -> ArraySlice<UInt8> {
            guard rest.count >= count else { throw SvarError(.storeUnusable, "an index list is damaged") }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number() throws -> Int { try take(4).reversed().reduce(0) { $0 << 8 | Int($1) } }
        var facts: Set<Fact> = []
        while !rest.isEmpty {
            let (parameter, system, value) = (try number(), try number(), try number())
            let systemText = String(decoding: try take(system), as: UTF8.self)
            let valueText = String(decoding: try take(value), as: UTF8.self)
            facts.insert(Fact(parameter: parameter, value: valueText, system: systemText))
        }
        self.facts = facts
    }
}
