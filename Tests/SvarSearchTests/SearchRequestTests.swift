import SvarFHIR
import SvarJSON
import SvarSearch
import Testing

struct SearchRequestTests {
    @Test func takesTheParametersOfTheType() throws {
        let request = try SearchRequest(
            .observation,
            [("patient", "Patient/p1"), ("identifier", "urn:x|1,|2,3"), ("_id", "a,b"), ("_count", "7")]
        )
        #expect(request.person == .reference("p1"))
        #expect(request.count == 7)
        #expect(
            request.criteria == [
                .identifier([
                    SearchQuery.Token(system: "urn:x", value: "1"), SearchQuery.Token(system: "", value: "2"),
                    SearchQuery.Token(system: nil, value: "3"),
                ]), .ids(["a", "b"]),
            ]
        )
    }

    @Test(arguments: [
        ("category", "laboratory"), ("identifier:text", "x"), ("_count", "many"), ("_summary", "text"),
        ("_include", "*"),
    ])
    func refusesWhatItDoesNotKnowByName(name: String, value: String) throws {
        let fault = #expect(throws: SearchFault.self) { try SearchRequest(.observation, [(name, value)]) }
        #expect(fault?.issues.first?.text.contains(name.prefix { $0 != ":" }) == true)
    }

    @Test func namesEveryUnknownParameter() {
        let fault = #expect(throws: SearchFault.self) { try SearchRequest(.patient, [("a", "1"), ("b", "2")]) }
        #expect(fault?.issues.count == 2)
    }

    @Test func escapedSeparatorsBelongToTheValue() throws {
        let request = try SearchRequest(.patient, [("identifier", #"s|a\,b,s|c\|d"#)])
        #expect(
            request.criteria == [
                .identifier([
                    SearchQuery.Token(system: "s", value: "a,b"), SearchQuery.Token(system: "s", value: "c|d"),
                ])
            ]
        )
    }

    @Test func countZeroAsksForTheNumberAlone() throws {
        #expect(try SearchRequest(.patient, [("_count", "0")]).isCountOnly)
        #expect(try SearchRequest(.patient, [("_summary", "count")]).isCountOnly)
    }

    @Test func indexesEveryIdentifierWithAValue() throws {
        let text = #"{"resourceType":"Patient","identifier":[{"system":"s","value":"1"},{"value":"2"},{"system":"s"}]}"#
        let rows = IndexRow.rows(of: .patient, try JSONDocument(Array(text.utf8)).root)
        #expect(rows == [IndexRow(.identifier, "s|1"), IndexRow(.identifier, "|2")])
    }
}
