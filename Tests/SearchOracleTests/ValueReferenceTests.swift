import SvarFHIR
import SvarJSON
import SvarTesting
import Testing

/// The reference on one resource and one parameter, by tables from the specification and the page on what a search means.
struct ValueReferenceTests {
    private func finds(_ type: HostedType, _ content: String, _ name: String, _ value: String) throws -> Bool {
        let body = #"{"resourceType":"\#(type.rawValue)","id":"a","# + content + "}"
        let resource = ReferenceResource(
            type: type,
            id: "a",
            content: try JSONDocument(Array(body.utf8)).root,
            updated: 0,
            person: nil
        )
        return try !ReferenceSearch([resource], numbers: [], now: 0).search([type], [(name, value)]).isEmpty
    }

    @Test(arguments: [
        // 100 is 99.5 up to 100.5, 100.00 is 99.995 up to 100.005
        ("100", "99.5", true), ("100", "100.4999", true), ("100", "100.5", false), ("100", "99.49", false),
        ("100.00", "100.005", false), ("100.00", "99.995", true), ("5.4", "5.35", true), ("5.40", "5.35", false),
        ("1e2", "95", true), ("1e2", "104.9", true), ("1e2", "105", false), ("1e2", "94.9", false),
        ("ne100", "100.4", false), ("ne100", "100.5", true), ("lt100", "99.99", true), ("lt100", "100", false),
        ("le100", "100.0", true), ("le100", "100.01", false), ("gt100", "100.01", true), ("gt100", "100", false),
        ("ge100", "100", true), ("ge100", "99.9", false), ("sa100", "100.5", true), ("sa100", "100.4", false),
        ("eb100", "99.4", true), ("eb100", "99.5", false), ("ap100", "89.5", true), ("ap100", "89.4", false),
        ("ap100", "110.4", true), ("ap100", "110.5", false), ("-3", "-3.5", true), ("-3", "-2.5", false),
    ])
    func numbersByImpliedPrecision(_ searched: String, _ value: String, _ isFound: Bool) throws {
        // `-3` is -3.5 up to -2.5, the lower end included
        let content = #""valueQuantity":{"value":\#(value)}"#
        #expect(try finds(.observation, content, "value-quantity", searched) == isFound)
    }

    @Test(arguments: [
        ("5.4|http://unitsofmeasure.org|mg", true), ("5.4||mg", true), ("5.4||milligram", true), ("5.4", true),
        ("5.4|http://unitsofmeasure.org|milligram", false), ("5.4|urn:other|mg", false), ("5.4||g", false),
    ])
    func quantitiesByUnit(_ searched: String, _ isFound: Bool) throws {
        let content =
            #""valueQuantity":{"value":5.4,"unit":"milligram","system":"http://unitsofmeasure.org","code":"mg"}"#
        #expect(try finds(.observation, content, "value-quantity", searched) == isFound)
    }

    @Test func sampledDataIsItsSmallestAndLargest() throws {
        let content =
            #""valueSampledData":{"origin":{"value":10},"factor":0.5,"lowerLimit":-36,"data":"4 E L -2","dimensions":1}"#
        for (searched, isFound) in [("12", true), ("-8", true), ("9", false), ("gt12", false), ("ge12.0", true)] {
            #expect(try finds(.observation, content, "value-quantity", searched) == isFound, "\(searched)")
        }
    }

    @Test(arguments: [
        ("code", "a", true), ("code", "s|a", true), ("code", "|a", false), ("code", "s|", true), ("code", "|b", true),
        ("code", "A", false), ("code", "t|a", false), ("code", "a,x", true), ("code", #"c\,d"#, true),
        ("code", "c,d", false), ("code:not", "a", false), ("code:not", "x", true), ("code:text", "HEMO", true),
        ("code:text", "globin", false), ("code:text", "vis", true), ("code:missing", "false", true),
        ("code:missing", "true", false), ("category:missing", "true", true), ("category:not", "a", true),
        ("category", "a", false), ("status", "http://hl7.org/fhir/observation-status|final", true),
        ("status", "|final", false), ("status", "final", true),
    ])
    func tokens(_ name: String, _ value: String, _ isFound: Bool) throws {
        let content = """
            "status":"final","code":{"text":"Hémoglobine","coding":[{"system":"s","code":"a","display":"Vis"},\
            {"code":"b"},{"system":"t","code":"c,d"}]}
            """
        #expect(try finds(.observation, content, name, value) == isFound)
    }

    @Test(arguments: [
        ("identifier", "s|1", true), ("identifier", "1", true), ("identifier", "s|", true),
        ("identifier:of-type", "ts|MR|1", true), ("identifier:of-type", "ts|MR|2", false),
        ("identifier:of-type", "ts|XX|1", false), ("phone", "12", true), ("phone", "home|12", true),
        ("email", "12", false), ("telecom", "work|12", false), ("deceased", "false", true), ("deceased", "true", false),
        ("gender", "male", true), ("gender:missing", "false", true),
    ])
    func tokensOfAPatient(_ name: String, _ value: String, _ isFound: Bool) throws {
        let content = """
            "gender":"male","identifier":[{"system":"s","value":"1","type":{"coding":[{"system":"ts","code":"MR"}]}}],\
            "telecom":[{"system":"phone","use":"home","value":"12"}]
            """
        #expect(try finds(.patient, content, name, value) == isFound)
    }

    @Test(arguments: [
        ("blå", "Blåbær", true), ("bla", "Blåbær", false), ("BLÅBÆR", "bla\u{30A}bær", true), ("baer", "bær", false),
        ("hemo", "HÉMOglobine", true), ("hémo", "hemoglobin", true), ("ostl", "Østlie", false),
        ("Strasse", "Straße", true),
        ("globin", "hemoglobin", false), ("o", "Ö", true), ("to ord", "  to \n ord", true), ("n", "Ñandú", true),
    ])
    func stringsFoldCaseAndAccentsButNotNorwegianLetters(_ searched: String, _ value: String, _ isFound: Bool) throws {
        #expect(
            try finds(.organization, #""name":"\#(value.replacing("\n", with: "\\n"))""#, "name", searched) == isFound
        )
    }

    @Test(arguments: [
        ("name:contains", "GLOB", true), ("name:exact", "Hemoglobin", true), ("name:exact", "hemoglobin", false),
        ("name:exact", "Hemo", false), ("name:contains", "x", false), ("name", "ali", true), ("name", "x,hem", true),
    ])
    func stringModifiers(_ name: String, _ value: String, _ isFound: Bool) throws {
        #expect(try finds(.organization, #""name":"Hemoglobin","alias":["Alias"]"#, name, value) == isFound)
    }

    @Test(arguments: [
        ("performer", "p1", true), ("performer", "Practitioner/p1", true), ("performer:Practitioner", "p1", true),
        ("performer:Organization", "p1", false), ("performer", "Organization/p1", false), ("performer", "p2", true),
        ("performer", "http://h/Practitioner/p3", true), ("performer", "p3", false),
        ("performer:identifier", "s|9", true), ("performer:identifier", "9", true),
        ("performer:missing", "false", true),
        ("specimen:missing", "true", true),
    ])
    func references(_ name: String, _ value: String, _ isFound: Bool) throws {
        let content = """
            "performer":[{"reference":"Practitioner/p1"},{"reference":"Organization/p2/_history/4"},\
            {"reference":"http://h/Practitioner/p3"},{"identifier":{"system":"s","value":"9"}}],\
            "specimen":{"display":"only"}
            """
        #expect(try finds(.observation, content, name, value) == isFound)
    }

    @Test(arguments: [
        ("component-code-value-quantity", "s$100", true), ("component-code-value-quantity", "s$60", false),
        ("component-code-value-quantity", "d$lt70", true), ("combo-code-value-quantity", "bp$5", true),
        ("combo-code-value-quantity", "bp$100", false), ("combo-code", "d", true),
        ("code-value-quantity", "bp$5", true),
        ("component-code-value-quantity", "s$60,d$60", true),
    ])
    func compositesStandTogether(_ name: String, _ value: String, _ isFound: Bool) throws {
        let content = """
            "code":{"coding":[{"code":"bp"}]},"valueQuantity":{"value":5},"component":[\
            {"code":{"coding":[{"code":"s"}]},"valueQuantity":{"value":100}},\
            {"code":{"coding":[{"code":"d"}]},"valueQuantity":{"value":60}}]
            """
        #expect(try finds(.observation, content, name, value) == isFound)
    }

    @Test(arguments: [
        ("_profile", "http://p", true), ("_profile", "http://p|1", true), ("_profile", "http://p|2", false),
        ("_source", "urn:x", true), ("_source", "urn:X", false), ("_tag", "s|t", true), ("_security", "t", false),
        ("_id", "a", true), ("_id", "b,a", true), ("_id", "A", false), ("_lastUpdated", "1970-01-01", true),
    ])
    func whatEveryTypeHas(_ name: String, _ value: String, _ isFound: Bool) throws {
        let content = #""meta":{"profile":["http://p|1"],"source":"urn:x","tag":[{"system":"s","code":"t"}]}"#
        #expect(try finds(.organization, content, name, value) == isFound)
    }

    @Test(arguments: [
        ("nonsense", "1"), ("code:above", "a"), ("code", ""), ("code", "a,"), ("code", "|"), ("date", "gt"),
        ("value-quantity", "x"), ("code:missing", "yes"), ("date:exact", "2024"), ("performer:Observation", "a"),
        ("code-value-quantity", "a"), ("_has:Observation:nonsense:code", "a"), ("status.code", "a"),
    ])
    func refuses(_ name: String, _ value: String) {
        #expect(throws: ReferenceRefusal.self) { try finds(.observation, #""status":"final""#, name, value) }
    }
}
