import HTTPTypes
import HummingbirdTesting
import NIOCore
import SvarDomain
import SvarHTTP
import SvarJSON
import TestLane
import Testing

/// Requests that ask for more than anybody needs. Slow and broken senders are in `BodyTests`, floods of fields and
/// connections in `LimitTests`, bodies that unpack to more in `CompressionTests`.
@Suite(.aside) struct HeavyTests {
    /// Bodies that are deep rather than large, by name, so that a log of the tests does not hold them.
    enum Deep: CaseIterable, Sendable {
        case arrays, objects, contained, extensions, entries, elements, attributes, doctype, entities

        var isXML: Bool {
            switch self {
            case .elements, .attributes, .doctype, .entities: true
            default: false
            }
        }

        func body(_ count: Int) -> String {
            func nested(_ open: String, _ close: String, _ inner: String = "1") -> String {
                String(repeating: open, count: count) + inner + String(repeating: close, count: count)
            }
            return switch self {
            case .arrays: #"{"resourceType":"Observation","a":\#(nested("[", "]"))}"#
            case .objects: #"{"resourceType":"Observation","a":\#(nested(#"{"a":"#, "}"))}"#
            case .contained: nested(#"{"resourceType":"Observation","contained":["#, "]}", "{}")
            case .extensions:
                #"{"resourceType":"Observation",\#(nested(#""extension":[{"url":"x","#, "}]", #""valueCode":"x""#))}"#
            case .entries:
                nested(#"{"resourceType":"Bundle","type":"batch","entry":[{"resource":"#, "}]}", "{}")
            case .elements: "<Message>" + nested("<a>", "</a>") + "</Message>"
            case .attributes: "<Message \((0..<count).map { "a\($0)=\"1\"" }.joined(separator: " "))/>"
            case .doctype: #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message>&x;</Message>"#
            case .entities:
                #"<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><Message>&y;&y;</Message>"#
            }
        }
    }

    @Test(arguments: Deep.allCases, [200, 60_000]) func aDeepBodyIsRefusedSoon(_ deep: Deep, _ count: Int) async throws
    {
        let world = try await HostileWorld.shared.value
        let producer = HostileWorld.Who.producer(world.producer)
        let body = Array(deep.body(count).utf8)
        let paths = deep.isXML ? ["/v1/messages"] : ["/v1/fhir/Observation", "/v1/fhir"]
        for path in paths {
            let start = ContinuousClock.now
            let answer = try await world.ask(.post, path, as: producer, deep.isXML ? .xml : .fhir, bytes: body)
            #expect((400..<500).contains(answer.status.code), "\(deep) \(count) \(path) \(answer.status)")
            #expect(answer.body.readableBytes < 20_000)
            #expect(!answer.text.contains("root:"))
            // Other tests keep the processors meanwhile; a body that is too much for a parser would take for ever.
            #expect(ContinuousClock.now - start < .seconds(300))
        }
    }

    private static let ids = (0..<5_000).map { "x\($0)" }.joined(separator: ",")
    private static let chain = Array(repeating: "has-member", count: 200).joined(separator: ".")
    private static let has = String(repeating: "_has:Observation:has-member:", count: 200)

    /// With the statuses that may come of each; what is found is never more than a page.
    static let large: [(String, [Int])] = [
        ("Observation?_count=2147483647", [200]), ("Observation?_count=9223372036854775807", [200, 400]),
        ("Observation?_count=99999999999999999999999", [200, 400]), ("Observation?_count=-1", [400]),
        ("Observation?_count=1e9", [400]), ("Observation?_count=0", [200]),
        ("Observation?_count=1&_count=2000", [200, 400]),
        ("Observation?_id=\(ids)", [200, 400, 413]), ("Observation?code=\(ids)", [200, 400]),
        ("Observation?_include=*&_revinclude=*&_count=1000", [200, 400]),
        ("Observation?_include:iterate=*&_revinclude:iterate=*&_count=1000", [200, 400]),
        ("DiagnosticReport?" + String(repeating: "_include=DiagnosticReport:result&", count: 300), [200, 400]),
        ("Observation?" + String(repeating: "code=x&", count: 999), [200, 400]),
        ("Observation?" + String(repeating: "code=x&", count: 1_001), [400]),
        ("Observation?\(chain).code=x", [400]), ("Observation?\(has)code=x", [400]),
        ("Observation?_sort=" + Array(repeating: "date", count: 2_000).joined(separator: ","), [200, 400]),
        ("Observation?_elements=" + Array(repeating: "code", count: 5_000).joined(separator: ","), [200, 400]),
        ("Observation?code:text=" + String(repeating: "a", count: 60_000), [200, 400]),
        ("Observation?value-quantity=" + String(repeating: "9", count: 30_000), [200, 400]),
        ("Observation?value-quantity=1e999999999", [200, 400]), ("Observation?date=ge9999999999999999", [400]),
        ("Observation/$lastn?max=999999999", [200, 400]), ("_history?_count=999999999", [200, 400]),
        ("Patient?_page=" + String(repeating: "A", count: 60_000), [400]), ("?_type=" + ids, [400]),
    ]

    @Test func aLargeQuestionGetsAPageOrARefusal() async throws {
        let world = try await HostileWorld(reports: 9)
        for (query, statuses) in Self.large {
            // In the address, which is bounded by the server, and where it may be, in a form.
            let parts = query.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            for isPosted in [false, true] where !isPosted || !query.hasPrefix("_history") {
                let search =
                    parts[0].contains("$") ? "\(parts[0])" : parts[0].isEmpty ? "_search" : "\(parts[0])/_search"
                let start = ContinuousClock.now
                let answer =
                    isPosted
                    ? try await world.ask(
                        .post,
                        "/v1/fhir/" + search,
                        HTTPFields.form.about(world.one),
                        body: String(parts[1])
                    )
                    : try await world.ask(
                        .get,
                        "/v1/fhir" + (query.hasPrefix("?") ? "" : "/") + query,
                        HTTPFields().about(world.one)
                    )
                #expect(statuses.contains(Int(answer.status.code)), "\(query.prefix(60)) \(answer.status)")
                #expect(answer.body.readableBytes < 16 << 20)
                #expect(try answer.json?["entry"].map { $0.count <= 11_000 } ?? true)
                if answer.status != .ok { #expect(answer.body.readableBytes < 20_000, "\(query.prefix(60))") }
                #expect(ContinuousClock.now - start < .seconds(60), "\(query.prefix(60))")
            }
        }
    }

    /// Forms of more bytes than a search needs, and of more fields.
    @Test func aLargeFormIsRefused() async throws {
        let world = try await HostileWorld.shared.value
        let forms = [
            ("_id=" + String(repeating: "a", count: 400_000), 413), (String(repeating: "a=b&", count: 2_000), 400),
            (String(repeating: "&", count: 400_000), 413), (String(repeating: "&", count: 200_000), 200),
            (String(repeating: "%", count: 3_000), 400), ("person-id=" + String(repeating: "1", count: 100_000), 400),
        ]
        for (form, status) in forms {
            let fields = HTTPFields.form.about(world.one)
            let answer = try await world.ask(.post, "/v1/fhir/Observation/_search", fields, body: form)
            #expect(Int(answer.status.code) == status, "\(form.prefix(10))")
            #expect(status == 200 || answer.body.readableBytes < 2_000)
        }
    }
}
