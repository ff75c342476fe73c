import SvarJSON
import Testing

struct JSONDocumentTests {
    @Test func keepsOrderLexemesAndRanges() throws {
        let text = #"{"resourceType":"Observation","value":1.10,"a":[1e2,{"b":null},true,"x\u00e5\n"],"c":{}}"#
        let document = try JSONDocument(Array(text.utf8))
        let root = document.root
        #expect(root.kind == .object)
        #expect(root.members.map(\.key) == ["resourceType", "value", "a", "c"])
        #expect(root["value"]?.number == "1.10")
        #expect(root["a"]?.count == 4)
        #expect(root["a"]?[1]?["b"]?.isNull == true)
        #expect(root["a"]?[3]?.string == "xå\n")
        #expect(root["a"]?[3]?.isString("xå\n") == true)
        #expect(root["resourceType"]?.isString("Observation") == true)
        #expect(root["c"]?.count == 0)
        #expect(root["d"] == nil)
        #expect(JSONValue(root).bytes == Array(text.replacing(#"\u00e5"#, with: "å").utf8))
    }
    @Test func namesThePlaceOfAFault() {
        let text = #"{"resourceType":"Bundle","entry":[{},{"resource":{"code":{"coding":[{"system":01}]}}}]}"#
        #expect(
            throws: JSONError(reason: .badNumber, offset: 78, path: "Bundle.entry[1].resource.code.coding[0].system")
        ) {
            try JSONDocument(Array(text.utf8))
        }
    }
}
