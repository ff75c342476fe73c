import HTTPTypes
import HummingbirdTesting
import NIOCore
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import SvarSync
import SvarTesting
import Synchronization
import Testing

/// Every row of the table of what replicas ask.
struct SyncRouteTests {
    @Test func enrolAndReadAndEnd() async throws {
        let fixture = SyncFixture()
        let answer = try await fixture.send(.post, "", [:], #"{"schema":1}"#)
        #expect(answer.status == .created)
        let facts = try #require(try answer.json)
        let id = try #require(facts["replica"]?.string)
        #expect(answer.headers[.location] == "http://localhost/v1/sync/replicas/\(id)")
        #expect(facts["epoch"]?.string == "memory" && facts["scopeVersion"]?.number == "0")
        #expect(Base64URL.decode((facts["integrityKey"]?.string ?? "").utf8)?.count == 32)
        #expect(facts["limits"]?["persons"]?.number == "20000" && facts["limits"]?["pageUnits"]?.number == "500")
        #expect(try await fixture.send(.get, "/\(id)").text == answer.text)
        let ended = try await fixture.send(.delete, "/\(id)")
        #expect(ended.status == .noContent && ended.body.readableBytes == 0)
        let gone = try await fixture.send(.get, "/\(id)")
        #expect(gone.status == .forbidden)
        #expect(try gone.faultCode == "replica-revoked")
    }

    @Test func theScopeHasItsVersionAsTag() async throws {
        let fixture = SyncFixture()
        try await fixture.person("p1", reports: ["a"])
        let replica = try await fixture.enrol()
        #expect(try await fixture.send(.get, replica + "/scope").headers[.eTag] == "W/\"0\"")
        let body = fixture.scope(["p2", "p1"])
        let set = try await fixture.send(.put, replica + "/scope", [.ifMatch: "W/\"0\""], body)
        #expect(set.status == .ok && set.headers[.eTag] == "W/\"1\"")
        let persons = try #require(try set.json?["persons"])
        #expect(persons.count == 2 && persons[0]?.members.map(\.key) == ["p", "until"])
        let again = try await fixture.send(.put, replica + "/scope", [.ifMatch: "W/\"0\""], body)
        #expect(again.status == .ok && again.headers[.eTag] == "W/\"1\"" && again.text == set.text)
        for (tag, body) in [
            ("W/\"0\"", fixture.scope(["p1"])), ("\"2\"", body), ("W/\"x\"", body),
        ] {
            let conflict = try await fixture.send(.put, replica + "/scope", [.ifMatch: tag], body)
            #expect(conflict.status == .preconditionFailed)
            #expect(try conflict.faultCode == "scope-conflict")
        }
        let end = #"{"end":["\#(persons[0]?["p"]?.string ?? "")"]}"#
        let changed = try await fixture.send(.post, replica + "/scope", [.ifMatch: "\"1\""], end)
        #expect(changed.text == #"{"scopeVersion":2,"persons":[]}"#)
        let read = try await fixture.send(.get, replica + "/scope")
        #expect(read.headers[.eTag] == "W/\"2\"")
        let line = try #require(try read.json?["persons"]?[0])
        #expect(line.members.map(\.key) == ["p", "basis", "responsible", "until"])
        #expect(line["p"]?.string == persons[1]?["p"]?.string)
        #expect(line["until"]?.string == "2026-01-21T00:00:00.000000Z")
    }

    /// Professionals are replaced as a list of HPR numbers, or not at all.
    @Test func professionalsAreNumbersAndNotTooMany() async throws {
        let fixture = SyncFixture()
        let replica = try await fixture.enrol()
        func list(_ numbers: some Sequence<Int>) -> String {
            #"{"professionals":[\#(numbers.map { "\"\($0)\"" }.joined(separator: ","))]}"#
        }
        let most = try await fixture.send(.put, replica + "/professionals", [:], list(1...2_000))
        #expect(most.status == .ok)
        #expect(try most.json?["professionals"]?.count == 2_000 && most.json?["professionalsVersion"]?.number == "1")
        for (body, status) in [
            (list(1...2_001), 422), (#"{"professionals":["0"]}"#, 422), (#"{"professionals":["1234567890"]}"#, 422),
            (#"{"professionals":["-7"]}"#, 422), (#"{"professionals":[7]}"#, 422), (#"{"professionals":{}}"#, 400),
            ("{}", 400), (#"{"professionals":[],"more":1}"#, 400), ("[", 400),
        ] {
            let answer = try await fixture.send(.put, replica + "/professionals", [:], body)
            #expect(answer.status.code == status, "\(body.prefix(60))")
            #expect(!answer.text.contains("1234567890"))
        }
        #expect(try await fixture.send(.get, replica).json?["professionals"]?.count == 2_000)
    }

    /// No answer and no log line repeats an identity number, right or wrong.
    @Test func identityNumbersAreNotRepeated() async throws {
        let fixture = SyncFixture()
        let replica = try await fixture.enrol()
        for (number, basis, status) in [
            (syntheticNumber, "care", 200), ("13889910058", "care", 422), (syntheticNumber, "x", 422),
        ] {
            let body = fixture.scope(["p"], basis: basis).replacing("Patient/p", number)
            let answer = try await fixture.send(.put, replica + "/scope", [:], body)
            #expect(answer.status.code == status)
            #expect(!answer.text.contains(number))
        }
        #expect(try await fixture.send(.get, replica + "/scope").json?["persons"]?.count == 1)
        #expect(try await fixture.send(.get, "/\(syntheticNumber)").status == .badRequest)
        #expect(try await fixture.send(.get, replica + "/delta?token=\(syntheticNumber)").status == .badRequest)
        #expect(!fixture.edge.log.text.contains("1388991005"))
    }

    @Test func aDeltaIsLinesOrNothing() async throws {
        let fixture = SyncFixture()
        let person = try await fixture.person("p1", reports: ["a", "b"])
        let replica = try await fixture.enrol(following: ["p1"])
        let whole = try await fixture.send(.get, replica + "/delta")
        #expect(whole.status == .ok && whole.headers[.contentType] == "application/vnd.svar.delta+ndjson")
        let end = try #require(try whole.lines.end)
        #expect(end.count == 2)
        #expect(try whole.lines.puts.count == 2)
        let nothing = try await fixture.send(.get, replica + "/delta?token=\(end.token)")
        #expect(nothing.status == .noContent && nothing.body.readableBytes == 0)
        #expect(nothing.headers[.syncToken] == nil)
        fixture.clock.move(microseconds: 8 * 86_400_000_000)
        let renewed = try await fixture.send(.get, replica + "/delta?token=\(end.token)")
        #expect(renewed.status == .noContent)
        let token = try #require(renewed.headers[.syncToken])
        try await fixture.add("c", to: person)
        let change = try await fixture.send(.get, replica + "/delta?token=\(token)&limit=1")
        #expect(try change.lines.puts.count == 1)
        #expect(try await fixture.send(.head, replica + "/delta?token=\(token)").body.readableBytes == 0)
    }

    @Test func theManifestIsRowsOfFiftyTwoBytes() async throws {
        let fixture = SyncFixture()
        try await fixture.person("p1", reports: ["a", "b"])
        try await fixture.person("p2", reports: ["c"])
        let replica = try await fixture.enrol(following: ["p1", "p2"])
        let answer = try await fixture.send(.get, replica + "/manifest")
        #expect(answer.status == .ok && answer.headers[.contentType] == "application/vnd.svar.manifest")
        let rows = try #require(ManifestRow.rows(of: Array(answer.body.readableBytesView)))
        #expect(answer.body.readableBytes == 104 && rows.map(\.count).sorted() == [1, 2])
        #expect(answer.headers[.syncCount] == "3")
        // Each row has a part for the person's line beside those of the units.
        let (key, until) = (
            try await fixture.store.integrityKey, fixture.clock.now.microseconds / 1_000 + 20 * 86_400_000
        )
        let sum = rows.reduce(into: SyncDigest.zero) {
            $0 += $1.digest
            $0 -= .person($1.person, until: until, blocked: [], key: key)
        }
        #expect(answer.headers[.syncDigest] == Base64URL.encode(sum.bytes))
        let token = try #require(answer.headers[.syncToken])
        #expect(try await fixture.send(.get, replica + "/delta?token=\(token)").status == .noContent)
        let asked = #"{"token":"\#(token)","persons":["\#(rows[0].person.text)"]}"#
        let round = try await fixture.send(.post, replica + "/reconcile", [:], asked).lines
        let begin = try #require(round.lazy.compactMap { if case .begin(let begin) = $0 { begin } else { nil } }.first)
        #expect(answer.headers[.syncStamp] == "[\(begin.to.milliseconds),\(begin.to.number)]")
        let tag = try #require(answer.headers[.eTag])
        let same = try await fixture.send(.get, replica + "/manifest", [.ifNoneMatch: tag])
        #expect(same.status == .notModified && same.headers[.eTag] == tag && same.headers[.syncToken] != nil)
        try await fixture.add("d", to: #require(try await fixture.store.person(patient: "p2")))
        #expect(try await fixture.send(.get, replica + "/manifest", [.ifNoneMatch: tag]).status == .ok)
    }

    @Test func figuresTellHowMuchAndNothingOfWhom() async throws {
        let fixture = SyncFixture()
        try await fixture.person("p1", reports: ["a", "b"])
        let replica = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(replica)
        _ = try await fixture.send(.put, replica + "/scope", [:], #"{"persons":[]}"#)
        _ = try await fixture.send(.get, replica + "/delta?token=\(token)")
        _ = try await fixture.send(.get, replica + "/delta?token=none")
        let text = try await fixture.edge.send(.get, "/metrics").text
        for line in [
            #"svar_sync_rounds_total{mode="snapshot"} 1"#, #"svar_sync_rounds_total{mode="delta"} 1"#,
            #"svar_sync_lines_total{line="person"} 2"#, #"svar_sync_lines_total{line="put"} 2"#,
            #"svar_sync_refused_total{code="token-malformed"} 1"#, "svar_sync_pokes_open 0",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
        #expect(!text.contains("p1") && !text.contains(replica.dropFirst()))
    }

    /// A replica that compares by the tag must hear of a moved end too, though no unit changed.
    @Test func anotherEndIsAnotherManifest() async throws {
        let fixture = SyncFixture()
        try await fixture.person("p1", reports: ["a"])
        let replica = try await fixture.enrol(following: ["p1"])
        let before = try await fixture.send(.get, replica + "/manifest")
        let tag = try #require(before.headers[.eTag])
        fixture.clock.move(microseconds: 1_000)
        _ = try await fixture.send(.put, replica + "/scope", [:], fixture.scope(["p1"]))
        let after = try await fixture.send(.get, replica + "/manifest", [.ifNoneMatch: tag])
        #expect(after.status == .ok && after.headers[.eTag] != tag)
        #expect(after.headers[.syncDigest] == before.headers[.syncDigest])
    }

    @Test func reconcileTakesThePersonsOfAManifest() async throws {
        let fixture = SyncFixture()
        try await fixture.person("p1", reports: ["a", "b"])
        try await fixture.person("p2", reports: ["c"])
        let replica = try await fixture.enrol(following: ["p1", "p2"])
        let manifest = try await fixture.send(.get, replica + "/manifest")
        let token = try #require(manifest.headers[.syncToken])
        let rows = try #require(ManifestRow.rows(of: Array(manifest.body.readableBytesView)))
        let two = try #require(rows.first { $0.count == 2 })
        let body = #"{"token":"\#(token)","persons":["\#(Base64URL.encode(two.person.bytes))"]}"#
        let answer = try await fixture.send(.post, replica + "/reconcile", [:], body)
        #expect(answer.status == .ok)
        let lines = try answer.lines
        #expect(lines.puts.count == 2 && lines.puts.allSatisfy { $0.person == two.person })
        #expect(lines.end?.count == 3)
        let many = (0...500).map { _ in "\"\(Base64URL.encode(two.person.bytes))\"" }.joined(separator: ",")
        for (body, status) in [
            ("{}", 400), ("[]", 400), (#"{"token":"x"}"#, 400), (#"{"token":1,"persons":[]}"#, 400),
            (#"{"token":"x","persons":["y"]}"#, 400), (#"{"token":"x","persons":[]}"#, 400),
            (#"{"token":"\#(token)","persons":[],"more":1}"#, 400),
            (#"{"token":"\#(token)","persons":[\#(many)]}"#, 422),
            (#"{"token":"\#(token)","persons":[]}"#, 200),
        ] {
            #expect(
                try await fixture.send(.post, replica + "/reconcile", [:], body).status.code == status,
                "\(body.prefix(60))"
            )
        }
    }

    @Test func aPokeIsAskedForOrListenedTo() async throws {
        let fixture = SyncFixture()
        let person = try await fixture.person("p1", reports: ["a"])
        let replica = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(replica)
        let none = try await fixture.send(.get, replica + "/poke?wait=0&token=\(token)")
        #expect(none.status == .noContent && none.body.readableBytes == 0)
        async let waiting = fixture.send(.get, replica + "/poke?wait=20&token=\(token)")
        try await fixture.add("b", to: person)
        #expect(try await waiting.text == #"{"changed":true}"#)
    }

    // MARK: Refusals

    @Test(arguments: [
        (HTTPRequest.Method.get, "/delta?token=a&token=b", 400), (.get, "/delta?limit=0", 400),
        (.get, "/delta?limit=x", 400), (.get, "/delta?limit=1000001", 400), (.get, "/delta?_format=json", 400),
        (.get, "/delta?since=1", 400), (.get, "/manifest?token=x", 400), (.get, "/poke", 400),
        (.get, "/poke?token=x&wait=61", 400), (.get, "/poke?token=x&wait=-1", 400), (.get, "/poke?token=x", 400),
        (.get, "/scope?x=1", 400), (.post, "/delta", 405), (.put, "/manifest", 405), (.get, "/reconcile", 405),
        (.delete, "/scope", 405), (.get, "/other", 404), (.get, "/delta/more", 404),
    ])
    func whatIsNotUnderstoodIsRefused(_ method: HTTPRequest.Method, _ path: String, _ status: Int) async throws {
        let fixture = SyncFixture()
        let replica = try await fixture.enrol()
        let answer = try await fixture.send(method, replica + path)
        #expect(answer.status.code == status)
        #expect(try !answer.issueCodes.isEmpty)
    }

    @Test(arguments: [
        ("/delta", "application/json", 406), ("/delta", "application/vnd.svar.delta+ndjson", 200),
        ("/delta", "application/*;q=0.5", 200), ("/delta", "*/*", 200), ("/delta", "text/html, */*;q=0.1", 200),
        ("/manifest", "application/json", 406), ("/manifest", "application/vnd.svar.manifest", 200),
        ("/scope", "application/xml", 406), ("/scope", "application/json", 200), ("", "text/csv", 406),
        ("/poke?wait=0&token=x", "text/csv", 406),
    ])
    func theFormIsNegotiated(_ path: String, _ accept: String, _ status: Int) async throws {
        let fixture = SyncFixture()
        let replica = try await fixture.enrol()
        #expect(try await fixture.send(.get, replica + path, [.accept: accept]).status.code == status)
    }

    @Test(arguments: [
        ("application/json", 200), ("application/json; charset=utf-8", 200), ("application/fhir+json", 200),
        ("application/xml", 415), ("text/plain", 415), ("application/json; charset=latin1", 415),
    ])
    func bodiesAreLabelled(_ type: String, _ status: Int) async throws {
        let fixture = SyncFixture()
        let replica = try await fixture.enrol()
        let answer = try await fixture.send(.put, replica + "/scope", [.contentType: type], fixture.scope(["p"]))
        #expect(answer.status.code == status)
    }

    @Test func bodiesHaveABound() async throws {
        let fixture = SyncFixture { $0.maximumScopeBytes = 2_000 }
        let replica = try await fixture.enrol()
        let body = fixture.scope((0..<20).map { "p\($0)" })
        #expect(try await fixture.send(.put, replica + "/scope", [:], body).status.code == 413)
        #expect(try await fixture.send(.put, replica + "/scope", [:], "").status.code == 400)
    }

    @Test(arguments: SyncFault.allCases) func everyFaultHasItsStatusAndCode(_ fault: SyncFault) {
        let refusal = HTTPRefusal(fault)
        #expect(refusal.status == fault.status && refusal.issues.count == 1)
        #expect(refusal.issues[0].diagnostics?.hasPrefix(fault.rawValue + ": ") == true)
        #expect(refusal.issues[0].text.isEmpty == false)
    }

    @Test func faultsComeAsOutcomes() async throws {
        let fixture = SyncFixture()
        let replica = try await fixture.enrol(following: ["p1"])
        let other = try await fixture.enrol()
        let token = try await fixture.token(replica)
        func answer(_ path: String, _ status: Int, _ code: String) async throws {
            let answer = try await fixture.send(.get, path)
            #expect(answer.status.code == status, "\(code)")
            #expect(try answer.faultCode == code)
            #expect(answer.headers[.contentType]?.hasPrefix("application/fhir+json") == true)
        }
        try await answer(replica + "/delta?token=\(token.dropLast())", 400, "token-malformed")
        try await answer(other + "/delta?token=\(token)", 403, "token-not-yours")
        try await answer("/nobody/delta?token=\(token)", 404, "replica-unknown")
        #expect(try await fixture.send(.post, "", [:], #"{"schema":0}"#).status.code == 426)
        fixture.clock.move(microseconds: 91 * 86_400_000_000)
        try await answer(replica + "/delta?token=\(token)", 410, "token-expired")
        try await answer(replica + "/poke?token=\(token)", 410, "token-expired")
    }

    @Test func aServerWithoutReplicasKnowsNoSuchAddress() async throws {
        let edge = EdgeFixture()
        #expect(try await edge.send(.get, "/v1/sync/replicas/x/delta").status == .notFound)
    }

    // MARK: Who may

    private static func fields(_ scope: String, client: String = "journal", organisation: String = "310000001") throws
        -> HTTPFields
    {
        let claims = TestIssuer.claims.with([
            "scope": .string(scope), "client_id": .string(client),
            "helseid://claims/client/claims/orgnr_parent": .string(organisation),
            // A system: nobody is logged in.
            "helseid://claims/hpr/hpr_number": scope == CallerScope.replica.rawValue ? nil : .string("9144889"),
        ])
        return [.authorization: "Bearer \(try TestIssuer.token(claims))"]
    }

    @Test(arguments: ["svar/produce", "svar/read", "svar/citizen", "svar/operate", "svar/export", "other"])
    func otherScopesAreRefusedAndWrittenDown(_ scope: String) async throws {
        let fixture = SyncFixture(callers: CallerFixture().callers) { $0.isSandbox = false }
        let replica = try await fixture.enrol(following: [], try Self.fields("svar/replica"))
        for (method, path) in [
            (HTTPRequest.Method.get, "/delta"), (.get, "/manifest"), (.get, "/scope"), (.get, "/poke?token=x"),
            (.delete, ""),
        ] {
            let answer = try await fixture.send(method, replica + path, try Self.fields(scope))
            #expect(answer.status == .forbidden)
        }
        let refused = fixture.edge.port.state.withLock { $0.refusals }
        #expect(refused.map(\.status) == [403, 403, 403, 403, 403])
        #expect(refused.allSatisfy { $0.caller.actor.client == "journal" })
        #expect(fixture.access.rows.isEmpty)
    }

    @Test func onlyTheClientAndOrganisationThatEnrolledMayAsk() async throws {
        let fixture = SyncFixture(callers: CallerFixture().callers) { $0.isSandbox = false }
        try await fixture.person("p1", reports: ["a"])
        let own = try Self.fields("svar/replica")
        let replica = try await fixture.enrol(following: ["p1"], own)
        #expect(try await fixture.send(.get, replica + "/delta", own).lines.puts.count == 1)
        for fields in [
            try Self.fields("svar/replica", client: "other"),
            try Self.fields("svar/replica", organisation: "310000002"),
        ] {
            let answer = try await fixture.send(.get, replica + "/delta", fields)
            #expect(answer.status == .notFound)
            #expect(try answer.faultCode == "replica-unknown")
        }
        #expect(try await fixture.send(.get, replica + "/delta").status == .unauthorized)
        let refused = fixture.edge.port.state.withLock { $0.refusals }
        #expect(refused.map(\.interaction) == [.delta, .delta, .delta])
    }
}

extension String {
    fileprivate func replacing(_ text: String, _ other: String) -> String {
        split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
    }
}
