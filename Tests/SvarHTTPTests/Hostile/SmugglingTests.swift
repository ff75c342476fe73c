import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarHTTP
import SvarJSON
import SvarSynthetic
import Testing

/// Requests that say two things, or say one thing in a place where it might be overlooked: none shows anything of another
/// person, and none does what its method does not.
struct SmugglingTests {
    /// One request about `one` that tries for something of `other`. Both stand in it by name: `{other}` is the id of a
    /// Patient, `{report}` and `{observation}` ids of the other's, `{own}` the id of an Observation of one's own,
    /// `{patient}` one's own Patient.
    struct Attempt: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let method: HTTPRequest.Method
        let path: String
        var form: String?
        var fields: [String: String] = [:]

        init(
            _ method: HTTPRequest.Method,
            _ path: String,
            _ form: String? = nil,
            _ fields: [String: String] = [:]
        ) {
            testDescription = "\(method) \(path) \(form ?? "") \(fields)"
            self.method = method
            self.path = path
            self.form = form
            self.fields = fields
        }
    }

    private static let json = ["content-type": "application/fhir+json"]

    /// With the status that personnel get.
    static let attempts: [(Attempt, Int)] = [
        // Query and form that disagree, and one name twice.
        (Attempt(.post, "/v1/fhir/Observation/_search?patient={other}", "person-id={one}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search?patient={patient}", "patient={other}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search?subject=Patient/{other}", "patient=Patient/{patient}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search?_id={observation}", "_id={own}"), 200),
        (Attempt(.post, "/v1/fhir/Observation/_search?_id={own}", "_id={observation}"), 200),
        (Attempt(.post, "/v1/fhir/Observation/_search", "_id={own},{observation}"), 200),
        (Attempt(.get, "/v1/fhir/Observation?patient={patient}&patient={other}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?patient={patient}&subject=Patient/{other}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?patient={patient},{other}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?patient:not={patient}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?patient:missing=false"), 200),
        (Attempt(.get, "/v1/fhir/Patient/{other}/Observation"), 400),
        (Attempt(.get, "/v1/fhir/Patient/{other}/*"), 400),
        (Attempt(.get, "/v1/fhir/Patient/{other}/$everything"), 400),
        (Attempt(.get, "/v1/fhir/Patient/{patient}/Observation?patient={other}"), 400),
        (Attempt(.get, "/v1/fhir/Patient/{patient}/$everything?patient={other}"), 400),
        (Attempt(.get, "/v1/fhir/Observation/$lastn?patient={other}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/$lastn?patient={patient}", "patient={other}"), 400),
        (Attempt(.post, "/v1/fhir/Patient/{other}/$everything", "person-id={one}"), 400),
        // A person named in two forms.
        (Attempt(.post, "/v1/fhir/Observation/_search", "person-id={one}&patient={other}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search", "person-id={two}&patient={patient}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search", "person-id={two}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search", "person-id={one}&person-id={two}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search", "PERSON-ID={two}"), 400),
        (Attempt(.post, "/v1/fhir/Observation/_search", "person-id%20={two}"), 400),
        (
            Attempt(
                .post,
                "/v1/fhir/Observation/_search",
                "patient:identifier=urn:oid:2.16.578.1.12.4.1.4.1%7C{two}"
            ), 400
        ),
        (Attempt(.post, "/v1/fhir/Patient/_search", "identifier=urn:oid:2.16.578.1.12.4.1.4.1%7C{two}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?person-id={other}"), 400),
        // A chain or a reverse chain that names another.
        (Attempt(.get, "/v1/fhir/Observation?patient._id={other}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?subject:Patient._id={other}"), 400),
        (Attempt(.get, "/v1/fhir/DiagnosticReport?result.patient={other}"), 400),
        (Attempt(.get, "/v1/fhir/DiagnosticReport?result.subject:Patient._id={other}"), 400),
        (Attempt(.get, "/v1/fhir/Patient?_has:Observation:patient:_id={observation}"), 200),
        (Attempt(.get, "/v1/fhir/Patient?_has:DiagnosticReport:patient:_id={report}"), 200),
        (Attempt(.get, "/v1/fhir/Observation?_has:DiagnosticReport:result:_id={report}"), 200),
        (Attempt(.get, "/v1/fhir/Observation?_has:DiagnosticReport:result:patient={other}"), 400),
        (Attempt(.get, "/v1/fhir/Specimen?_has:Observation:specimen:patient={other}"), 400),
        // Includes lead to nobody else; the resources of one's own do not name the other, a revinclude might.
        (Attempt(.get, "/v1/fhir/Observation?_id={observation}&_include=Observation:subject"), 200),
        (Attempt(.get, "/v1/fhir/Patient?_id={other}&_revinclude=Observation:subject"), 400),
        (Attempt(.get, "/v1/fhir/Patient?_id={other}&_revinclude=*"), 400),
        (Attempt(.get, "/v1/fhir?_type=Observation,Patient&_id={observation},{other}"), 200),
        (Attempt(.post, "/pps/v2/Observation/_search", "_id={observation}"), 401),
        // Histories.
        (Attempt(.get, "/v1/fhir/Observation/{observation}/_history"), 404),
        (Attempt(.get, "/v1/fhir/Observation/_history?patient={other}"), 400),
        // Methods that a field or a parameter would change.
        (
            Attempt(.get, "/v1/fhir/Observation/{observation}", nil, ["x-http-method-override": "PUT"]), 404
        ),
        (Attempt(.post, "/v1/fhir/Observation/_search", "_method=GET&_id={observation}"), 400),
        (Attempt(.get, "/v1/fhir/Observation/{observation}?_method=DELETE"), 400),
        (Attempt(.get, "/v1/fhir/Observation/{observation}", "person-id={two}"), 404),
        (Attempt(.get, "/v1/fhir/Observation", "patient={other}", ["content-type": "application/json"]), 200),
        // Formats.
        (Attempt(.get, "/v1/fhir/Observation/{observation}?_format=json&_format=xml"), 406),
        (Attempt(.get, "/v1/fhir/Observation/{observation}?_format=xml&_format=json"), 404),
        (Attempt(.get, "/v1/fhir/Observation/{observation}?_format=text/html"), 406),
        (Attempt(.get, "/v1/fhir/Observation/{observation}?_format=../../json"), 406),
        (Attempt(.get, "/v1/fhir/Binary/{binary}?_format=application/pdf", nil, ["accept": "application/pdf"]), 406),
        (Attempt(.get, "/v1/fhir/Binary/{binary}", nil, ["accept": "application/pdf"]), 406),
        // Paths that mean another path to somebody.
        (Attempt(.get, "/v1/fhir/Observation%2F{observation}"), 404),
        (Attempt(.get, "/v1%2Ffhir/Observation/{observation}"), 404),
        (Attempt(.get, "/v1/fhir/Observation/{own}%2F..%2F{observation}"), 404),
        (Attempt(.get, "/v1/fhir/Observation/{own}/../{observation}"), 400),
        (Attempt(.get, "/v1/fhir/Observation/%2e%2e/Observation/{observation}"), 400),
        (Attempt(.get, "/v1/fhir/Observation/{observation}%00"), 400),
        (Attempt(.get, "/v1/fhir/Observation/{own}%00{observation}"), 400),
        (Attempt(.get, "/v1/fhir/Observation/{observation}%0d%0aX:%20y"), 400),
        (Attempt(.get, "/v1/fhir/Observation/{observation}%20"), 404),
        (Attempt(.get, "/v1/fhir/Observation//{observation}"), 404),
        (Attempt(.get, "/v1/fhir/observation/{observation}"), 404),
        (Attempt(.get, "/v1/fhir/Observation/{observation};person-id={other}"), 404),
        (Attempt(.get, "/v1/fhir/Observation?_id=%00{observation}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?_id={own}%0d%0a{observation}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?_id[]={observation}"), 400),
        (Attempt(.get, "/v1/fhir/Observation?_id={own};_id={observation}"), 200),
        // A Parameters resource in place of a form.
        (
            Attempt(
                .post,
                "/v1/fhir/Patient/{patient}/$everything",
                #"{"resourceType":"Parameters","parameter":[{"name":"person-id","valueString":"{two}"}]}"#,
                json
            ), 400
        ),
        (
            Attempt(
                .post,
                "/v1/fhir/Observation/$lastn",
                #"{"resourceType":"Parameters","parameter":[{"name":"patient","valueString":"{other}"}]}"#,
                json
            ), 400
        ),
        (
            Attempt(
                .post,
                "/v1/fhir/Observation/$lastn",
                #"{"resourceType":"Parameters","parameter":[{"name":"patient","valueString":"{patient}","name":"x"}]}"#,
                json
            ), 400
        ),
        (
            Attempt(
                .post,
                "/v1/fhir/Observation/_search",
                #"{"resourceType":"Parameters","parameter":[{"name":"patient","valueString":"{other}"}]}"#,
                json
            ), 415
        ),
    ]

    /// What an attempt gets, with the names that stood in it taken out again.
    private struct Outcome: Hashable {
        let status: Int
        let fields: [String]
        let body: String
    }

    private static func outcome(
        of attempt: Attempt,
        _ names: KeyValuePairs<String, String>,
        _ who: HostileWorld.Who,
        in world: HostileWorld
    ) async throws -> Outcome {
        func fill(_ text: String) -> String { names.reduce(text) { $0.replacing($1.key, with: $1.value) } }
        var fields = HTTPFields().about(world.one)
        if attempt.method == .post { fields[.contentType] = "application/x-www-form-urlencoded" }
        for (name, value) in attempt.fields { fields[HTTPField.Name(name)!] = value }
        let answer = try await world.ask(
            attempt.method,
            fill(attempt.path),
            as: who,
            fields,
            body: attempt.form.map(fill)
        )
        #expect(!answer.text.contains(names.first { $0.key == "{two}" }!.value), "\(attempt.testDescription)")
        return Outcome(
            status: Int(answer.status.code),
            fields: answer.telling,
            body: withoutPages(names.reduce(answer.text) { $0.replacing($1.value, with: $1.key) })
        )
    }

    /// Page tokens are encrypted, each with a nonce of its own.
    private static func withoutPages(_ text: String) -> String {
        let parts = text.split(separator: "_page=", omittingEmptySubsequences: false)
        return parts.enumerated().map { String($0.offset == 0 ? $0.element : $0.element.drop { $0 != "\"" }) }.joined()
    }

    /// Whatever is tried, the answer is the one that is given when there is nobody and nothing of the kind.
    @Test func anotherPersonAndNobodyGetOneAnswer() async throws {
        let world = try await HostileWorld()
        func patient(_ person: PersonNumber) async throws -> String {
            let answer = try await world.ask(.get, "/v1/fhir/Patient", HTTPFields().about(person))
            return try #require(try answer.json?["entry"]?[0]?["resource"]?["id"]?.string)
        }
        let (own, other) = (try await patient(world.one), try await patient(world.other))
        let foreign = try #require(world.foreign["Observation"]?.first)
        func names(_ patient: String, _ observation: String, _ report: String, _ binary: String, _ number: String)
            -> KeyValuePairs<String, String>
        {
            [
                "{one}": world.one.value, "{two}": number, "{other}": patient,
                "{patient}": own, "{own}": world.own["Observation"]![0],
                "{observation}": observation, "{report}": report, "{binary}": binary,
            ]
        }
        let real = try names(
            other,
            foreign,
            #require(world.foreign["DiagnosticReport"]?.first),
            #require(world.foreign["Binary"]?.first),
            world.other.value
        )
        let absent = names(
            String(repeating: "p", count: other.utf8.count),
            String(repeating: "o", count: foreign.utf8.count),
            String(repeating: "r", count: foreign.utf8.count),
            String(repeating: "b", count: foreign.utf8.count),
            SyntheticPerson(index: 77, seed: 11).number.value
        )
        for who in [HostileWorld.Who.doctor, .citizen(world.one)] {
            for (attempt, status) in Self.attempts {
                let outcome = try await Self.outcome(of: attempt, real, who, in: world)
                let nothing = try await Self.outcome(of: attempt, absent, who, in: world)
                #expect(outcome == nothing, "\(attempt.testDescription)")
                // A citizen who names another is told that it may not be, not which of the two counted.
                let isExpected = outcome.status == status || status == 400 && who.isCitizen && outcome.status == 403
                #expect(isExpected, "\(who) \(attempt.testDescription) \(outcome.status)")
                for id in world.foreign.values.joined() {
                    #expect(!outcome.body.contains(#""id":"\#(id)""#), "\(attempt.testDescription)")
                }
            }
        }
        #expect(!world.edge.log.text.contains(world.one.value) && !world.edge.log.text.contains(world.other.value))
        // Nobody has changed or taken away anything.
        let read = try await world.ask(.get, "/v1/fhir/Observation/\(foreign)", HTTPFields().about(world.other))
        #expect(read.status == .ok)
    }
}

extension TestResponse {
    /// The fields that could tell of what was found: all but the request's number and the time.
    var telling: [String] {
        headers.filter { !["x-request-id", "date"].contains($0.name.canonicalName) }
            .map { "\($0.name.canonicalName): \($0.value)" }.sorted()
    }
}

extension HostileWorld.Who {
    var isCitizen: Bool { if case .citizen = self { true } else { false } }
}
