import HTTPTypes
import HummingbirdTesting
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarSynthetic
import Testing

struct FuzzTests {
    static let parts = [
        "v1", "fhir", "Patient", "Observation", "_history", "_search", "metadata", "messages", "p1", "health", "live",
        "ready", "metrics", "..", "", "%2e%2e", "%", "%zz", "%00", "%ff", "æøå", "$everything", "_format=xml", "?", "&",
        "=", "_count=-1", "_summary=count", "a b", "+", "#", "\u{1F600}", "Bundle", syntheticNumber, ":", ";", "//",
    ]
    static let values = [
        "application/fhir+json", "application/xml", "*/*", ";;;q=", "q=0", "text/html", "W/\"v1\"", "\"", "", ",",
        "return=minimal", "return=", "gzip", "application/x-www-form-urlencoded", "application/json; charset=utf-8",
        String(repeating: "a", count: 5_000), "identifier=a|b", "100-continue", "-1", "999999999999999999999",
    ]
    static let names = [
        "Accept", "Content-Type", "If-Match", "Prefer", "If-None-Exist", "X-Request-Id", "Content-Encoding", "Expect",
    ]
    static let bodies = [
        nil, "", "{", "[]", "null", "{}", "<a>", "a=%zz", "_id=1&_id=2", "&&&==", #"{"resourceType":"Patient"}"#,
        String(repeating: "[", count: 20_000), "\u{0}\u{1}",
    ]

    @Test(arguments: 1...4)
    func noRequestGivesAServerError(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let edge = EdgeFixture { $0.body.maximumBytes = 10_000 }
        edge.port.put(.patient, "p1", #"{"resourceType":"Patient"}"#)
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .delete, .head, .patch, .options, .init("FOO")!]
        for _ in 0..<400 {
            var path = Bool.random(using: &random) ? "/v1/fhir" : ""
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                path += ["/", "/", "/", "?", "&", ""].randomElement(using: &random)!
                path += Self.parts.randomElement(using: &random)!
            }
            var fields = HTTPFields()
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let name = HTTPField.Name(Self.names.randomElement(using: &random)!)!
                fields.append(HTTPField(name: name, value: Self.values.randomElement(using: &random)!))
            }
            let method = methods.randomElement(using: &random)!
            let body = Self.bodies.randomElement(using: &random)!
            let response = try await edge.send(method, path, fields, body: body)
            #expect(response.status.code < 500, "\(method) \(path)")
            if response.status.code >= 400, method != .head {
                #expect(try response.json?["resourceType"]?.string == "OperationOutcome")
            }
        }
        #expect(!edge.log.text.contains(syntheticNumber))
    }
}
