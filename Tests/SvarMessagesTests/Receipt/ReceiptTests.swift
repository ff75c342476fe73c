import SvarJSON
import SvarMessages
import Testing

struct ReceiptTests {
    @Test(
        arguments: [
            ([.accepted], ReceiptOutcome.accepted, 201),
            ([.refused, .accepted], .accepted, 201),
            ([.accepted, .acceptedWithWarnings, .refused], .acceptedWithWarnings, 201),
            ([.acceptedNotStored, .duplicate], .acceptedNotStored, 202),
            ([.duplicate, .refused], .duplicate, 200),
            ([.refused, .refused], .refused, 422),
            ([], .refused, 422),
        ] as [([ReceiptOutcome], ReceiptOutcome, Int)]
    )
    func outcomeIsTheFirstThatOccurs(_ reports: [ReceiptOutcome], _ outcome: ReceiptOutcome, _ status: Int) {
        let receipt = Receipt(reports: reports.map { .init($0) }, issues: [])
        #expect(receipt.outcome == outcome)
        #expect(receipt.httpStatus == status)
    }

    @Test func warningOfTheMessageShowsInTheOutcome() {
        #expect(
            Receipt(reports: [.init(.accepted)], issues: [IntakeIssue(.schemaOrder)]).outcome == .acceptedWithWarnings
        )
        #expect(Receipt(reports: [.init(.duplicate)], issues: [IntakeIssue(.schemaOrder)]).outcome == .duplicate)
    }

    @Test func jsonHasExactlyItsMembers() {
        let issue = IntakeIssue(.unitUnknown, path: "ServReport[1]/Patient/ResultItem[3]", line: 7)
        let receipt = Receipt(
            reports: [.init(.acceptedWithWarnings, report: "a", version: "b", issues: [issue]), .init(.refused)],
            issues: []
        )
        let text = String(decoding: receipt.json.bytes, as: UTF8.self)
        #expect(
            text == #"{"outcome":"accepted-with-warnings","reports":[{"outcome":"accepted-with-warnings","report":"a","#
                + #""version":"b","issues":[{"code":"unit-unknown","path":"ServReport[1]/Patient/ResultItem[3]","line":7,"#
                + #""text":"\#(IntakeCode.unitUnknown.text)"}]},"#
                + #"{"outcome":"refused","report":null,"version":null,"issues":[]}],"issues":[]}"#
        )
    }

    @Test func refusalKeepsItsStatus() {
        #expect(Receipt(MessageRefusal(.tooLarge, [IntakeIssue(.tooLarge)])).httpStatus == 413)
        #expect(Receipt(MessageRefusal(.notSvarrapport, [IntakeIssue(.encoding)])).httpStatus == 400)
    }

    @Test func codesAreTheClosedSet() {
        #expect(IntakeCode.allCases.count == 25)
        #expect(IntakeCode.allCases.filter(\.isRefusal).count == 13)
    }

    @Test(arguments: [("2026-01-02T03:04:05", true), ("2026-01-02T03:04:05+01:00", true), ("Nordmann", false)])
    func aTimeIsRepeatedWhenItIsOne(_ text: String, _ isRepeated: Bool) throws {
        let message = SyntheticMessage.message()
        let read = try MessageReader.read(Array(message.utf8))
        var original = OriginalMessage(read.message, read.envelope)
        original.genDate = text
        let receipt = ApplicationReceipt(Receipt(reports: [], issues: []), to: original, id: "k", genDate: "x")
        let answer = String(decoding: receipt.bytes, as: UTF8.self)
        #expect(answer.contains("<IssueDate>\(text)</IssueDate>") == isRepeated && answer.contains(text) == isRepeated)
    }

    @Test func applicationReceiptGoesBackEscapedAndWithoutThePerson() throws {
        let message = SyntheticMessage.message().replacing(
            "Sykehuset på Øya",
            with: "A &amp; B &lt;&quot;Øya&quot;&gt;"
        )
        let read = try MessageReader.read(Array(message.utf8))
        let receipt = Receipt(
            reports: [.init(.accepted), .init(.refused, issues: [IntakeIssue(.badTime)])],
            issues: []
        )
        let original = OriginalMessage(read.message, read.envelope)
        let answer = ApplicationReceipt(receipt, to: original, id: "k-1", genDate: "2026-01-02T03:04:06+01:00")
        let text = String(decoding: answer.bytes, as: UTF8.self)
        #expect(text.contains("<Receiver><HCP><Inst><Name>A &amp; B &lt;&quot;Øya&quot;&gt;</Name><Id>87711</Id>"))
        #expect(text.contains("<Sender><HCP><Inst><Name>Ås legekontor</Name><Id>87712</Id>"))
        #expect(text.contains(#"<Status V="3""#) && text.contains("<Id>melding-1</Id>") && text.contains("bad-time"))
        #expect(!text.contains("05898597468") && !text.contains("Blåbær"))
        // It is well-formed: read as a message, it is refused for what it is and not for how it is written.
        let refusal = #expect(throws: MessageRefusal.self) { try MessageReader.read(answer.bytes) }
        #expect(refusal?.issues.map(\.code) == [.notSvarrapport])
    }
}
