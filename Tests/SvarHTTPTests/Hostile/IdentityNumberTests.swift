import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarHTTP
import SvarJSON
import SvarTesting
import Testing

/// Identity numbers in addresses (decision 19): refused before anybody is asked who they are, with a hint, and written
/// nowhere; and the server puts none into an address itself.
struct IdentityNumberTests {
    /// Where a number of each series begins: day, month, year and the start of the individual number.
    static let series: [(name: String, start: String)] = [
        ("+80", "138899100"), ("+65", "137399100"), ("+40", "134899100"), ("D-number +80", "538899100"),
        ("D-number +65", "537399100"), ("D-number +40", "534899100"),
    ]

    /// `{n}`: the number, `{e}`: percent-encoded, `{E}`: half of it in capitals and encoded.
    static let places = [
        "/v1/fhir/Patient/{n}", "/v1/fhir/Patient/{e}", "/v1/fhir/Patient/{E}", "/v1/fhir/Patient/{n}/",
        "/v1/fhir/Patient/{n}/$everything", "/v1/fhir/Patient/{n}/Observation", "/v1/fhir/Patient/x/_history/{n}",
        "/v1/fhir/Observation/{n}/_history", "/{n}/v1/fhir/Patient/x", "/v1/{n}", "/pps/v2/{n}", "/docs/{n}",
        "/v1/sync/replicas/{n}/delta", "/v1/messages/{n}", "/metrics?{n}", "/v1/fhir?_type=Patient&_id={n}",
        "/v1/fhir/Patient?identifier={n}", "/v1/fhir/Patient?identifier=%7C{n}",
        "/v1/fhir/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.1%7C{n}",
        "/v1/fhir/Patient?identifier=urn:x%7Ca,urn:oid:2.16.578.1.12.4.1.4.2|{e}",
        "/v1/fhir/Patient?identifier:not=urn:x%7C{E}", "/v1/fhir/Patient?identifier:of-type=a%7Cb%7C{n}",
        "/v1/fhir/Observation?patient={n}", "/v1/fhir/Observation?subject=Patient/{n}",
        "/v1/fhir/Observation?subject=http://x.example/Patient/{n}", "/v1/fhir/Observation?subject:identifier={n}",
        "/v1/fhir/Observation?subject:identifier=urn:oid:2.16.578.1.12.4.1.4.1%7C{n}",
        "/v1/fhir/Observation?patient.identifier={n}", "/v1/fhir/Observation?subject:Patient.identifier=x%7C{e}",
        "/v1/fhir/DiagnosticReport?result.subject:Patient.identifier={n}",
        "/v1/fhir/Patient?_has:Observation:patient:identifier={n}", "/v1/fhir/Patient?_has:Observation:{n}:code=x",
        "/v1/fhir/Observation?{n}=x", "/v1/fhir/Observation?code=x&&{n}", "/v1/fhir/Observation?_page={n}",
        "/v1/fhir/Observation?_include=Observation:{n}", "/v1/fhir/Observation?_sort={n}",
        "/v1/fhir/Observation/$lastn?patient={n}", "/v1/fhir/Patient/$match?person-id={n}", "/v1/fhir/_history?_at={n}",
        "http://x.example/v1/fhir/Patient/{n}", "/v1/fhir/Patient;{n}", "/v1/fhir/Patient/a.{n}",
    ]

    static func number(_ start: String) throws -> PersonNumber {
        let ends = (0..<100).map { $0 < 10 ? "0\($0)" : "\($0)" }
        return try #require(ends.lazy.compactMap { PersonNumber(start + $0) }.first)
    }

    @Test(arguments: series) func isRefusedWithAHintAndWrittenNowhere(_ name: String, _ start: String) async throws {
        let world = try await HostileWorld()
        let number = try Self.number(start).value
        let encoded = number.utf8.map { "%" + String($0, radix: 16) }.joined()
        let half =
            number.prefix(5) + number.dropFirst(5).utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
        let rows = world.access.rows.count
        for place in Self.places {
            let path = place.replacing("{n}", with: number).replacing("{e}", with: encoded).replacing("{E}", with: half)
            for method in [HTTPRequest.Method.get, .head, .post, .put, .delete, .options] {
                // With a good token, and with none.
                for isKnown in [true, false] {
                    let answer =
                        isKnown
                        ? try await world.ask(method, path, HTTPFields().about(world.one), body: "x")
                        : try await world.edge.send(method, path)
                    #expect(answer.status == .badRequest, "\(method) \(place)")
                    if method != .head {
                        #expect(answer.text.contains("numbers must not stand in a URL"), "\(place)")
                        #expect(answer.text.contains("POST [type]/_search"))
                    }
                    #expect(!answer.text.contains(number) && !answer.telling.joined().contains(number), "\(place)")
                }
            }
        }
        #expect(world.access.rows.count == rows)
        let metrics = try await world.edge.send(.get, "/metrics").text
        for text in [world.edge.log.text, metrics] {
            #expect(!text.contains(number) && !text.contains(encoded) && !text.contains(half))
        }
    }

    /// A search that was posted with a number has links, and pages, without it.
    @Test func noAddressOfAnAnswerHoldsOne() async throws {
        let world = try await HostileWorld(reports: 9)
        let number = world.one.value
        let system = world.one.kind.system
        let forms = [
            "/v1/fhir/Observation/_search": "person-id=\(number)&_count=2",
            "/v1/fhir/DiagnosticReport/_search": "subject:identifier=\(system)%7C\(number)&_count=1&_include=*",
            "/v1/fhir/Patient/_search": "identifier=\(system)%7C\(number)",
            "/v1/fhir/_search": "_type=Observation,Patient&person-id=\(number)&_count=2",
        ]
        for (path, form) in forms {
            var answer = try await world.ask(.post, path, .form, body: form)
            #expect(answer.status == .ok)
            for _ in 0..<3 {
                #expect(try answer.json?["entry"]?[0] != nil)
                let bundle = try #require(try answer.json)
                for text in addresses(of: bundle) + answer.telling {
                    #expect(!text.contains(number), "\(path)")
                }
                guard
                    let next = bundle["link"]?.elements.first(where: { $0["relation"]?.string == "next" })?["url"]?
                        .string
                else { break }
                answer = try await world.ask(.get, String(next.dropFirst("http://localhost".count)))
            }
        }
        #expect(!world.edge.log.text.contains(number))
    }

    /// All values that clients take for addresses.
    private func addresses(of bundle: JSONNode) -> [String] {
        let links = bundle["link"]?.elements.compactMap { $0["url"]?.string } ?? []
        let entries = bundle["entry"]?.elements.compactMap { $0["fullUrl"]?.string } ?? []
        let references = bundle["entry"]?.elements.compactMap { $0["resource"]?["subject"]?["reference"]?.string } ?? []
        return links + entries + references
    }
}
