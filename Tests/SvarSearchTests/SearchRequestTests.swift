import SvarDomain
import SvarFHIR
import SvarSearch
import Testing

/// http://hl7.org/fhir/R4/search.html#return and docs/api/search-semantics.md
struct SearchRequestTests {
    static func slots(_ type: HostedType, _ code: String) -> [Slot] {
        SearchParameters.named(type, code).map { [Slot($0.number)] } ?? []
    }

    @Test func readsHowResultsAreWanted() throws {
        let request = try Searching.request(
            [.observation],
            [
                ("_count", "0"), ("_total", "accurate"), ("_summary", "data"), ("_elements", "code,value"),
                ("_sort", "-date,_id,status"), ("_page", "abc"), ("_format", "json"), ("_pretty", "true"),
                ("code", "x"),
            ]
        )
        #expect(request.count == 0)
        #expect(request.total == .accurate)
        #expect(request.summary == .data)
        #expect(request.elements == ["code", "value"])
        #expect(
            request.sort == [
                SortKey(.slots(Self.slots(.observation, "date"), usesExtra: true), isDescending: true), SortKey(.id),
                SortKey(.slots(Self.slots(.observation, "status"), usesExtra: false)),
            ]
        )
        #expect(request.token == "abc")
        #expect(request.used.map(\.name) == ["_count", "_total", "_summary", "_elements", "_sort", "code"])
        #expect(try Searching.request([.patient], [("_count", "100000")]).count == SearchRequest.maximumCount)
    }

    @Test(arguments: [
        ("_include", "DiagnosticReport:result", false), ("_include:iterate", "Observation:has-member", true),
        ("_revinclude", "Provenance:target", false), ("_revinclude:iterate", "Observation:derived-from", true),
        ("_include", "DiagnosticReport:performer:Organization", false),
    ])
    func readsIncludes(name: String, value: String, iterates: Bool) throws {
        let include = try #require(try Searching.request([.diagnosticReport], [(name, value)]).includes.first)
        #expect(include.iterates == iterates)
        #expect(include.isReverse == name.hasPrefix("_rev"))
        #expect(include.source.rawValue == value.split(separator: ":")[0])
        #expect(include.target == (value.hasSuffix(":Organization") ? .organization : nil))
    }

    @Test func aStarIncludesEveryReference() throws {
        let includes = try Searching.request([.diagnosticReport], [("_include", "*")]).includes
        #expect(includes.count == 1)
        #expect(includes[0].slots.contains(Self.slots(.diagnosticReport, "result")[0]))
        #expect(includes[0].slots.count == 9)
        let patient = try Searching.request([.observation], [("_include", "Observation:patient")]).includes
        #expect(patient[0].target == .patient)
        #expect(patient[0].slots == Self.slots(.observation, "subject") + ReferenceSearchTests.personSlots)
    }

    @Test(arguments: [
        ("_revinclude", "*"), ("_include", "Patient:link"), ("_include", "Observation:code"),
        ("_include", "Nothing:code"),
        ("_include", "Observation"), ("_include", "Observation:subject:Organization"), ("_revinclude", "Patient:link"),
        ("_include:recurse", "Observation:subject"), ("_total", "estimate"), ("_count", "-1"), ("_count", "x"),
        ("_summary", "x"),
        ("_elements", "nothing"), ("_elements", "code,"), ("_sort", "nothing"), ("_sort", "-"),
        ("_sort", "code-value-quantity"),
        ("_type", "Patient"), ("_filter", "x"), ("_text", "x"), ("_content", "x"), ("_contained", "true"),
        ("nothing", "x"),
        ("code:in", "x"), ("code:not-in", "x"), ("code:above", "x"), ("code:below", "x"), ("code:exact", "x"),
        ("date:exact", "2020"),
        ("status:text", "x"), ("code:of-type", "a|b|c"), ("identifier:of-type", "a|b"), ("code", ""), ("code", "a,,b"),
        ("code", "|"),
        ("code:missing", "x"), ("code:", "x"), ("subject:identifier:x", "x"), ("code-value-quantity", "x"),
        ("code-value-quantity", "x$y"), ("code-value-quantity:not", "x$1"), ("_list", "x"), ("_has:Observation", "x"),
        ("", "x"),
    ])
    func refusesByNameAndNeverRepeatsValues(name: String, value: String) {
        let fault = #expect(throws: SearchFault.self) { try Searching.request([.observation], [(name, value)]) }
        let text = fault?.issues.first?.text ?? ""
        let code = name.prefix { $0 != ":" && $0 != "." }
        #expect(text.contains(code), "\(text)")
    }

    @Test func tellsOfEverythingAtOnce() {
        let fault = #expect(throws: SearchFault.self) {
            try Searching.request([.patient], [("a", "1"), ("birthdate", "x"), ("b", "2"), ("name", "y")])
        }
        #expect(fault?.issues.map(\.code) == [.notSupported, .value, .notSupported])
    }

    @Test func numbersInNamesAreNotRepeated() {
        let fault = #expect(throws: SearchFault.self) { try Searching.request([.patient], [("x12345678901", "1")]) }
        #expect(fault?.issues[0].text.contains("1234") == false)
    }

    @Test func lenientLeavesOutWhatIsUnknownOnly() throws {
        let request = try Searching.request(
            [.patient],
            [("name", "a"), ("unknown", "x"), ("name:in", "x"), ("_sort", "unknown"), ("_contained", "true")],
            lenient: true
        )
        #expect(request.used.map(\.name) == ["name"])
        #expect(request.ignored.count == 4)
        #expect(request.ignored.allSatisfy { $0.severity == .warning })
        #expect(throws: SearchFault.self) {
            try Searching.request([.patient], [("birthdate", "x"), ("unknown", "x")], lenient: true)
        }
    }

    @Test func severalTypesShareWhatTheyAllHave() throws {
        let types: [HostedType] = [.observation, .diagnosticReport, .patient]
        let request = try Searching.request(types, [("code", "x"), ("_type", "Observation,DiagnosticReport")])
        #expect(request.types == [.observation, .diagnosticReport])
        let slots = (Self.slots(.observation, "code") + Self.slots(.diagnosticReport, "code")).sorted()
        #expect(request.criterion == .plain(.row(slots, .compare(.value, .equal, .text("x")))))
        #expect(throws: SearchFault.self) { try Searching.request(types, [("code", "x")]) }
        #expect(throws: SearchFault.self) { try Searching.request(types, [("_type", "Binary")]) }
        #expect(try Searching.request(types, [("_tag", "x")]).types == types)
        // token for one, uri for the other
        #expect(throws: SearchFault.self) { try Searching.request([.specimen, .structureDefinition], [("type", "x")]) }
    }

    @Test func boundsParametersAndAlternatives() {
        let many = (0...SearchRequest.maximumParameters).map { _ in (name: "code", value: "x") }
        #expect(throws: SearchFault.self) { try Searching.request([.observation], many) }
        let values = (0...SearchRequest.maximumAlternatives).map(String.init).joined(separator: ",")
        #expect(throws: SearchFault.self) { try Searching.request([.observation], [("code", values)]) }
    }

    /// http://hl7.org/fhir/R4/compartmentdefinition-patient.html
    @Test func compartmentsUniteTheirParameters() throws {
        let person = PersonName.patient("x")
        let subject = SearchParameters.named(.observation, "subject")?.number ?? 0
        #expect(
            SearchRequest.compartment(patient: person, .observation)
                == .any([
                    .person(person, slots: [Slot(subject, .person)]),
                    try Searching.request([.observation], [("performer", "Patient/x")]).criterion,
                ])
        )
        let number = PersonName.number(ReferenceSearchTests.number)
        guard case .any(let parts)? = SearchRequest.compartment(patient: number, .serviceRequest) else {
            Issue.record("no alternatives")
            return
        }
        #expect(parts.count == 2)
        #expect(SearchRequest.compartment(patient: person, .organization) == nil)
        #expect(SearchRequest.compartment(patient: nil, .specimen)?.persons == [])
        let inside = HostedType.allCases.filter { SearchRequest.compartment(patient: person, $0) != nil }
        #expect(inside.count == 11)
        #expect(SearchRequest.compartment(patient: person, .patient)?.persons == [person])
    }

    @Test func conditionalTakesCriteriaOnly() throws {
        let request = try SearchRequest.conditional(
            .patient,
            query: "identifier=urn%3Ax%7C1&name=a+b%C3%A5",
            now: Searching.now
        )
        #expect(request.used.map(\.value) == ["urn:x|1", "a bå"])
        #expect(try SearchRequest.conditional(.patient, query: "?_id=1", now: Searching.now).used.count == 1)
        for query in [
            "", "_count=1", "name=a&_sort=name", "name=%", "name=%zz", "name=%ff", "_format=json", "_include=*",
        ] {
            #expect(throws: SearchFault.self, "\(query)") {
                try SearchRequest.conditional(.patient, query: query, now: Searching.now)
            }
        }
    }
}
