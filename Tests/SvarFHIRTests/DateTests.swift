import SvarFHIR
import Testing

@Suite struct DateTests {
    @Test(arguments: ["2018", "1973-06", "1905-08-23", "2024-02-29", "0001", "9999-12-31"])
    func dateIsTakenAndKept(text: String) {
        #expect(FHIRDate(text)?.text == text)
        #expect(FHIRDateTime(text)?.text == text)
    }

    @Test(arguments: [
        "", "0000", "18", "2018-00", "2018-13", "2018-1", "2018-01-00", "2018-02-30", "2023-02-29", "2018-04-31",
        "2018-1-1", "20180101", "2018-01-01 ", " 2018", "2018-", "2018-01-", "２０１８", "+2018", "2018-01-01Z",
    ])
    func wrongDateIsRefused(text: String) {
        #expect(FHIRDate(text) == nil)
        #expect(FHIRDateTime(text) == nil)
        #expect(FHIRInstant(text) == nil)
    }

    @Test(arguments: [
        "2015-02-07T13:28:17.239+02:00", "2017-01-01T00:00:00Z", "2017-01-01T00:00:00.000000000Z",
        "2016-12-31T23:59:60Z", "2016-12-31T23:59:59+14:00", "2016-12-31T23:59:59-13:59",
    ])
    func timeWithOffsetIsTakenAndKept(text: String) {
        #expect(FHIRDateTime(text)?.text == text)
        #expect(FHIRInstant(text)?.text == text)
        #expect(FHIRDate(text) == nil)
    }

    @Test(arguments: [
        "2017-01-01T00:00Z", "2017-01-01T00:00:00", "2017-01-01T24:00:00Z", "2017-01-01T00:60:00Z",
        "2017-01-01T00:00:61Z", "2017-01-01T00:00:00.Z", "2017-01-01T00:00:00+14:01", "2017-01-01T00:00:00+15:00",
        "2017-01-01T00:00:00+0100", "2017-01-01T00:00:00z", "2017-01-01t00:00:00Z", "2017-01-01T00:00:00Z ",
        "2017-01T00:00:00Z", "2017-01-01T00:00:00+01:60", "2017-01-01T00:00:00,5Z", "2017-01-01T",
    ])
    func wrongTimeIsRefused(text: String) {
        #expect(FHIRDateTime(text) == nil)
        #expect(FHIRInstant(text) == nil)
    }

    @Test(arguments: [("14:05:00", true), ("23:59:60", true), ("00:00:00.123", true), ("24:00:00", false)])
    func timeOfDayFollowsItsSyntax(text: String, isTime: Bool) {
        #expect((FHIRTime(text) != nil) == isTime)
        #expect(FHIRTime(text + "Z") == nil)
        #expect(FHIRTime(String(text.dropLast())) == nil || text.contains("."))
    }

    @Test(arguments: [
        // Zone-less parts of the calendar are Oslo's.
        ("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"),
        ("2026-07", "2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z"),
        ("2026-12", "2026-11-30T23:00:00Z", "2026-12-31T23:00:00Z"),
        ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        ("2026-11-21T10:00:00+01:00", "2026-11-21T09:00:00Z", "2026-11-21T09:00:01Z"),
        ("2026-11-21T10:00:00.5-02:00", "2026-11-21T12:00:00.5Z", "2026-11-21T12:00:00.6Z"),
        ("2026-11-21T10:00:00.123456Z", "2026-11-21T10:00:00.123456Z", "2026-11-21T10:00:00.123457Z"),
        ("2026-11-21T10:00:00.123456789Z", "2026-11-21T10:00:00.123456Z", "2026-11-21T10:00:00.123457Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2017-01-01T00:00:01Z"),
    ])
    func rangeCoversWhatThePrecisionLeavesOpen(text: String, from: String, to: String) throws {
        let range = try #require(FHIRDateTime(text)).range
        #expect(range.lowerBound == FHIRInstant(from)?.microseconds)
        #expect(range.upperBound == FHIRInstant(to)?.microseconds)
    }

    @Test func precisionIsKept() {
        #expect(FHIRDateTime("2026")?.precision == .year)
        #expect(FHIRDate("2026-11")?.precision == .month)
        #expect(FHIRDateTime("2026-11-21")?.precision == .day)
        #expect(FHIRInstant("2026-11-21T10:00:00Z")?.precision == .second)
        #expect(FHIRInstant("2026-11-21T10:00:00.000Z")?.precision == .fraction(digits: 3))
        #expect(FHIRInstant("2026-11-21T10:00:00.000-01:30")?.offsetMinutes == -90)
        #expect(FHIRInstant("2026-11-21T10:00:00Z") != FHIRInstant("2026-11-21T10:00:00.0Z"))
    }
}
