import HTTPTypes
import HummingbirdTesting
import SvarFHIR
import SvarHTTP
import Testing

/// CORS: only named origins, and never in a sandbox.
struct CrossOriginTests {
    private static let origin = "https://app.example.org"

    private func edge() -> EdgeFixture {
        let edge = EdgeFixture {
            $0.isSandbox = false
            $0.allowedOrigins = [Self.origin]
        }
        edge.port.put(.patient, "p1", #"{"resourceType":"Patient"}"#)
        return edge
    }

    private func value(_ response: TestResponse, _ name: String) -> String? {
        response.headers[HTTPField.Name("Access-Control-" + name)!]
    }

    @Test(arguments: [
        (origin, true), ("https://app.example.org:444", false), ("http://app.example.org", false), ("null", false),
        ("https://APP.example.org", false), ("*", false), (nil, false),
    ])
    func onlyANamedOriginMayRead(_ origin: String?, _ isAllowed: Bool) async throws {
        var fields = HTTPFields()
        fields[.origin] = origin
        for path in ["/v1/fhir/Patient/p1", "/v1/fhir/Patient/p2", "/nowhere"] {
            let response = try await edge().send(.get, path, fields)
            #expect(value(response, "Allow-Origin") == (isAllowed ? Self.origin : nil))
            #expect(value(response, "Expose-Headers")?.contains("ETag") == (isAllowed ? true : nil))
            #expect(value(response, "Allow-Credentials") == nil)
            // A cache must not give one origin what another was told.
            #expect(response.headers[.vary]?.contains("Origin") == true)
        }
    }

    @Test func aPreflightTellsWhatAPathTakes() async throws {
        let fields = HTTPFields().with("Origin", Self.origin).with("Access-Control-Request-Method", "PUT")
            .with("Access-Control-Request-Headers", "authorization,person-id")
        let response = try await edge().send(.options, "/v1/fhir/Patient/p1", fields)
        #expect(response.status == .noContent)
        #expect(value(response, "Allow-Origin") == Self.origin)
        #expect(value(response, "Allow-Methods") == "GET, HEAD, PUT, DELETE")
        for name in ["Authorization", "If-Match", "person-id", "access-basis", "requester-hpr-role"] {
            #expect(value(response, "Allow-Headers")?.contains(name) == true)
        }
        #expect(try await edge().send(.options, "/nowhere", fields).status == .notFound)
    }

    @Test func otherOriginsGetNoPreflight() async throws {
        let fields = HTTPFields().with("Origin", "https://b.example.org").with("Access-Control-Request-Method", "PUT")
        let response = try await edge().send(.options, "/v1/fhir/Patient/p1", fields)
        #expect(response.status == .methodNotAllowed)
        #expect(value(response, "Allow-Methods") == nil)
    }

    @Test func aSandboxNamesNone() async throws {
        let edge = EdgeFixture { $0.allowedOrigins = [Self.origin] }
        let fields = HTTPFields().with("Origin", Self.origin).with("Access-Control-Request-Method", "GET")
        #expect(value(try await edge.send(.get, "/health/live", fields), "Allow-Origin") == nil)
        #expect(try await edge.send(.options, "/v1/fhir/Patient", fields).status == .methodNotAllowed)
    }
}
