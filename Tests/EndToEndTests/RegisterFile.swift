import FoundationEssentials
import SvarDomain
import SvarJSON
import SvarSynthetic

/// A file of the population register about synthetic persons.
struct RegisterFile {
    private var persons: [JSONValue]

    /// All persons of a data set, with their birth dates.
    init(_ data: SyntheticData) {
        persons = (0..<data.persons).map { index in
            let person = data.person(index)
            return .object([
                "number": .string(person.number.value), "birthDate": .string(person.birthDate.dateText),
            ])
        }
    }

    /// One person's members.
    subscript(index: Int) -> JSONValue {
        get { persons[index] }
        set { persons[index] = newValue }
    }

    /// Lets one act for another.
    mutating func add(_ kind: String, of holder: SyntheticPerson, for index: Int) {
        persons[index]["mandates"] = .array([
            .object([
                "kind": .string(kind), "holder": .string(holder.number.value), "scopes": .array([.string("results")]),
            ])
        ])
        persons[index]["sharesAddressWithParent"] = .bool(true)
    }

    func write(to path: String) throws {
        let bytes = JSONValue.object(["persons": .array(persons)]).bytes
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    }
}
