import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rules R27, R29 and R30, decisions 35 and 36: what is not taken, held back or hidden.
struct ScopeRuleTests {
    private func codes(_ result: MapResult) -> [IntakeCode] {
        switch result {
        case .refused(let issues), .mapped(_, let issues): issues.map(\.code)
        }
    }

    private func isRefused(_ result: MapResult) -> Bool {
        if case .refused = result { true } else { false }
    }

    @Test func testMessagesAreTakenInTheTestEnvironmentOnly() throws {
        var message = MessageText()
        message.status = "TEST"
        #expect(try codes(message.map(.test)) == [])
        let refused = try message.map(.production)
        #expect(isRefused(refused))
        #expect(codes(refused).contains(.testMessage))
    }

    @Test(arguments: ["05898597468", "02686525891"])
    func syntheticNumbersAreRefusedInProduction(number: String) throws {
        var message = MessageText()
        message.offId = number
        #expect(try !isRefused(message.map(.test)))
        #expect(try isRefused(message.map(.production)))
    }

    @Test func aNumberOfNoSyntheticSeriesIsTakenWithAWarningInTheTestEnvironment() throws {
        var message = MessageText()
        (message.typeOffId, message.offId) = ("FHN", "80000000000")
        let inTest = try message.map(.test)
        #expect(!isRefused(inTest))
        #expect(codes(inTest) == [.numberNotSynthetic])
        #expect(try codes(message.map(.production)) == [])
    }

    @Test(arguments: [
        ("HNR", "05898597468"), ("PNR", "AB123"), ("FNR", "05898597469"), ("FNR", "123"), ("DNR", "05898597468"),
    ])
    func othersThanNumbersOfThePersonRegistersAreRefused(kind: String, number: String) throws {
        var message = MessageText()
        (message.typeOffId, message.offId) = (kind, number)
        let result = try message.map()
        #expect(isRefused(result))
        #expect(codes(result) == [.patientID])
    }

    @Test func aForensicAutopsyIsOutOfScope() throws {
        var message = MessageText()
        message.msgDescr = "OBD"
        message.items = MessageText.number(after: MessageText.number()).replacing(
            "<Id V=\"NPU03429\" S=\"2.16.578.1.12.4.1.1.7280\"",
            with: "<Id V=\"RM\" S=\"2.16.578.1.12.4.1.1.8219\""
        )
        #expect(try codes(message.map()) == [.outOfScope])
        #expect(try isRefused(message.map()))
    }

    @Test(arguments: ["H1", "H2", "H3", "GO", "LP", "LKP"])
    func autopsiesAreStoredAndHiddenFromCitizens(code: String) throws {
        var message = MessageText()
        message.items = MessageText.number(code: code).replacing("1.7280", with: "1.8219")
        let unit = try message.unit()
        #expect(unit.tags == [.citizenHidden])
        #expect(unit.body("report")?.text("meta.tag[0].code") == "citizen-hidden")
        #expect(unit.body("report")?.at("meta.security") == nil)
    }

    @Test(arguments: [("MORS", true), ("OBD", true), ("HIST", false), ("CLIN", false)])
    func reportsOfAutopsiesAreHiddenFromCitizens(messageDescription: String, isHidden: Bool) throws {
        var message = MessageText()
        message.msgDescr = messageDescription
        #expect(try message.unit().tags == (isHidden ? [.citizenHidden] : []))
    }

    @Test(arguments: ["100001", "200002"])
    func listedSendersAndRequestersAreOutOfScope(id: String) throws {
        let listed: Set = [OrganisationID(kind: "HER", value: id)]
        #expect(try codes(MessageText().map(outOfScope: listed)) == [.outOfScope])
        let other: Set = [OrganisationID(kind: "ENH", value: id)]
        #expect(try !isRefused(MessageText().map(outOfScope: other)))
    }

    @Test func aReportWithoutIdIsKeyedOnItsMessageWithAWarning() throws {
        var message = MessageText()
        let (report, sent) = try message.read()
        var unnamed = report
        unnamed.servProvId = nil
        let context = MappingContext(environment: .test, sha1: fakeHash)
        guard case .mapped(let contribution, let issues) = Mapper.map(unnamed, of: sent, context: context) else {
            Issue.record("refused")
            return
        }
        #expect(contribution.reportID == nil)
        #expect(contribution.messageID == "M1")
        #expect(issues.map(\.code) == [.servProvIDMissing])
        message.servProvId = "R7"
        #expect(try message.contribution().reportID == "R7")
        #expect(try message.contribution().serviceProvider == [OrganisationID(kind: "HER", value: "100001")])
    }

    @Test func aReportAboutNobodyIsRefused() throws {
        let (report, message) = try MessageText().read()
        var unnamed = report
        unnamed.patient = nil
        let context = MappingContext(environment: .test, sha1: fakeHash)
        #expect(codes(Mapper.map(unnamed, of: message, context: context)) == [.notAPerson])
    }
}
