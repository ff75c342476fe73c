import SvarFHIR
import SvarJSON
import Testing

@Suite struct OutcomeTests {
    @Test func issueIsWrittenInTheOrderOfTheSpecification() {
        let issue = OutcomeIssue(
            code: .value,
            text: "No \"date\"",
            expression: ["Patient.birthDate"],
            diagnostics: "line 1",
            detail: OutcomeIssue.Detail(system: "urn:a", code: "bad-date")
        )
        let expected =
            #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"value","details":{"coding":["#
            + #"{"system":"urn:a","code":"bad-date"}],"text":"No \"date\""},"diagnostics":"line 1","#
            + #""expression":["Patient.birthDate"]}]}"#
        #expect(String(decoding: OperationOutcome(issue).bytes, as: UTF8.self) == expected)
    }

    @Test func emptyPartsAreLeftOut() {
        let issue = OutcomeIssue(severity: .warning, code: .notFound, text: "", expression: [""], diagnostics: "")
        #expect(
            String(decoding: OperationOutcome(issue).bytes, as: UTF8.self)
                == #"{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"not-found"}]}"#
        )
    }

    @Test func outcomeWithoutIssuesHasOneThatSaysSo() throws {
        let root = try JSONDocument(OperationOutcome([]).bytes).root
        #expect(root["issue"]?[0]?["severity"]?.isString("information") == true)
    }

    @Test func codesAreThoseOfTheRequiredList() {
        #expect(IssueType.allCases.count == 31)
        #expect(IssueType.allCases.allSatisfy { PrimitiveType.code.accepts(text: $0.rawValue) })
    }
}
