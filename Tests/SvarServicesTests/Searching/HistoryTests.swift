import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import TestLane
import Testing

@testable import SvarServices

/// http://hl7.org/fhir/R4/http.html#history
@Suite(.aside)
struct HistoryTests {
    /// Patients p and q at seconds 1 and 2, then a (3), b (4), a again (5), q's c (6), b deleted (7).
    private func store(_ choice: StoreChoice = .memory) async throws -> SearchFixture {
        let fixture = try SearchFixture(choice)
        try await fixture.put(
            Made.patient("p", Made.number),
            Made.patient("q"),
            Made.observation("a", of: "p"),
            Made.observation("b", of: "p"),
            Made.observation("a", of: "p", value: "6"),
            Made.observation("c", of: "q")
        )
        try await fixture.delete(.observation, "b")
        return fixture
    }

    @Test(arguments: StoreChoice.allCases)
    func newestComesFirstAndEachSaysHowItCame(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice)
        let type = try await fixture.history(.type(.observation))
        #expect(
            type.versions
                == [
                    "DELETE Observation/b", "POST Observation/c", "PUT Observation/a", "POST Observation/b",
                    "POST Observation/a",
                ]
        )
        #expect(type.root["type"]?.isString("history") == true)
        let deleted = type.entries[0]
        #expect(deleted["resource"] == nil)
        #expect(deleted["response"]?["status"]?.string == "204 No Content")
        #expect(deleted["request"]?["url"]?.string == "Observation/b")
        let made = type.entries[1]
        #expect(made["response"]?["status"]?.string == "201 Created")
        #expect(made["request"]?["url"]?.string == "Observation")
        #expect(made["response"]?["etag"]?.string == "W/\"\(made["resource"]?["meta"]?["versionId"]?.string ?? "")\"")
        #expect(made["response"]?["lastModified"]?.string == made["resource"]?["meta"]?["lastUpdated"]?.string)
        #expect(try await fixture.history(.system).versions.count == 7)
        #expect(
            try await fixture.history(.resource(.observation, "a")).versions == [
                "PUT Observation/a", "POST Observation/a",
            ]
        )
        #expect(
            try await fixture.history(.resource(.observation, "b")).versions
                == ["DELETE Observation/b", "POST Observation/b"]
        )
    }

    static let times: [(query: String, expected: [String])] = [
        ("_since=2026-01-01T00:00:06Z", ["DELETE Observation/b", "POST Observation/c"]),
        ("_since=2026-01-01T01:00:06%2B01:00", []),
        ("_at=2026-01-01T00:00:04Z", ["POST Observation/b", "POST Observation/a"]),
        ("_at=2026-01-01T00:00:05Z", ["PUT Observation/a", "POST Observation/b"]),
        ("_count=1", ["DELETE Observation/b"]),
        ("_since=2027", []),
    ]

    @Test(arguments: StoreChoice.allCases, times)
    func timesNarrow(_ choice: StoreChoice, _ history: (query: String, expected: [String])) async throws {
        let fixture = try await store(choice)
        if history.query.contains("%2B") {
            // The address is decoded before it comes here.
            let page = try await fixture.history(.type(.observation), "_since=2026-01-01T01:00:06+01:00")
            #expect(page.versions.count == 2)
            return
        }
        #expect(try await fixture.history(.type(.observation), history.query).versions == history.expected)
    }

    @Test(arguments: [
        "_count=0", "_count=x", "_since=yesterday", "_at=", "_since=2026&_since=2026", "code=x", "_sort=x",
    ])
    func whatIsNotUnderstoodIsRefused(_ query: String) async throws {
        let fixture = try await store()
        #expect(try await refusal { _ = try await fixture.history(.system, query) }?.kind == .invalid)
    }

    @Test(arguments: StoreChoice.allCases)
    func personnelSeeThePersonsUnitsOnly(_ choice: StoreChoice) async throws {
        let fixture = try await store(choice)
        let caller = SearchFixture.personnel(about: "q")
        #expect(
            try await fixture.history(.system, as: caller).versions == ["POST Observation/c", "POST Patient/q"]
        )
        #expect(try await fixture.history(.type(.observation), as: caller).versions == ["POST Observation/c"])
        for id in ["a", "none"] {
            let refused = try await refusal { _ = try await fixture.history(.resource(.observation, id), as: caller) }
            #expect(refused == .notFound)
        }
        let nobody = try await refusal { _ = try await fixture.history(.system, as: SearchFixture.personnel()) }
        #expect(nobody == .personRequired)
    }

    @Test func citizensDoNotSeeEarlierVersionsOfWhatWasWithdrawn() async throws {
        let fixture = try await store()
        let withdrawn = Made.observation("a", of: "p").replacing(#""status":"final""#, with: #""status":"cancelled""#)
        try await fixture.put(withdrawn)
        let citizen = try await fixture.history(.resource(.observation, "a"), as: SearchFixture.citizen(Made.number))
        // The one version they see is the first they see: that there were others is not told.
        #expect(citizen.versions == ["POST Observation/a"])
        let personnel = try await fixture.history(.resource(.observation, "a"), as: SearchFixture.personnel(about: "p"))
        #expect(personnel.versions.count == 3)
    }

    @Test func historyOfAResourceWithNothingInTheTimeIsEmptyAndNotMissing() async throws {
        let fixture = try await store()
        #expect(try await fixture.history(.resource(.observation, "a"), "_since=2030").entries.isEmpty)
        #expect(
            try await refusal { _ = try await fixture.history(.resource(.observation, "x"), "_since=2030") }
                == .notFound
        )
    }
}
