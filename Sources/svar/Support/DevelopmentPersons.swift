import SvarDomain
import SvarJSON
import SvarSynthetic

/// Who the demo's persons are to each other, and the file of the population register that says so. None exists; birth
/// dates are those of the synthetic persons.
enum DevelopmentPersons {
    private static let data = SyntheticData.demo

    /// Grown up.
    static let citizen = data.person(0)
    /// Of 15 in 2026: neither they nor their parents see anything, as the law is read today.
    static let youth = data.person(3)
    static let parent = data.person(1)
    /// Born in 2018, and lives with the parent.
    static let child = data.person(7)
    static let guardian = data.person(2)
    static let ward = data.person(4)
    static let proxy = data.person(5)
    /// Whom the proxy acts for.
    static let giver = citizen

    /// The register of all persons of the demo.
    static var register: [UInt8] {
        JSONValue.object(["persons": .array((0..<data.persons).map { entry(data.person($0)) })]).bytes
    }

    private static func entry(_ person: SyntheticPerson) -> JSONValue {
        var entry = JSONValue.object([
            "number": .string(person.number.value), "birthDate": .string(person.birthDate.dateText),
        ])
        switch person.number {
        case child.number, youth.number:
            entry["sharesAddressWithParent"] = .bool(true)
            entry["mandates"] = .array([mandate("FORELDREREPRESENTASJON", parent)])
        case ward.number: entry["mandates"] = .array([mandate("VERGEMAL", guardian)])
        case giver.number: entry["mandates"] = .array([mandate("FULLMAKT", proxy)])
        default: break
        }
        return entry
    }

    private static func mandate(_ kind: String, _ holder: SyntheticPerson) -> JSONValue {
        .object([
            "kind": .string(kind), "holder": .string(holder.number.value),
            "scopes": .array([.string("results"), .string("settings")]), "from": .string("2020-01-01"),
        ])
    }
}
