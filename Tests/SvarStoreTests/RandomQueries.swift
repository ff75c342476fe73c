import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarSynthetic
import SvarTesting

/// Random content and questions over few values, so that rows meet often.
struct RandomQueries {
    var random: SeededGenerator

    static let types: [HostedType] = [.observation, .specimen, .diagnosticReport, .organization, .patient, .valueSet]
    static let slots = [
        Fixture.identifierSlot, Fixture.codeSlot, Fixture.dateSlot, Fixture.numberSlot, Fixture.textSlot,
        Fixture.referenceSlot, Fixture.personSlot,
    ]
    static let texts = ["", "a", "ab", "b", "ba", "æ", "å%", "_", "\u{D7FF}", "\u{10FFFF}", "a\u{10FFFF}"]
    static let persons = 3

    mutating func one<T>(_ values: [T]) -> T { values.randomElement(using: &random)! }
    mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    mutating func id() -> String { "i\(Int.random(in: 0..<14, using: &random))" }
    mutating func bytes() -> [UInt8] { (0..<Int.random(in: 0...2, using: &random)).map { _ in one([0, 1, 127, 255]) } }
    mutating func time() -> Int64 { one([.min, -5, 0, 1, 2, 3, 10, 11, 1 << 40, .max]) }

    mutating func key() -> IndexKey {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .integer(time())
        case 1: .text(one(Self.texts))
        default: .bytes(bytes())
        }
    }

    // MARK: Content

    mutating func row() -> IndexRow {
        let part = Int.random(in: 0..<3, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return IndexRow(Fixture.identifierSlot, .text(one(Self.texts)), .text(one(["", "s"])))
        case 1: return Fixture.code(one(Self.texts), one(["", "s", "t"]), part: part)
        case 2, 3:
            let (a, b) = (time(), time())
            return Fixture.date(min(a, b), max(a, b))
        case 4: return Fixture.number(bytes(), one(["", "u"]), part: part)
        case 5: return Fixture.text(one(Self.texts), one(Self.texts))
        case 6: return Fixture.reference(one(Self.types), id())
        default: return Fixture.toPerson
        }
    }

    mutating func version(_ type: HostedType, _ id: String, _ number: Int) -> NewVersion {
        if chance(6) { return Fixture.deletion(type, id, "v\(number)") }
        let rows = (0..<Int.random(in: 0...9, using: &random)).map { _ in row() }
        return Fixture.version(type, id, "v\(number)", rows: rows)
    }

    // MARK: Questions

    mutating func condition(_ depth: Int = 0) -> RowCondition {
        let column = one([RowCondition.Column.value, .value, .extra])
        switch Int.random(in: 0..<(depth < 2 ? 9 : 6), using: &random) {
        case 0, 1, 2, 3:
            return .compare(column, one([.equal, .less, .lessOrEqual, .greater, .greaterOrEqual]), key())
        case 4: return .prefix(column, one(Self.texts))
        case 5: return .contains(column, one(Self.texts))
        case 6: return .all((0..<Int.random(in: 0...3, using: &random)).map { _ in condition(depth + 1) })
        case 7: return .any((0..<Int.random(in: 0...3, using: &random)).map { _ in condition(depth + 1) })
        default: return .not(condition(depth + 1))
        }
    }

    mutating func someSlots() -> [Slot] { (0..<Int.random(in: 1...2, using: &random)).map { _ in one(Self.slots) } }

    mutating func criterion(_ depth: Int = 0) -> Criterion {
        switch Int.random(in: 0..<(depth < 3 ? 14 : 7), using: &random) {
        case 0: return .ids((0..<4).map { _ in id() })
        case 1: return .updated(from: chance(2) ? nil : stamp(), to: chance(2) ? nil : stamp())
        case 2: return .person(person(), slots: chance(2) ? [] : [Fixture.personSlot])
        case 3, 4, 5: return .row(someSlots(), condition())
        case 6:
            return .paired(
                (0..<Int.random(in: 1...2, using: &random)).map { _ in
                    Criterion.PairedRow(someSlots(), chance(2) ? .always : condition())
                }
            )
        case 7: return .refers([Fixture.referenceSlot, Fixture.personSlot], to: someTypes(), criterion(depth + 1))
        case 8: return .referred(from: one(Self.types), [Fixture.referenceSlot], criterion(depth + 1))
        case 9: return .not(criterion(depth + 1))
        case 10: return .any((0..<Int.random(in: 0...3, using: &random)).map { _ in criterion(depth + 1) })
        default: return .all((0..<Int.random(in: 0...3, using: &random)).map { _ in criterion(depth + 1) })
        }
    }

    private mutating func stamp() -> Int64 {
        ManualClock().now.microseconds + Int64.random(in: 0..<300, using: &random)
    }
    private mutating func person() -> PersonKey? {
        chance(12) ? nil : PersonKey(Int64.random(in: 1...Int64(Self.persons + 1), using: &random))
    }
    private mutating func someTypes() -> [HostedType] {
        Array(Set((0..<Int.random(in: 1...3, using: &random)).map { _ in one(Self.types) }))
    }

    mutating func query() -> SearchQuery {
        let sort = (0..<one([0, 1, 1, 2, 3])).map { _ in
            let field: SortKey.Field =
                switch Int.random(in: 0..<5, using: &random) {
                case 0: .id
                case 1: .updated
                case 2, 3: .slots([Fixture.dateSlot], usesExtra: true)
                default: .slots(someSlots(), usesExtra: false)
                }
            return SortKey(field, isDescending: chance(2))
        }
        let inner = criterion()
        let person = person()
        let isPersons = person != nil && !chance(3)
        return SearchQuery(
            types: someTypes(),
            criterion: isPersons ? .all([.person(person, slots: []), inner]) : inner,
            sort: sort
        )
    }

    mutating func scope() -> Scope {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .everything
        case 1: return .ownedBy(one([Fixture.laboratory, Fixture.hospital, Producer("999000003")]))
        default:
            let units = (0..<30).filter { _ in !chance(3) }.map { UnitKey(Int64($0) + 1) }
            return .allowed(PersonKey(Int64.random(in: 1...Int64(Self.persons), using: &random)), Set(units))
        }
    }

    mutating func include() -> Include {
        Include(
            source: one(Self.types),
            slots: chance(2) ? [Fixture.referenceSlot] : [Fixture.referenceSlot, Fixture.personSlot],
            target: chance(2) ? nil : one(Self.types),
            iterates: false,
            isReverse: chance(2)
        )
    }
}
