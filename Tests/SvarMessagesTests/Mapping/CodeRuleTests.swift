import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rules R1 and R9–R14: codes, texts and categories.
struct CodeRuleTests {
    private func item(_ ids: String, value: String = "") -> MessageText {
        var message = MessageText()
        message.items = "<ResultItem>\(value)<ServType V=\"N\"/><Investigation>\(ids)</Investigation></ResultItem>"
        return message
    }

    private func id(_ v: String?, _ s: String = "7280", dn: String? = nil, ot: String? = nil) -> String {
        "<Id\(v.map { " V=\"\($0)\"" } ?? "") S=\"2.16.578.1.12.4.1.1.\(s)\"\(dn.map { " DN=\"\($0)\"" } ?? "")"
            + "\(ot.map { " OT=\"\($0)\"" } ?? "")/>"
    }

    @Test(arguments: [("7280", "7280-nlk"), ("7010", "7010-norpat"), ("7270", "7270-ncrp"), ("8212", "8212")])
    func codesAreGivenByOIDThenByTheNationalURI(number: String, suffix: String) throws {
        let code = try item(id("X1", number, dn: "Navn")).observation().at("code")
        #expect(code?.text("coding[0].system") == "urn:oid:2.16.578.1.12.4.1.1.\(number)")
        #expect(code?.text("coding[1].system") == "http://ehelse.no/fhir/CodeSystem/no-kodeverk-\(suffix)")
        #expect(code?.text("coding[1].code") == "X1")
        #expect(code?.text("coding[0].display") == "Navn")
    }

    @Test func tagsHoldEveryCodeOfTheNestedSetByOIDOnly() throws {
        var message = MessageText()
        let nested = MessageText.text(
            "Positiv",
            codes: "<TextCode V=\"T002\" S=\"2.16.578.1.12.4.1.1.8340\"/>",
            code: "NPU2"
        )
        message.items = MessageText.number(code: "NPU1", id: "a", after: nested)
        let unit = try message.unit()
        let tags = unit.body("item.a")?.at("meta.tag")?.elements.map {
            "\($0["system"]?.string?.split(separator: ".").last ?? "")#\($0["code"]?.string ?? "")"
        }
        #expect(tags == ["7280#NPU1", "7280#NPU2", "8243#LR", "8340#T002"])
        #expect(unit.all(.observation)[1].body.at("meta.tag") == nil)
    }

    @Test func anItemWithoutCodeTakesItsHeading() throws {
        var message = MessageText()
        message.items = MessageText.text("Funn", heading: "FU", code: nil)
        let code = try message.observation().at("code")
        #expect(code?.text("coding[0].code") == "FU")
        #expect(code?.text("coding[0].system") == "urn:oid:2.16.578.1.12.4.1.1.8243")
    }

    @Test func aGroupsTextIsItsCodesTextAndNoValue() throws {
        var message = MessageText()
        message.items = MessageText.text("Blodkultur", heading: "GR", code: nil, after: MessageText.number())
        let observation = try message.observation()
        #expect(observation.text("code.text") == "Blodkultur")
        #expect(observation.codes("code").first == "8243#GR")
        #expect(observation["valueCodeableConcept"] == nil)
    }

    @Test func aGroupWithAWholeFindingKeepsItAsValue() throws {
        var message = MessageText()
        let markup = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Lever stor.</p><p>Milt stor.</p></div>"
        message.items = MessageText.text(markup, heading: "GR", code: nil)
        let observation = try message.observation()
        let lines = observation.text("valueCodeableConcept.text")?.split(separator: "\n")
        #expect(lines == ["Lever stor.", "Milt stor."])
        #expect(observation.text("code.coding[0].code") == "GR")
    }

    @Test func withoutHeadingTheParentsCodeStands() throws {
        var message = MessageText()
        let child = "<ResultItem><NumResult><NumResultValue V=\"1\" U=\"g/L\"/></NumResult></ResultItem>"
        message.items = MessageText.number(code: "NPU1", after: child)
        #expect(try message.observation(1).codes("code").first == "7280#NPU1")
    }

    @Test func withNothingTheCodeIsUnspecified() throws {
        var message = MessageText()
        message.items = "<ResultItem><NumResult><NumResultValue V=\"1\" U=\"g/L\"/></NumResult></ResultItem>"
        #expect(try message.observation().at("code") == ["text": "Uspesifisert"])
    }

    @Test func anIdWithoutCodeIsTextOnly() throws {
        #expect(try item(id(nil, "8212", ot: "Ciprofloksacin")).observation().at("code") == ["text": "Ciprofloksacin"])
    }

    @Test(
        arguments: [
            ("Navn", "Lokal", "Lokal (Navn)"), ("Navn", "Navn", "Navn"), ("Navn", nil, "Navn"), (nil, "Lokal", "Lokal"),
        ] as [(String?, String?, String)]
    )
    func theTextIsOriginalTextWithDisplay(dn: String?, ot: String?, text: String) throws {
        let code = try item(id("X", dn: dn, ot: ot)).observation().at("code")
        #expect(code?.text("text") == text)
        #expect(code?.text("coding[0].display") == dn)
    }

    @Test func theOldNumberOfTheLaboratoryCodesIsFollowedByTheNew() throws {
        #expect(
            try item(id("NPU18156", "7230")).observation().codes("code") == [
                "7230#NPU18156", "7280#NPU18156", "http://ehelse.no/fhir/CodeSystem/no-kodeverk-7280-nlk#NPU18156",
            ]
        )
    }

    @Test func pathologyCodesAreKeptAsSentAndTaggedWithoutSpaceToo() throws {
        let observation = try item(id("T 04020", "7010")).observation()
        #expect(observation.text("code.coding[0].code") == "T 04020")
        #expect(observation.at("meta.tag")?.elements.map { $0["code"]?.string } == ["T 04020", "T04020"])
    }

    @Test func severalIdsAreCodingsInTheirOrder() throws {
        let codes = try item(id("NPU03429") + id("NA", "8212")).observation().codes("code")
        #expect(codes.filter { !$0.hasPrefix("http") } == ["7280#NPU03429", "8212#NA"])
    }

    @Test(
        arguments: [
            ("SJJ0AK", "7270", "CLIN", "RAD"), ("TJJ0AK", "7270", "CLIN", "NUK"), ("M 81403", "7010", "CLIN", "PAT"),
            ("A", "8219", "MBIO", "PAT"), ("NPU19111", "7280", "CLIN", "MGEN"), ("NPU19111", "7230", "CLIN", "MGEN"),
            // Seen in Danish use only: says nothing.
            ("NPU02319", "7280", "MBIO", "MBIO"),
            ("LOKAL", "8212", "HIST", "PAT"), ("LOKAL", "8212", "UL", "RAD"), ("LOKAL", "8212", "SCI", "NUK"),
            ("LOKAL", "8212", "LAB", nil), ("LOKAL", "8212", "PAT", nil), ("LOKAL", "8212", "AN", nil),
        ] as [(String, String, String, String?)]
    )
    func theCategoryComesFromTheCodeElseFromTheReport(
        code: String,
        system: String,
        messageDescription: String,
        expected: String?
    ) throws {
        var message = item(id(code, system))
        message.msgDescr = messageDescription
        let category = try message.observation().at("category[0]")
        #expect(category?.text("coding[0].code") == expected)
        if let expected {
            let isImaging = expected == "RAD" || expected == "NUK"
            #expect(category?.text("coding[2].code") == (isImaging ? "imaging" : "laboratory"))
        }
    }

    @Test(arguments: [
        ("CLIN", "LAB", "CH"), ("MBIO", "LAB", "MB"), ("UL", "BLD", "RUS"), ("SCI", "BLD", "NMS"),
        ("MR", "BLD", "NMR"), ("CYTO", "PAT", "CP"), ("HIST", "PAT", "SP"), ("AN", "LAB", "OTH"),
    ])
    func theReportsCategoryIsTheMainGroupWithTheBaseCode(
        messageDescription: String,
        group: String,
        section: String
    ) throws {
        var message = MessageText()
        message.msgDescr = messageDescription
        let report = try message.report()
        #expect(report.at("category")?.elements.count == 1)
        let codes = report.codes("category[0]")
        #expect(codes.first == "8202#\(group)")
        #expect(codes.last == "http://terminology.hl7.org/CodeSystem/v2-0074#\(section)")
        #expect(report.codes("code").first == "8202#\(messageDescription)")
    }
}
