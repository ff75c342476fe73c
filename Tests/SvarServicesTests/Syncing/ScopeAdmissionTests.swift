import SvarAccess
import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync
import SvarTesting
import Testing

@testable import SvarServices

/// Rows R01 and R02: who enrols a replica, and on what a person comes into its scope.
struct ScopeAdmissionTests {
    private static let clinic = ReplicaFixture.clinic
    private static let organisation = clinic.actor.organisation

    private static func doctor(_ basis: AccessBasis? = .exempt, organisation: String = organisation) -> Caller {
        .personnel(organisation: organisation, basis: basis)
    }

    /// The body that has patients followed in care for twenty days.
    private static func care(_ fixture: ReplicaFixture, _ patients: [String], by responsible: String = "9144889")
        -> [UInt8]
    {
        let until = InstantFormat.utcText(fixture.clock.now.microseconds + 20 * 86_400_000_000)
        let lines = patients.map {
            #"{"person":"Patient/\#($0)","basis":"care","responsible":"\#(responsible)","until":"\#(until)"}"#
        }
        return #"{"persons":[\#(lines.joined(separator: ","))]}"#.bytes
    }

    /// What setting a scope is refused with: the fault's code, or what the text begins with; nil when it is not.
    private static func refused(_ fixture: ReplicaFixture, _ id: String, _ body: [UInt8], by user: Caller?) async throws
        -> String?
    {
        do {
            _ = try await fixture.service.setScope(id, body, ifMatch: nil, caller: clinic, user: user)
            return nil
        } catch let fault as SyncFault {
            return fault.rawValue
        } catch let refusal as Refusal {
            return refusal.issues.first.map { String($0.text.prefix { $0 != ":" }) }
        }
    }

    @Test func onlyASystemOfAParticipantEnrols_R01() async throws {
        let closed = ParticipantRegister(
            participants: [.init(producer: Producer("310000002"), identifiers: [])],
            isOpen: false
        )
        let fixture = ReplicaFixture { $0.participants = { closed } }
        #expect(try await refusal { _ = try await fixture.enrol() }?.kind == .forbidden)
        var own = Self.clinic
        own.actor.organisation = "310000002"
        _ = try await fixture.enrol(own)
        // The same token with somebody logged in is a person's.
        own.credentials = Self.doctor(organisation: "310000002").credentials
        let person = own
        #expect(try await refusal { _ = try await fixture.enrol(person) }?.kind == .forbidden)
    }

    /// A register that does not name the list, and no register at all: nobody is followed, and nobody becomes known.
    @Test func aListThatIsNotApprovedFollowsNobody_R02() async throws {
        let fixture = ReplicaFixture { $0.participants = { .open } }
        let id = try await fixture.enrol()
        let body = fixture.scope(["Patient/p1"])
        #expect(try await Self.refused(fixture, id, body, by: nil) == "list-not-approved")
        // A professional's token is no list.
        #expect(try await Self.refused(fixture, id, body, by: Self.doctor()) == "list-not-approved")
        #expect(try await fixture.store.person(patient: "p1") == nil)
        #expect(try await fixture.service.scope(id, caller: Self.clinic).version == 0)
    }

    @Test(arguments: [
        (nil, "user-token-missing"), (doctor(organisation: "310000002"), "user-token-refused"),
        (doctor(nil), "access-basis"), (doctor(.consent), "care-relationship"),
        (doctor(.elevatedConsent), "care-relationship"),
    ])
    func careNeedsAColleagueWhoPassesTheGate_R02(_ user: Caller?, _ code: String) async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a"])
        let id = try await fixture.enrol()
        let answers = try await ["p1", "nobody"].asyncMap {
            try await Self.refused(fixture, id, Self.care(fixture, [$0]), by: user)
        }
        // The same words for somebody the store knows and somebody it does not.
        #expect(answers == [code, code])
        #expect(try await fixture.store.person(patient: "nobody") == nil)
        #expect(try await fixture.service.scope(id, caller: Self.clinic).version == 0)
    }

    @Test func anElevatedBasisFeedsNoReplica_R02() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let user = Caller.personnel(
            organisation: Self.organisation,
            basis: .elevatedConsent,
            attestedAt: fixture.clock.now
        )
        #expect(try await Self.refused(fixture, id, Self.care(fixture, ["p1"]), by: user) == "access-basis")
    }

    @Test func whoIsResponsibleIsWhoseTokenItIs_R02() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let body = Self.care(fixture, ["p1"], by: "7654321")
        #expect(try await Self.refused(fixture, id, body, by: Self.doctor()) == "user-token-refused")
    }

    @Test func whoPutAPersonInIsInTheLogByName_R02() async throws {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1", reports: ["a"])
        let id = try await fixture.enrol()
        #expect(try await Self.refused(fixture, id, Self.care(fixture, ["p1"]), by: Self.doctor()) == nil)
        #expect(try await fixture.delta(id)?.put == ["a"])
        let row = try #require(fixture.store.audit.last { $0.action == .scope })
        #expect(row.person == person && row.basis == "care" && row.outcome == .permitted)
        #expect(row.actor.role == "personnel" && row.actor.id == "9144889" && row.actor.code == "LE")
    }

    /// What stands goes on: a whole scope may have lines of several professionals.
    @Test func aLineThatStandsNeedsNoNewToken_R02() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let body = Self.care(fixture, ["p1"])
        #expect(try await Self.refused(fixture, id, body, by: Self.doctor()) == nil)
        #expect(try await Self.refused(fixture, id, body, by: nil) == nil)
        let other = Self.care(fixture, ["p1", "p2"])
        #expect(try await Self.refused(fixture, id, other, by: nil) == "user-token-missing")
        // Renewing is beginning anew.
        fixture.clock.move(microseconds: 1_000_000)
        #expect(try await Self.refused(fixture, id, Self.care(fixture, ["p1"]), by: nil) == "user-token-missing")
    }

    /// Of whom they are blocked from nothing comes, in the words of any other answer; the line of another goes on.
    @Test func whoIsBlockedBringsNobodyInAndIsNotTold_R02() async throws {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1", reports: ["a"])
        try await fixture.person("p2", reports: ["b"])
        let at = fixture.clock.now
        try await fixture.store.write { store in
            let subject = try store.newSubject()
            let event = SettingEvent(
                setting: Setting.ID(subject),
                at: at,
                action: .set(SettingDraft(.block(HPRNumber(9_144_889)))),
                by: .citizen(.grown)
            )
            _ = try store.enter(.setting, subject: subject, SettingCoding.encode(event), about: person)
        }
        fixture.clock.move(microseconds: 1_000_000)
        let id = try await fixture.enrol()
        let body = Self.care(fixture, ["p1", "p2"])
        let service = fixture.service
        let reply = try await service.setScope(id, body, ifMatch: nil, caller: Self.clinic, user: Self.doctor())
        let keys = try await fixture.store.wireKeys(of: [person])
        #expect(reply.persons.count == 2 && reply.persons[0].person == keys[0])
        #expect(reply.persons[0].until == reply.persons[1].until)
        #expect(try await fixture.delta(id)?.put == ["b"])
        let row = try #require(fixture.store.audit.last { $0.action == .scope && $0.person == person })
        #expect(row.status == 403 && row.actor.id == "9144889")
        // A colleague may, and theirs stays when the blocked one asks again.
        let colleague = Caller.personnel("7654321", organisation: Self.organisation)
        let theirs = Self.care(fixture, ["p1"], by: "7654321")
        #expect(try await Self.refused(fixture, id, theirs, by: colleague) == nil)
        #expect(try await fixture.delta(id)?.put == ["a"])
        #expect(try await Self.refused(fixture, id, body, by: Self.doctor()) == nil)
        let lines = try await service.scope(id, caller: Self.clinic).persons
        #expect(lines.map(\.responsible).sorted() == ["7654321", "9144889"])
    }

    /// 30 days in care, and 12 months on a list, to the midnight that begins the day.
    @Test(arguments: [
        ("gp-list", "2026-12-31T23:00:00Z", true), ("gp-list", "2026-12-31T23:00:01Z", false),
        ("care", "2026-01-31T00:00:00Z", true), ("care", "2026-01-31T00:00:01Z", false),
    ])
    func aLineLastsAsLongAsItsGround_R02(_ basis: String, _ until: String, _ isTaken: Bool) async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let line = #"{"person":"Patient/p1","basis":"\#(basis)","responsible":"9144889","until":"\#(until)"}"#
        let body = #"{"persons":[\#(line)]}"#.bytes
        let refused = try await Self.refused(fixture, id, body, by: Self.doctor())
        #expect((refused == nil) == isTaken)
    }
}

extension Sequence {
    /// One after another.
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await body(element)) }
        return result
    }
}
