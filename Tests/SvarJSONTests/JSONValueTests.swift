import SvarJSON
import Testing

struct JSONValueTests {
    @Test func writesCompactInTheOrderBuilt() {
        var value: JSONValue = ["b": 1, "a": ["x", true, .null, .number("1.10")], "c": [:], "d": []]
        #expect(value.bytes == Array(#"{"b":1,"a":["x",true,null,1.10],"c":{},"d":[]}"#.utf8))
        value["b"] = "new"
        value["e"] = false
        value["a"] = nil
        value["missing"] = nil
        #expect(value.bytes == Array(#"{"b":"new","c":{},"d":[],"e":false}"#.utf8))
        #expect(value["e"] == false)
        #expect(value["a"] == nil)
        value["c"]?["deep"] = 7
        value["d"]?.append("x")
        #expect(value.bytes == Array(#"{"b":"new","c":{"deep":7},"d":["x"],"e":false}"#.utf8))
    }

    @Test(arguments: [
        ("", #""""#), ("a/b", #""a/b""#), ("\"\\", #""\"\\""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
        ("\u{0}\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""), ("æ€😀\u{2028}", "\"æ€😀\u{2028}\""),
    ])
    func quotesOnlyWhatMustBe(_ text: String, _ expected: String) {
        #expect(jsonQuoted(text) == Array(expected.utf8))
        #expect(JSONValue.string(text).bytes == Array(expected.utf8))
    }

    @Test func comparesBytesNotCharacters() throws {
        let composed = "\u{E5}"
        let decomposed = "a\u{30A}"
        #expect(composed == decomposed)
        #expect(JSONValue.string(composed) != .string(decomposed))
        let root = try JSONDocument(Array("{\"\(composed)\":1,\"\(decomposed)\":2}".utf8)).root
        #expect(root[decomposed]?.number == "2")
        #expect(JSONValue(root)[decomposed] == 2)
        #expect(JSONValue.number("1.0") != .number("1.00"))
        #expect(JSONValue.object(["a": 1, "b": 2]) != .object(["b": 2, "a": 1]))
    }

    @Test func settingAMemberOfALeafMakesItAnObject() {
        var value: JSONValue = "leaf"
        value["a"] = nil
        #expect(value == "leaf")
        value["a"] = 1
        #expect(value == ["a": 1])
        #expect(JSONValue(UInt8(7)) == 7)
        #expect(JSONValue(Int64.min).bytes == Array("-9223372036854775808".utf8))
    }
}
