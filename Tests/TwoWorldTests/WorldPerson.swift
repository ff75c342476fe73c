import SvarAccess
import SvarDomain
import SvarFHIR
import SvarServices
import SvarSynthetic

/// What the population register says of a person of a history, with the holders of mandates by place.
struct WorldPerson: Sendable {
    struct Held: Sendable {
        var kind: Mandate.Kind
        var holder: Int
        var scope: Mandate.Scope
        var valid: Validity
    }

    var birthDate: CivilDate?
    var isDeceased = false
    var hasProtectedAddress = false
    var sharesAddressWithParent = true
    var mandates: [Held] = []
}

extension WorldHistory {
    /// The register of both worlds.
    var population: PopulationTable? {
        PopulationTable(
            zip(persons, register).map { person, known in
                var entry = PopulationTable.Person(person.number, birthDate: known.birthDate)
                entry.isDeceased = known.isDeceased
                entry.hasProtectedAddress = known.hasProtectedAddress
                entry.sharesAddressWithParent = known.sharesAddressWithParent
                entry.mandates = known.mandates.map {
                    PopulationTable.Mandate(
                        $0.kind,
                        holder: persons[$0.holder].number,
                        scope: $0.scope,
                        valid: $0.valid
                    )
                }
                return entry
            },
            holders: MandateHolders(secret: [UInt8](repeating: 7, count: 32))
        )
    }

    /// How old persons are, and who acts for whom.
    mutating func makeRegister() {
        let today = OsloTime.local(Self.start).date
        register = persons.indices.map { _ in
            let years = random.pick([3, 10, 14, 17, 30, 30, 45, 70, 70])
            return WorldPerson(
                birthDate: CivilDate(daysSince1970: today.daysSince1970 - years * 365 - random.integer(20...340)),
                isDeceased: random.oneIn(25),
                hasProtectedAddress: random.oneIn(25),
                sharesAddressWithParent: !random.oneIn(5)
            )
        }
        for place in persons.indices where persons.count > 1 && !random.oneIn(3) {
            let holder = (place + random.integer(1...persons.count - 1)) % persons.count
            let age = today.daysSince1970 - (register[place].birthDate?.daysSince1970 ?? 0)
            let kind: Mandate.Kind = age < 16 * 365 ? .parent : random.pick([.guardian, .proxy, .proxy])
            var valid = Validity.always
            if random.oneIn(3) {
                valid.until = ServerTime(microseconds: Self.start + Int64(random.integer(1...60)) * Self.day)
            }
            register[place].mandates = [
                .init(
                    kind: kind,
                    holder: holder,
                    scope: random.oneIn(6) ? [.settings] : [.results, .settings],
                    valid: valid
                )
            ]
        }
    }

    /// For the oracle: a person as the rules are told, with holders by place.
    func facts(of place: Int) -> SvarAccess.PersonFacts {
        let known = register[place]
        return SvarAccess.PersonFacts(
            birthDate: known.birthDate,
            isDeceased: known.isDeceased,
            hasProtectedAddress: known.hasProtectedAddress,
            sharesAddressWithParent: known.sharesAddressWithParent,
            isSynthetic: true,
            mandates: known.mandates.map {
                Mandate($0.kind, holder: PersonKey(Int64($0.holder) + 1), scope: $0.scope, valid: $0.valid)
            },
            settings: PrivacySettings(
                settings.values.filter { $0.person == place }.sorted { ($0.setAt, $0.name) < ($1.setAt, $1.name) }
                    .enumerated().map { $1.setting(Int64($0) + 1, key) }
            )
        )
    }

    /// For the oracle: what a unit is called.
    func key(_ name: String) -> UnitKey {
        UnitKey(Int64(units.keys.sorted().firstIndex(of: name) ?? units.count) + 1)
    }
}
