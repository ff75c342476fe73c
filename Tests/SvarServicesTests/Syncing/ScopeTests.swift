import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarStore
import SvarSync
import SvarTesting
import Testing

struct ScopeTests {
    private static let caller = ReplicaFixture.clinic

    @Test func theAnswerCallsPersonsByTheirKeysInTheOrderAsked() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let reply = try await fixture.follow(["p3", "p1", "p2"], id)
        let persons = try await ["p3", "p1", "p2"].asyncMap { try await fixture.store.person(patient: $0) }
        let keys = try await fixture.store.wireKeys(of: persons.compactMap { $0 })
        #expect(reply.version == 1 && reply.persons.map(\.person) == keys && Set(keys).count == 3)
        let read = try await fixture.service.scope(id, caller: Self.caller)
        #expect(read.version == 1 && Set(read.persons) == Set(reply.persons))
        #expect(read.persons.allSatisfy { $0.basis == "gp-list" && $0.responsible == "9144889" })
    }

    /// A number that the store has never seen is taken as one that it has, and stands for that person from then on.
    @Test func aNumberNobodyHasUsedIsAPersonLikeAnyOther() async throws {
        let fixture = ReplicaFixture()
        let (known, unknown) = (Fixture.numbers[0], Fixture.numbers[1])
        let person = try await fixture.store.addPerson("p1", [known])
        try await fixture.add("a", to: person)
        let id = try await fixture.enrol()
        let body = fixture.scope([known.value, unknown.value])
        let reply = try await fixture.service.setScope(id, body, ifMatch: nil, caller: Self.caller)
        #expect(reply.persons.count == 2)
        let first = try #require(try await fixture.delta(id))
        #expect(first.persons.count == 2)
        #expect(try first.put == ["a"])
        let later = try #require(try await fixture.store.person(number: unknown))
        try await fixture.add("b", to: later)
        let second = try #require(try await fixture.delta(id, first.end?.token))
        #expect(try second.put == ["b"])
        #expect(second.puts.first?.person == reply.persons[1].person)
    }

    /// The Patient of a person whom only a scope has named comes with their first report.
    @Test func aPersonKnownFromAScopeGetsTheirPatientWithTheFirstReport() async throws {
        let fixture = ReplicaFixture()
        let number = Fixture.numbers[2]
        let id = try await fixture.enrol()
        _ = try await fixture.service.setScope(id, fixture.scope([number.value]), ifMatch: nil, caller: Self.caller)
        let person = try #require(try await fixture.store.person(number: number))
        let service = makeService(fixture.store)
        let subject = #"{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}"#
        let report = #"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"x"},"subject":\#(subject)}"#
        let written = try await service.create(.diagnosticReport, report.bytes, ifNoneExist: nil, caller: .sandbox)
        let lines = try #require(try await fixture.delta(id))
        #expect(try lines.put == [written.resource?.id])
        let patient = try #require(lines.persons.first?.patient)
        #expect(try await service.read(.patient, patient, caller: .sandbox).id == patient)
        #expect(try await fixture.store.person(number: number) == person)
    }

    @Test func onePersonByTwoNumbersIsOneLineThatLastsLongest() async throws {
        let fixture = ReplicaFixture()
        try await fixture.store.write { transaction in
            let person = try transaction.addPerson(patient: "p1", numbers: [Fixture.numbers[0]])
            try transaction.addNumber(Fixture.numbers[1], to: person)
        }
        let id = try await fixture.enrol()
        let lines = zip(Fixture.numbers, [5, 9] as [Int64]).map { number, days in
            let until = InstantFormat.utcText(fixture.clock.now.microseconds + days * 86_400_000_000)
            return #"{"person":"\#(number.value)","basis":"gp-list","responsible":"1","until":"\#(until)"}"#
        }
        let body = #"{"persons":[\#(lines.joined(separator: ","))]}"#.bytes
        let reply = try await fixture.service.setScope(id, body, ifMatch: nil, caller: Self.caller)
        #expect(reply.persons.count == 2 && Set(reply.persons).count == 1)
        #expect(reply.persons[0].until.microseconds == fixture.clock.now.microseconds + 9 * 86_400_000_000)
        #expect(try await fixture.service.scope(id, caller: Self.caller).persons.count == 1)
    }

    @Test func aScopeThatIsSetEndsWhomItDoesNotName() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a"])
        try await fixture.person("p2", reports: ["b"])
        let id = try await fixture.enrol(following: ["p1", "p2"])
        let token = try await fixture.token(id)
        try await fixture.follow(["p2"], id)
        let lines = try #require(try await fixture.delta(id, token))
        #expect(lines.denied.map(\.cause) == [.scope])
        #expect(lines.persons.map(\.until) == [nil] && lines.puts.isEmpty)
        #expect(lines.end?.count == 1)
    }

    @Test func changesSetSomeLinesAndEndOthers() async throws {
        let fixture = ReplicaFixture()
        for (patient, report) in [("p1", "a"), ("p2", "b"), ("p3", "c")] {
            try await fixture.person(patient, reports: [report])
        }
        let id = try await fixture.enrol()
        let keys = try await fixture.follow(["p1", "p2"], id).persons.map { Base64URL.encode($0.person.bytes) }
        let token = try await fixture.token(id)
        let set = String(decoding: fixture.scope(["Patient/p3"]).dropFirst(11).dropLast(), as: UTF8.self)
        let stranger = Base64URL.encode([UInt8](repeating: 9, count: 16))
        let body = #"{"set":\#(set),"end":["\#(keys[0])","\#(stranger)","\#(keys[0])"]}"#.bytes
        let reply = try await fixture.service.changeScope(id, body, ifMatch: 1, caller: Self.caller)
        #expect(reply.version == 2 && reply.persons.count == 1)
        let lines = try #require(try await fixture.delta(id, token))
        #expect(try lines.put == ["c"])
        #expect(lines.denied.count == 1 && lines.end?.count == 2)
        // Said again it changes nothing that a replica sees.
        _ = try await fixture.service.changeScope(id, body, ifMatch: nil, caller: Self.caller)
        #expect(try await fixture.delta(id, lines.end?.token) == nil)
    }

    @Test func anotherVersionOfTheScopeIsAConflictAndChangesNothing() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let body = fixture.scope(["Patient/p1"])
        #expect(try await fixture.service.setScope(id, body, ifMatch: 0, caller: Self.caller).version == 1)
        for version in [0, 2, -1] {
            await #expect(throws: SyncFault.scopeConflict) {
                try await fixture.service.setScope(id, fixture.scope([]), ifMatch: version, caller: Self.caller)
            }
            await #expect(throws: SyncFault.scopeConflict) {
                try await fixture.service.changeScope(id, body, ifMatch: version, caller: Self.caller)
            }
        }
        #expect(try await fixture.service.scope(id, caller: Self.caller).persons.count == 1)
    }

    /// Its answer was lost: the client cannot know that its version is old because of itself.
    @Test func aWholeScopeThatComesAgainIsNoConflict() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let body = fixture.scope([Fixture.numbers[0].value, "Patient/p1"])
        let first = try await fixture.service.setScope(id, body, ifMatch: 0, caller: Self.caller)
        let head = try await fixture.store.head()
        #expect(try await fixture.service.setScope(id, body, ifMatch: 0, caller: Self.caller) == first)
        #expect(try await fixture.store.head() == head)
        // Another end is another wish, and so is another person, known or not.
        for other in [
            fixture.scope([Fixture.numbers[0].value, "Patient/p1"], days: 19),
            fixture.scope([Fixture.numbers[0].value]), fixture.scope([Fixture.numbers[0].value, "Patient/p2"]),
        ] {
            await #expect(throws: SyncFault.scopeConflict) {
                try await fixture.service.setScope(id, other, ifMatch: 0, caller: Self.caller)
            }
        }
        #expect(try await fixture.store.person(patient: "p2") == nil)
        await #expect(throws: SyncFault.scopeConflict) {
            try await fixture.service.setScope(id, body, ifMatch: 2, caller: Self.caller)
        }
    }

    /// Of two who change the same version at the same time one wins.
    @Test func oneOfTwoChangesOfAVersionIsDone() async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let done = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    do {
                        let body = fixture.scope(["Patient/p\(number)"])
                        _ = try await fixture.service.setScope(id, body, ifMatch: 0, caller: Self.caller)
                        return true
                    } catch SyncFault.scopeConflict {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 1)
        #expect(try await fixture.service.scope(id, caller: Self.caller).persons.count == 1)
    }

    @Test func whoCameAndWhoWentIsWrittenDownWithTheWrite() async throws {
        let fixture = ReplicaFixture()
        let (one, two) = (try await fixture.person("p1"), try await fixture.person("p2"))
        let id = try await fixture.enrol(following: ["p1", "p2"])
        try await fixture.follow(["p2"], id)
        try await fixture.follow(["p2"], id)
        let rows = fixture.store.audit.filter { $0.action == .scope }
        #expect(rows.map(\.person) == [one, two, one, nil])
        #expect(rows.map(\.basis) == ["gp-list", "gp-list", "", ""])
        #expect(rows.allSatisfy { $0.actor == Self.caller.actor && $0.units.isEmpty })
    }

    private static let right = #""person":"Patient/p1","basis":"care","responsible":"1","until":"2026-01-15T00:00:00Z""#

    @Test(arguments: [
        ("{}", Refusal.Kind.invalid, nil), ("[]", .invalid, nil), (#"{"persons":{}}"#, .invalid, nil),
        (#"{"persons":[],"more":1}"#, .invalid, nil), (#"{"persons":[1]}"#, .unprocessable, "persons[0]"),
        (#"{"persons":[{}]}"#, .unprocessable, "persons[0].person"),
        (#"{"persons":[{\#(right),"x":1}]}"#, .unprocessable, "persons[0]"),
        (#"{"persons":[{\#(right)},{\#(right.replacing("Patient/p1", "p1"))}]}"#, .unprocessable, "persons[1].person"),
        (#"{"persons":[{\#(right.replacing("Patient/p1", "Patient/a b"))}]}"#, .unprocessable, "persons[0].person"),
        (#"{"persons":[{\#(right.replacing("Patient/p1", "13889910058"))}]}"#, .unprocessable, "persons[0].person"),
        (
            #"{"persons":[{\#(right.replacing("Patient/p1", "Patient/13889910059"))}]}"#, .unprocessable,
            "persons[0].person"
        ),
        (#"{"persons":[{\#(right.replacing("care", "cure"))}]}"#, .unprocessable, "persons[0].basis"),
        (#"{"persons":[{\#(right.replacing(#""1""#, "1"))}]}"#, .unprocessable, "persons[0].responsible"),
        (#"{"persons":[{\#(right.replacing(#""1""#, #""1234567890""#))}]}"#, .unprocessable, "persons[0].responsible"),
        (#"{"persons":[{\#(right.replacing("T00:00:00Z", ""))}]}"#, .unprocessable, "persons[0].until"),
        (#"{"persons":[{\#(right.replacing("2026-01-15", "2026-01-01"))}]}"#, .unprocessable, "persons[0].until"),
        (#"{"persons":[{\#(right.replacing("2026-01-15", "2026-02-01"))}]}"#, .unprocessable, "persons[0].until"),
        (
            #"{"persons":[{\#(right.replacing("care", "gp-list").replacing("2026", "2027"))}]}"#, .unprocessable,
            "persons[0].until"
        ),
    ])
    func aLineThatIsWrongIsNamedAndNothingIsDone(_ body: String, _ kind: Refusal.Kind, _ place: String?) async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let refused = try #require(
            try await refusal {
                _ = try await fixture.service.setScope(id, body.bytes, ifMatch: nil, caller: Self.caller)
            }
        )
        #expect(refused.kind == kind)
        #expect(refused.issues.first?.expression == (place.map { [$0] } ?? []))
        #expect(!refused.issues.contains { $0.text.contains("1388991005") })
        #expect(try await fixture.service.scope(id, caller: Self.caller).version == 0)
    }

    @Test(arguments: [
        "{}", #"{"set":1}"#, #"{"end":"x"}"#, #"{"end":["x"]}"#, #"{"end":[1]}"#, #"{"persons":[]}"#,
        #"{"end":["AAAAAAAAAAAAAAAAAAAAAB"]}"#,
    ])
    func changesOfAnotherFormAreRefused(_ body: String) async throws {
        let fixture = ReplicaFixture()
        let id = try await fixture.enrol()
        let refused = try await refusal {
            _ = try await fixture.service.changeScope(id, body.bytes, ifMatch: nil, caller: Self.caller)
        }
        #expect(refused?.kind == .invalid)
    }

    @Test func aScopeHasAMostOfPersons() async throws {
        let fixture = ReplicaFixture { $0.maximumPersons = 3 }
        let id = try await fixture.enrol(following: ["p1", "p2", "p3"])
        let set = { (patient: String) in
            String(decoding: fixture.scope(["Patient/\(patient)"]), as: UTF8.self).replacing("persons", "set").bytes
        }
        let many = try await refusal { try await fixture.follow(["p1", "p2", "p3", "p4"], id) }
        let more = try await refusal {
            _ = try await fixture.service.changeScope(id, set("p4"), ifMatch: nil, caller: Self.caller)
        }
        #expect(many?.kind == .unprocessable && more?.kind == .unprocessable)
        _ = try await fixture.service.changeScope(id, set("p3"), ifMatch: nil, caller: Self.caller)
        #expect(try await fixture.service.scope(id, caller: Self.caller).persons.count == 3)
    }

    @Test func productionTakesNoSyntheticNumber() async throws {
        let fixture = ReplicaFixture { $0.environment = .production }
        let id = try await fixture.enrol()
        let refused = try await refusal {
            let body = fixture.scope([Fixture.numbers[0].value])
            _ = try await fixture.service.setScope(id, body, ifMatch: nil, caller: Self.caller)
        }
        #expect(refused?.issues.map(\.code) == [.businessRule])
    }

    /// A line ends by itself, at the place that the clock reaches it.
    @Test func anEndThatIsDueIsWrittenBeforeAnythingIsAnswered() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a", "b"])
        let id = try await fixture.enrol()
        try await fixture.follow(["p1"], id, days: 1)
        let token = try await fixture.token(id)
        let reply = try await fixture.service.delta(id, token: nil, limit: 1, caller: Self.caller)
        guard case .round(var round) = reply else { throw Lines.Missing() }
        fixture.clock.move(microseconds: 86_400_000_000)
        // A round that is under way sends no body of them either.
        var lines: [SyncLine] = []
        while let page = try await round.next() {
            lines += try page.split(separator: 10).compactMap { try SyncLine(line: Array($0)) }
        }
        #expect(!lines.contains { if case .put = $0 { true } else { false } })
        #expect(try await fixture.delta(id, token)?.denied.count == 2)
        #expect(try await fixture.service.manifest(id, caller: Self.caller).rows == [])
    }

    @Test func aScopeEndsByItselfAndMayGoOnWhenItIsRenewed() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a"])
        try await fixture.person("p2", reports: ["b"])
        let id = try await fixture.enrol()
        try await fixture.follow(["p1", "p2"], id, days: 10)
        let token = try await fixture.token(id)
        // Renewed beside one that is not; no change for the replica but a later end.
        let body = String(decoding: fixture.scope(["Patient/p2"], days: 20), as: UTF8.self).replacing("persons", "set")
        _ = try await fixture.service.changeScope(id, body.bytes, ifMatch: nil, caller: Self.caller)
        try await fixture.service.tickIfDue()
        #expect(try await fixture.fault(id, token) == nil)
        fixture.clock.move(microseconds: 10 * 86_400_000_000 - 1)
        try await fixture.service.tickIfDue()
        #expect(try await fixture.service.scope(id, caller: Self.caller).persons.count == 2)
        fixture.clock.move(microseconds: 1)
        try await fixture.service.tickIfDue()
        #expect(try await fixture.service.scope(id, caller: Self.caller).persons.count == 1)
        let lines = try #require(try await fixture.delta(id, token))
        #expect(lines.denied.map(\.cause) == [.scope] && lines.end?.count == 1)
        fixture.clock.move(microseconds: 10 * 86_400_000_000)
        try await fixture.service.tickIfDue()
        #expect(try await fixture.delta(id, lines.end?.token)?.end?.count == 0)
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

extension String {
    fileprivate func replacing(_ text: String, _ other: String) -> String {
        split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
    }
}
