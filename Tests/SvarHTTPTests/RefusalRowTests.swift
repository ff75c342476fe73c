import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import SvarDomain
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import SvarTesting
import Synchronization
import Testing

/// What the edge refuses leaves a row of the log of use, as what the use cases refuse (decision 37).
struct RefusalRowTests {
    private static func fields(_ token: String?, _ others: HTTPFields = [:]) -> HTTPFields {
        var fields = others
        fields[.authorization] = token.map { "Bearer \($0)" }
        return fields
    }

    @Test func aBadTokenHasARowThatSaysNothingOfIt() async throws {
        let edge = EdgeFixture(callers: CallerFixture().callers)
        for token in [nil, "x.y.z"] {
            let response = try await edge.send(.get, "/v1/fhir/Observation", Self.fields(token))
            #expect(response.status == .unauthorized)
        }
        let rows = edge.port.state.withLock { $0.refusals }
        #expect(rows.map(\.status) == [401, 401])
        #expect(rows.allSatisfy { $0.interaction == .searchType && $0.caller.role == .unknown })
        #expect(rows.allSatisfy { $0.caller.actor.client.isEmpty && $0.caller.actor.role == "unknown" })
        #expect(rows.allSatisfy { $0.caller.request.hasPrefix("t-") })
    }

    @Test func aFloodOfBadTokensFillsNoDiskAndIsCounted() async throws {
        let edge = EdgeFixture(callers: CallerFixture().callers)
        let start = ContinuousClock.now
        for _ in 0..<300 { _ = try await edge.send(.get, "/v1/fhir/Observation", Self.fields("x.y.z")) }
        let seconds = Int((ContinuousClock.now - start) / .seconds(1)) + 1
        #expect((1...seconds).contains(edge.port.state.withLock { $0.refusals.count }))
        #expect(edge.registry.exposition(extra: []).contains(#"svar_tokens_refused_total{reason="notAToken"} 300"#))
    }

    @Test func oneRowASecondOfEachKind() {
        let rows = RefusalRows()
        let start = ContinuousClock.now
        #expect(rows.admit(401, "expired", at: start))
        #expect(!rows.admit(401, "expired", at: start + .milliseconds(999)))
        #expect(rows.admit(401, "missing", at: start + .milliseconds(999)))
        #expect(rows.admit(503, "missing", at: start + .milliseconds(999)))
        #expect(rows.admit(401, "expired", at: start + .seconds(1)))
    }

    @Test(arguments: [
        ("svar/replica", HTTPRequest.Method.post, "/v1/messages", 403),
        ("other", .get, "/v1/fhir/Observation", 403),
        ("", .get, "/v1/fhir/Patient/1/$everything", 403),
    ])
    func aRightTokenThatIsNotEnoughHasARowWithItsClient(
        _ scope: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ status: Int
    ) async throws {
        let edge = EdgeFixture(callers: CallerFixture().callers)
        let token = try TestIssuer.token(TestIssuer.claims.with(["scope": .string(scope)]))
        // A row each: who floods is known.
        for _ in 1...2 {
            let response = try await edge.send(method, path, Self.fields(token), body: "x")
            #expect(Int(response.status.code) == status)
        }
        let rows = edge.port.state.withLock { $0.refusals }
        #expect(rows.map(\.status) == [status, status])
        #expect(rows.allSatisfy { $0.caller.role == .unknown && !$0.caller.actor.client.isEmpty })
        #expect(rows.allSatisfy { !$0.caller.actor.organisation.isEmpty })
    }

    @Test(
        arguments: [
            (HTTPRequest.Method.get, "/v1/fhir/Patient/1?_elements=", [:], nil, 400),
            (.get, "/v1/fhir/Patient/1", ["accept": "application/fhir+xml"], nil, 406),
            (.get, "/v1/fhir/Patient/1", ["person-id": "1"], nil, 400),
            (.get, "/v1/fhir/Patient/1", ["access-basis": "NO"], nil, 400),
            (.post, "/v1/fhir/Patient", ["content-type": "text/plain"], "x", 415),
            (.post, "/v1/fhir/Patient", ["content-type": "application/fhir+json"], "", 400),
            (.post, "/v1/messages", ["content-type": "application/xml"], "", 400),
            (
                .post, "/v1/fhir/Patient/_search", ["content-type": "application/x-www-form-urlencoded"], "_format=xml",
                406
            ),
        ] as [(HTTPRequest.Method, String, [String: String], String?, Int)]
    )
    func whatTheEdgeRefusesAKnownCallerHasOneRow(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: [String: String],
        _ body: String?,
        _ status: Int
    ) async throws {
        let edge = EdgeFixture()
        let all = fields.reduce(into: HTTPFields()) { $0[HTTPField.Name($1.key)!] = $1.value }
        let response = try await edge.send(method, path, all, body: body)
        #expect(Int(response.status.code) == status)
        let rows = edge.port.state.withLock { $0.refusals }
        #expect(rows.map(\.status) == [status])
        #expect(rows.allSatisfy { $0.caller.role == .sandbox })
        // Nothing was looked for.
        #expect(edge.port.state.withLock { $0.callers.isEmpty })
    }

    @Test func whatLeadsNowhereHasNone() async throws {
        let edge = EdgeFixture(callers: CallerFixture().callers)
        for path in ["/nowhere", "/v1/fhir/Nothing", "/v1/fhir/Patient?identifier=\(syntheticNumber)", "/metrics"] {
            _ = try await edge.send(.get, path)
        }
        #expect(edge.port.state.withLock { $0.refusals.isEmpty })
    }

    /// Content that its caller does not take is not shown, and its row says so, once.
    @Test func contentOfATypeThatIsNotTakenIsNotWrittenDownAsShown() async throws {
        let clock: @Sendable () -> ServerTime = { ServerTime(microseconds: 1_700_000_000_000_000) }
        let access = MemoryAccessLog()
        let service = ResultService(
            store: MemoryStore(index: IndexRows.store, clock: clock),
            access: access,
            configuration: ResultService.Configuration(now: clock)
        )
        let edge = EdgeFixture(port: ServicePort(service))
        let binary = #"{"resourceType":"Binary","id":"b1","contentType":"application/pdf","data":"JVBERg=="}"#
        #expect(try await edge.send(.put, "/v1/fhir/Binary/b1", .fhir, body: binary).status == .created)
        for (accept, status) in [("application/pdf", 200), ("image/png", 406)] {
            let before = access.rows.count
            let response = try await edge.send(.get, "/v1/fhir/Binary/b1", HTTPFields().with("accept", accept))
            #expect(Int(response.status.code) == status)
            let rows = access.rows[before...]
            #expect(rows.count == 1)
            #expect(rows.allSatisfy { $0.units.isEmpty == (status != 200) && ($0.status == 200) == (status == 200) })
        }
    }
}
