import HTTPTypes
import HummingbirdTesting
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import Synchronization
import Testing

struct RouteTests {
    static let patient = #"{"resourceType":"Patient","id":"p1"}"#

    /// Method, path, content type, body, status.
    static let table: [(HTTPRequest.Method, String, String?, String?, Int)] = [
        (.get, "/health/live", nil, nil, 200),
        (.get, "/health/ready", nil, nil, 200),
        (.get, "/metrics", nil, nil, 200),
        (.get, "/v1/fhir/metadata", nil, nil, 200),
        (.get, "/v1/fhir/metadata?mode=full", nil, nil, 200),
        (.post, "/v1/fhir", "application/fhir+json", #"{"resourceType":"Bundle"}"#, 200),
        (.post, "/v1/fhir/", "application/json", #"{"resourceType":"Bundle"}"#, 200),
        (.post, "/v1/messages", "application/xml", "<Message/>", 201),
        (.post, "/v1/messages", "text/xml; charset=iso-8859-1", "<Message/>", 201),
        (.get, "/v1/fhir/Patient/p1", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1?_format=json", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1/_history/v1", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1/_history", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1/_history?_count=5", nil, nil, 200),
        (.get, "/v1/fhir/Patient", nil, nil, 200),
        (.get, "/v1/fhir/Observation?patient=Patient/p1&_count=10", nil, nil, 200),
        (.get, "/v1/fhir/Observation?_summary=count&identifier=urn:x%7C7", nil, nil, 200),
        (.post, "/v1/fhir/Patient/_search", "application/x-www-form-urlencoded", "_id=p1", 200),
        (.post, "/v1/fhir/Patient", "application/fhir+json", patient, 201),
        (.put, "/v1/fhir/Patient/p1", "application/fhir+json; charset=utf-8", patient, 200),
        (.put, "/v1/fhir/Patient/p2", "application/fhir+json; fhirVersion=4.0", patient, 201),
        (.delete, "/v1/fhir/Patient/p1", nil, nil, 204),
        (.get, "http://localhost:8080/v1/fhir/Patient/p1", nil, nil, 200),
        (.get, "/v1/fhir", nil, nil, 200),
        (.get, "/v1/fhir?_type=Patient,Observation&_id=p1", nil, nil, 200),
        (.post, "/v1/fhir/_search", "application/x-www-form-urlencoded", "_type=Patient", 200),
        (.get, "/v1/fhir/_history?_since=2024", nil, nil, 200),
        (.get, "/v1/fhir/Patient/_history?_count=3", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1/_history?_at=2024-01", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1/Observation?code=a", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1/*", nil, nil, 200),
        (.post, "/v1/fhir/Patient/p1/Observation/_search", "application/x-www-form-urlencoded", "code=a", 200),
        (.post, "/v1/fhir/Patient/p1/*/_search", "application/x-www-form-urlencoded", "", 200),
        (.get, "/v1/fhir/Patient/p1/$everything", nil, nil, 200),
        (.post, "/v1/fhir/Patient/p1/$everything", nil, nil, 200),
        (.post, "/v1/fhir/Patient/p1/$everything", "application/x-www-form-urlencoded", "_count=2", 200),
        (
            .post, "/v1/fhir/Patient/p1/$everything", "application/fhir+json",
            #"{"resourceType":"Parameters","parameter":[{"name":"_count","valueInteger":2}]}"#, 200
        ),
        (.get, "/v1/fhir/Observation/$lastn?max=2&patient=Patient/p1", nil, nil, 200),
        (.post, "/v1/fhir/Observation/$lastn", "application/x-www-form-urlencoded", "max=2", 200),
        (.put, "/v1/fhir/Patient?_id=p1", "application/json", patient, 200),
        (.delete, "/v1/fhir/Patient?_id=p1", nil, nil, 204),
        (.get, "/v1/fhir/Patient/p1?_elements=id,name", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1?_summary=true", nil, nil, 200),
        (.get, "/v1/fhir/Patient/p1/_history/v1?_summary=text", nil, nil, 200),
        (.get, "/pps/v2/metadata", nil, nil, 200),
        (.post, "/pps/v2/metadata", nil, nil, 200),
        (.post, "/pps/v2/DiagnosticReport/_search", "application/x-www-form-urlencoded", "_id=a", 200),
        (.post, "/pps/v2/PractitionerRole/_search", "application/x-www-form-urlencoded", "_id=a", 200),
        (.get, "/v1/log", nil, nil, 200),
        (.get, "/v1/log?limit=5&from=2026-01-01", nil, nil, 200),
        (.get, "/v1/fhir/AuditEvent", nil, nil, 200),
        (.get, "/v1/fhir/AuditEvent?date=ge2026&_count=5&_format=json", nil, nil, 200),
        (.get, "/v1/fhir/AuditEvent/abc", nil, nil, 200),
        (.post, "/v1/fhir/AuditEvent/_search", "application/x-www-form-urlencoded", "_count=5", 200),
        (.get, "/v1/fhir/DiagnosticReport/r1/$explain-access?actor=citizen", nil, nil, 200),
        (
            .post, "/v1/fhir/DiagnosticReport/r1/$explain-access", "application/x-www-form-urlencoded", "actor=parent",
            200
        ),
        (
            .post, "/v1/fhir/DiagnosticReport/r1/$explain-access", "application/fhir+json",
            #"{"resourceType":"Parameters","parameter":[{"name":"actor","valueCode":"citizen"}]}"#, 200
        ),
        // What is wrong
        (.post, "/v1/log", "application/json", "{}", 405),
        (.post, "/v1/fhir/AuditEvent", "application/fhir+json", #"{"resourceType":"AuditEvent"}"#, 405),
        (.delete, "/v1/fhir/AuditEvent/abc", nil, nil, 405),
        (.put, "/v1/fhir/AuditEvent/abc", "application/fhir+json", #"{"resourceType":"AuditEvent"}"#, 405),
        (.get, "/v1/fhir/AuditEvent/abc/_history", nil, nil, 404),
        (.get, "/v1/fhir/AuditEvent/abc?_elements=id", nil, nil, 400),
        (.get, "/v1/fhir/Patient/p1/$explain-access", nil, nil, 404),
        (.get, "/", nil, nil, 404),
        (.get, "/v1", nil, nil, 404),
        (.get, "/v1/fhir/Medication", nil, nil, 404),
        (.get, "/v1/fhir/Medication/m1", nil, nil, 404),
        (.get, "/v1/fhir/patient/p1", nil, nil, 404),
        (.get, "/v1/fhir/Patient/p9", nil, nil, 404),
        (.get, "/v1/fhir/Patient/p%201", nil, nil, 404),
        (.get, "/v1/fhir/Patient/p1/_history/v9", nil, nil, 404),
        (.get, "/v1/fhir/Patient/p1/_history/v1/more", nil, nil, 404),
        (.get, "/v1/fhir/Patient/%zz", nil, nil, 400),
        (.get, "/v1/fhir/Patient/%ff", nil, nil, 400),
        (.get, "*", nil, nil, 400),
        (.put, "/v1/fhir/Patient/.", "application/json", patient, 400),
        (.put, "/v1/fhir/Patient/..", "application/json", patient, 400),
        (.put, "/v1/fhir/Patient/%2e%2E", "application/json", patient, 400),
        (.put, "/v1/fhir/Patient/...", "application/json", patient, 201),
        (.post, "/v1/fhir/metadata", "application/json", "{}", 405),
        (.delete, "/v1/fhir", nil, nil, 405),
        (.put, "/v1/fhir/Patient", "application/json", patient, 400),
        (.delete, "/v1/fhir/Patient", nil, nil, 400),
        (.put, "/v1/fhir/Patient?_format=json", "application/json", patient, 400),
        (.delete, "/v1/fhir/Patient?_pretty=true", nil, nil, 400),
        (.patch, "/v1/fhir/Patient?_id=p1", nil, "[]", 405),
        (.delete, "/v1/fhir?_id=p1", nil, nil, 405),
        (.get, "/v1/fhir/Patient/p1/Medication", nil, nil, 404),
        (.get, "/v1/fhir/Observation/o1/Patient", nil, nil, 404),
        (.get, "/v1/fhir/Observation/o1/$everything", nil, nil, 404),
        (.get, "/v1/fhir/Patient/$lastn", nil, nil, 404),
        (.get, "/pps/v2/Observation/_search", nil, nil, 405),
        (.post, "/pps/v2/Patient/_search", "application/x-www-form-urlencoded", "_id=a", 404),
        (.get, "/pps/v2/Observation", nil, nil, 404),
        (.get, "/v1/fhir/Patient/p1?_summary=count", nil, nil, 400),
        (.get, "/v1/fhir/Patient/p1?_summary=true&_elements=id", nil, nil, 400),
        (.get, "/v1/fhir/Patient/p1?_elements=a.b", nil, nil, 400),
        (.get, "/v1/fhir/Patient/p1?_pretty=maybe", nil, nil, 400),
        (.get, "/v1/fhir/Patient/p1/_history?_sort=a", nil, nil, 400),
        (.post, "/v1/fhir/Patient/p1/$everything", "application/fhir+json", #"{"resourceType":"Bundle"}"#, 400),
        (
            .post, "/v1/fhir/Patient/p1/$everything", "application/fhir+json",
            #"{"resourceType":"Parameters","parameter":[{"name":"a","resource":{}}]}"#, 400
        ),
        (.post, "/v1/fhir/Patient/_search", "application/fhir+json", #"{"resourceType":"Parameters"}"#, 415),
        (.patch, "/v1/fhir/Patient/p1", nil, "[]", 405),
        (.options, "/v1/fhir/Patient/p1", nil, nil, 405),
        (.get, "/v1/messages", nil, nil, 405),
        (.get, "/v1/fhir/Patient/_search", nil, nil, 405),
        (.post, "/v1/fhir/Patient/_search", "application/json", "{}", 415),
        (.post, "/v1/fhir/Patient", nil, patient, 415),
        (.post, "/v1/fhir/Patient", "application/fhir+xml", "<Patient/>", 415),
        (.post, "/v1/fhir/Patient", "application/fhir+json; fhirVersion=5.0", patient, 415),
        (.post, "/v1/fhir/Patient", "application/json; charset=iso-8859-1", patient, 415),
        (.post, "/v1/fhir/Patient", "application/fhir+json", "", 400),
        (.post, "/v1/messages", "application/json", "{}", 415),
        (.post, "/v1/messages", "application/xml", "", 400),
        (.get, "/v1/fhir/Patient/p1?_format=xml", nil, nil, 406),
    ]

    @Test(arguments: table)
    func answersWithTheStatus(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ contentType: String?,
        _ body: String?,
        _ status: Int
    ) async throws {
        let edge = EdgeFixture()
        edge.port.put(.patient, "p1", Self.patient)
        var fields = HTTPFields()
        fields[.contentType] = contentType
        let response = try await edge.send(method, path, fields, body: body)
        #expect(response.status.code == status)
        if status >= 400 {
            #expect(try response.json?["resourceType"]?.string == "OperationOutcome")
            #expect(try response.issueCodes.allSatisfy { IssueType(rawValue: $0) != nil })
        }
    }

    @Test func namesTheMethodsThatAnAddressHas() async throws {
        let edge = EdgeFixture()
        let response = try await edge.send(.patch, "/v1/fhir/Patient/p1")
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == "GET, HEAD, PUT, DELETE")
    }

    @Test func namesUnknownParametersOnce() async throws {
        let response = try await EdgeFixture().send(.get, "/v1/fhir/Patient/p1?colour=1&colour=2&_sort=x&_pretty=true")
        #expect(response.status == .badRequest)
        #expect(response.text.contains("colour"))
        #expect(response.text.contains("_sort"))
        #expect(try response.json?["issue"]?.count == 2)
    }

    /// Method, path, what the use case must be asked.
    static let searches: [(HTTPRequest.Method, String, SearchInteraction.Kind)] = [
        (.get, "/v1/fhir/Observation?a=b", .type(.observation)), (.get, "/v1/fhir?a=b", .system),
        (.post, "/v1/fhir/_search", .system), (.post, "/v1/fhir/Observation/_search", .type(.observation)),
        (.get, "/v1/fhir/Patient/p1/Observation?a=b", .compartment(patient: "p1", .observation)),
        (.get, "/v1/fhir/Patient/p1/*?a=b", .compartment(patient: "p1", nil)),
        (.post, "/v1/fhir/Patient/p1/Media/_search", .compartment(patient: "p1", .media)),
        (.post, "/v1/fhir/Patient/p1/*/_search", .compartment(patient: "p1", nil)),
        (.get, "/v1/fhir/Patient/p1/$everything?a=b", .everything(patient: "p1")),
        (.post, "/v1/fhir/Patient/p1/$everything", .everything(patient: "p1")),
        (.get, "/v1/fhir/Observation/$lastn?a=b", .lastn), (.post, "/v1/fhir/Observation/$lastn", .lastn),
        (.post, "/pps/v2/Specimen/_search", .national(.specimen)),
    ]

    @Test(arguments: searches)
    func asksForTheSearchThatTheAddressMeans(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ kind: SearchInteraction.Kind
    ) async throws {
        let edge = EdgeFixture()
        let isPosted = method == .post
        let fields = isPosted ? HTTPFields.form.with("Prefer", "handling=lenient") : [:]
        // What the edge itself reads is not the use case's.
        let body = isPosted ? "a=b&_format=json&_pretty=false" : nil
        #expect(try await edge.send(method, path, fields, body: body).status == .ok)
        let expected = SearchInteraction(kind, [NamedValue("a", "b")], isPosted: isPosted, isLenient: isPosted)
        #expect(edge.port.state.withLock { $0.searches } == [expected])
    }

    @Test(
        arguments: [
            ("/v1/fhir/Patient/p1/_history", .resource(.patient, "p1")), ("/v1/fhir/Media/_history", .type(.media)),
            ("/v1/fhir/_history", .system),
        ] as [(String, HistoryInteraction.Level)]
    )
    func asksForTheHistoryThatTheAddressMeans(_ path: String, _ level: HistoryInteraction.Level) async throws {
        let edge = EdgeFixture()
        #expect(try await edge.send(.get, path + "?_count=2&_pretty=true").status == .ok)
        let expected = HistoryInteraction(level, [NamedValue("_count", "2")])
        #expect(edge.port.state.withLock { $0.histories } == [expected])
    }

    @Test func readsParametersOfAnOperationFromAResource() async throws {
        let edge = EdgeFixture()
        let body = #"""
            {"resourceType":"Parameters","parameter":[{"name":"max","valuePositiveInt":3},
            {"name":"_total","valueCode":"none"},{"name":"x","valueBoolean":true}]}
            """#
        #expect(try await edge.send(.post, "/v1/fhir/Observation/$lastn", .fhir, body: body).status == .ok)
        let expected = [NamedValue("max", "3"), NamedValue("_total", "none"), NamedValue("x", "true")]
        #expect(edge.port.state.withLock { $0.searches.map(\.parameters) } == [expected])
    }

    @Test func tooManyParametersAreRefused() async throws {
        let edge = EdgeFixture()
        let form = (0...1_000).map { "a=\($0)" }.joined(separator: "&")
        let response = try await edge.send(.post, "/v1/fhir/Patient/_search", .form, body: form)
        #expect(response.status == .badRequest)
        #expect(try response.issueCodes == ["too-costly"])
        #expect(try await edge.send(.get, "/v1/fhir/Patient?" + form).status == .badRequest)
        let large = "a=" + String(repeating: "x", count: 300_000)
        #expect(try await edge.send(.post, "/v1/fhir/Patient/_search", .form, body: large).status.code == 413)
        #expect(edge.port.state.withLock { $0.searches.isEmpty })
    }

    @Test func passesTheFormOfAPostedSearchOn() async throws {
        let edge = EdgeFixture()
        let number = "urn:oid:2.16.578.1.12.4.1.4.1%7C\(syntheticNumber)"
        let response = try await edge.send(
            .post,
            "/v1/fhir/Patient/_search",
            .form,
            body: "identifier=\(number)&_count=3"
        )
        #expect(response.status == .ok)
        let expected = [
            NamedValue("identifier", "urn:oid:2.16.578.1.12.4.1.4.1|\(syntheticNumber)"), NamedValue("_count", "3"),
        ]
        #expect(edge.port.state.withLock { $0.searches.map(\.parameters) } == [expected])
        #expect(edge.port.state.withLock { $0.searches.map(\.isPosted) } == [true])
    }

    @Test(arguments: [
        (SvarErrorCase.full, 507, "no-store"), (.closed, 503, "transient"), (.failed, 500, "exception"),
    ])
    func mapsAFailingStore(_ failure: SvarErrorCase, _ status: Int, _ code: String) async throws {
        let edge = EdgeFixture()
        edge.port.fail(with: failure.error)
        let response = try await edge.send(.get, "/v1/fhir/Patient/p1")
        #expect(response.status.code == status)
        #expect(try response.issueCodes == [code])
        #expect((response.headers[.retryAfter] != nil) == (status == 503))
        #expect(try await edge.send(.get, "/health/ready").status.code == status)
        #expect(try await edge.send(.get, "/health/live").status.code == 200)
    }
}
