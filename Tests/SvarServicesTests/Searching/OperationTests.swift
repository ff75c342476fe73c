import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import TestLane
import Testing

@testable import SvarServices

/// Compartments, `$everything`, `$lastn`, searches of several types, and who may search how.
@Suite(.aside)
struct OperationTests {
    private func store(_ choice: StoreChoice = .memory) async throws -> SearchFixture {
        let fixture = try SearchFixture(choice)
        try await fixture.put(
            Made.patient("p", Made.number),
            Made.patient("q", Made.otherNumber),
            #"{"resourceType":"Organization","id":"lab","name":"Lab"}"#,
            #"{"resourceType":"Practitioner","id":"doctor"}"#,
            #"{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"Practitioner/doctor"},"#
                + #""organization":{"reference":"Organization/lab"}}"#,
            #"{"resourceType":"Specimen","id":"s","subject":{"reference":"Patient/p"}}"#,
            Made.observation(
                "o1",
                of: "p",
                at: "2025-06-01",
                #","specimen":{"reference":"Specimen/s"},"performer":[{"reference":"PractitionerRole/role"}]"#
            ),
            Made.observation("o2", of: "p", code: "x", at: "2026-06-01"),
            Made.observation("oq", of: "q"),
            Made.report("r", of: "p", results: ["o1"])
        )
        return fixture
    }

    @Test(arguments: StoreChoice.allCases)
    func everythingIsThePersonsAndWhatItNames(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice)
        for caller in [Caller.sandbox, SearchFixture.personnel(about: "p"), SearchFixture.citizen(Made.number)] {
            let page = try await fixture.search(.everything(patient: "p"), as: caller)
            #expect(
                page.matches.sorted()
                    == ["DiagnosticReport/r", "Observation/o1", "Observation/o2", "Patient/p", "Specimen/s"]
            )
            #expect(page.includes.sorted() == ["Organization/lab", "Practitioner/doctor", "PractitionerRole/role"])
        }
    }

    static let narrowed: [(query: String, expected: [String])] = [
        ("_type=Observation,Patient", ["Observation/o1", "Observation/o2", "Patient/p"]),
        ("_type=Observation&start=2026-01-02", ["Observation/o2"]),
        ("_type=Observation&end=2026", ["Observation/o1", "Observation/o2"]),
        ("_type=Observation&start=2025-05&end=2025-07-01", ["Observation/o1"]),
        ("_type=Specimen,Observation&start=2030", ["Specimen/s"]),
        ("_since=2026-01-01T00:00:09Z&_type=Observation,DiagnosticReport", ["DiagnosticReport/r"]),
    ]

    @Test(arguments: StoreChoice.allCases, narrowed)
    func everythingIsNarrowed(_ choice: StoreChoice, _ search: (query: String, expected: [String])) async throws {
        let page = try await store(choice).search(.everything(patient: "p"), search.query)
        #expect(page.matches.sorted() == search.expected)
    }

    @Test func everythingComesInPages() async throws {
        let fixture = try await store()
        let first = try await fixture.search(.everything(patient: "p"), "_count=2")
        let pages = try await fixture.pages(from: first, along: "next") {
            try await fixture.search(.everything(patient: "p"), $0)
        }
        #expect(pages.flatMap(\.matches).count == 5)
        #expect(Set(pages.flatMap(\.matches)).count == 5)
    }

    @Test func everythingOfNobodyIsNotFound() async throws {
        let fixture = try await store()
        let callers: [(Caller, String)] = [
            (.sandbox, "none"), (SearchFixture.personnel(), "none"), (SearchFixture.producer(), "p"),
        ]
        for (caller, patient) in callers {
            let refused = try await refusal { _ = try await fixture.search(.everything(patient: patient), as: caller) }
            #expect(refused == .notFound)
            #expect(fixture.log.rows.last?.status == 404)
        }
        let other = try await refusal {
            _ = try await fixture.search(.everything(patient: "q"), as: SearchFixture.personnel(about: "p"))
        }
        #expect(other?.kind == .invalid)
    }

    @Test(arguments: ["_sort=date", "code=x", "_include=*", "_since=yesterday", "start=x", "_type=Practitioner"])
    func everythingRefusesWhatItDoesNotTake(_ query: String) async throws {
        let fixture = try await store()
        #expect(
            try await refusal { _ = try await fixture.search(.everything(patient: "p"), query) }?.kind == .invalid
        )
    }

    @Test(arguments: StoreChoice.allCases)
    func compartmentIsOfThePatient(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice)
        let observations = try await fixture.search(.compartment(patient: "p", .observation), "code=x")
        #expect(observations.matches == ["Observation/o2"])
        #expect(observations.link("self") == "\(SearchFixture.base)/Patient/p/Observation?code=x")
        let all = try await fixture.search(.compartment(patient: "p", nil))
        #expect(
            all.matches.sorted()
                == ["DiagnosticReport/r", "Observation/o1", "Observation/o2", "Patient/p", "Specimen/s"]
        )
        let some = try await fixture.search(.compartment(patient: "p", nil), "_type=Specimen,Patient")
        #expect(some.matches.sorted() == ["Patient/p", "Specimen/s"])
        #expect(try await fixture.search(.compartment(patient: "none", .observation)).matches.isEmpty)
        #expect(
            try await refusal { _ = try await fixture.search(.compartment(patient: "p", .organization)) }?.kind
                == .invalid
        )
    }

    @Test(arguments: StoreChoice.allCases)
    func severalTypesAreSearchedByName(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice)
        let page = try await fixture.search(.system, "_type=Observation,DiagnosticReport&_id=o1,r,s")
        #expect(page.matches.sorted() == ["DiagnosticReport/r", "Observation/o1"])
        #expect(page.link("self") == "\(SearchFixture.base)?_type=Observation,DiagnosticReport&_id=o1,r,s")
        #expect(try await refusal { _ = try await fixture.search(.system, "_id=o1") }?.kind == .invalid)
        #expect(try await refusal { _ = try await fixture.search(.system, "_type=Account") }?.kind == .invalid)
    }

    // MARK: $lastn

    @Test(arguments: StoreChoice.allCases)
    func lastnGivesTheLatestOfEachCode(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice)
        try await fixture.put(
            Made.observation("o3", of: "p", at: "2026-01-01"),
            Made.observation("o4", of: "p", at: "2024")
        )
        #expect(
            try await fixture.search(.lastn, "patient=p").matches == ["Observation/o2", "Observation/o3"]
        )
        #expect(
            try await fixture.search(.lastn, "patient=p&max=2&code=718-7").matches
                == ["Observation/o3", "Observation/o1"]
        )
        let counted = try await fixture.search(.lastn, "patient=p&max=9&_total=accurate&_count=1")
        #expect(counted.total == 4)
        #expect(counted.matches == ["Observation/o2"])
        #expect(
            counted.link("self") == "\(SearchFixture.base)/Observation/$lastn?patient=p&_total=accurate&_count=1&max=9"
        )
    }

    @Test(arguments: [
        "", "max=1", "patient=p&max=0", "patient=p&max=x", "patient=p&max=1&max=2", "patient=p&_sort=date",
    ])
    func lastnNeedsAPatientAndANumber(_ query: String) async throws {
        let fixture = try await store()
        #expect(try await refusal { _ = try await fixture.search(.lastn, query) }?.kind == .invalid)
    }

    // MARK: Who may search how

    @Test func personnelNameOnePersonBeforeAnythingIsLookedFor() async throws {
        let fixture = try await store()
        let none = try await refusal {
            _ = try await fixture.search(.type(.observation), "code=x", as: SearchFixture.personnel())
        }
        #expect(none == .personRequired)
        #expect(fixture.log.rows.last?.status == 400)
        let two = try await refusal {
            _ = try await fixture.search(.type(.observation), "patient=q", as: SearchFixture.personnel(about: "p"))
        }
        #expect(two == .onePersonOnly)
        let named = try await fixture.search(.type(.observation), "patient=p&code=x", as: SearchFixture.personnel())
        #expect(named.matches == ["Observation/o2"])
    }

    @Test func directoryIsFoundByIdAloneByThoseWhoReadAboutAPerson() async throws {
        let fixture = try await store()
        let caller = SearchFixture.personnel(about: "p")
        let found = try await fixture.search(.type(.practitionerRole), "_id=role,none", as: caller)
        #expect(found.matches == ["PractitionerRole/role"])
        let with = try await fixture.search(
            .type(.practitionerRole),
            "_id=role&_include=PractitionerRole:practitioner",
            as: caller
        )
        #expect(with.includes == ["Practitioner/doctor"])
        for query in [
            "", "practitioner=doctor", "_id=role&practitioner=doctor", "_id:not=x",
            "_id=role&_has:Observation:performer:code=x",
        ] {
            #expect(
                try await refusal { _ = try await fixture.search(.type(.practitionerRole), query, as: caller) }?.kind
                    == .invalid
            )
        }
        #expect(try await fixture.search(.type(.practitionerRole)).matches == ["PractitionerRole/role"])
    }

    @Test func producersNarrowTheirSearches() async throws {
        let fixture = try await store()
        let caller = SearchFixture.producer()
        for query in ["", "code=x", "_id:not=o1", "identifier:missing=true"] {
            let refused = try await refusal { _ = try await fixture.search(.type(.observation), query, as: caller) }
            #expect(refused?.issues.first?.code == .tooCostly)
        }
        for query in ["_id=o1", "identifier=x|1", "patient=p"] {
            #expect(try await fixture.search(.type(.observation), query, as: caller).matches.isEmpty)
        }
    }

    @Test func sandboxSearchIsNarrowedByThePersonOfTheField() async throws {
        let fixture = try await store()
        var caller = Caller.sandbox
        caller.person = .patient("q")
        #expect(try await fixture.search(.type(.observation), as: caller).matches == ["Observation/oq"])
        caller.person = .number(Made.number)
        #expect(try await fixture.search(.type(.observation), as: caller).matches.count == 2)
        caller.person = .patient("none")
        #expect(try await fixture.search(.type(.observation), as: caller).matches.isEmpty)
        #expect(try await fixture.search(.type(.organization), as: caller).matches.count == 1)
    }

    @Test func ignoredParametersAreToldAndSelfShowsTheUsed() async throws {
        let fixture = try await store()
        let page = try await fixture.search(.type(.observation), "patient=p&colour=red&code=x", isLenient: true)
        #expect(page.matches == ["Observation/o2"])
        #expect(page.link("self") == "\(SearchFixture.base)/Observation?patient=p&code=x")
        #expect(page.notes.contains { $0.contains("colour") })
        let strict = try await refusal { _ = try await fixture.search(.type(.observation), "patient=p&colour=red") }
        #expect(strict?.issues.first?.text.contains("colour") == true)
    }
}
