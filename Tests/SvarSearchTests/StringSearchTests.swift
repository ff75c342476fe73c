import SvarSearch
import Testing

/// http://hl7.org/fhir/R4/search.html#string
struct StringSearchTests {
    @Test(arguments: [
        ("Hansen", "hansen"), ("André", "andre"), ("ANDRE\u{301}", "andre"), ("Ås", "ås"), ("A\u{30A}s", "ås"),
        ("Øystein", "øystein"), ("Æra", "æra"), ("Ǽra", "æra"), ("Müller", "muller"), ("Straße", "strasse"),
        ("  a \t\n b ", "a b"), ("Ǻ", "å"), ("A\u{301}\u{30A}", "å"), ("ΣΊΣΥΦΟΣ", "σισυφοσ"), ("İ", "i"), ("", ""),
        ("ﬁ", "ﬁ"), ("Ñandú", "nandu"), ("a b\u{30A}", "a b"),
    ])
    func folds(text: String, folded: String) {
        #expect(StringFolding.folded(text) == folded)
        #expect(StringFolding.folded(StringFolding.folded(text)) == StringFolding.folded(text))
    }

    static let patient = """
        {"resourceType":"Patient","name":[{"text":"Demo Ås Øye","family":"Ås Øye","given":["Demo","Eksempel"],\
        "suffix":["dr."]}],"address":[{"line":["Storgata 1"],"city":"Å i Lofoten","postalCode":"8392"}]}
        """

    @Test(arguments: [
        ("name", "demo", true), ("name", "EKSEMPEL", true), ("name", "Øye", false), ("name", "as", false),
        ("name", "ås ø", true),
        ("name", "dr", true), ("name:exact", "Demo", true), ("name:exact", "demo", false), ("name:exact", "Dem", false),
        ("name:contains", "øye", true), ("name:contains", "emo", true), ("name:contains", "x", false),
        ("given", "eks", true),
        ("family", "demo", false), ("address", "stor", true), ("address", "8392", true), ("address-city", "å", true),
        ("address-city", "a", false), ("name:missing", "false", true), ("birthdate:missing", "true", true),
        ("name", "x,demo", true), ("name:exact", "a\\,b", false),
    ])
    func startsWithIsTheDefault(name: String, value: String, isFound: Bool) throws {
        #expect(try Searching.finds(Self.patient, name, value) == isFound)
    }

    @Test func longTextsAreEqualOnlyWhole() throws {
        let text = String(repeating: "æ", count: 5_000)
        let json = #"{"resourceType":"Observation","valueString":"\#(text)x","code":{"coding":[{"code":"\#(text)"}]}}"#
        #expect(try Searching.finds(json, "value-string:exact", text + "x"))
        #expect(try !Searching.finds(json, "value-string:exact", text + "y"))
        #expect(try !Searching.finds(json, "value-string:exact", text))
        #expect(try Searching.finds(json, "value-string", String(text.prefix(500))))
        #expect(try Searching.finds(json, "code", text))
        #expect(try !Searching.finds(json, "code", text + "x"))
        #expect(throws: SearchFault.self) { try Searching.finds(json, "value-string", text) }
        for row in try Searching.rows(json) {
            for key in [row.value, row.extra] {
                if case .text(let text) = key { #expect(text.utf8.count <= IndexText.maximumLength) }
            }
        }
    }
}
