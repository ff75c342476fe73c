import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rules R15–R18 and R32: values, units, intervals, interpretation.
struct ValueRuleTests {
    private func observation(_ items: String) throws -> JSONValue {
        var message = MessageText()
        message.items = items
        return try message.observation()
    }

    private func susceptibility(_ code: String) -> String {
        "<TextCode V=\"\(code)\" S=\"2.16.578.1.12.4.1.1.8271\" DN=\"Tekst\"/>"
    }

    @Test func aTextResultIsHeadingThenCodesThenText() throws {
        let observation = try observation(MessageText.text(" Påvist ", heading: "RSB", codes: susceptibility("R")))
        #expect(observation.codes("valueCodeableConcept").filter { !$0.hasPrefix("http") } == ["8243#RSB", "8271#R"])
        #expect(observation.text("valueCodeableConcept.text") == "Påvist")
    }

    @Test func whiteSpaceAloneIsNoValue() throws {
        let observation = try observation(MessageText.text(" \n "))
        #expect(!observation.members.contains { $0.key.hasPrefix("value") })
    }

    @Test(arguments: [("12,5", "g/L", "12.5"), ("7", "g/L", "7")])
    func aTextWithUnitThatIsANumberIsAQuantity(text: String, unit: String, value: String) throws {
        let observation = try observation(MessageText.text(text, codes: "<Unit>\(unit)</Unit>"))
        #expect(observation.at("valueQuantity.value") == .number(value))
        #expect(observation.text("valueQuantity.code") == unit)
    }

    @Test func otherTextHasItsUnitAppended() throws {
        let observation = try observation(MessageText.text("Lett positiv", codes: "<Unit>U/mL</Unit>"))
        #expect(observation.text("valueCodeableConcept.text") == "Lett positiv U/mL")
    }

    @Test func aUnitWithoutTextIsNoValue() throws {
        let observation = try observation(MessageText.text("", codes: "<Unit>mmol/L</Unit>"))
        #expect(!observation.members.contains { $0.key.hasPrefix("value") })
    }

    @Test(
        arguments: [
            (nil, nil), ("EQ", nil), ("LT", "<"), ("LE", "<="), ("GE", ">="), ("GT", ">"), ("ML", "<"), ("MG", ">"),
        ] as [(String?, String?)]
    )
    func comparatorsAreFHIRs(sent: String?, comparator: String?) throws {
        let before = sent.map { "<ArithmeticComp V=\"\($0)\"/>" } ?? ""
        let observation = try observation(MessageText.number(before: before))
        #expect(observation.text("valueQuantity.comparator") == comparator)
        let kept = observation.at("valueQuantity")?.ext("source-comparator")
        #expect(kept?.text("valueCodeableConcept.coding[0].code") == (sent == "ML" || sent == "MG" ? sent : nil))
    }

    @Test func notEqualIsSaidInWords() throws {
        let observation = try observation(MessageText.number("5", before: "<ArithmeticComp V=\"NE\"/>"))
        #expect(observation.text("valueCodeableConcept.text") == "≠ 5 mmol/L")
    }

    @Test(arguments: ["1.0", "0.40", "120", "-2.50", "1E2"])
    func digitsAreKeptAsSent(value: String) throws {
        #expect(try observation(MessageText.number(value)).at("valueQuantity.value") == .number(value))
    }

    @Test(arguments: [("0,5", "0.5"), ("+5", "5"), (".5", "0.5"), ("007", "7"), ("5.", "5")])
    func numbersThatFHIRWouldNotTakeAreMended(sent: String, value: String) throws {
        #expect(try observation(MessageText.number(sent)).at("valueQuantity.value") == .number(value))
    }

    @Test func whatIsNoNumberIsKeptAsWords() throws {
        #expect(try observation(MessageText.number("mye")).text("valueCodeableConcept.text") == "mye mmol/L")
    }

    @Test(
        arguments: [
            ("mmol/L", "NPU03429", "mmol/L", "mmol/L"), ("µmol/L", "NPU04998", "µmol/L", "umol/L"),
            ("\u{3BC}mol/L", "NPU04998", "\u{3BC}mol/L", "umol/L"), ("10^9 /L", "NPU02593", "10^9 /L", "10*9/L"),
            ("10#12/L", "NPU01960", "10#12/L", "10*12/L"), ("mIU/L", "X", "mIU/L", "m[IU]/L"), ("mm", "X", "mm", "mm"),
            ("U/mL", "X", "U/mL", "[arb'U]/mL"), ("IU/L", "X", "IU/L", "[IU]/L"),
            ("ml/min/1,73 m2", "X", "ml/min/1,73 m2", "mL/min/{1.73_m2}"),
            // Dimensionless and by analyte only.
            ("0", "NPU01685", "1", "1"), ("", "NPU01961", "1", "1"), ("0", "NPU03429", "0", nil),
            ("", "NPU03429", nil, nil),
            ("10E-3/L", "NOR05865", "10E-3/L", "m[IU]/L"), ("10E-3/L", "NPU03429", "10E-3/L", nil),
            ("kU/L", "NPU12229", "kU/L", "k[IU]/L"), ("kU/L", "NPU01448", "kU/L", "k[arb'U]/L"),
            ("furlong", "X", "furlong", nil),
        ] as [(String, String, String?, String?)]
    )
    func unitsGetTheirCodeFromTheTableOnly(sent: String, code: String, shown: String?, ucum: String?) throws {
        var message = MessageText()
        message.items = MessageText.number(unit: sent, code: code)
        let (contribution, issues) = try message.mapped()
        let quantity = try MappingSupport.fold([contribution]).all(.observation)[0].body.at("valueQuantity")
        #expect(quantity?.text("unit") == shown)
        #expect(quantity?.text("code") == ucum)
        #expect(quantity?.text("system") == (ucum == nil ? nil : "http://unitsofmeasure.org"))
        #expect(issues.contains { $0.code == .unitUnknown } == (ucum == nil && !sent.isEmpty))
    }

    @Test(
        arguments: [
            ("3,5 - 11,0", "3.5", "11.0"), ("137-145", "137", "145"), ("< 0,5", nil, "0.5"), ("<0.5", nil, "0.5"),
            ("> 60", "60", nil), ("  4.2 -  5.7 ", "4.2", "5.7"),
        ] as [(String, String?, String?)]
    )
    func plainIntervalsHaveBounds(text: String, low: String?, high: String?) throws {
        let range = try range(text)
        #expect(range?.at("low.value") == low.map(JSONValue.number))
        #expect(range?.at("high.value") == high.map(JSONValue.number))
        #expect((range?.at("low") ?? range?.at("high"))?.text("code") == "mmol/L")
        #expect(range?.text("text") == text.trimmed)
    }

    @Test(arguments: ["-", "Negativ", "< 20 Negativ", "K: 3,5-5,0", "M 1 - 2", "11 - 3", "<", "1 - 2 - 3", "≤ 5"])
    func everyOtherIntervalIsTextOnly(text: String) throws {
        let range = try range(text.replacing("<", with: "&lt;"))
        #expect(range == ["text": .string(text)])
    }

    private func range(_ text: String) throws -> JSONValue? {
        let interval =
            "<RefInterval><Descr>\(text.replacing("< ", with: "&lt; ").replacing("<0", with: "&lt;0"))</Descr></RefInterval>"
        let item = MessageText.number().replacing("<Investigation>", with: interval + "<Investigation>")
        return try observation(item).at("referenceRange[0]")
    }

    @Test(arguments: [("1", "H"), ("2", "L"), ("3", "A")])
    func deviationsHaveTheBaseCodeBeside(sent: String, base: String) throws {
        let item = MessageText.number().replacing(
            "</Investigation>",
            with: "</Investigation><DevResultInd V=\"\(sent)\"/>"
        )
        let interpretation = try observation(item).at("interpretation")
        #expect(interpretation?.elements.count == 1)
        let codes = try observation(item).codes("interpretation[0]")
        #expect(codes.first == "8244#\(sent)")
        #expect(codes.last == "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation#\(base)")
    }

    @Test func aFlagIsNeverComputed() throws {
        let interval = "<RefInterval><Descr>1 - 2</Descr></RefInterval>"
        let item = MessageText.number("99").replacing("<Investigation>", with: interval + "<Investigation>")
        #expect(try observation(item)["interpretation"] == nil)
    }

    @Test(arguments: [("S", "S"), ("I", "I"), ("R", "R"), ("K", nil), ("ESCOLI", nil)] as [(String, String?)])
    func susceptibilityIsValueAndInterpretation(sent: String, interpretation: String?) throws {
        let observation = try observation(MessageText.text("-", heading: "RSB", codes: susceptibility(sent)))
        #expect(observation.codes("valueCodeableConcept").contains("8271#\(sent)"))
        #expect(observation.text("interpretation[0].coding[0].code") == interpretation)
    }

    @Test func datesAndIntervalsAreValues() throws {
        let date = "<ResultItem><DateResult><DateResultValue V=\"2024-02-01\"/></DateResult></ResultItem>"
        #expect(try observation(date).text("valueDateTime") == "2024-02-01")
        let interval =
            "<ResultItem><Interval><Low V=\"1.0\" U=\"g/L\"/><High V=\"2\" U=\"g/L\"/></Interval></ResultItem>"
        let range = try observation(interval).at("valueRange")
        #expect(range?.at("low.value") == .number("1.0"))
        #expect(range?.text("high.code") == "g/L")
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
