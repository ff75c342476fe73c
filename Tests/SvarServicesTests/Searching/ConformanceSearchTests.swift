import SvarFHIR
import Testing

@testable import SvarServices

/// Conformance resources are nobody's and are shown to all.
struct ConformanceSearchTests {
    @Test(arguments: StoreChoice.allCases)
    func aConformanceResourceIsFoundOnceByEveryCaller(_ choice: StoreChoice) async throws {
        let fixture = try SearchFixture(choice)
        try await fixture.put(
            #"{"resourceType":"Patient","id":"p"}"#,
            #"{"resourceType":"ValueSet","id":"v","status":"active","url":"urn:a"}"#
        )
        for caller in [SearchFixture.personnel(), SearchFixture.personnel(about: "p"), SearchFixture.producer()] {
            for query in ["", "_id=v", "url=urn:a", "_sort=-_lastUpdated", "_id:missing=false"] {
                let found = try await fixture.search(.type(.valueSet), query, as: caller)
                #expect(found.matches == ["ValueSet/v"], "\(query)")
            }
        }
        let both = try await fixture.search(
            .system,
            "_type=ValueSet,Observation&_id=v&_total=accurate",
            as: SearchFixture.personnel(about: "p")
        )
        #expect(both.total == 1)
    }
}
