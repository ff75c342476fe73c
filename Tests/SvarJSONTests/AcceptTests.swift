import SvarJSON
import Testing

/// What RFC 8259 allows is read, and read right.
struct AcceptTests {
    private static let structures: [(String, JSONValue)] = [
        ("null", JSONValue.null), ("true", true), ("false", false), ("0", 0), ("-0", .number("-0")), ("\"\"", ""),
        (" \t\r\n [ ] \t\r\n ", []), ("{}", [:]), ("{ \n }", [:]), ("[[]]", [[]]), ("[{}]", [[:]]),
        ("[1, 2 ,3]", [1, 2, 3]), (#"{"a" : 1 , "b" : 2}"#, ["a": 1, "b": 2]), (#"{"":0}"#, ["": 0]),
        (#"{"a":{"a":{"a":1}}}"#, ["a": ["a": ["a": 1]]]), (#"[{"a":1},{"a":1}]"#, [["a": 1], ["a": 1]]),
        (#"{"a":1,"A":2,"a ":3}"#, ["a": 1, "A": 2, "a ": 3]), ("[null,null]", [.null, .null]),
        (
            #"{"given":[null,"x"],"_given":[{"id":"a"},null]}"#,
            ["given": [.null, "x"], "_given": [["id": "a"], .null]]
        ),
    ]

    @Test(arguments: structures)
    func readsStructure(_ text: String, _ expected: JSONValue) throws {
        #expect(JSONValue(try JSONDocument(Array(text.utf8)).root) == expected)
    }

    @Test(arguments: [
        "0", "-0", "1", "-1", "10", "1234567890", "0.0", "-0.0", "1.10", "3.00", "6.30", "0.000000000000000000001",
        "12345678901234567890.123456789012345678901234567890", "1e1", "1E1", "1e+1", "1e-1", "1E+01", "0e0", "0e+1",
        "1.0e2", "1.5E-300", "1e400", "-1e-999", "123e65", "9999999999999999999999999999999999999999",
    ])
    func keepsTheLexemeOfANumber(_ lexeme: String) throws {
        for text in [lexeme, "[\(lexeme)]", " \(lexeme)\n", "{\"a\":\(lexeme)}"] {
            let root = try JSONDocument(Array(text.utf8)).root
            let node = try #require(root.kind == .number ? root : root[0] ?? root["a"])
            #expect(node.number == lexeme)
            #expect(node.string == nil)
            #expect(JSONValue(root).bytes == Array(text.utf8.filter { $0 > 0x20 }))
        }
    }

    @Test(arguments: [
        (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e5\u00E5""#, "Aåå"),
        (#""\u20ac \u002f \u007f""#, "€ / \u{7F}"), (#""\uD83D\uDE00""#, "😀"),
        (#""\ud800\udc00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
        (#""\uFEFF\uFFFF\uFFFE""#, "\u{FEFF}\u{FFFF}\u{FFFE}"), (#""\u0001\u001f""#, "\u{1}\u{1F}"),
        ("\"æøå ÆØÅ µmol/L\"", "æøå ÆØÅ µmol/L"),
        (
            "\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}\"",
            "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
        ), ("\"\u{FEFF}x\"", "\u{FEFF}x"),
        ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"), (#""[{,:]}'//*""#, "[{,:]}'//*"), (#""\\u0041""#, #"\u0041"#),
        (#""\\""#, "\\"), (#""\\\\\"""#, #"\\""#), (#""12345678\n""#, "12345678\n"), (#""1234567\"8""#, "1234567\"8"),
    ])
    func unescapesText(_ text: String, _ expected: String) throws {
        let root = try JSONDocument(Array(text.utf8)).root
        #expect(root.string.map { Array($0.utf8) } == Array(expected.utf8))
        #expect(root.isString(expected))
        #expect(!root.isString(expected + "x"))
        #expect(!root.isString(String(expected.unicodeScalars.dropLast())))
        let key = try JSONDocument(Array("{\(text):1}".utf8)).root
        #expect(key[expected]?.number == "1")
        #expect(key.members.first { $0.hasKey(expected) }?.key.utf8.elementsEqual(expected.utf8) == true)
    }

    /// Every place of the character of note in the eight bytes that are looked at together.
    @Test(arguments: 0..<40)
    func findsTheEndOfAStringAnywhere(_ length: Int) throws {
        let plain = String(repeating: "x", count: length)
        for tail in ["", "å", "€", "😀", "\\n", "\\u00e5", "\u{7F}"] {
            let text = Array("[\"\(plain)\(tail)\",\"\(tail)\(plain)\"]".utf8)
            let root = try JSONDocument(text).root
            #expect(JSONValue(root) == ReferenceParser.value(of: text))
            #expect(root[0]?.range == 1..<(3 + length + tail.utf8.count))
        }
    }

    @Test func readsEveryScalarRawAndEscaped() throws {
        var value: UInt32 = 0x20
        while value <= 0x10FFFF {
            defer { value += value < 0x900 ? 1 : 0x71 }
            guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else { continue }
            let escaped = String(scalar).utf16.map { unit in
                let hex = String(unit, radix: 16)
                return #"\u"# + String(repeating: "0", count: 4 - hex.count) + hex
            }.joined()
            let root = try JSONDocument(Array("[\"\(scalar)\",\"\(escaped)\"]".utf8)).root
            #expect(root[0]?.string?.unicodeScalars.elementsEqual([scalar]) == true)
            #expect(root[1]?.string?.unicodeScalars.elementsEqual([scalar]) == true)
        }
    }
}
