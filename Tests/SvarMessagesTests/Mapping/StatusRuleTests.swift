import Foundation
import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rule R8: statuses by the two national tables, and what is inherited.
struct StatusRuleTests {
    @Test(arguments: [
        ("S", "N", "registered"), ("P", "N", "preliminary"), ("F", "N", "final"), ("A", "N", "unknown"),
        ("S", "M", "amended"), ("P", "M", "amended"), ("F", "M", "amended"), ("A", "M", "appended"),
        ("F", "C", "cancelled"), ("A", "C", "cancelled"), ("F", "H", "unknown"), ("A", "A", "unknown"),
    ])
    func reportStatus(sent: String, action: String, status: String) throws {
        var message = MessageText()
        message.reportStatus = sent
        message.servType = action
        let report = try message.report()
        #expect(report.text("status") == status)
        let pair = report.ext("source-status")?["extension"]?.elements
        #expect(pair?.compactMap { $0.text("valueCoding.code") } == [sent, action])
    }

    @Test(
        arguments: [
            (nil, "N", "final"), (nil, "M", "amended"), (nil, "H", "final"), ("1", "N", "unknown"),
            ("1", "H", "amended"),
            ("2", "N", "preliminary"), ("3", "A", "final"), ("5", "A", "registered"), ("9", "M", "unknown"),
            ("12", "A", "preliminary"), ("14", "N", "unknown"), ("14", "C", "cancelled"), ("15", "H", "final"),
            ("99", "N", "unknown"),
        ] as [(String?, String, String)]
    )
    func itemStatus(sent: String?, action: String, status: String) throws {
        var message = MessageText()
        message.items = MessageText.number(type: action, status: sent)
        let observation = try message.observation()
        #expect(observation.text("status") == status)
        let pair = observation.ext("source-status")?["extension"]?.elements
        #expect(pair?.compactMap { $0.text("valueCoding.code") } == [sent, action].compactMap(\.self))
    }

    @Test func actionAndStatusAreTheNearestAncestors() throws {
        var message = MessageText()
        let leaf = MessageText.number(type: nil, status: nil)
        message.items = MessageText.number(
            type: "M",
            status: "3",
            after: MessageText.number(type: nil, status: nil, after: leaf)
        )
        #expect(
            try message.unit().all(.observation).map { $0.body.text("status") } == ["amended", "amended", "amended"]
        )
    }

    @Test func withoutAnyTheReportsActionCounts() throws {
        var message = MessageText()
        message.servType = "M"
        message.items = MessageText.number(type: nil, status: "3")
        #expect(try message.observation().text("status") == "amended")
    }

    @Test(arguments: [("P", "preliminary"), ("S", "preliminary"), ("F", "final")])
    func anItemWithoutStatusIsNeverFinalInAnUnfinishedReport(report: String, status: String) throws {
        var message = MessageText()
        message.reportStatus = report
        message.items = MessageText.number(status: nil)
        #expect(try message.observation().text("status") == status)
    }

    @Test func anItemSentAsFinalIsFinalInAPreliminaryReport() throws {
        var message = MessageText()
        message.reportStatus = "P"
        message.items = MessageText.number(status: "3")
        #expect(try message.observation().text("status") == "final")
    }

    @Test(arguments: ["MsgDescr", "Status", "ServType"])
    func aReportWithoutThemIsRefused(element: String) throws {
        var (report, sent) = try MessageText().read()
        switch element {
        case "MsgDescr": report.msgDescr = CodedValue()
        case "Status": report.status = CodedValue()
        default: report.servType = CodedValue()
        }
        let context = MappingContext(environment: .test, sha1: fakeHash)
        guard case .refused(let issues) = Mapper.map(report, of: sent, context: context) else {
            Issue.record("taken")
            return
        }
        #expect(issues.first?.code == .missingElement)
        #expect(issues.first?.path == "ServReport[1]/\(element)")
    }

    @Test(.enabled(if: PublicMessages.isPresent, "skipped: shared/data is absent"))
    func theTablesAreTheNationalOnes() throws {
        let data = try #require(PublicData.text("norway/status_map_observation.csv"))
        for line in data.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            var message = MessageText()
            message.items = MessageText.number(type: cells[1], status: cells[0].isEmpty ? nil : cells[0])
            #expect(try message.observation().text("status") == cells[2], "\(cells[0]) \(cells[1])")
        }
        let reports = try #require(PublicData.text("norway/status_map_report.csv"))
        for line in reports.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",").map(String.init)
            var message = MessageText()
            (message.reportStatus, message.servType) = (cells[0], cells[1])
            #expect(try message.report().text("status") == cells[2], "\(cells[0]) \(cells[1])")
        }
    }
}
