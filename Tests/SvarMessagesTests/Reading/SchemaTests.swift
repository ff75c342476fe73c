import SvarMessages
import TestLane
import Testing

@Suite(.aside)
struct SchemaTests {
    fileprivate typealias S = SyntheticMessage

    private func read(_ xml: String) throws -> ReadMessage { try MessageReader.read(Array(xml.utf8)) }

    @Test func plainMessageHasNothingToTell() throws {
        let read = try read(S.message())
        #expect(read.issues.isEmpty && read.reportIssues.isEmpty && read.refusedReports.isEmpty)
        let report = try #require(read.message.serviceReports.first)
        #expect(report.place == SentPlace(path: "ServReport[1]", line: 4))
        #expect(report.patient?.resultItems.first?.place.path == "ServReport[1]/Patient/ResultItem[1]")
        #expect(report.servProvider?.inst?.id == PartyID(id: "87711", type: CodedValue(v: "HER")))
        #expect(report.patient?.offId == "05898597468")
    }

    /// What is put in or changed, and what is told of it.
    @Test(
        arguments: [
            (
                "<ServType V=\"N\"/><IssueDate", "<Farge/><ServType V=\"N\"/><IssueDate", IntakeCode.schemaUnknown,
                "ServReport[1]/*"
            ),
            (
                "<IssueDate V=\"2026-01-02\"/>", "<IssueDate V=\"2026-01-02\" X=\"1\"/>", .schemaUnknown,
                "ServReport[1]/IssueDate/@*"
            ),
            ("<IssueDate V=\"2026-01-02\"/>", "", .schemaOrder, "ServReport[1]/IssueDate"),
            ("<MsgDescr V=\"CLIN\"/>", "<MsgDescr V=\"CLIN\"/>tekst", .schemaOrder, "ServReport[1]"),
            (
                "<MsgDescr V=\"CLIN\"/>", "<MsgDescr V=\"CLIN\"/><MsgDescr V=\"RTG\"/>", .schemaOrder,
                "ServReport[1]/MsgDescr"
            ),
            (
                "<Status V=\"F\"/><MsgDescr V=\"CLIN\"/>", "<MsgDescr V=\"CLIN\"/><Status V=\"F\"/>", .schemaOrder,
                "ServReport[1]/Status"
            ),
            (
                "<Patient>", "<Patient><DateOfBirth V=\"i dag\"/>", .schemaUnknown,
                "ServReport[1]/Patient/DateOfBirth/@V"
            ),
            ("</OffId>", "</OffId><TypeOffId V=\"DNR\"/>", .schemaOrder, "ServReport[1]/Patient/TypeOffId"),
            ("<TypeOffId V=\"FNR\"/>", "<TypeOffId V=\"FNR\"/><Adress/>", .schemaUnknown, "ServReport[1]/Patient/*"),
        ] as [(String, String, IntakeCode, String)]
    )
    func toleratedWithWarning(_ old: String, _ new: String, _ code: IntakeCode, _ path: String) throws {
        let xml = S.message().replacing(old, with: new, maxReplacements: 1)
        #expect(xml != S.message())
        let read = try read(xml)
        #expect(read.message.serviceReports.count == 1)
        #expect(read.reportIssues[1]?.contains { $0.code == code && $0.path == path } == true)
        #expect(read.message.serviceReports.first?.msgDescr.v == "CLIN")
    }

    @Test(
        arguments: [
            ("<Status V=\"F\"/>", "", IntakeCode.missingElement, "ServReport[1]/Status"),
            ("<Status V=\"F\"/>", "<Status V=\" \"/>", .missingElement, "ServReport[1]/Status"),
            ("<Status V=\"F\"/>", "<Status>F</Status>", .missingElement, "ServReport[1]/Status"),
            ("<MsgDescr V=\"CLIN\"/>", "", .missingElement, "ServReport[1]/MsgDescr"),
            ("<ServType V=\"N\"/><IssueDate", "<IssueDate", .missingElement, "ServReport[1]/ServType"),
            ("<OffId>05898597468</OffId>", "<OffId/>", .missingElement, "ServReport[1]/Patient/OffId"),
            ("<OffId>05898597468</OffId>", "", .missingElement, "ServReport[1]/Patient/OffId"),
            ("<TypeOffId V=\"FNR\"/>", "", .missingElement, "ServReport[1]/Patient/TypeOffId"),
            (
                "<StatusInvestigation V=\"3\"/>", "<StatusInvestigation>3</StatusInvestigation>", .missingElement,
                "ServReport[1]/Patient/ResultItem[1]/StatusInvestigation"
            ),
            (
                "<IdResultItem>1</IdResultItem>", "<IdResultItem V=\"1\"/>", .missingElement,
                "ServReport[1]/Patient/ResultItem[1]/IdResultItem"
            ),
            ("<Patient>", "<Animal/><Patient>", .notAPerson, "ServReport[1]"),
        ] as [(String, String, IntakeCode, String)]
    )
    func changedMeaningRefusesTheReportAlone(_ old: String, _ new: String, _ code: IntakeCode, _ path: String) throws {
        let bad = S.report().replacing(old, with: new, maxReplacements: 1)
        #expect(bad != S.report())
        let read = try read(S.message(bad + "\n" + S.report(id: "rapport-2"), namespace: S.namespaceV13))
        #expect(read.refusedReports.map(\.number) == [1])
        #expect(read.refusedReports[0].issues.first.map { [$0.code.rawValue, $0.path] } == [code.rawValue, path])
        #expect(read.message.serviceReports.map(\.servProvId) == ["rapport-2"])
        #expect(read.message.serviceReports.map(\.number) == [2])
        #expect(read.message.serviceReports.map(\.place.path) == ["ServReport[2]"])
    }

    @Test(
        arguments: [
            (S.message(head: "<MsgId>1</MsgId>"), IntakeCode.missingElement, 422),
            (S.message(head: #"<GenDate V="2026-01-02T03:04:05"/>"#), .missingElement, 422),
            (S.message(""), .missingElement, 422),
            (S.message(namespace: "http://www.kith.no/xmlstds/labsvar/2005-01-01"), .versionUnsupported, 422),
            (S.message(namespace: "urn:x"), .notSvarrapport, 400), ("<a/>", .notSvarrapport, 400),
        ] as [(String, IntakeCode, Int)]
    )
    func wholeMessageIsRefused(_ xml: String, _ code: IntakeCode, _ status: Int) {
        let refusal = #expect(throws: MessageRefusal.self) { try MessageReader.read(Array(xml.utf8)) }
        #expect(refusal?.issues.first?.code == code)
        #expect(refusal?.status.rawValue == status)
    }

    @Test func secondReportOfV14IsReadWithAWarning() throws {
        let read = try read(S.message(S.report() + S.report(id: "rapport-2")))
        #expect(read.message.serviceReports.count == 2)
        #expect(read.reportIssues[2]?.map(\.code) == [.schemaOrder])
        let old = try self.read(S.message(S.report() + S.report(id: "rapport-2"), namespace: S.namespaceV13))
        #expect(old.message.version == .v13 && old.reportIssues.isEmpty)
    }

    @Test func firstOfAChoiceCounts() throws {
        let item = S.item("<DateResult><DateResultValue V='2026-01-01'/></DateResult><TextResult/>")
        let read = try read(S.message(S.report(patient: S.patient(item))))
        #expect(read.message.serviceReports.first?.patient?.resultItems.first?.value == .date("2026-01-01"))
        #expect(read.reportIssues[1]?.map(\.code) == [.schemaOrder])
    }

    @Test func namesOfTheSenderAreNeverRepeated() throws {
        let secret = "n05898597468"
        let read = try read(S.message(S.report(patient: S.patient(S.item(after: "<\(secret) \(secret)='x'/>")))))
        let issues = try #require(read.reportIssues[1])
        #expect(!issues.isEmpty && issues.allSatisfy { !$0.path.contains("0589") && !$0.text.contains("0589") })
    }

    @Test func warningsAreBounded() throws {
        let read = try read(S.message(S.report(before: String(repeating: "<x/>", count: 5_000))))
        #expect(read.reportIssues[1]?.count == 100)
    }

    @Test(arguments: [
        ("rett  fram\n", "rett  fram\n", false),
        ("<div xmlns='http://www.w3.org/1999/xhtml'><p>A<br/>B</p><p> C  D </p></div>", "A\nB\nC D", true),
        ("<p xmlns='http://www.w3.org/1999/xhtml'>5 x 10<sup>9</sup>/L</p>", "5 x 10^9/L", true),
        ("<ol xmlns='http://www.w3.org/1999/xhtml'><li>en</li><li>to</li></ol>", "1. en\n2. to", true),
        ("<p xmlns='http://www.w3.org/1999/xhtml'><del>ikke</del> funn</p>", "[strøket: ikke] funn", true),
        ("<![CDATA[< 5 & > 3]]>", "< 5 & > 3", false), ("&lt;5 &#181;mol", "<5 µmol", false),
    ])
    func textIsPlain(_ sent: String, _ plain: String, _ wasMarkup: Bool) throws {
        let read = try read(S.message(S.report(patient: S.patient(S.text(sent)))))
        guard case .text(let result) = read.message.serviceReports.first?.patient?.resultItems.first?.value else {
            Issue.record("no text result")
            return
        }
        #expect(result.value == SentText(plain, wasMarkup: wasMarkup))
    }
}
