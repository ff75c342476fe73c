import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Susceptibilities tied to a finding by RefIdResultItem, when the finding changes (rule R19, decisions 5 and 8).
struct FoldTieTests {
    private func finding(_ code: String, type: String = "N", value: String = "T1") -> String {
        MessageText.text(
            "Funn",
            codes: "<TextCode V=\"\(value)\" S=\"2.16.578.1.12.4.1.1.8340\"/>",
            code: code,
            id: "F",
            type: type
        )
    }

    private func susceptibility(_ id: String = "S", type: String = "N") -> String {
        MessageText.text("-", heading: "RSB", code: "NPU06049", id: id, type: type)
            .replacing("<StatusInvestigation", with: "<RefIdResultItem>F</RefIdResultItem><StatusInvestigation")
    }

    private func first() throws -> Contribution {
        try FoldTests.contribution(1, "N", finding("NPU1") + susceptibility())
    }

    @Test func aWithdrawnFindingNamesNothingThatStandsAndStaysWithoutItsCodes() throws {
        let cancel = try FoldTests.contribution(2, "M", finding("NPU1", type: "C"))
        for order in [[try first(), cancel], [cancel, try first()]] {
            let unit = try MappingSupport.fold(order)
            #expect(unit.body("item.F")?["hasMember"] == nil)
            #expect(unit.body("item.F")?.at("meta.tag")?.elements.map { $0["code"]?.string } == ["NPU1"])
            #expect(unit.body("item.S")?.text("status") == "final")
            #expect(unit.body("report")?.at("result")?.elements.count == 2)
        }
    }

    @Test func whatIsWithdrawnTogetherStaysTogether() throws {
        let unit = try MappingSupport.fold([first(), FoldTests.contribution(2, "C")])
        #expect(unit.body("item.F")?.text("hasMember[0].reference") == "urn:svar:item.S")
    }

    @Test(arguments: [("NPU2", "T1", true), ("NPU1", "T2", true), ("NPU1", "T1", false)])
    func anotherOrganismUnderAnOldSusceptibilityIsAConflict(code: String, value: String, isConflict: Bool) throws {
        let change = try FoldTests.contribution(2, "M", finding(code, type: "M", value: value))
        for order in [[try first(), change], [change, try first()]] {
            #expect(try MappingSupport.fold(order).tags.contains(.conflict) == isConflict)
        }
        let issues = Fold.effects(of: 2, in: MappingSupport.arrived([try first(), change]))
        #expect(issues.contains { $0.code == .conflict } == isConflict)
    }

    @Test(arguments: [("NPU2", true), ("NPU1", false)])
    func aFindingThatIsWithdrawnAndComesBackMustBeTheSame(code: String, isConflict: Bool) throws {
        let cancel = try FoldTests.contribution(2, "M", finding("NPU1", type: "C"))
        let back = try FoldTests.contribution(3, "M", finding(code, type: "M"))
        let unit = try MappingSupport.fold([first(), cancel, back])
        #expect(unit.tags.contains(.conflict) == isConflict)
        #expect(unit.body("item.F")?.at("hasMember")?.elements.count == 1)
    }

    @Test func susceptibilitiesThatAreSentAnewOrWithdrawnEndTheConflict() throws {
        let change = try FoldTests.contribution(2, "M", finding("NPU2", type: "M"))
        let together = try FoldTests.contribution(2, "M", finding("NPU2", type: "M") + susceptibility(type: "M"))
        #expect(try MappingSupport.fold([first(), together]).tags.isEmpty)
        for action in ["M", "C"] {
            let later = try FoldTests.contribution(3, "M", susceptibility(type: action))
            #expect(try MappingSupport.fold([first(), change, later]).tags.isEmpty)
        }
    }
}
