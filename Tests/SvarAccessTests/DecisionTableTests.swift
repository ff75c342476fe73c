import SvarAccess
import SvarDomain
import SvarFHIR
import Testing

@Suite struct DecisionTableTests {
    @Test(arguments: TableRow.all) func everyRowHasItsVerdict(_ row: TableRow) {
        for (index, situation) in row.situations.enumerated() {
            let decision = situation.decision
            #expect(decision.verdict == row.verdict, "\(row.id), situation \(index): \(decision.reason)")
            #expect(situation.outcome == row.outcome, "\(row.id), situation \(index)")
            #expect(decision.validUntil > situation.at)
            #expect((decision.version != nil) == decision.verdict.shows)
        }
    }

    @Test(arguments: TableRow.all.filter { $0.verdict == .told }) func inSilentNothingIsTold(_ row: TableRow) {
        for situation in row.situations {
            let silent = situation.with { $0.policy.disclosure = .silent }
            #expect(silent.decision.verdict == .hide)
            #expect(silent.outcome == .none)
        }
    }

    @Test func everyRowIsAnsweredByARuleAndEveryRuleSpeaksSomewhere() {
        let answered = Set(RuleID.allCases.flatMap(AccessRules.rows(of:)))
        #expect(TableRow.all.map(\.id).filter { !answered.contains($0) } == [])
        for id in RuleID.allCases where id != .held && id != .autopsy {
            #expect(!AccessRules.rows(of: id).isEmpty, "\(id)")
        }
    }

    @Test func theDecisionNamesTheRulesThatSpoke() {
        let sealed = Situation().with { $0.settings = [.sealOfAll, .blockOfThis] }.decision
        #expect(sealed.rules.ids == [.role, .block, .seal])
        #expect(sealed.reason == .block, "the first of two equally strict")
    }
}
