import SvarJSON
import Testing

/// A text that must be refused, with the reason, the byte and the element that must be named.
struct Refusal: CustomTestStringConvertible, Sendable {
    let bytes: [UInt8]
    let error: JSONError

    init(_ text: String, _ reason: JSONError.Reason, _ offset: Int, _ path: String = "$") {
        self.init(Array(text.utf8), reason, offset, path)
    }

    init(_ bytes: [UInt8], _ reason: JSONError.Reason, _ offset: Int, _ path: String = "$") {
        self.bytes = bytes
        error = JSONError(reason: reason, offset: offset, path: path)
    }

    /// The bytes between quotes as a string in an array.
    init(string bytes: [UInt8], _ reason: JSONError.Reason, _ offset: Int) {
        self.init(Array("[\"".utf8) + bytes + Array("\"]".utf8), reason, offset + 2, "$[0]")
    }

    var testDescription: String { String(decoding: bytes.prefix(60), as: UTF8.self) }

    func check() {
        #expect(throws: error) { try JSONDocument(bytes) }
        #expect(ReferenceParser.value(of: bytes) == nil)
    }
}

struct RefuseTests {
    @Test(arguments: [
        Refusal("", .empty, 0), Refusal(" \n\t ", .empty, 4), Refusal("[", .unexpectedEnd, 1, "$[0]"),
        Refusal("{", .unexpectedEnd, 1), Refusal("]", .unexpected, 0), Refusal("}", .unexpected, 0),
        Refusal("[1", .unexpectedEnd, 2), Refusal("[1,", .unexpectedEnd, 3, "$[1]"), Refusal("[1 2]", .unexpected, 3),
        Refusal("[,1]", .unexpected, 1, "$[0]"), Refusal("[1,,2]", .unexpected, 3, "$[1]"),
        Refusal("[1}", .unexpected, 2), Refusal(#"{"a":1]"#, .unexpected, 6), Refusal(#"{"a"}"#, .unexpected, 4, "$.a"),
        Refusal(#"{"a":}"#, .unexpected, 5, "$.a"), Refusal(#"{"a" 1}"#, .unexpected, 5, "$.a"),
        Refusal(#"{"a"::1}"#, .unexpected, 5, "$.a"), Refusal(#"{"a":1 "b":2}"#, .unexpected, 7),
        Refusal(#"{"a":1,,"b":2}"#, .unexpected, 7), Refusal("{a:1}", .unexpected, 1),
        Refusal("{'a':1}", .unexpected, 1),
        Refusal("{1:1}", .unexpected, 1), Refusal("{null:1}", .unexpected, 1), Refusal(#"{"a":1,"#, .unexpectedEnd, 7),
        Refusal(#"{"a""#, .unexpectedEnd, 4, "$.a"), Refusal(#"{"a":"#, .unexpectedEnd, 5, "$.a"),
        Refusal("[1:2]", .unexpected, 2), Refusal(":", .unexpected, 0), Refusal(",", .unexpected, 0),
        Refusal("[true false]", .unexpected, 6), Refusal("[\u{A0}1]", .unexpected, 1, "$[0]"),
        Refusal("[1\u{C}]", .unexpected, 2), Refusal("\u{B}1", .unexpected, 0), Refusal("[*]", .unexpected, 1, "$[0]"),
        Refusal("// x\n1", .unexpected, 0), Refusal("[1/**/]", .unexpected, 2), Refusal("# x", .unexpected, 0),
        Refusal("<a/>", .unexpected, 0), Refusal("'a'", .unexpected, 0), Refusal("[`a`]", .unexpected, 1, "$[0]"),
        Refusal("\\u0031", .unexpected, 0), Refusal("[\\n]", .unexpected, 1, "$[0]"),
    ])
    func namesStructure(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        Refusal("[1,]", .trailingComma, 2), Refusal("[1 , \n ]", .trailingComma, 3),
        Refusal(#"{"a":1,}"#, .trailingComma, 6), Refusal(#"{"a":[1,2,],"b":3}"#, .trailingComma, 9, "$.a"),
        Refusal("[1,}", .unexpected, 3, "$[1]"), Refusal(#"{"a":1,]"#, .unexpected, 7),
        Refusal("[,]", .unexpected, 1, "$[0]"),
        Refusal("1 2", .trailingContent, 2), Refusal("{}{}", .trailingContent, 2), Refusal("[] ]", .trailingContent, 3),
        Refusal("null,", .trailingContent, 4), Refusal("\"a\"x", .trailingContent, 3),
        Refusal("[]\u{FEFF}", .trailingContent, 2),
        Refusal("truex", .trailingContent, 4), Refusal("{} //", .trailingContent, 3), Refusal("[]\0", .nulCharacter, 2),
    ])
    func namesCommasAndWhatFollows(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        "01", "-01", "00", "-", "--1", "-a", "1.", "1.e1", ".5", "-.5", "+1", "1e", "1e+", "1E-", "1e1.5", "1.2.3",
        "0x1F",
        "1_000", "1-2", "1+2", "NaN", "-NaN", "Infinity", "-Infinity", "+Infinity", "1a", "0e", "2.e3", "0.e1", "1ee2",
        "1e+-2",
        "0123", "1.5f", "-00",
    ])
    func namesBadNumbersByTheirFirstByte(_ lexeme: String) {
        Refusal(lexeme, .badNumber, 0).check()
        Refusal("[0, \(lexeme)]", .badNumber, 4, "$[1]").check()
        Refusal(#"{"resourceType":"Observation","value":\#(lexeme)}"#, .badNumber, 38, "Observation.value").check()
    }

    @Test(arguments: [
        Refusal("nul", .unexpectedEnd, 3), Refusal("t", .unexpectedEnd, 1), Refusal("[fals", .unexpectedEnd, 5, "$[0]"),
        Refusal("True", .unexpected, 0), Refusal("NULL", .unexpected, 0), Refusal("[nil]", .unexpected, 2, "$[0]"),
        Refusal("falze", .unexpected, 3), Refusal("tru e", .unexpected, 3), Refusal("undefined", .unexpected, 0),
    ])
    func namesBadLiterals(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        Refusal("\"", .unexpectedEnd, 1), Refusal("\"abc", .unexpectedEnd, 4),
        Refusal("[\"a]", .unexpectedEnd, 4, "$[0]"),
        Refusal("\"\\", .unexpectedEnd, 2), Refusal("\"\\\"", .unexpectedEnd, 3), Refusal("\"\\u", .unexpectedEnd, 3),
        Refusal("\"\\u00", .unexpectedEnd, 5), Refusal("\"12345678", .unexpectedEnd, 9),
        Refusal("{\"a", .unexpectedEnd, 3),
        Refusal(#"["\x41"]"#, .badEscape, 2, "$[0]"), Refusal(#"["\'"]"#, .badEscape, 2, "$[0]"),
        Refusal(#"["a\ "]"#, .badEscape, 3, "$[0]"), Refusal(#"["\u12"]"#, .badEscape, 2, "$[0]"),
        Refusal(#"["\u00G0"]"#, .badEscape, 2, "$[0]"), Refusal(#"["\U0041"]"#, .badEscape, 2, "$[0]"),
        Refusal(#"["\u+041"]"#, .badEscape, 2, "$[0]"), Refusal(#"["\a"]"#, .badEscape, 2, "$[0]"),
        Refusal(#"["\0"]"#, .badEscape, 2, "$[0]"), Refusal(#"["\å"]"#, .badEscape, 2, "$[0]"),
        Refusal(#"{"\x":1}"#, .badEscape, 2),
    ])
    func namesUnfinishedStringsAndBadEscapes(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        Refusal(#"["\ud800"]"#, .loneSurrogate, 2, "$[0]"), Refusal(#"["\uDFFF"]"#, .loneSurrogate, 2, "$[0]"),
        Refusal(#"["x\ud83d\n"]"#, .loneSurrogate, 3, "$[0]"), Refusal(#"["\ud83dx"]"#, .loneSurrogate, 2, "$[0]"),
        Refusal(#"["\ud83d\ud83d"]"#, .loneSurrogate, 2, "$[0]"),
        Refusal(#"["\ud83d\u0041"]"#, .loneSurrogate, 2, "$[0]"),
        Refusal(#"["\ude00\ud83d"]"#, .loneSurrogate, 2, "$[0]"),
        Refusal(#"["\ud83d\ude00\ude00"]"#, .loneSurrogate, 14, "$[0]"),
        Refusal(#"["\uDBFF\uDC"]"#, .loneSurrogate, 2, "$[0]"), Refusal(#"{"a\ud800":1}"#, .loneSurrogate, 3),
        Refusal(#"["\u0000"]"#, .nulCharacter, 2, "$[0]"), Refusal(#"{"a\u0000":1}"#, .nulCharacter, 3),
        Refusal("[\"a\0b\"]", .nulCharacter, 3, "$[0]"), Refusal("\0", .nulCharacter, 0),
        Refusal("[1,\0]", .nulCharacter, 3, "$[1]"),
        Refusal("{\0}", .nulCharacter, 1), Refusal("nu\0l", .nulCharacter, 2),
        Refusal("{\"a\"\0:1}", .nulCharacter, 4, "$.a"), Refusal("[\"a\nb\"]", .controlCharacter, 3, "$[0]"),
        Refusal("[\"\t\"]", .controlCharacter, 2, "$[0]"),
        Refusal("[\"12345678\u{1F}\"]", .controlCharacter, 10, "$[0]"),
        Refusal("{\"a\u{1}\":1}", .controlCharacter, 3),
    ])
    func namesSurrogatesAndControls(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        Refusal(string: [0x80], .badUTF8, 0), Refusal(string: [0xBF], .badUTF8, 0),
        Refusal(string: [0xC3], .badUTF8, 0),
        Refusal(string: [0xC0, 0x80], .badUTF8, 0), Refusal(string: [0xC0, 0xAF], .badUTF8, 0),
        Refusal(string: [0xC1, 0xBF], .badUTF8, 0), Refusal(string: [0xC3, 0xC3], .badUTF8, 0),
        Refusal(string: [0x61, 0xE0, 0x80, 0x80], .badUTF8, 1), Refusal(string: [0xE0, 0x9F, 0xBF], .badUTF8, 0),
        Refusal(string: [0xE2, 0x82], .badUTF8, 0), Refusal(string: [0xE2, 0x28, 0xA1], .badUTF8, 0),
        Refusal(string: [0xED, 0xA0, 0x80], .badUTF8, 0), Refusal(string: [0xED, 0xBF, 0xBF], .badUTF8, 0),
        Refusal(string: [0xF0, 0x8F, 0xBF, 0xBF], .badUTF8, 0), Refusal(string: [0xF0, 0x9F, 0x98], .badUTF8, 0),
        Refusal(string: [0xF4, 0x90, 0x80, 0x80], .badUTF8, 0), Refusal(string: [0xF5, 0x80, 0x80, 0x80], .badUTF8, 0),
        Refusal(string: [0xF8, 0x88, 0x80, 0x80, 0x80], .badUTF8, 0), Refusal(string: [0xFE], .badUTF8, 0),
        Refusal(string: [0xFF], .badUTF8, 0), Refusal(string: Array("12345678å".utf8) + [0xE5], .badUTF8, 10),
        Refusal(string: [0xB5, 0x6D, 0x6F, 0x6C], .badUTF8, 0),
        Refusal([0x5B, 0x22, 0xE2, 0x82], .badUTF8, 2, "$[0]"), Refusal([0xE5, 0x31], .unexpected, 0),
        Refusal([0x7B, 0x22, 0xE5, 0x22, 0x3A, 0x31, 0x7D], .badUTF8, 2),
        Refusal("\u{FEFF}{}", .byteOrderMark, 0), Refusal([0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D], .byteOrderMark, 0),
        Refusal([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], .byteOrderMark, 0),
        Refusal([0x7B, 0x00, 0x7D, 0x00], .nulCharacter, 1),
        Refusal([0xEF, 0xBB], .unexpected, 0),
    ])
    func namesBadEncoding(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        Refusal(#"{"a":1,"a":2}"#, .duplicateKey, 7, "$.a"),
        Refusal(#"{"a":1,"\u0061":2}"#, .duplicateKey, 7, "$.?"),
        Refusal(#"{"\u0061":1,"a":2}"#, .duplicateKey, 12, "$.a"), Refusal(#"{"":1,"":2}"#, .duplicateKey, 6, "$.?"),
        Refusal(#"{"a/b":1,"a\/b":2}"#, .duplicateKey, 9, "$.?"),
        Refusal(#"{"å":1,"\u00e5":2}"#, .duplicateKey, 8, "$.?"),
        Refusal(
            #"{"resourceType":"Patient","name":[{"given":[],"text":"","given":[]}]}"#,
            .duplicateKey,
            56,
            "Patient.name[0].given"
        ),
        Refusal(#"{"a":{"b":1,"c":2,"b":3},"a":1,"b":}"#, .duplicateKey, 18, "$.a.b"),
        Refusal(#"{"resourceType":"Patient","resourceType":"Patient"}"#, .duplicateKey, 26, "Patient.resourceType"),
    ])
    func namesDuplicateKeys(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        Refusal(
            #"{"resourceType":"Bundle","entry":[1,2,3,{"resource":{"code":{"coding":[{"system":x}]}}}]}"#,
            .unexpected,
            81,
            "Bundle.entry[3].resource.code.coding[0].system"
        ),
        Refusal(#"{"entry":[{"a":+1}],"resourceType":"Bundle"}"#, .badNumber, 15, "$.entry[0].a"),
        Refusal(
            #"{"id":"x","meta":{"tag":[{}]},"resourceType":"Bundle","entry":[[],[[1,!]]]}"#,
            .unexpected,
            70,
            "Bundle.entry[1][0][1]"
        ),
        Refusal(#"{"resourceType":7,"a":!}"#, .unexpected, 22, "$.a"),
        Refusal(#"{"resourceType":"a b","a":!}"#, .unexpected, 26, "$.a"),
        Refusal(#"{"resourceType":!}"#, .unexpected, 16, "$.resourceType"),
        Refusal(#"{"a b":!}"#, .unexpected, 7, "$.?"),
        Refusal(#"{"123":{"_x":!}}"#, .unexpected, 13, "$.?._x"),
        Refusal(#"[{"resourceType":"Bundle","a":!}]"#, .unexpected, 30, "$[0].a"),
    ])
    func namesTheElement(_ refusal: Refusal) { refusal.check() }
}
