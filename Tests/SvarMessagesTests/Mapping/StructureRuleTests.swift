import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

enum Specimens {
    static func subject(_ id: String, collected: String?, type: String = "<Type>Serum</Type>") -> String {
        let sample = collected.map { "<CollectedSample><CollectedDate V=\"\($0)\"/></CollectedSample>" } ?? ""
        return "<AnalysedSubject>\(sample)\(type)<IdByServProvider>\(id)</IdByServProvider></AnalysedSubject>"
    }
}

/// Rules R3, R19, R20 and R22: keys, members, specimens.
struct StructureRuleTests {
    private func keys(_ items: String) throws -> [String] {
        var message = MessageText()
        message.items = items
        return try message.unit().all(.observation).map(\.key)
    }

    @Test func keysAreTheSendersIds() throws {
        #expect(try keys(MessageText.number(id: "A 1") + MessageText.number(id: "B")) == ["item.A%201", "item.B"])
    }

    @Test func withoutIdTheKeyIsParentCodeAndOccurrence() throws {
        let pair = MessageText.number(code: "X") + MessageText.number(code: "X") + MessageText.number(code: "Y")
        let expected = ["code.7280%3AX/1", "code.7280%3AX/2", "code.7280%3AY/1"]
        #expect(try keys(pair) == expected)
        #expect(
            try keys(MessageText.number(id: "top", after: pair)) == ["item.top"] + expected.map { "item.top/\($0)" }
        )
    }

    @Test func aKeyDoesNotDependOnWhatStandsBeside() throws {
        let wide = try keys(MessageText.number(code: "Q") + MessageText.number(code: "X", id: "i"))
        let narrow = try keys(MessageText.number(code: "X", id: "i"))
        #expect(wide.last == narrow.last)
    }

    @Test func anIdSentTwiceIsTwoResults() throws {
        let keys = try keys(MessageText.number(id: "A") + MessageText.number(id: "A"))
        #expect(keys == ["item.A", "item.A/2"])
    }

    private func reference(_ id: String) -> String { "<RefIdResultItem>\(id)</RefIdResultItem>" }

    /// `RefIdResultItem` stands after `IdResultItem`.
    private func susceptibility(of finding: String, id: String? = nil, code: String = "NPU06049") -> String {
        MessageText.text("-", heading: "RSB", code: code, id: id)
            .replacing("<StatusInvestigation", with: reference(finding) + "<StatusInvestigation")
    }

    @Test func membersByNestingAndByReferenceAreLinkedOnce() throws {
        var message = MessageText()
        let nested = susceptibility(of: "F", id: "S1")
        message.items = MessageText.text("E. coli", id: "F", after: nested) + susceptibility(of: "F", id: "S2")
        let (contribution, issues) = try message.mapped()
        let unit = try MappingSupport.fold([contribution])
        let members = unit.body("item.F")?.at("hasMember")?.elements.map { $0["reference"]?.string }
        #expect(members == ["urn:svar:item.S1", "urn:svar:item.S2"])
        #expect(unit.body("report")?.at("result")?.elements.map { $0["reference"]?.string } == ["urn:svar:item.F"])
        #expect(!issues.contains { $0.code == .referenceUnresolved })
    }

    @Test func findingsKeepTheirOwnSusceptibilityOfTheSameDrug() throws {
        let items =
            MessageText.text("E. coli", id: "F1") + susceptibility(of: "F1") + MessageText.text("S. aureus", id: "F2")
            + susceptibility(of: "F2")
        let keys = try keys(items)
        #expect(Set(keys).count == 4)
        let swapped = try self.keys(
            MessageText.text("S. aureus", id: "F2") + susceptibility(of: "F2") + MessageText.text("E. coli", id: "F1")
                + susceptibility(of: "F1")
        )
        #expect(Set(keys) == Set(swapped))
    }

    @Test(arguments: ["nowhere", "SELF"])
    func referencesThatLeadNowhereAreWarnedOf(target: String) throws {
        var message = MessageText()
        message.items = susceptibility(of: target, id: "SELF")
        let (contribution, issues) = try message.mapped()
        #expect(issues.filter { $0.code == .referenceUnresolved }.count == 1)
        let unit = try MappingSupport.fold([contribution])
        #expect(unit.all(.observation)[0].body["hasMember"] == nil)
        #expect(unit.body("report")?.at("result")?.elements.count == 1)
    }

    @Test func circlesAreNotClosed() throws {
        var message = MessageText()
        message.items = susceptibility(of: "B", id: "A") + susceptibility(of: "A", id: "B")
        let (contribution, issues) = try message.mapped()
        #expect(issues.filter { $0.code == .referenceUnresolved }.count == 1)
        let unit = try MappingSupport.fold([contribution])
        #expect(unit.body("report")?.at("result")?.elements.count == 1)
        #expect(unit.all(.observation).compactMap { $0.body["hasMember"] }.count == 1)
    }

    @Test func aParentThatRefersToItsOwnChildIsACircle() throws {
        var message = MessageText()
        message.items = susceptibility(of: "C", id: "P")
            .replacing("</ResultItem>", with: MessageText.number(id: "C") + "</ResultItem>")
        let (contribution, issues) = try message.mapped()
        #expect(issues.contains { $0.code == .referenceUnresolved })
        #expect(try MappingSupport.fold([contribution]).body("report")?.at("result")?.elements.count == 1)
    }

    @Test func theSpecimenIsTheNamedTheAncestorsOrTheOnlyOne() throws {
        var message = MessageText()
        message.subjects = Specimens.subject("s1", collected: nil)
        message.items = MessageText.number()
        #expect(try message.observation().text("specimen.reference") == "urn:svar:specimen.s1")
        message.subjects += Specimens.subject("s2", collected: nil)
        #expect(try message.observation()["specimen"] == nil)
        message.items = MessageText.number(after: "<RefAnalysedSubject>s2</RefAnalysedSubject>\(MessageText.number())")
        #expect(try message.observation().text("specimen.reference") == "urn:svar:specimen.s2")
        #expect(try message.observation(1).text("specimen.reference") == "urn:svar:specimen.s2")
        #expect(try message.report().at("specimen")?.elements.count == 2)
    }

    @Test func aSpecimenThatIsNotThereIsWarnedOf() throws {
        var message = MessageText()
        message.subjects = Specimens.subject("s1", collected: nil)
        message.items = MessageText.number(after: "<RefAnalysedSubject>s9</RefAnalysedSubject>")
        let (contribution, issues) = try message.mapped()
        #expect(issues.contains { $0.code == .referenceUnresolved && $0.path.hasSuffix("/RefAnalysedSubject") })
        #expect(try MappingSupport.fold([contribution]).all(.observation)[0].body["specimen"] == nil)
    }

    @Test func anUndatedSpecimenSaysSo() throws {
        var message = MessageText()
        message.subjects = Specimens.subject("s1", collected: nil)
        let specimen = try #require(message.unit().all(.specimen).first).body
        #expect(specimen.text("collection._collectedDateTime.extension[0].valueCode") == "unknown")
        #expect(specimen.at("collection.collectedDateTime") == nil)
        #expect(specimen.at("type") == ["text": "Serum"])
        #expect(specimen.text("accessionIdentifier.value") == "s1")
    }

    @Test func aSpecimenKeepsAllThatWasSaid() throws {
        var message = MessageText()
        message.subjects = """
            <AnalysedSubject><CollectedSample><CollectedDate V="2024-02-28T08:00:00"/>\
            <CollectorComment>tatt sittende</CollectorComment><Logistics>bud</Logistics></CollectedSample>\
            <Type>Blod</Type><TypeCoded V="B" S="2.16.578.1.12.4.1.1.8351" DN="Blod"/><IdByRequester>r1</IdByRequester>\
            <PreservMaterial>EDTA</PreservMaterial><Comment>hemolyse</Comment><AnatomicalOrigin>arm</AnatomicalOrigin>\
            <Number>2</Number><SampleHandling>kjølt</SampleHandling><IdByServProvider>s1</IdByServProvider>\
            <Accredited V="true"/></AnalysedSubject>
            """
        let specimen = try #require(message.unit().all(.specimen).first).body
        #expect(specimen.codes("type").first == "8351#B")
        #expect(specimen.at("note")?.elements.map { $0["text"]?.string } == ["tatt sittende", "hemolyse"])
        #expect(specimen.text("container[0].additiveCodeableConcept.text") == "EDTA")
        #expect(specimen.text("collection.bodySite.text") == "arm")
        #expect(specimen.at("collection")?.ext("nilar-logistics")?.text("valueString") == "bud")
        #expect(specimen.ext("nilar-sample-handling")?.text("valueString") == "kjølt")
        #expect(specimen.ext("nilar-accredited")?["valueBoolean"] == true)
        #expect(specimen.at("identifier")?.elements.compactMap { $0["value"]?.string } == ["s1", "r1"])
    }
}
