import HTTPTypes
import HummingbirdTesting
import NIOCore
import SvarFHIR
import SvarHTTP
import Testing

struct HeaderTests {
    private static let body = #"{"resourceType":"Patient","id":"p1"}"#

    private func edge() -> EdgeFixture {
        let edge = EdgeFixture()
        edge.port.put(.patient, "p1", Self.body)
        return edge
    }

    @Test func readTellsVersionAndTime() async throws {
        let response = try await edge().send(.get, "/v1/fhir/Patient/p1")
        #expect(response.headers[.eTag] == #"W/"v1""#)
        #expect(response.headers[.lastModified] == "Tue, 14 Nov 2023 22:13:20 GMT")
        #expect(response.headers[.contentType] == "application/fhir+json; charset=utf-8")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.text == Self.body)
    }

    @Test func headAnswersAsGetWithoutBody() async throws {
        let response = try await edge().send(.head, "/v1/fhir/Patient/p1")
        #expect(response.status == .ok)
        #expect(response.headers[.contentLength] == String(Self.body.utf8.count))
        #expect(response.body.readableBytes == 0)
        #expect(response.headers[.eTag] == #"W/"v1""#)
    }

    @Test(
        arguments: [
            (nil, "application/fhir+json"), ("*/*", "application/fhir+json"),
            ("application/*", "application/fhir+json"),
            ("application/fhir+json", "application/fhir+json"), ("application/json", "application/json"),
            ("application/json;q=0.5, application/fhir+json", "application/fhir+json"),
            ("application/fhir+xml, application/fhir+json;q=0.1", "application/fhir+json"),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
            ("application/fhir+json; fhirVersion=4.0", "application/fhir+json"),
            ("application/fhir+xml", nil), ("application/xml", nil), ("text/turtle", nil),
            ("application/fhir+json;q=0", nil), ("application/fhir+json; fhirVersion=3.0", nil), ("nonsense", nil),
            ("application/fhir+json;fhirVersion=4.3", nil), ("application/json; fhirVersion=\"5.0\"", nil),
            (
                "application/fhir+json;fhirVersion=5.0, application/fhir+json;fhirVersion=4.0;q=0.2",
                "application/fhir+json"
            ),
            ("application/fhir+json; fhirVersion=4.0.1", "application/fhir+json"),
        ] as [(String?, String?)]
    )
    func negotiates(_ accept: String?, _ type: String?) async throws {
        var fields = HTTPFields()
        fields[.accept] = accept
        let response = try await edge().send(.get, "/v1/fhir/Patient/p1", fields)
        #expect(response.status == (type == nil ? .notAcceptable : .ok))
        #expect(response.headers[.contentType]?.hasPrefix(type ?? "application/fhir+json") == true)
    }

    @Test(
        arguments: [
            ("json", nil, "application/json"), ("application/json", nil, "application/json"),
            ("text/json", nil, "application/json"), ("application/fhir%2Bjson", nil, "application/fhir+json"),
            ("application/fhir+json", nil, "application/fhir+json"), ("json", "application/xml", "application/json"),
            ("application/fhir%2Bjson;%20fhirVersion=4.0", nil, "application/fhir+json"), ("xml", nil, nil),
            ("application/fhir%2Bxml", "application/fhir+json", nil), ("text/html", nil, nil), ("", nil, nil),
            ("application/fhir%2Bjson;fhirVersion=4.3", nil, nil),
            ("json", "application/fhir+json; fhirVersion=5.0", nil),
        ] as [(String, String?, String?)]
    )
    func theFormatParameterWins(_ format: String, _ accept: String?, _ type: String?) async throws {
        var fields = HTTPFields()
        fields[.accept] = accept
        let response = try await edge().send(.get, "/v1/fhir/Patient/p1?_format=\(format)", fields)
        #expect(response.status == (type == nil ? .notAcceptable : .ok))
        #expect(response.headers[.contentType]?.hasPrefix(type ?? "application/fhir+json") == true)
    }

    @Test(arguments: [
        ("return=minimal", ""), ("return=representation", Self.body), ("", Self.body),
        ("return=OperationOutcome", "OperationOutcome"), ("handling=strict; return=minimal", ""),
        ("handling=strict, RETURN = minimal", ""), ("return=\"minimal\"", ""), ("return=nothing", Self.body),
        ("return=minimal, return=representation", ""), ("respond-async", Self.body),
    ])
    func shapesTheAnswerToAWrite(_ prefer: String, _ expected: String) async throws {
        let fields = HTTPFields.fhir.with("Prefer", prefer)
        let response = try await edge().send(.put, "/v1/fhir/Patient/p1", fields, body: Self.body)
        #expect(response.status == .ok)
        #expect(expected.isEmpty ? response.text.isEmpty : response.text.contains(expected))
        #expect(response.headers[.location] == "http://localhost/v1/fhir/Patient/p1/_history/v2")
        #expect(response.headers[.eTag] == #"W/"v2""#)
    }

    @Test(arguments: [
        (#"W/"v1""#, 200), (#""v1""#, 200), (#"W/"v7""#, 412), ("v1", 400), ("*", 400), (#"W/"""#, 400),
        (#"W/"v1", W/"v2""#, 400),
    ])
    func ifMatchNamesOneVersion(_ tag: String, _ status: Int) async throws {
        let fields = HTTPFields.fhir.with("If-Match", tag)
        let response = try await edge().send(.put, "/v1/fhir/Patient/p1", fields, body: Self.body)
        #expect(response.status.code == status)
    }

    @Test func echoesARequestID() async throws {
        let edge = edge()
        let response = try await edge.send(.get, "/health/live", HTTPFields().with("X-Request-Id", "abc-123"))
        #expect(response.headers[HTTPField.Name("X-Request-Id")!] == "abc-123")
    }

    @Test(arguments: [
        "Ola Nordmann", syntheticNumber, "x-\(syntheticNumber)", "a\"b", String(repeating: "a", count: 65),
        "138899-10059", "x_13.88.99-10059", "x2024\(syntheticNumber.dropLast(5))-10059",
    ])
    func makesARequestIDWhenTheOneSentIsUnfit(_ id: String) async throws {
        let response = try await edge().send(.get, "/health/live", HTTPFields().with("X-Request-Id", id))
        #expect(response.headers[HTTPField.Name("X-Request-Id")!] == "t-2")
    }

    @Test func receiptIsXMLWhenAskedFor() async throws {
        let edge = edge()
        let json = try await edge.send(.post, "/v1/messages", .xml, body: "<a/>")
        #expect(json.headers[.contentType] == "application/json; charset=utf-8")
        let xml = try await edge.send(.post, "/v1/messages", .xml.with("Accept", "application/xml"), body: "<a/>")
        #expect(xml.headers[.contentType] == "application/xml; charset=utf-8")
        #expect(xml.text == "<AppRec/>")
    }

    @Test(arguments: [("application/pdf", 200), ("application/*, application/pdf", 404), ("image/png", 406)])
    func aBinaryIsServedAsItselfToWhoAcceptsItsType(_ accept: String, _ status: Int) async throws {
        let response = try await edge().send(.get, "/v1/fhir/Binary/b1", HTTPFields().with("Accept", accept))
        #expect(response.status.code == status)
        if status == 200 {
            #expect(response.text == "%PDF")
            #expect(response.headers[.contentType] == "application/pdf")
            #expect(response.headers[.contentDisposition] == "attachment")
        }
    }

    @Test func deletionHasNoBody() async throws {
        let response = try await edge().send(.delete, "/v1/fhir/Patient/p1")
        #expect(response.status == .noContent)
        #expect(response.body.readableBytes == 0)
        #expect(response.headers[.contentLength] == nil)
    }

    @Test func bodyAboveTheLimitIsRefused() async throws {
        let edge = EdgeFixture { $0.body.maximumBytes = 1_000 }
        let fits = "\"" + String(repeating: "x", count: 998) + "\""
        #expect(try await edge.send(.post, "/v1/fhir", .fhir, body: fits).status == .ok)
        let response = try await edge.send(.post, "/v1/fhir", .fhir, body: fits + " ")
        #expect(response.status.code == 413)
        #expect(try response.issueCodes == ["too-long"])
    }
}
