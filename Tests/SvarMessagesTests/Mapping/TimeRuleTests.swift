import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rules R5, R6 and R21: times.
struct TimeRuleTests {
    @Test(arguments: [
        ("2024-01-10T12:00:00", "2024-01-10T12:00:00+01:00"),
        ("2024-07-10T12:00:00", "2024-07-10T12:00:00+02:00"),
        ("2018-11-27T13:58:56.5972", "2018-11-27T13:58:56.5972+01:00"),
        ("2019-01-25T08:26:39.9257613Z", "2019-01-25T08:26:39.9257613Z"),
        ("2024-07-10T12:00:00-05:00", "2024-07-10T12:00:00-05:00"),
        // The hour that comes twice is summer time, the one that is missing moves forward.
        ("2024-10-27T02:30:00", "2024-10-27T02:30:00+02:00"), ("2024-10-27T03:00:00", "2024-10-27T03:00:00+01:00"),
        ("2024-03-31T02:30:00.25", "2024-03-31T03:30:00.25+02:00"),
    ])
    func generationTimeIsOsloWithoutOffset(sent: String, text: String) throws {
        var message = MessageText()
        message.genDate = sent
        #expect(try message.report().text("issued") == text)
    }

    @Test(arguments: ["2024-01-10", "2024", "10.01.2024", "2024-02-30T10:00:00", "2024-01-10T25:00:00"])
    func generationTimeMustHaveATime(sent: String) throws {
        var message = MessageText()
        message.genDate = sent
        guard case .refused(let issues) = try message.map() else {
            Issue.record("taken")
            return
        }
        #expect(issues.map(\.code).contains(.badTime))
        #expect(issues.first?.path == "GenDate")
    }

    @Test func otherDatesKeepTheirPrecision() throws {
        var message = MessageText()
        message.issueDate = "2024-02-29"
        message.items = MessageText.number().replacing(
            "</Investigation>",
            with: "</Investigation><InvDate V=\"2024-02\"/>"
        )
        #expect(try message.report().ext("nilar-report-date")?.text("valueDateTime") == "2024-02-29")
        #expect(try message.observation().text("effectiveDateTime") == "2024-02")
    }

    @Test func midnightIsKept() throws {
        var message = MessageText()
        message.subjects = Specimens.subject("s1", collected: "2024-02-28T00:00:00")
        message.items = MessageText.number()
        #expect(try message.observation().text("effectiveDateTime") == "2024-02-28T00:00:00+01:00")
    }

    @Test func aMappedTimeThatIsNoneRefusesTheReport() throws {
        var message = MessageText()
        message.approved = "<ApprDate V=\"2024-13-01T10:00:00\"/>"
        guard case .refused(let issues) = try message.map() else {
            Issue.record("taken")
            return
        }
        #expect(issues.map(\.code) == [.badTime, .numberNotSynthetic].filter { issues.map(\.code).contains($0) })
        #expect(issues.first?.path == "ServReport[1]/ApprDate")
    }

    @Test func effectiveTimeIsOwnSpecimensThenAncestorsThenInvestigationsThenIssue() throws {
        var message = MessageText()
        message.subjects =
            Specimens.subject("s1", collected: "2024-02-01T08:00:00")
            + Specimens.subject("s2", collected: "2024-02-02T08:00:00") + Specimens.subject("s3", collected: nil)
        let investigated = { (item: String, date: String) in
            item.replacing("</Investigation>", with: "</Investigation><InvDate V=\"\(date)\"/>")
        }
        let reference = { (id: String) in "<RefAnalysedSubject>\(id)</RefAnalysedSubject>" }
        let children =
            investigated(MessageText.number(id: "own", after: reference("s2")), "2024-02-09")
            + investigated(MessageText.number(id: "ancestor"), "2024-02-09")
        message.items =
            MessageText.number(id: "top", after: reference("s1") + children)
            + investigated(MessageText.number(id: "invdate"), "2024-02-10")
            .replacing("</ResultItem>", with: MessageText.number(id: "below") + "</ResultItem>")
            + MessageText.number(id: "undated", after: reference("s3"))
        let unit = try message.unit()
        let times = unit.all(.observation).map { $0.body.text("effectiveDateTime") }
        #expect(
            times == [
                "2024-02-01T08:00:00+01:00", "2024-02-02T08:00:00+01:00", "2024-02-01T08:00:00+01:00", "2024-02-10",
                "2024-02-10", "2024-03-01T09:00:00+01:00",
            ]
        )
        #expect(unit.body("report")?.text("effectiveDateTime") == "2024-02-01T08:00:00+01:00")
    }

    @Test func aReportWithoutResultsIsEffectiveWhenIssued() throws {
        #expect(try MessageText().report().text("effectiveDateTime") == "2024-03-01T09:00:00+01:00")
    }

    @Test func aChangedIssueDateIsToldAndKept() throws {
        let first = MessageText()
        var second = MessageText()
        second.genDate = "2024-03-02T10:00:00"
        second.issueDate = "2024-03-02T09:00:00"
        second.servType = "M"
        let arrived = MappingSupport.arrived([try first.contribution(), try second.contribution()])
        #expect(Fold.effects(of: 2, in: arrived).map(\.code) == [.issueDateChanged])
        let unit = try #require(Fold.fold(arrived))
        #expect(unit.body("report")?.ext("nilar-report-date")?.text("valueDateTime") == "2024-03-02T09:00:00+01:00")
    }
}
