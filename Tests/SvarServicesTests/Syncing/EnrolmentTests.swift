import SvarDomain
import SvarServices
import SvarStore
import SvarSync
import SvarTesting
import Testing

struct EnrolmentTests {
    @Test func aReplicaIsOfTheClientAndOrganisationThatEnrolledIt() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let facts = try await fixture.service.facts(id, caller: ReplicaFixture.clinic)
        let key = fixture.store.integrityKey
        #expect(facts.id == id && facts.epoch == "first" && facts.scopeVersion == 0 && facts.integrityKey == key)
        for (client, organisation) in [("other", "310000001"), ("journal", "310000002"), ("", "")] {
            let caller = Caller(role: .replica, id: "", client: client, organisation: organisation, request: "r")
            await #expect(throws: SyncFault.replicaUnknown) { try await fixture.service.facts(id, caller: caller) }
        }
        await #expect(throws: SyncFault.replicaUnknown) {
            try await fixture.service.facts("nobody", caller: ReplicaFixture.clinic)
        }
    }

    @Test(arguments: [
        Caller.Role.producer(Producer("310000001")), .personnel, .citizen(Fixture.numbers[0]), .systemOperator, .export,
        .unknown,
    ])
    func otherRolesAreRefused(_ role: Caller.Role) async throws {
        let fixture = ReplicaFixture()
        let (service, id) = (fixture.service, try await fixture.enrol())
        let caller = Caller(role: role, id: "", client: "journal", organisation: "310000001", request: "r")
        let calls: [() async throws -> Void] = [
            { _ = try await service.enrol(#"{"schema":1}"#.bytes, caller: caller) },
            { _ = try await service.facts(id, caller: caller) },
            { try await service.end(id, caller: caller) },
            { _ = try await service.scope(id, caller: caller) },
            { _ = try await service.setScope(id, fixture.scope([]), ifMatch: nil, caller: caller) },
            { _ = try await service.changeScope(id, #"{"end":[]}"#.bytes, ifMatch: nil, caller: caller) },
            { _ = try await service.delta(id, token: nil, limit: 1, caller: caller) },
            { _ = try await service.reconcile(id, token: "", persons: [], limit: 1, caller: caller) },
            { _ = try await service.manifest(id, caller: caller) },
            { _ = try await service.poke(id, token: "", atMost: .zero, caller: caller) },
            { _ = try await service.listen(id, token: "", caller: caller) },
        ]
        for call in calls { #expect(try await refusal(call)?.kind == .forbidden) }
    }

    @Test func aSandboxHasReplicasToo() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol(.sandbox)
        #expect(try await fixture.service.facts(id, caller: .sandbox).id == id)
        await #expect(throws: SyncFault.replicaUnknown) {
            try await fixture.service.facts(id, caller: ReplicaFixture.clinic)
        }
    }

    @Test func anEndedReplicaIsToldSoEverywhere() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a"])
        let id = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(id)
        let (service, caller) = (fixture.service, ReplicaFixture.clinic)
        try await service.end(id, caller: caller)
        let calls: [() async throws -> Void] = [
            { _ = try await service.facts(id, caller: caller) },
            { try await service.end(id, caller: caller) },
            { _ = try await service.scope(id, caller: caller) },
            { _ = try await service.setScope(id, fixture.scope([]), ifMatch: nil, caller: caller) },
            { _ = try await service.delta(id, token: nil, limit: 1, caller: caller) },
            { _ = try await service.delta(id, token: token, limit: 1, caller: caller) },
            { _ = try await service.reconcile(id, token: token, persons: [], limit: 1, caller: caller) },
            { _ = try await service.manifest(id, caller: caller) },
            { _ = try await service.poke(id, token: token, atMost: .zero, caller: caller) },
            { _ = try await service.listen(id, token: token, caller: caller) },
        ]
        for call in calls { #expect(try await fault(call) == .replicaRevoked) }
    }

    @Test(arguments: [
        "", "1", "[]", "{}", #"{"schema":"1"}"#, #"{"schema":1.5}"#, #"{"schema":-1}"#, #"{"schema":null}"#,
        #"{"schema":1,"more":2}"#, #"{"schema":9999999999999999999999}"#, "{",
    ])
    func bodiesOfAnotherFormEnrolNothing(_ body: String) async throws {
        let fixture = ReplicaFixture()
        let refused = try await refusal {
            _ = try await fixture.service.enrol(body.bytes, caller: ReplicaFixture.clinic)
        }
        #expect(refused?.kind == .invalid)
        #expect(fixture.store.audit.isEmpty)
    }

    @Test func anOldProgramIsToldToBeUpdated() async throws {
        let fixture = ReplicaFixture()
        await #expect(throws: SyncFault.schemaUnsupported) {
            try await fixture.service.enrol(#"{"schema":0}"#.bytes, caller: ReplicaFixture.clinic)
        }
        // Enrolled before the server was updated: it may still say goodbye.
        let id = try await fixture.enrol(following: [])
        let token = try await fixture.token(id)
        let newer = fixture.service { $0.oldestSchema = 2 }
        #expect(try await fixture.fault(id, token, by: newer) == .schemaUnsupported)
        await #expect(throws: SyncFault.schemaUnsupported) {
            try await newer.manifest(id, caller: ReplicaFixture.clinic)
        }
        try await newer.end(id, caller: ReplicaFixture.clinic)
    }

    @Test func enrolmentAndEndAreWrittenDownWithTheWrite() async throws {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1")
        let id = try await fixture.enrol(following: ["p1"])
        try await fixture.service.end(id, caller: ReplicaFixture.clinic)
        let rows = fixture.store.audit
        #expect(rows.map(\.action) == [.enrol, .scope, .enrol, .scope])
        #expect(rows.map(\.person) == [nil, person, nil, person])
        #expect(rows.allSatisfy { $0.actor == ReplicaFixture.clinic.actor && $0.request == "r1" })
    }
}

/// What a call is refused with; nil when it is not.
private func fault(_ body: () async throws -> Void) async throws -> SyncFault? {
    do {
        try await body()
        return nil
    } catch let fault as SyncFault {
        return fault
    }
}
