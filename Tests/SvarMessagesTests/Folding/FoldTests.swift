import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Decisions 5, 6 and 8: contributions become the unit's state.
struct FoldTests {
    /// A contribution generated in this minute.
    static func contribution(
        _ minute: Int,
        _ action: String,
        status: String = "F",
        _ items: String = "",
        change: (inout MessageText) -> Void = { _ in }
    ) throws -> Contribution {
        var message = MessageText()
        message.genDate = "2024-03-01T10:\(minute < 10 ? "0" : "")\(minute):00"
        message.msgId = "M\(minute)\(action)"
        message.servType = action
        message.reportStatus = status
        message.items = items
        change(&message)
        return try message.contribution()
    }

    private func number(_ id: String, _ value: String = "1", type: String? = "N", after: String = "") -> String {
        MessageText.number(value, id: id, type: type, after: after)
    }

    private func values(_ unit: FoldedUnit) -> [String: String] {
        var result: [String: String] = [:]
        for observation in unit.all(.observation) {
            var value = observation.body.text("status") ?? ""
            if case .number(let lexeme)? = observation.body.at("valueQuantity.value") { value = lexeme }
            result[observation.key] = value
        }
        return result
    }

    @Test func aChangeReplacesTheItemItNamesAndKeepsTheOthers() throws {
        let first = try Self.contribution(1, "N", number("A") + number("B"))
        let second = try Self.contribution(2, "M", number("B", "2", type: "M") + number("C", "3"))
        let unit = try MappingSupport.fold([first, second])
        #expect(values(unit) == ["item.A": "1", "item.B": "2", "item.C": "3"])
        #expect(unit.body("report")?.text("status") == "amended")
        #expect(unit.body("report")?.at("result")?.elements.count == 3)
    }

    @Test func anItemIsReplacedWithItsSubtree() throws {
        let first = try Self.contribution(1, "N", number("A", after: number("A1") + number("A2")))
        let second = try Self.contribution(2, "M", number("A", "2", after: number("A2", "9")))
        let unit = try MappingSupport.fold([first, second])
        #expect(values(unit) == ["item.A": "2", "item.A2": "9"])
    }

    @Test func aNestedItemThatIsNamedAloneIsReplacedWhereItIs() throws {
        let first = try Self.contribution(1, "N", number("A", after: number("A1") + number("A2")))
        let second = try Self.contribution(2, "M", number("A1", "7", type: "M"))
        let unit = try MappingSupport.fold([first, second])
        #expect(values(unit) == ["item.A": "1", "item.A1": "7", "item.A2": "1"])
        #expect(unit.body("report")?.at("result")?.elements.count == 1)
    }

    @Test func aCancelledItemKeepsItsPlaceAndLosesItsValue() throws {
        let first = try Self.contribution(1, "N", number("A") + number("B"))
        // The cancelling message repeats the value: it must not be kept.
        let second = try Self.contribution(2, "M", number("B", "1", type: "C"))
        let unit = try MappingSupport.fold([first, second])
        #expect(values(unit) == ["item.A": "1", "item.B": "cancelled"])
        let withdrawn = try #require(unit.body("item.B"))
        #expect(withdrawn.text("dataAbsentReason.text") == "Trukket tilbake av laboratoriet")
        #expect(withdrawn.text("code.coding[0].code") == "NPU03429")
        let pair = withdrawn.ext("source-status")?["extension"]?.elements
        #expect(pair?.last?.text("valueCoding.code") == "C")
    }

    @Test func aWithdrawnItemHasNothingThatCouldRepeatItsValue() throws {
        let loud = number("A", after: "<Comment>var 5.0</Comment>")
            .replacing("<Investigation>", with: "<RefInterval><Descr>1-2</Descr></RefInterval><Investigation>")
            .replacing("</Investigation>", with: "</Investigation><Comment>høy</Comment><DevResultInd V=\"1\"/>")
            .replacing("<Comment>var 5.0</Comment>", with: "")
        for contributions in [
            [try Self.contribution(1, "N", loud), try Self.contribution(2, "M", number("A", type: "C"))],
            [try Self.contribution(2, "M", loud.replacing("V=\"N\"", with: "V=\"C\""))],
        ] {
            let body = try #require(MappingSupport.fold(contributions).body("item.A"))
            let gone = ["valueQuantity", "interpretation", "note", "referenceRange", "component"]
            #expect(gone.allSatisfy { body[$0] == nil })
            #expect(body["dataAbsentReason"] != nil)
        }
    }

    @Test func searchTagsDoNotTellAWithdrawnValue() throws {
        let positive = MessageText.text(
            "Positiv",
            codes: "<TextCode V=\"T002\" S=\"2.16.578.1.12.4.1.1.8340\"/>",
            id: "A"
        )
        let first = try Self.contribution(1, "N", positive)
        let second = try Self.contribution(2, "M", MessageText.text("", id: "A", type: "C"))
        let tags = { (unit: FoldedUnit) in unit.body("item.A")?.at("meta.tag")?.elements.map { $0["code"]?.string } }
        #expect(tags(try MappingSupport.fold([first])) == ["NPU03429", "LR", "T002"])
        #expect(tags(try MappingSupport.fold([first, second])) == ["NPU03429"])
    }

    @Test func cancellingAParentWithdrawsAllBelow() throws {
        let first = try Self.contribution(1, "N", number("A", after: number("A1", after: number("A2"))))
        let whole = try Self.contribution(2, "M", number("A", type: "C"))
        #expect(Set(values(try MappingSupport.fold([first, whole])).values) == ["cancelled"])
        let inner = try Self.contribution(2, "M", number("A1", type: "C"))
        #expect(
            values(try MappingSupport.fold([first, inner])) == [
                "item.A": "1", "item.A1": "cancelled", "item.A2": "cancelled",
            ]
        )
    }

    @Test func aCancellationThatArrivesFirstCatchesWhatIsOlder() throws {
        let cancellation = try Self.contribution(2, "M", number("B", type: "C"))
        let alone = try MappingSupport.fold([cancellation])
        #expect(values(alone) == ["item.B": "cancelled"])
        let older = try Self.contribution(1, "N", number("A") + number("B"))
        let unit = try MappingSupport.fold([cancellation, older])
        #expect(values(unit) == ["item.A": "1", "item.B": "cancelled"])
    }

    @Test(arguments: ["N", "A", "M"])
    func aLaterMessageReinstates(action: String) throws {
        let first = try Self.contribution(1, "N", number("A"))
        let second = try Self.contribution(2, "M", number("A", type: "C"))
        let third = try Self.contribution(3, "M", number("A", "5", type: action))
        #expect(values(try MappingSupport.fold([first, second, third])) == ["item.A": "5"])
        #expect(values(try MappingSupport.fold([third, first, second])) == ["item.A": "5"])
    }

    @Test func historyAddsOnlyWhatIsUnknown() throws {
        let first = try Self.contribution(1, "N", number("A") + number("B"))
        let cancelled = try Self.contribution(2, "M", number("B", type: "C"))
        let history = number("A", "9", type: "H") + number("B", "9", type: "H") + number("C", "9", type: "H")
        let unit = try MappingSupport.fold([first, cancelled, try Self.contribution(3, "M", history)])
        #expect(values(unit) == ["item.A": "1", "item.B": "cancelled", "item.C": "9"])
        #expect(unit.body("item.C")?.ext("nilar-history")?["valueBoolean"] == true)
    }

    @Test func aNewReportReplacesTheWhole() throws {
        let first = try Self.contribution(1, "N", number("A") + number("B"))
        let cancelled = try Self.contribution(2, "M", number("B", type: "C"))
        let unit = try MappingSupport.fold([first, cancelled, try Self.contribution(3, "N", number("C"))])
        #expect(values(unit) == ["item.C": "1"])
    }

    @Test func aCancelledReportWithdrawsAll() throws {
        let first = try Self.contribution(1, "N", number("A") + number("B")) {
            $0.head = "<Comment>funn</Comment>"
        }
        let cancel = try Self.contribution(2, "C", number("B", type: nil)) {
            $0.head = """
                <Comment>forbyttet prøve</Comment><CodedComment V="1" S="2.16.578.1.12.4.1.1.8269" DN="Trukket"/>\
                <RefDoc><MsgType V="A"/><Description>gammelt svar</Description></RefDoc>
                """
            $0.infItems = "<InfItem><Observation><Description>svaret var 5</Description></Observation></InfItem>"
        }
        for unit in [try MappingSupport.fold([first, cancel]), try MappingSupport.fold([cancel, first])] {
            #expect(values(unit) == ["item.A": "cancelled", "item.B": "cancelled"])
            #expect(unit.isWithdrawn)
            let report = try #require(unit.body("report"))
            #expect(report.text("status") == "cancelled")
            #expect(report["presentedForm"] == nil)
            // Why it was withdrawn is told; what the earlier message remarked is not.
            let comments = report["extension"]?.elements.filter {
                $0["url"]?.string?.hasSuffix("nilar-comment") == true
            }
            #expect(comments?.count == 2)
            #expect(comments?.first?.text("valueAnnotation.text") == "forbyttet prøve")
            #expect(comments?.last?.codes("valueCodeableConcept").first == "8269#1")
            #expect(report.ext("nilar-inf-item") == nil)
            #expect(report.ext("withdrawn")?.text("valueCodeableConcept.text") == "Trukket tilbake av laboratoriet")
            #expect(unit.attachments.isEmpty)
        }
    }

    @Test func afterACancelledReportAMessageReinstatesWhatItNames() throws {
        let unit = try MappingSupport.fold([
            try Self.contribution(1, "N", number("A") + number("B")), try Self.contribution(2, "C"),
            try Self.contribution(3, "M", number("A", "4")),
        ])
        #expect(values(unit) == ["item.A": "4", "item.B": "cancelled"])
        #expect(!unit.isWithdrawn)
    }

    @Test func reportElementsComeFromTheLastInOrderNotInArrival() throws {
        let first = try Self.contribution(1, "N", status: "P", number("A")) { $0.head = "<Comment>første</Comment>" }
        let second = try Self.contribution(2, "M", number("B")) { $0.head = "<Comment>andre</Comment>" }
        for unit in [try MappingSupport.fold([first, second]), try MappingSupport.fold([second, first])] {
            #expect(unit.body("report")?.ext("nilar-comment")?.text("valueAnnotation.text") == "andre")
            #expect(unit.reportStatus == "F")
            #expect(unit.action == .change)
            #expect(unit.body("report")?.text("issued") == "2024-03-01T10:02:00+01:00")
        }
    }

    @Test func specimensAndRolesOfItemsThatStayAreKept() throws {
        let first = try Self.contribution(
            1,
            "N",
            MessageText.number(id: "A", after: "<RefAnalysedSubject>s1</RefAnalysedSubject>")
        ) {
            $0.subjects = Specimens.subject("s1", collected: "2024-02-01T08:00:00")
        }
        let second = try Self.contribution(
            2,
            "M",
            MessageText.number(id: "B", after: "<RefAnalysedSubject>s2</RefAnalysedSubject>")
        ) {
            $0.subjects = Specimens.subject("s2", collected: "2024-02-02T08:00:00")
            $0.servProvider = MessageText.party("<Name>Annen</Name>")
        }
        let unit = try MappingSupport.fold([first, second])
        #expect(unit.all(.specimen).map(\.key) == ["specimen.s1", "specimen.s2"])
        #expect(unit.body("report")?.at("specimen")?.elements.count == 2)
        #expect(unit.body("report")?.text("effectiveDateTime") == "2024-02-01T08:00:00+01:00")
        let keys = Set(unit.resources.map(\.key))
        for resource in unit.resources {
            for reference in placeholders(resource.body) where reference != "patient" {
                #expect(keys.contains(reference), "\(resource.key) → \(reference)")
            }
        }
    }

    private func placeholders(_ json: JSONValue) -> [String] {
        switch json {
        case .string(let text): text.hasPrefix("urn:svar:") ? [String(text.dropFirst(9))] : []
        case .array(let elements): elements.flatMap(placeholders)
        case .object(let members): members.flatMap { placeholders($0.value) }
        default: []
        }
    }

    @Test func aSusceptibilityThatComesLaterIsLinkedToItsFinding() throws {
        let first = try Self.contribution(1, "N", MessageText.text("E. coli", id: "F"))
        let later = MessageText.text("-", heading: "RSB", id: "S")
            .replacing("<StatusInvestigation", with: "<RefIdResultItem>F</RefIdResultItem><StatusInvestigation")
        let unit = try MappingSupport.fold([first, try Self.contribution(2, "M", later)])
        #expect(unit.body("item.F")?.text("hasMember[0].reference") == "urn:svar:item.S")
        #expect(unit.body("report")?.at("result")?.elements.count == 1)
    }
}
