import SvarSearch
import Testing

/// http://hl7.org/fhir/R4/search.html#token
struct TokenSearchTests {
    static let observation = """
        {"resourceType":"Observation","id":"o1","status":"final","meta":{"tag":[{"system":"urn:t","code":"x"}],\
        "profile":["http://p|1.0"]},"identifier":[{"system":"urn:i","value":"A|1","type":{"text":"Prøvenummer",\
        "coding":[{"system":"urn:k","code":"FILL"}]}},{"value":"B,2"}],"category":[{"coding":[{"system":"urn:c","code":"lab"}]},\
        {"coding":[{"code":"bare"},{"system":"urn:only"}],"text":"Bare tekst"}],\
        "code":{"coding":[{"system":"urn:7280","code":"NPU01685","display":"P-Natrium"}]}}
        """

    @Test(arguments: [
        ("code", "NPU01685", true), ("code", "npu01685", false), ("code", "urn:7280|NPU01685", true),
        ("code", "urn:x|NPU01685", false), ("code", "|NPU01685", false), ("code", "urn:7280|", true),
        ("code", "urn:x|", false),
        ("category", "|bare", true), ("category", "bare", true), ("category", "urn:c|bare", false),
        ("category", "urn:only|", true),
        ("category", "x,lab", true), ("category:not", "lab", false), ("category:not", "x", true),
        ("category:not", "x,lab", false),
        ("method:not", "x", true), ("method:missing", "true", true), ("code:missing", "true", false),
        ("code:missing", "false", true), ("code:text", "p-nat", true), ("code:text", "nat", false),
        ("category:text", "BARE", true),
        ("identifier:text", "prøve", true), ("identifier", #"A\|1"#, true), ("identifier", #"urn:i|A\|1"#, true),
        ("identifier", #"B\,2"#, true), ("identifier", "B", false), ("identifier:of-type", #"urn:k|FILL|A\|1"#, true),
        ("identifier:of-type", "urn:k|FILL|B", false), ("identifier:of-type", #"urn:k|PLAC|A\|1"#, false),
        ("status", "final", true), ("status", "http://hl7.org/fhir/observation-status|final", true),
        ("status", "urn:x|final", false), ("_tag", "urn:t|x", true), ("_profile", "http://p", true),
        ("_profile", "http://p|1.0", true),
        ("_profile", "http://p|2.0", false), ("_profile", "http://P", false), ("_id", "o1", true),
        ("_id", "o2,o1", true),
        ("_id", "|o1", true), ("_id:not", "o1", false), ("_id", "x|o1", false), ("combo-code", "NPU01685", true),
        ("_security:missing", "true", true), ("_source:missing", "true", true), ("_id:missing", "true", false),
    ])
    func forms(name: String, value: String, isFound: Bool) throws {
        #expect(try Searching.finds(Self.observation, name, value) == isFound)
    }

    @Test(arguments: [
        (#"{"resourceType":"Patient"}"#, false), (#"{"resourceType":"Patient","deceasedBoolean":false}"#, false),
        (#"{"resourceType":"Patient","deceasedBoolean":true}"#, true),
        (#"{"resourceType":"Patient","deceasedDateTime":"2020"}"#, true),
    ])
    func deceasedIsAlwaysAnswered(json: String, isDeceased: Bool) throws {
        #expect(try Searching.finds(json, "deceased", "true") == isDeceased)
        #expect(try Searching.finds(json, "deceased", "false") == !isDeceased)
    }

    @Test(arguments: [
        ("phone", "555", true), ("phone", "a@b", false), ("email", "a@b", true), ("telecom", "work|555", true),
        ("telecom", "home|555", false), ("telecom", "a@b", true),
    ])
    func contactPoints(name: String, value: String, isFound: Bool) throws {
        let json = """
            {"resourceType":"Practitioner","telecom":[{"system":"phone","value":"555","use":"work"},\
            {"system":"email","value":"a@b"}]}
            """
        #expect(try Searching.finds(json, name, value) == isFound)
    }

    @Test func codesAreComparedByteByByte() throws {
        let json = "{\"resourceType\":\"Observation\",\"method\":{\"coding\":[{\"code\":\"e\u{301}\"}]}}"
        #expect(try Searching.finds(json, "method", "e\u{301}"))
        #expect(try !Searching.finds(json, "method", "\u{E9}"))
    }

    /// http://hl7.org/fhir/R4/search.html#composite
    @Test(arguments: [
        ("code-value-quantity", "panel$5", false), ("component-code-value-quantity", "sys$120", true),
        ("component-code-value-quantity", "sys$80", false), ("component-code-value-quantity", "sys$gt100||mmHg", true),
        ("combo-code-value-quantity", "dia$80", true), ("combo-code-value-quantity", "panel$120", false),
        ("component-code-value-quantity", "dia$120,dia$80", true), ("combo-code", "dia", true),
        ("combo-code", "panel", true),
        ("component-code-value-quantity:missing", "false", true), ("code-value-quantity:missing", "true", true),
        ("combo-value-quantity", "lt90", true),
    ])
    func compositesPairOneRepetition(name: String, value: String, isFound: Bool) throws {
        let json = """
            {"resourceType":"Observation","code":{"coding":[{"code":"panel"}]},"component":[\
            {"code":{"coding":[{"code":"sys"}]},"valueQuantity":{"value":120,"unit":"mmHg"}},\
            {"code":{"coding":[{"code":"dia"}]},"valueQuantity":{"value":80,"unit":"mmHg"}}]}
            """
        #expect(try Searching.finds(json, name, value) == isFound)
    }

    @Test func relatesToPairsTargetAndCode() throws {
        let json = """
            {"resourceType":"DocumentReference","relatesTo":[{"code":"replaces","target":{"reference":"DocumentReference/1"}},\
            {"code":"appends","target":{"reference":"DocumentReference/2"}}]}
            """
        #expect(try Searching.finds(json, "relationship", "DocumentReference/1$replaces"))
        #expect(try !Searching.finds(json, "relationship", "DocumentReference/1$appends"))
        #expect(try Searching.finds(json, "relationship", "2$appends"))
    }
}
