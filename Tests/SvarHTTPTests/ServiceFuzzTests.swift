import HTTPTypes
import HummingbirdTesting
import NIOCore
import SvarDomain
import SvarHTTP
import SvarServices
import SvarSynthetic
import SvarTesting
import Testing

struct ServiceFuzzTests {
    static let resources = [
        #"{"resourceType":"Patient","id":"p1","identifier":[{"system":"urn:x","value":"1"}],"active":true}"#,
        #"{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"a"},"subject":{"reference":"Patient/p1"},"valueQuantity":{"value":1.10}}"#,
        #"{"resourceType":"DiagnosticReport","id":"d1","status":"final","code":{"text":"a"},"result":[{"reference":"Observation/o1"}]}"#,
        #"{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=a|b"}},{"request":{"method":"DELETE","url":"Patient/p1"}},{"request":{"method":"GET","url":"Observation?_id=o1"}}]}"#,
        #"{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Observation","id":"o2","status":"final","code":{"text":"a"}},"request":{"method":"PUT","url":"Observation/o2","ifMatch":"W/\"1\""}}]}"#,
        #"{"resourceType":"Bundle","type":"document","entry":[{"fullUrl":"urn:uuid:2","resource":{"resourceType":"DiagnosticReport","status":"final","code":{"text":"a"}}}]}"#,
    ]
    static let pieces = [
        "{", "}", "[", "]", "\"", "null", ":", ",", "\\", "-1e999", "urn:uuid:1", "\u{0}", "Patient/p1", "æ",
    ]

    /// Bytes with a few places changed.
    private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &random)))
            case 2: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random)!.utf8, at: place)
            default:
                let end = min(bytes.count, place + Int.random(in: 1...60, using: &random))
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            }
        }
        return bytes
    }

    @Test(arguments: 1...3)
    func noBodyGivesAServerError(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let clock: @Sendable () -> ServerTime = { ServerTime(microseconds: 1_700_000_000_000_000) }
        let service = ResultService(
            store: MemoryStore(index: IndexRows.store, clock: clock),
            access: MemoryAccessLog(),
            configuration: ResultService.Configuration(now: clock)
        )
        let edge = EdgeFixture(port: ServicePort(service))
        let messages = SyntheticData(seed: seed, persons: 2, reportsPerPerson: 3).messages().map(\.bytes)
        let paths: [(HTTPRequest.Method, String)] = [
            (.post, ""), (.post, "/Patient"), (.post, "/Observation"), (.put, "/Patient/p1"), (.put, "/Observation/o1"),
            (.put, "/DiagnosticReport/d1"), (.delete, "/Patient/p1"), (.delete, "/DiagnosticReport/d1"),
            (.get, "/Observation?patient=p1&_count=1"), (.get, "/Patient/p1/_history?_page=00"),
            (.get, "/Patient?identifier=%7C,%5C%7C&_id=,"), (.get, "/DiagnosticReport/d1"),
            (.get, "/Observation?_page=zz"), (.get, "/Patient/p1/_history?_count=1"),
        ]
        for _ in 0..<300 {
            let isMessage = Int.random(in: 0..<6, using: &random) == 0
            let source =
                isMessage
                ? messages.randomElement(using: &random)! : Array(Self.resources.randomElement(using: &random)!.utf8)
            let body = mutated(source, &random)
            let (method, path) = isMessage ? (.post, "/v1/messages") : paths.randomElement(using: &random)!
            let fields: HTTPFields = isMessage ? .xml : .fhir
            let target = isMessage ? path : "/v1/fhir" + path
            let response = try await edge.send(method, target, fields, bytes: body)
            #expect(response.status.code < 500, "\(method) \(target) \(String(decoding: body, as: UTF8.self))")
        }
    }
}
