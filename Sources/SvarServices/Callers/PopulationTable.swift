package import SvarAccess
package import SvarDomain
package import SvarFHIR

/// A population register held in memory: persons by each of their numbers.
package struct PopulationTable: PopulationRegister {
    /// One person as a register has them.
    package struct Person: Sendable, Hashable {
        /// The one in force first, then earlier ones.
        package var numbers: [PersonNumber]
        package var birthDate: CivilDate?
        package var isDeceased = false
        package var hasProtectedAddress = false
        package var sharesAddressWithParent = false
        /// Who may act for the person.
        package var mandates: [Mandate] = []

        package init(_ numbers: PersonNumber..., birthDate: CivilDate? = nil) {
            self.init(numbers: numbers, birthDate: birthDate)
        }

        package init(numbers: [PersonNumber], birthDate: CivilDate?) {
            self.numbers = numbers
            self.birthDate = birthDate
        }
    }

    /// A mandate that names its holder by number.
    package struct Mandate: Sendable, Hashable {
        package var kind: SvarAccess.Mandate.Kind
        package var holder: PersonNumber
        package var scope: SvarAccess.Mandate.Scope
        package var valid: Validity
        package init(
            _ kind: SvarAccess.Mandate.Kind,
            holder: PersonNumber,
            scope: SvarAccess.Mandate.Scope = [.results, .settings],
            valid: Validity = .always
        ) {
            self.kind = kind
            self.holder = holder
            self.scope = scope
            self.valid = valid
        }
    }

    package let revision: Int
    private let persons: [Person]
    private let places: [PersonNumber: Int]
    private let holders: MandateHolders

    /// Nil when a number is given twice.
    package init?(_ persons: [Person], holders: MandateHolders, revision: Int = 1) {
        var places: [PersonNumber: Int] = [:]
        places.reserveCapacity(persons.count)
        for (place, person) in persons.enumerated() {
            for number in person.numbers where places.updateValue(place, forKey: number) != nil { return nil }
        }
        self.persons = persons
        self.places = places
        self.holders = holders
        self.revision = revision
    }

    package func answer(about numbers: [PersonNumber]) -> RegisterFacts? {
        let places = Set(numbers.compactMap { self.places[$0] })
        guard let place = places.first else { return nil }
        // Two persons of the register cannot be one here: what each opens is not for the other.
        guard places.count == 1 else { return RegisterFacts() }
        let person = persons[place]
        return RegisterFacts(
            birthDate: person.birthDate,
            isDeceased: person.isDeceased,
            hasProtectedAddress: person.hasProtectedAddress,
            sharesAddressWithParent: person.sharesAddressWithParent,
            mandates: person.mandates.map {
                SvarAccess.Mandate($0.kind, holder: holder($0.holder), scope: $0.scope, valid: $0.valid)
            }
        )
    }

    package func numbers(with number: PersonNumber) -> [PersonNumber] {
        places[number].map { persons[$0].numbers } ?? [number]
    }

    package func holder(_ number: PersonNumber) -> PersonKey { holders.key(of: numbers(with: number)[0]) }
}
