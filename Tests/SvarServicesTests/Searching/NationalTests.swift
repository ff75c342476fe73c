import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import Testing

@testable import SvarServices

/// The national read API, line by line. Source: the developer page of Pasientens prøvesvar (utviklerportal.nhn.no) and
/// the examples of HL7 Norway's NILAR guide.
struct NationalTests {
    private static let nlk = "urn:oid:2.16.578.1.12.4.1.1.7280"
    private static let sources = "http://nhn.no/fhir/nilar/CodeSystem/identifier-source-cs"

    private func store(_ choice: StoreChoice = .memory) async throws -> SearchFixture {
        let fixture = try SearchFixture(choice)
        func coded(_ id: String, _ code: String, _ time: String, _ item: String) -> String {
            #"{"resourceType":"Observation","id":"\#(id)","status":"final","identifier":[{"system":"\#(Self.sources)/"#
                + #"ResultItemId","value":"\#(item)"}],"code":{"coding":[{"system":"\#(Self.nlk)","code":"\#(code)"}]},"#
                + #""subject":{"reference":"Patient/p"},"effectiveDateTime":"\#(time)"}"#
        }
        func report(_ id: String, _ time: String, _ result: String) -> String {
            #"{"resourceType":"DiagnosticReport","id":"\#(id)","status":"final","identifier":[{"system":"\#(Self.sources)/"#
                + #"ServReportId","value":"no-\#(id)"},{"use":"secondary","system":"\#(Self.sources)/MsgId","value":"msg-\#(id)"}],"#
                + #""code":{"text":"Blood"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"\#(time)","#
                + #""issued":"2026-10-01T10:00:00Z","result":[{"reference":"Observation/\#(result)"}]}"#
        }
        try await fixture.put(
            Made.patient("p", Made.number),
            Made.patient("q", Made.otherNumber),
            #"{"resourceType":"Practitioner","id":"doctor"}"#,
            #"{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"Practitioner/doctor"}}"#,
            #"{"resourceType":"Specimen","id":"s","subject":{"reference":"Patient/p"},"identifier":[{"value":"s1"}]}"#,
            #"{"resourceType":"ServiceRequest","id":"order","status":"completed","intent":"order","subject":{"reference":"Patient/p"}}"#,
            coded("na", "NPU19767", "2026-01-01", "item-1"),
            coded("k", "NPU03230", "2026-02-01", "item-2"),
            report("r1", "2026-01-01", "na"),
            report("r2", "2026-03-01", "k"),
            Made.observation("oq", of: "q")
        )
        return fixture
    }

    private let caller = SearchFixture.personnel(about: "p")

    private func found(_ type: HostedType, _ query: String, _ fixture: SearchFixture? = nil) async throws -> BundleView
    {
        let fixture = if let fixture { fixture } else { try await store() }
        return try await fixture.search(.national(type), query, as: caller, isPosted: true)
    }

    private func refusedKind(_ type: HostedType, _ query: String) async throws -> Refusal.Kind? {
        try await refusal { _ = try await found(type, query) }?.kind
    }

    // MARK: Endpoints and parameters

    static let searches: [(type: HostedType, query: String, expected: [String])] = [
        (.diagnosticReport, "", ["DiagnosticReport/r2", "DiagnosticReport/r1"]),
        (.diagnosticReport, "_id=r1", ["DiagnosticReport/r1"]),
        (.diagnosticReport, "identifier=no-r1", ["DiagnosticReport/r1"]),
        (.diagnosticReport, "identifier=msg-r1", []),
        (.diagnosticReport, "date=2026-01-01", ["DiagnosticReport/r1"]),
        (.diagnosticReport, "date=eq2026-03", ["DiagnosticReport/r2"]),
        (.diagnosticReport, "date=lt2026-02-01", ["DiagnosticReport/r1"]),
        (.diagnosticReport, "date=gt2026-02-01", ["DiagnosticReport/r2"]),
        (.diagnosticReport, "date=gt2026-01-15&date=lt2026-02-01", []),
        (.observation, "", ["Observation/k", "Observation/na"]),
        (.observation, "_id=na", ["Observation/na"]),
        (.observation, "identifier=item-2", ["Observation/k"]),
        (.observation, "date=gt2026-01-15", ["Observation/k"]),
        (.observation, "_tags=urn:oid:2.16.578.1.12.4.1.1.7280:NPU19767", ["Observation/na"]),
        (.observation, "_tag=urn:oid:2.16.578.1.12.4.1.1.7280:NPU19767", ["Observation/na"]),
        (.observation, "_tags=urn:oid:2.16.578.1.12.4.1.1.7280|NPU03230", ["Observation/k"]),
        (.observation, "_tags=urn:oid:1:NPU03230", []),
        (.specimen, "", ["Specimen/s"]),
        (.specimen, "identifier=s1", ["Specimen/s"]),
        (.serviceRequest, "", ["ServiceRequest/order"]),
        (.practitionerRole, "_id=role", ["PractitionerRole/role"]),
    ]

    @Test(arguments: StoreChoice.allCases, searches)
    func parametersMeanWhatTheyDoNationally(
        _ choice: StoreChoice,
        _ search: (type: HostedType, query: String, expected: [String])
    ) async throws {
        let page = try await found(search.type, search.query, store(choice))
        #expect(page.matches == search.expected)
        #expect(page.total == search.expected.count)
    }

    static let bad: [(type: HostedType, query: String)] = [
        (.diagnosticReport, "date=ge2026"), (.diagnosticReport, "date=le2026"), (.diagnosticReport, "date=ne2026"),
        (.diagnosticReport, "date=sa2026"), (.diagnosticReport, "date=eb2026"), (.diagnosticReport, "date=ap2026"),
        (.diagnosticReport, "date=x"), (.diagnosticReport, "date=2026,2025"), (.diagnosticReport, "_tags=a:b"),
        (.diagnosticReport, "code=x"), (.diagnosticReport, "patient=p"), (.diagnosticReport, "_sort=date"),
        (.observation, "_skip=-1"), (.observation, "_skip=x"), (.observation, "_skip=1&_skip=2"),
        (.observation, "_count=x"),
        (.specimen, "date=2026"), (.observation, "value-quantity=1"), (.observation, "_summary=true"),
    ]

    @Test(arguments: bad)
    func badRequestIs400(_ search: (type: HostedType, query: String)) async throws {
        #expect(try await refusedKind(search.type, search.query) == .invalid)
    }

    @Test func otherTypesAreNotThere() async throws {
        #expect(try await refusedKind(.patient, "") == .invalid)
        #expect(Set(NationalParameters.accepted.keys) == Set(NationalParameters.types))
    }

    // MARK: One patient a call

    @Test func everyCallIsAboutOnePerson() async throws {
        let fixture = try await store()
        for caller in [SearchFixture.personnel(), Caller.sandbox] {
            let refused = try await refusal {
                _ = try await fixture.search(.national(.observation), "_id=na", as: caller, isPosted: true)
            }
            #expect(refused == .personRequired)
        }
        var sandbox = Caller.sandbox
        sandbox.person = .number(Made.otherNumber)
        #expect(try await fixture.search(.national(.observation), as: sandbox).matches == ["Observation/oq"])
        #expect(
            try await fixture.search(.national(.observation), "_id=oq,na", as: SearchFixture.citizen(Made.number))
                .matches
                == ["Observation/na"]
        )
    }

    // MARK: Defaults, paging, total

    @Test(arguments: StoreChoice.allCases)
    func fiftyComeUnlessAskedOtherwiseAndTotalIsOfAll(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice)
        for id in 0..<60 { try await fixture.put(Made.observation("m\(id)", of: "p", at: "2025-01-01")) }
        let first = try await found(.observation, "", fixture)
        #expect(first.matches.count == 50)
        #expect(first.total == 62)
        #expect(first.link("next") == nil)
        let rest = try await found(.observation, "_skip=50", fixture)
        #expect(rest.matches.count == 12)
        #expect(rest.total == 62)
        #expect(Set(first.matches + rest.matches).count == 62)
        let few = try await found(.observation, "_skip=61&_count=5", fixture)
        #expect(few.matches.count == 1)
        let none = try await found(.observation, "_skip=62", fixture)
        #expect(none.matches.isEmpty)
        #expect(none.total == 62)
        #expect(none.notes.isEmpty)
    }

    // MARK: Includes

    static let included: [(type: HostedType, query: String, expected: [String])] = [
        (.diagnosticReport, "_id=r1&_include=DiagnosticReport:result", ["Observation/na"]),
        (.observation, "_id=na&_revinclude=DiagnosticReport:result", ["DiagnosticReport/r1"]),
        (
            .diagnosticReport, "_id=r1&_include=DiagnosticReport:result&_include:iterate=Observation:subject",
            ["Observation/na", "Patient/p"]
        ),
        (
            .specimen, "_id=s&_include=Specimen:subject&_revinclude:iterate=ServiceRequest:subject",
            ["Patient/p", "ServiceRequest/order"]
        ),
    ]

    @Test(arguments: included)
    func includesComeWithModeInclude(_ search: (type: HostedType, query: String, expected: [String])) async throws {
        let page = try await found(search.type, search.query)
        #expect(page.matches.count == 1)
        #expect(page.total == 1)
        #expect(page.includes.sorted() == search.expected)
    }

    // MARK: Outcomes

    @Test func noDataIsAnEntryThatSaysNotFound() async throws {
        let page = try await found(.observation, "_id=none")
        #expect(page.total == 0)
        #expect(page.entries.count == 1)
        let entry = page.entries[0]
        #expect(entry["search"]?["mode"]?.string == "outcome")
        #expect(entry["resource"]?["issue"]?[0]?["code"]?.string == "not-found")
    }

    @Test func formsAreNotRepeatedInLinks() async throws {
        let page = try await found(.observation, "_id=na")
        #expect(page.link("self") == "\(SearchFixture.base)/Observation/_search")
    }
}
