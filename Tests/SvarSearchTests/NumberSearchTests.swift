import SvarFHIR
import SvarSearch
import SvarSynthetic
import TestLane
import Testing

/// http://hl7.org/fhir/R4/search.html#number, #quantity
@Suite(.aside)
struct NumberSearchTests {
    @Test(arguments: [
        ("100", "99.5", "eq"), ("100", "100.49", "eq"), ("100", "100.5", "ne sa gt ge"),
        ("100", "99.49", "ne eb lt le"),
        ("100.00", "99.995", "eq"), ("100.00", "100.005", "ne"), ("100.00", "99.99", "ne"), ("1e2", "95", "eq"),
        ("1e2", "104.9", "eq"), ("1e2", "105", "ne"), ("5.4", "5.40", "eq ge le"), ("5.40e-3", "0.0054", "eq ge le"),
        ("5.4", "5.41", "gt ge"), ("5.4", "5.39", "lt le"), ("-5", "-5.5", "lt le"), ("0", "0.4", "eq gt"),
        ("-5", "-5.6", "ne eb lt le"), ("100", "110.4", "ap"), ("100", "110.5", "ne"), ("100", "89.5", "ap"),
        ("-100", "-110.4", "ap"),
    ])
    func prefixes(parameter: String, value: String, holding: String) throws {
        let json = #"{"resourceType":"Observation","valueQuantity":{"value":\#(value)}}"#
        for prefix in holding.split(separator: " ") {
            #expect(try Searching.finds(json, "value-quantity", prefix + parameter), "\(prefix)")
        }
        let isEqual = try Searching.finds(json, "value-quantity", parameter)
        #expect(try Searching.finds(json, "value-quantity", "ne" + parameter) == !isEqual)
    }

    @Test(arguments: [
        ("5.4", true), ("5.4|http://unitsofmeasure.org|mmol/L", true), ("5.4||mmol/L", true),
        ("5.4||mmol per litre", true),
        ("5.4||mmol", false), ("5.4|http://unitsofmeasure.org|mg/L", false), ("5.4|urn:other|mmol/L", false),
        ("5.4||http://unitsofmeasure.org", false), ("gt5||mmol/L", true), ("gt6||mmol/L", false),
    ])
    func units(value: String, isFound: Bool) throws {
        let json = """
            {"resourceType":"Observation","valueQuantity":{"value":5.40,"unit":"mmol per litre",\
            "system":"http://unitsofmeasure.org","code":"mmol/L"}}
            """
        #expect(try Searching.finds(json, "value-quantity", value) == isFound)
    }

    @Test(arguments: ["", "x", "5,x", "5|", "5||", "5|s|", "5|mg", "--5", "1e"])
    func refusesWhatIsNoQuantity(value: String) {
        let fault = #expect(throws: SearchFault.self) {
            try Searching.request([.observation], [("value-quantity", value)])
        }
        #expect(fault?.issues.first?.text.contains("value-quantity") == true)
    }

    @Test func sampledDataIsItsLeastAndMost() throws {
        let json = """
            {"resourceType":"Observation","valueSampledData":{"origin":{"value":10,"unit":"mV"},"period":1,"factor":2,\
            "lowerLimit":-20,"dimensions":1,"data":"3 E 7 L -2 x"}}
            """
        for (value, isFound) in [("24||mV", true), ("-30||mV", true), ("10", false), ("gt24", false), ("lt-29", true)] {
            #expect(try Searching.finds(json, "value-quantity", value) == isFound, "\(value)")
        }
    }

    @Test func rangeIsItsBounds() throws {
        let json = """
            {"resourceType":"ValueSet","useContext":[{"code":{"code":"age"},"valueRange":\
            {"low":{"value":1,"code":"a"},"high":{"value":18,"code":"a"}}}]}
            """
        for (value, isFound) in [("1||a", true), ("18", true), ("9", false), ("age$18||a", true), ("age$9", false)] {
            let name = value.hasPrefix("age") ? "context-type-quantity" : "context-quantity"
            #expect(try Searching.finds(json, name, value) == isFound, "\(value)")
        }
    }

    /// Bytes compare as the numbers do, for numbers of all sizes and spellings.
    @Test func bytesCompareLikeDecimals() throws {
        var generator = SeededGenerator(seed: 7)
        var decimals = [
            "0", "-0", "0.0", "0e5", "1e999999999", "-1e999999999", "1e-999999", "1e100", "1e101", "9e-101",
        ]
        .compactMap { FHIRDecimal($0) }
        for _ in 0..<600 {
            let digits = Int.random(in: 1...(Bool.random(using: &generator) ? 4 : 45), using: &generator)
            var text = Bool.random(using: &generator) ? "-" : ""
            text += String(Int.random(in: 0...9, using: &generator))
            if text.hasSuffix("0") || Bool.random(using: &generator) { text += "." }
            for _ in 0..<digits { text += String(Int.random(in: 0...9, using: &generator)) }
            if Int.random(in: 0...3, using: &generator) == 0 {
                text += "e\(Int.random(in: -130...130, using: &generator))"
            }
            if let decimal = FHIRDecimal(text) { decimals.append(decimal) }
        }
        for a in decimals {
            for b in decimals {
                let (x, y) = (DecimalKey.bytes(a), DecimalKey.bytes(b))
                #expect((a == b) == (x == y), "\(a) \(b)")
                #expect((a < b) == x.lexicographicallyPrecedes(y), "\(a) \(b)")
            }
        }
    }
}
