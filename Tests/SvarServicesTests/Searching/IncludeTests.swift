import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import TestLane
import Testing

@testable import SvarServices

/// http://hl7.org/fhir/R4/search.html#include
@Suite(.aside)
struct IncludeTests {
    private func reports(_ choice: StoreChoice = .memory) async throws -> SearchFixture {
        let fixture = try SearchFixture(choice)
        try await fixture.put(
            Made.patient("p"),
            #"{"resourceType":"Practitioner","id":"doctor"}"#,
            #"{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"Practitioner/doctor"}}"#,
            Made.observation("leaf", of: "p"),
            Made.observation("deep", of: "p", code: "d", #","hasMember":[{"reference":"Observation/leaf"}]"#),
            Made.observation("panel", of: "p", code: "p", #","hasMember":[{"reference":"Observation/deep"}]"#),
            Made.observation("single", of: "p"),
            Made.report(
                "r1",
                of: "p",
                results: ["panel", "single"],
                #","performer":[{"reference":"PractitionerRole/role"}]"#
            ),
            Made.report("r2", of: "p", results: ["single"])
        )
        return fixture
    }

    @Test(arguments: StoreChoice.allCases)
    func resultsBringMembersOfMembersAndEachResourceOnce(_ choice: StoreChoice) async throws {
        let page = try await reports(choice).search(
            .type(.diagnosticReport),
            "patient=p&_include=DiagnosticReport:result"
        )
        #expect(page.matches == ["DiagnosticReport/r1", "DiagnosticReport/r2"])
        #expect(page.includes.sorted() == ["deep", "leaf", "panel", "single"].map { "Observation/\($0)" })
    }

    static let forward: [(query: String, expected: [String])] = [
        ("_include=DiagnosticReport:performer", ["PractitionerRole/role"]),
        (
            "_include=DiagnosticReport:performer&_include:iterate=PractitionerRole:practitioner",
            ["Practitioner/doctor", "PractitionerRole/role"]
        ),
        ("_include=DiagnosticReport:subject", ["Patient/p"]),
        (
            "_include=DiagnosticReport:result:Observation&_revinclude=Provenance:target",
            [
                "Observation/deep", "Observation/leaf", "Observation/panel", "Observation/single",
            ]
        ),
    ]

    @Test(arguments: StoreChoice.allCases, forward)
    func includesAreFollowed(_ choice: StoreChoice, _ search: (query: String, expected: [String])) async throws {
        let page = try await reports(choice).search(.type(.diagnosticReport), "patient=p&\(search.query)")
        #expect(page.includes.sorted() == search.expected)
        #expect(page.notes.isEmpty)
    }

    @Test(arguments: StoreChoice.allCases)
    func reverseIncludesAreFollowedAndIterated(_ choice: StoreChoice) async throws {
        let fixture = try await reports(choice)
        let one = try await fixture.search(.type(.observation), "_id=single&_revinclude=DiagnosticReport:result")
        #expect(one.matches == ["Observation/single"])
        #expect(one.includes.sorted() == ["DiagnosticReport/r1", "DiagnosticReport/r2"])
        let leaf = try await fixture.search(.type(.observation), "_id=leaf&_revinclude:iterate=Observation:has-member")
        #expect(leaf.includes.sorted() == ["Observation/deep", "Observation/panel"])
    }

    @Test func aMatchIsNotIncludedAgain() async throws {
        let page = try await reports().search(.type(.observation), "patient=p&_include=Observation:has-member")
        #expect(page.matches.count == 4)
        #expect(page.includes.isEmpty)
    }

    @Test func iterationStopsAfterThreeFurtherStepsAndSaysSo() async throws {
        let fixture = try SearchFixture()
        try await fixture.put(Made.patient("p"), Made.observation("o0", of: "p"))
        for id in 1...7 {
            let member = #","hasMember":[{"reference":"Observation/o\#(id - 1)"}]"#
            try await fixture.put(Made.observation("o\(id)", of: "p", member))
        }
        let far = try await fixture.search(.type(.observation), "_id=o7&_include:iterate=Observation:has-member")
        #expect(far.includes.sorted() == ["o3", "o4", "o5", "o6"].map { "Observation/\($0)" })
        #expect(far.notes.contains { $0.hasPrefix("include-depth") })
        let near = try await fixture.search(.type(.observation), "_id=o4&_include:iterate=Observation:has-member")
        #expect(near.includes.count == 4)
        #expect(near.notes.isEmpty)
    }

    @Test(arguments: StoreChoice.allCases)
    func pageHoldsWholeReportsAndEndsEarlierWhenTheyAreLarge(_ choice: StoreChoice) async throws {
        let fixture = try SearchFixture(choice)
        try await fixture.put(Made.patient("p"))
        // Each report with 6 MB of results: together they pass what a page holds.
        let note = #","note":[{"text":"\#(String(repeating: "x", count: 3 << 20))"}]"#
        for id in 0..<4 {
            try await fixture.put(Made.observation("a\(id)", of: "p", note), Made.observation("b\(id)", of: "p", note))
            try await fixture.put(Made.report("r\(id)", of: "p", results: ["a\(id)", "b\(id)"]))
        }
        let query = "patient=p&_include=DiagnosticReport:result"
        let first = try await fixture.search(.type(.diagnosticReport), query)
        #expect(first.matches.count < 4)
        let pages = try await fixture.pages(from: first, along: "next") {
            try await fixture.search(.type(.diagnosticReport), $0)
        }
        #expect(pages.flatMap(\.matches) == (0..<4).map { "DiagnosticReport/r\($0)" })
        for page in pages {
            let expected = page.matches.compactMap(\.last).flatMap { ["Observation/a\($0)", "Observation/b\($0)"] }
            #expect(page.includes.sorted() == expected.sorted())
            #expect(page.notes.isEmpty)
        }
        let last = try #require(pages.last)
        let back = try await fixture.pages(from: last, along: "previous") {
            try await fixture.search(.type(.diagnosticReport), $0)
        }
        #expect(back.reversed().flatMap(\.matches) == (0..<4).map { "DiagnosticReport/r\($0)" })
    }

    @Test func oneResultWithTooMuchSaysSoAndHowToGetTheRest() async throws {
        let fixture = try SearchFixture()
        try await fixture.put(Made.patient("p"))
        let note = #","note":[{"text":"\#(String(repeating: "x", count: 9 << 20))"}]"#
        for id in 0..<4 { try await fixture.put(Made.observation("o\(id)", of: "p", note)) }
        try await fixture.put(Made.report("r", of: "p", results: (0..<4).map { "o\($0)" }))
        let page = try await fixture.search(.type(.diagnosticReport), "_id=r&_include=DiagnosticReport:result")
        #expect(page.matches == ["DiagnosticReport/r"])
        #expect((1..<4).contains(page.includes.count))
        let note1 = try #require(page.notes.first)
        #expect(note1.hasPrefix("include-incomplete"))
        #expect(note1.contains("_has:DiagnosticReport:result:_id=r"))
        // What it says works.
        let rest = try await fixture.search(.type(.observation), "_has:DiagnosticReport:result:_id=r")
        let all = try await fixture.pages(from: rest, along: "next") {
            try await fixture.search(.type(.observation), $0)
        }
        #expect(all.flatMap(\.matches).sorted() == (0..<4).map { "Observation/o\($0)" })
    }

    @Test func subsetOfElementsIsOfTheMatchesAndSummaryOfAll() async throws {
        let fixture = try await reports()
        let query = "_id=r2&_include=DiagnosticReport:result"
        let elements = try await fixture.search(.type(.diagnosticReport), query + "&_elements=status")
        #expect(elements.entries[0]["resource"]?["effectiveDateTime"] == nil)
        #expect(elements.entries[1]["resource"]?["valueQuantity"] != nil)
        #expect(elements.entries[1]["resource"]?["meta"]?["tag"] == nil)
        let summary = try await fixture.search(.type(.diagnosticReport), query + "&_summary=true")
        #expect(summary.entries.allSatisfy { $0["resource"]?["meta"]?["tag"] != nil })
        #expect(
            try await refusal { _ = try await fixture.search(.type(.diagnosticReport), query + "&_summary=text") }?.kind
                == .invalid
        )
    }

    @Test func fullURLsAndModesAreThere() async throws {
        let page = try await reports().search(.type(.diagnosticReport), "_id=r2&_include=DiagnosticReport:result")
        #expect(page.root["type"]?.isString("searchset") == true)
        #expect(
            page.entries.compactMap { $0["fullUrl"]?.string }
                == ["DiagnosticReport/r2", "Observation/single"].map { "\(SearchFixture.base)/\($0)" }
        )
    }
}
