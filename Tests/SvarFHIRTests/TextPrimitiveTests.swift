import Foundation
import SvarFHIR
import SvarJSON
import Testing

@Suite struct TextPrimitiveTests {
    @Test(
        arguments: [
            (PrimitiveType.id, ["a", "A-1.b", String(repeating: "x", count: 64)]),
            (.code, ["final", "a b", "å", "a b c", "<="]),
            (.uri, ["http://example.org", "urn:oid:1.2", "#a", "mailto:a@example.org", "æ"]),
            (.canonical, ["http://example.org/ValueSet/a|1.0"]),
            (.oid, ["urn:oid:1.2.3", "urn:oid:2.16.578.1.12.4.1.4.1", "urn:oid:0.0"]),
            (.uuid, ["urn:uuid:c757873d-ec9a-4326-a141-556f43239520"]),
            (.string, ["a", " ", "a\nb", "\ta", "🧪"]),
            (.markdown, ["# a\n\nb"]),
            (.boolean, ["true", "false"]),
            (.integer, ["0", "-1", "2147483647", "-2147483648", "+7"]),
            (.unsignedInt, ["0", "2147483647"]),
            (.positiveInt, ["1", "2147483647"]),
            (.base64Binary, ["QQ==", "QUI=", "QUJD", "QU JD\nRA==", " QUJD "]),
            (
                .xhtml,
                [
                    #"<div xmlns="http://www.w3.org/1999/xhtml">a</div>"#,
                    "<div><!-- <script> --><p class='on'>a</p></div>",
                    "<div/>", #"<div><a href="http://example.org/?on=1">a</a></div>"#,
                ]
            ),
        ] as [(PrimitiveType, [String])]
    )
    func valueIsAccepted(type: PrimitiveType, values: [String]) {
        for value in values { #expect(type.accepts(text: value), "\(value)") }
    }

    @Test(
        arguments: [
            (PrimitiveType.id, ["", "a b", "a_b", "å", String(repeating: "x", count: 65), "a/b"]),
            (.code, ["", " ", " a", "a ", "a  b", "a\tb", "a\n"]),
            (.uri, ["", " ", "http://example.org/a b", "a\n"]),
            (.canonical, [""]),
            (
                .oid,
                ["urn:oid:3.1", "urn:oid:1", "urn:oid:1.", "urn:oid:1.02", "1.2.3", "urn:oid:1..2", "urn:oid:1.2a"]
            ),
            (
                .uuid,
                ["c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:C757873D-ec9a-4326-a141-556f43239520", "urn:uuid:1"]
            ),
            (.string, ["", "\u{1}a", "a\u{B}", "a\u{C}"]),
            (.markdown, ["", "\u{7}"]),
            (.boolean, ["TRUE", "1", "", "truefalse", "falsetrue", "tru"]),
            (.integer, ["", "-", "00", "01", "-0", "2147483648", "-2147483649", "1.0", "1e2", "99999999999"]),
            (.unsignedInt, ["-1", "+1", "2147483648"]),
            (.positiveInt, ["0", "-1"]),
            (.base64Binary, ["", " ", "Q", "QQ", "QQ=", "QQ==QQ==", "Q===", "====", "QU-D", "QQ==x", "QQ=Q"]),
            (
                .xhtml,
                [
                    "", "a", "<p>a</p>", "<divx>a</divx>", "<div><script>a</script></div>",
                    "<div><IFRAME src='a'/></div>",
                    "<div onclick='a'>a</div>", "<div><a\nonload=\"a\">a</a></div>", "<div", "<div>a",
                    "<div><a href='JavaScript:a'>a</a></div>", "<div><!-- a</div>",
                    "<div><a href='java&#x53;cript&#58;a'>a</a></div>",
                    "<div><a href=' java\tscript&colon;a'>a</a></div>", "<div><svg/onload='a'></svg></div>",
                    "<div><a title='a'onclick='b'>a</a></div>", "<div><p/onclick='a'>a</p></div>",
                    "<div><a href=a>a</a></div>", "<div><form>a</form></div>",
                ]
            ),
        ] as [(PrimitiveType, [String])]
    )
    func valueIsRefused(type: PrimitiveType, values: [String]) {
        for value in values { #expect(!type.accepts(text: value), "\(value)") }
    }

    @Test(arguments: PrimitiveType.allCases)
    func otherKindsOfJSONAreRefused(type: PrimitiveType) throws {
        let right = type.jsonKind
        for (kind, text) in [
            (JSONNode.Kind.null, "null"), (.array, "[]"), (.object, "{}"), (.bool, "true"), (.number, "1"),
            (.string, #""1""#),
        ] where kind != right {
            #expect(!type.accepts(try JSONDocument(Array(text.utf8)).root), "\(text)")
        }
    }

    @Test func escapesAreReadBeforeTheSyntaxIsChecked() throws {
        func accepts(_ type: PrimitiveType, _ json: String) throws -> Bool {
            type.accepts(try JSONDocument(Array(json.utf8)).root)
        }
        #expect(try accepts(.code, #""fin\u0061l""#))
        #expect(try !accepts(.code, #""a\tb""#))
        #expect(try !accepts(.string, #""\u0001a""#))
        #expect(try accepts(.string, #""\u00e5""#))
        #expect(try accepts(.base64Binary, #""QU\/D\r\nQUJD""#))
        #expect(try accepts(.decimal, "1.00"))
        #expect(try !accepts(.integer, "1.00"))
        #expect(try !accepts(.integer, "1e2"))
        #expect(try !accepts(.string, #""""#))
    }

    @Test func structsAndTableAgree() throws {
        let texts = [
            "", "a", "1", "0", "-1", "1.0", "true", "2026", "2026-11-21", "2026-11-21T10:00:00Z", "10:00:00", "QUJD",
            "urn:oid:1.2", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "a b", " a", "a\n",
        ]
        func agree<Value: FHIRPrimitive>(_ type: Value.Type) {
            for text in texts {
                #expect((Value(text) != nil) == Value.primitiveType.accepts(text: text), "\(Value.self) \(text)")
                if let value = Value(text) { #expect(value.text == text) }
            }
        }
        agree(FHIRID.self)
        agree(FHIRCode.self)
        agree(FHIRURI.self)
        agree(FHIRURL.self)
        agree(FHIRCanonical.self)
        agree(FHIROID.self)
        agree(FHIRUUID.self)
        agree(FHIRString.self)
        agree(FHIRMarkdown.self)
        agree(FHIRInteger.self)
        agree(FHIRUnsignedInt.self)
        agree(FHIRPositiveInt.self)
        agree(FHIRBoolean.self)
        agree(FHIRDecimal.self)
        agree(FHIRDate.self)
        agree(FHIRDateTime.self)
        agree(FHIRInstant.self)
        agree(FHIRTime.self)
        agree(FHIRBase64.self)
    }

    @Test func base64IsThatOfFoundation() throws {
        var generator = SeededGenerator(seed: 7)
        for length in 1..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            let text = try #require(FHIRBase64(encoding: bytes))
            #expect(text.text == Data(bytes).base64EncodedString())
            #expect(text.bytes == bytes)
            let wrapped = text.text.map { "\($0)" + (Int.random(in: 0..<9, using: &generator) == 0 ? "\r\n " : "") }
            #expect(FHIRBase64(wrapped.joined())?.bytes == bytes)
        }
        #expect(FHIRBase64(encoding: []) == nil)
    }

    @Test func canonicalTellsItsVersion() {
        #expect(FHIRCanonical("http://a/b|1#c")?.url == "http://a/b")
        #expect(FHIRCanonical("http://a/b|1#c")?.version == "1")
        #expect(FHIRCanonical("http://a/b")?.version == nil)
    }

    @Test func noTextStopsAnyCheck() {
        var generator = SeededGenerator(seed: 9)
        let seeds = [
            "2026-11-21T10:00:00.123+01:00", "-12.50e-7", "urn:oid:1.2.3", "QUJD RA==",
            "<div a='&#x3a;'><!-- --></div>",
            "10:00:00.5", "99999999999999999999999999999999999999999", "a b", "",
        ]
        let letters = Array("0129-+.:TZeE<>&#;'\"/= \n\u{1}aån\u{0}".unicodeScalars)
        for _ in 0..<6000 {
            var text = Array(seeds.randomElement(using: &generator)!.unicodeScalars)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let place = Int.random(in: 0...text.count, using: &generator)
                let end = min(text.count, place + Int.random(in: 0...2, using: &generator))
                let new = Bool.random(using: &generator) ? [letters.randomElement(using: &generator)!] : []
                text.replaceSubrange(place..<end, with: new)
            }
            let value = String(String.UnicodeScalarView(text))
            for type in PrimitiveType.allCases { _ = type.accepts(text: value) }
            #expect((FHIRDecimal(value) != nil) == PrimitiveType.decimal.accepts(text: value))
            if let decimal = FHIRDecimal(value) { #expect(decimal.impliedRange.lower < decimal.impliedRange.upper) }
            if let time = FHIRDateTime(value) { #expect(!time.range.isEmpty) }
            _ = (OsloTime.dateTime(value), HTTPDate.parse(value), ReferenceTarget(value))
        }
    }
}
