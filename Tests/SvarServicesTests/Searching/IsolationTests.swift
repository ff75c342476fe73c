import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import TestLane
import Testing

@testable import SvarServices

/// Decision 20: whoever reads about one person gets the answer of a store in which nobody else is.
@Suite(.aside)
struct IsolationTests {
    /// With the other person's resources beside, before, between and pointing at those of the one read about.
    private func store(_ choice: StoreChoice, withOther: Bool) async throws -> SearchFixture {
        let fixture = try SearchFixture(choice)
        func other(_ resource: String) async throws {
            if withOther { try await fixture.put(resource) } else { fixture.clock.move(microseconds: 1_000_000) }
        }
        try await fixture.put(
            #"{"resourceType":"Practitioner","id":"doctor"}"#,
            #"{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"Practitioner/doctor"}}"#
        )
        try await other(Made.patient("q", Made.otherNumber))
        try await fixture.put(Made.patient("p", Made.number))
        try await other(Made.observation("oq1", of: "q", value: "9"))
        try await fixture.put(Made.observation("o1", of: "p", value: "3"))
        // The other's resources name those of the one read about.
        try await other(
            Made.observation("oq2", of: "q", code: "hidden", #","hasMember":[{"reference":"Observation/o1"}]"#)
        )
        try await other(Made.report("rq", of: "q", results: ["o1", "oq1"]))
        try await other(
            #"{"resourceType":"Provenance","id":"vq","target":[{"reference":"Observation/o1"}],"recorded":"#
                + #""2026-01-01T00:00:00Z","agent":[{"who":{"reference":"Patient/q"}}]}"#
        )
        // And his name the other's.
        try await fixture.put(
            Made.observation(
                "o2",
                of: "p",
                value: "4",
                #","derivedFrom":[{"reference":"Observation/oq1"}],"hasMember":[{"reference":"Observation/oq2"}],"#
                    + #""specimen":{"reference":"Specimen/sq"},"performer":[{"reference":"PractitionerRole/role"}]"#
            ),
            Made.report("r", of: "p", results: ["o1", "o2", "oq1"])
        )
        try await other(#"{"resourceType":"Specimen","id":"sq","subject":{"reference":"Patient/q"}}"#)
        try await other(Made.observation("oq1", of: "q", value: "8"))
        try await fixture.put(Made.observation("o1", of: "p", value: "3.1"))
        return fixture
    }

    static let searches: [(SearchInteraction.Kind, String)] = [
        (.type(.observation), ""), (.type(.observation), "_total=accurate"), (.type(.observation), "_summary=count"),
        (.type(.observation), "_id=o1,oq1"), (.type(.observation), "_sort=-value-quantity&_count=1"),
        (.type(.observation), "value-quantity=gt3.5"), (.type(.observation), "_include=Observation:derived-from"),
        (.type(.observation), "_include=*"), (.type(.observation), "_include=Observation:specimen"),
        (.type(.observation), "_include:iterate=Observation:has-member"),
        (.type(.observation), "_revinclude=DiagnosticReport:result"),
        (.type(.observation), "_revinclude=Observation:has-member"),
        (.type(.observation), "_revinclude=Provenance:target"), (.type(.observation), "derived-from.code=718-7"),
        (.type(.observation), "has-member.code=hidden"), (.type(.observation), "has-member.code:not=hidden"),
        (.type(.observation), "_has:Observation:has-member:code=hidden"),
        (.type(.observation), "_has:DiagnosticReport:result:_id=rq"),
        (.type(.observation), "_has:DiagnosticReport:result:patient=p"),
        (.type(.observation), "specimen.patient=p"), (.type(.observation), "code=hidden"),
        (.type(.diagnosticReport), "_include=DiagnosticReport:result"),
        (.type(.diagnosticReport), "result.value-quantity=gt7"),
        (.type(.diagnosticReport), "result=oq1"), (.type(.specimen), ""), (.type(.patient), ""),
        (.type(.patient), "_id=q"),
        (.type(.patient), "_revinclude=Observation:subject"), (.type(.provenance), ""),
        (.type(.practitionerRole), "_id=role"),
        (.type(.practitionerRole), "_id=role&_include=PractitionerRole:practitioner"),
        (.system, "_type=Observation,DiagnosticReport,Specimen,Patient&_sort=-_lastUpdated"),
        (.compartment(patient: "p", .observation), ""), (.compartment(patient: "p", nil), ""),
        (.everything(patient: "p"), ""), (.everything(patient: "p"), "_total=accurate"), (.lastn, "patient=p"),
        (.lastn, "patient=p&max=5"), (.national(.observation), ""),
        (.national(.diagnosticReport), "_include=DiagnosticReport:result"),
        (.national(.specimen), ""), (.national(.observation), "_id=oq1"),
    ]

    private static let histories: [(HistoryInteraction.Level, String)] = [
        (.system, ""), (.type(.observation), ""), (.type(.observation), "_since=2026-01-01T00:00:04Z"),
        (.type(.specimen), ""), (.system, "_at=2026-01-01T00:00:10Z"), (.resource(.observation, "o1"), ""),
        (.resource(.observation, "oq1"), ""), (.resource(.patient, "q"), ""),
    ]

    /// The answer without what differs by chance: version ids and page tokens. A refusal is its kind and texts.
    private func answer(_ body: () async throws -> BundleView) async throws -> String {
        do {
            var text = String(decoding: try await body().bytes, as: UTF8.self)
            for (mark, count) in [("\"versionId\":\"", 16), ("_page=", 126), ("W/\\\"", 16)] {
                var parts = text.split(separator: mark, omittingEmptySubsequences: false).map { String($0) }
                for index in parts.indices.dropFirst() { parts[index] = String(parts[index].dropFirst(count)) }
                text = parts.joined(separator: mark)
            }
            return text
        } catch let refusal as Refusal {
            return "\(refusal)"
        }
    }

    @Test(arguments: StoreChoice.allCases)
    func answersAreThoseOfAStoreWhereNobodyElseIs(_ choice: StoreChoice) async throws {
        let both = try await store(choice, withOther: true)
        let alone = try await store(choice, withOther: false)
        for caller in [SearchFixture.personnel(about: "p"), SearchFixture.citizen(Made.number)] {
            for (kind, query) in Self.searches {
                let (kept, expected) = (
                    try await answer { try await both.search(kind, query, as: caller) },
                    try await answer { try await alone.search(kind, query, as: caller) }
                )
                #expect(kept == expected, "\(kind) \(query)")
                for hidden in ["oq1\"", "oq2\"", "rq\"", "sq\"", "vq\"", "q\""] where !expected.contains("/\(hidden)") {
                    #expect(!kept.contains("\"id\":\"\(hidden)"))
                }
            }
            for (level, query) in Self.histories {
                let kept = try await answer { try await both.history(level, query, as: caller) }
                let expected = try await answer { try await alone.history(level, query, as: caller) }
                #expect(kept == expected, "\(level) \(query)")
            }
        }
    }

    @Test(arguments: StoreChoice.allCases)
    func aPersonTheStoreDoesNotKnowAndOneWithoutResultsAreAlike(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice, withOther: true)
        let known = SearchFixture.personnel(about: "p")
        for (kind, query) in Self.searches where !query.contains("=p") && !"\(kind)".contains("patient") {
            var unknown = known
            unknown.person = .patient("nobody")
            var number = known
            number.person = .number(PersonNumber(.nationalIdentity, "13895500342")!)
            let first = try await answer { try await fixture.search(kind, query, as: unknown) }
            let second = try await answer { try await fixture.search(kind, query, as: number) }
            #expect(first == second)
            #expect(
                !first.contains("\"mode\":\"match\"") || "\(kind)".contains("practitionerRole"),
                "\(kind) \(query) \(first.prefix(600))"
            )
        }
    }
}
