import HTTPTypes
import HummingbirdCore
import HummingbirdTesting
import SvarHTTP
import Synchronization
import Testing

struct GuardTests {
    /// A number of the +65 series, with the day of a D-number.
    static let dNumber = "53779910004"
    static let encoded = syntheticNumber.utf8.map { "%" + String($0, radix: 16) }.joined()

    @Test(arguments: [
        "/v1/fhir/Patient/\(syntheticNumber)", "/v1/fhir/Patient/\(dNumber)", "/v1/fhir/Patient/\(encoded)",
        "/\(syntheticNumber)", "/v1/fhir/Patient?identifier=\(syntheticNumber)",
        "/v1/fhir/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.1%7C\(syntheticNumber)",
        "/v1/fhir/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.3|12345678901",
        "/v1/fhir/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.2%7C",
        "/v1/fhir/Patient?identifier=http://hl7.no/fhir/NamingSystem/FNR|x",
        "/v1/fhir/Patient?identifier=urn:x%7C1,urn:x%7C\(syntheticNumber)",
        "/v1/fhir/Observation?patient=\(syntheticNumber)", "/v1/fhir/Observation?patient=Patient/\(syntheticNumber)",
        "/v1/fhir/Observation?patient:identifier=\(encoded)", "/v1/fhir/Observation?\(syntheticNumber)",
        "/health/live?x=\(syntheticNumber)", "/v1/fhir/Patient/_search?identifier=+\(syntheticNumber)",
        // The search takes backslashes out, and clients group digits.
        "/v1/fhir/Patient?identifier=%5C\(syntheticNumber)", "/v1/fhir/Patient?identifier=138%5C89910059",
        "/v1/fhir/Patient?identifier=138899%2010059", "/v1/fhir/Patient?identifier=138899+10059",
        "/v1/fhir/Patient?identifier=138899%C2%A010059", "/v1/fhir/Patient?identifier=2024+\(syntheticNumber)",
        "/v1/fhir/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.1%5C%7Cx",
        "/v1/fhir/Patient?identifier=urn%5C:oid:2.16.578.1.12.4.1.4.1%7Cx",
        "/v1/fhir/Patient/p-\(syntheticNumber)", "/v1/fhir/Patient/p\(syntheticNumber)x",
        "/v1/fhir/Observation?patient=Patient/no.\(syntheticNumber);x",
    ])
    func refusesIdentityNumbersInURLs(_ path: String) async throws {
        let edge = EdgeFixture()
        for method in [HTTPRequest.Method.get, .post, .put, .delete, .head] {
            let response = try await edge.send(method, path)
            #expect(response.status == .badRequest)
            if method == .get { #expect(response.text.contains("POST [type]/_search")) }
            #expect(!response.text.contains(syntheticNumber))
        }
        #expect(edge.port.state.withLock { $0.searches.isEmpty })
        #expect(!edge.log.text.contains(syntheticNumber))
    }

    @Test(arguments: [
        "/v1/fhir/Patient?identifier=urn:x%7C12345678901", "/v1/fhir/Patient?_id=13889910058",
        "/v1/fhir/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.101%7C974706490",
        "/v1/fhir/Patient?_id=1\(syntheticNumber)", "/v1/fhir/Patient?_id=\(syntheticNumber)1",
        "/v1/fhir/Patient?_id=138899-10059",
        // A UUID whose last part happens to hold one.
        "/v1/fhir/Patient?_id=f81d4fae-7dec-41d0-a765-a\(syntheticNumber)",
    ])
    func takesOtherNumbers(_ path: String) async throws {
        #expect(try await EdgeFixture().send(.get, path).status == .ok)
    }

    @Test(
        arguments: [
            ("127.0.0.1", true), ("127.0.0.1:8080", true), ("LOCALHOST:80", true), ("127.8.0.255", true),
            ("127.0.0.256", false), ("127.0.0", false), ("127.0.0.0x1", false), ("localhost", true),
            ("localhost:1", true), ("[::1]", true),
            ("[::1]:8080", true), ("localhost.example.org", false), ("127.0.0.1.example.org", false),
            ("example.org", false), ("example.org:80", false), ("localhost:", false), ("localhost:80@x", false),
            ("10.0.0.1", false), ("", false), (nil, false),
        ] as [(String?, Bool)]
    )
    func sandboxAnswersToLoopbackNamesOnly(_ host: String?, _ isTaken: Bool) async throws {
        let response = try await EdgeFixture().get("/health/live", host: host)
        #expect(response.status.code == (isTaken ? 200 : 421))
    }

    @Test(
        arguments: [
            ("127.0.0.1", true), ("127.1.2.3", true), ("::1", true), ("localhost", true), ("Localhost", true),
            ("0.0.0.0", false), ("::", false), ("10.0.0.1", false), ("127.0.0.1.example.org", false), ("", false),
            ("example.org", false), ("localhost.example.org", false), ("127.0.0.1:80", false),
        ] as [(String, Bool)]
    )
    func sandboxListensOnLoopbackOnly(_ host: String, _ isTaken: Bool) {
        #expect(SandboxRule.allows(listeningOn: host) == isTaken)
    }

    @Test func everySandboxResponseIsStampedAndNoneHasCORS() async throws {
        let edge = EdgeFixture()
        let fields = HTTPFields().with("Origin", "http://example.org")
        for path in ["/health/live", "/v1/fhir/metadata", "/nowhere", "/v1/fhir/Patient/x", "/%zz"] {
            let response = try await edge.send(.get, path, fields)
            #expect(response.headers[HTTPField.Name("X-Svar-Sandbox")!] == "true")
            #expect(!response.headers.contains { $0.name.canonicalName.hasPrefix("access-control-") })
        }
        #expect(try await edge.send(.options, "/v1/fhir/Patient", fields).status == .methodNotAllowed)
    }
}
