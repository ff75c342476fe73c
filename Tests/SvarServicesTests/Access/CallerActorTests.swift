import SvarAccess
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import Testing

/// Who a caller is toward one person's results (decision 13).
struct CallerActorTests {
    private static let now = ServerTime(microseconds: 1_800_000_000_000_000)  // 2027-01-15
    private static let holder = PersonKey(-7)
    private static let number = SyntheticPerson(index: 1, seed: 5).number

    private static func caller(_ role: Caller.Role) -> Caller {
        Caller(role: role, id: "", client: "c", organisation: "", request: "r")
    }

    private static func facts(born year: Int?, _ mandates: [Mandate] = []) -> SvarAccess.PersonFacts {
        SvarAccess.PersonFacts(birthDate: year.flatMap { CivilDate(year: $0, month: 3, day: 1) }, mandates: mandates)
    }

    @Test func personnelAreKnownByWhatTheirTokenSays() {
        var doctor = Caller.personnel("9144889", organisation: "310000001", attestedAt: Self.now)
        let actor = doctor.accessActor(about: Self.facts(born: nil), basis: .emergency, at: Self.now)
        let expected = Personnel(
            hpr: HPRNumber(9_144_889),
            role: "LE",
            organisation: Organisation("310000001"),
            basis: .emergency
        )
        #expect(actor == .personnel(expected))
        doctor.category = "SP"
        guard
            case .personnel(let nurse) = doctor.accessActor(about: Self.facts(born: nil), basis: .exempt, at: Self.now)
        else { return #expect(Bool(false)) }
        #expect(nurse.role == "SP")
        // Who has not passed the gate has no basis.
        #expect(doctor.accessActor(about: Self.facts(born: nil), at: Self.now) == nil)
    }

    @Test func othersAreWhatTheirScopeMakesThem() {
        let expected: [(Caller.Role, AccessActor?)] = [
            (.producer(Producer("1")), .producer(Producer("1"))), (.replica, .replicaFeed),
            (.systemOperator, .systemOperator), (.guidance, .guidance), (.auditor, .auditor),
            (.export, nil), (.unknown, nil), (.sandbox, nil),
        ]
        for (role, actor) in expected {
            #expect(Self.caller(role).accessActor(about: Self.facts(born: 1980), at: Self.now) == actor)
        }
    }

    @Test func aCitizenActsForThemselves() {
        let citizen = Self.caller(.citizen(Self.number))
        // Also one who holds a mandate for others.
        let facts = Self.facts(born: 1980, [Mandate(.proxy, holder: Self.holder)])
        #expect(citizen.accessActor(about: facts, isSelf: true, holder: Self.holder, at: Self.now) == .citizen)
    }

    /// For whom they hold no mandate, a citizen is nobody; a mandate of another holder is none of theirs.
    @Test func withoutAMandateACitizenIsNobodyToOthers() {
        let citizen = Self.caller(.citizen(Self.number))
        for mandates in [[], [Mandate(.proxy, holder: PersonKey(-8))], [Mandate(.parent, holder: PersonKey(7))]] {
            let facts = Self.facts(born: 1980, mandates)
            #expect(citizen.accessActor(about: facts, holder: Self.holder, at: Self.now) == nil)
            #expect(citizen.accessActor(about: facts, at: Self.now) == nil)
        }
    }

    private static let over = Validity(until: ServerTime(microseconds: now.microseconds - 1))

    @Test(
        arguments: [
            (2020, [.init(.parent, holder: holder)], .parent(holder)),
            (2020, [.init(.guardian, holder: holder), .init(.parent, holder: holder)], .parent(holder)),
            (2013, [.init(.parent, holder: holder), .init(.proxy, holder: holder)], .parent(holder)),
            (1980, [.init(.parent, holder: holder), .init(.proxy, holder: holder)], .proxy(holder)),
            (1980, [.init(.proxy, holder: holder), .init(.guardian, holder: holder)], .guardian(holder)),
            (
                1980, [.init(.proxy, holder: holder), .init(.guardian, holder: holder, valid: over)], .proxy(holder)
            ),
            // For settings alone: results are for the other.
            (
                1980, [.init(.guardian, holder: holder, scope: .settings), .init(.proxy, holder: holder)],
                .proxy(holder)
            ),
            // What is over names an actor, whom the rules refuse.
            (1980, [.init(.proxy, holder: holder, valid: over)], .proxy(holder)),
            (1980, [.init(.parent, holder: holder)], .parent(holder)),
            (nil, [.init(.parent, holder: holder)], .parent(holder)),
        ] as [(Int?, [Mandate], AccessActor)]
    )
    func ofSeveralMandatesTheOneThatOpensCounts(_ born: Int?, _ mandates: [Mandate], _ actor: AccessActor) {
        let citizen = Self.caller(.citizen(Self.number))
        for mandates in [mandates, mandates.reversed()] {
            let facts = Self.facts(born: born, mandates)
            #expect(citizen.accessActor(about: facts, holder: Self.holder, at: Self.now) == actor)
        }
    }

    /// The choice never takes away what another mandate of theirs would open, and never opens what none of them does.
    @Test func theChoiceOfAMandateNeitherOpensNorCloses() {
        let citizen = Self.caller(.citizen(Self.number))
        for born in [2020, 2013, 1980] {
            for first in Mandate.Kind.allCases {
                for second in Mandate.Kind.allCases {
                    var facts = Self.facts(
                        born: born,
                        [Mandate(first, holder: Self.holder), Mandate(second, holder: Self.holder)]
                    )
                    facts.sharesAddressWithParent = true
                    let chosen = citizen.accessActor(about: facts, holder: Self.holder, at: Self.now)
                    let all: [AccessActor] = [.parent(Self.holder), .guardian(Self.holder), .proxy(Self.holder)]
                    let opening = all.filter { Self.isOpen($0, facts) }
                    #expect(chosen.map { Self.isOpen($0, facts) } == !opening.isEmpty, "\(born) \(first) \(second)")
                }
            }
        }
    }

    private static func isOpen(_ actor: AccessActor, _ facts: SvarAccess.PersonFacts) -> Bool {
        let view = PersonView(actor: actor, person: facts, policy: AccessPolicy(), at: now)
        let arrival = VersionFacts.Arrival(
            received: ServerTime(microseconds: now.microseconds - 3_600_000_000),
            items: ["1": []]
        )
        let unit = UnitFacts(
            key: UnitKey(1),
            producer: Producer("1"),
            span: nil,
            versions: VersionFacts.history([arrival])
        )
        return view.decide(unit).verdict.shows
    }
}
