import Foundation
import SvarFHIR
import TestLane
import Testing

@Suite(.aside)
struct OsloTimeTests {
    private func micro(_ text: String) throws -> Int64 {
        try #require(FHIRInstant(text)).microseconds
    }

    private func clock(_ text: String) throws -> CivilDateTime {
        CivilDateTime(microsecondsSince1970: try micro(text + "Z"))
    }

    @Test(arguments: [
        ("2026-01-15T12:00:00", "2026-01-15T11:00:00Z"),
        ("2026-07-15T12:00:00", "2026-07-15T10:00:00Z"),
        // The missing hour moves forward.
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29T02:00:00", "2026-03-29T01:00:00Z"),
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
        // The repeated hour is summer time.
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
        ("2026-10-25T02:00:00", "2026-10-25T00:00:00Z"),
        ("2026-10-25T02:59:59", "2026-10-25T00:59:59Z"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
        // Other rules of earlier years.
        ("1995-09-24T12:00:00", "1995-09-24T11:00:00Z"),
        ("1995-09-23T12:00:00", "1995-09-23T10:00:00Z"),
        ("1996-10-26T12:00:00", "1996-10-26T10:00:00Z"),
        ("1996-10-27T12:00:00", "1996-10-27T11:00:00Z"),
        ("1980-04-05T12:00:00", "1980-04-05T11:00:00Z"),
        ("1980-04-06T12:00:00", "1980-04-06T10:00:00Z"),
        ("1980-09-28T12:00:00", "1980-09-28T11:00:00Z"),
        ("1970-07-01T12:00:00", "1970-07-01T11:00:00Z"),
    ])
    func wallClockTimeHasItsInstant(local: String, utc: String) throws {
        #expect(OsloTime.utc(try clock(local)) == (try micro(utc)))
    }

    @Test func offsetsAreThoseOfTheZoneDatabase() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Oslo"))
        var generator = SeededGenerator(seed: 1)
        let (first, last) = (try micro("1980-01-01T00:00:00Z"), try micro("2037-12-31T00:00:00Z"))
        for _ in 0..<4000 {
            let time = Int64.random(in: first...last, using: &generator) / 1_000_000
            let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time)))
            #expect(OsloTime.offsetSeconds(at: time * 1_000_000) == expected, "at \(time)")
        }
    }

    @Test func changesHappenAtTheSecondTheZoneDatabaseHas() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Oslo"))
        var time = Date(timeIntervalSince1970: 315_532_800)
        for _ in 0..<110 {
            let change = try #require(zone.nextDaylightSavingTimeTransition(after: time))
            let second = Int64(change.timeIntervalSince1970)
            for moment in [second - 1, second, second + 1] {
                let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
                #expect(OsloTime.offsetSeconds(at: moment * 1_000_000) == expected, "at \(moment)")
            }
            time = change
        }
    }

    @Test func everyInstantComesBackFromItsWallClockButForTheRepeatedHour() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<4000 {
            let time = Int64.random(in: -5_000_000_000_000_000...5_000_000_000_000_000, using: &generator)
            let back = OsloTime.utc(OsloTime.local(time))
            #expect(back == time || back == time - 3_600_000_000)
        }
    }

    @Test(arguments: [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24), ("9999-12-31", 24)])
    func dayHasItsHours(text: String, hours: Int) throws {
        let day = try #require(FHIRDate(text)?.day)
        #expect(OsloTime.day(day).count == hours * 3_600_000_000)
    }

    @Test(arguments: [
        ("2026-03-29T02:30:15.1234567", "2026-03-29T03:30:15.1234567+02:00"),
        ("2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00"),
        ("2026-12-24T17:00", "2026-12-24T17:00:00+01:00"),
        ("2026-12-24T17:00:00.10", "2026-12-24T17:00:00.10+01:00"),
        ("2026-12-24T17:00:00-05:00", "2026-12-24T17:00:00-05:00"),
        ("2026-12-24", "2026-12-24"),
    ])
    func textWithoutOffsetGetsTheOneOfOslo(text: String, expected: String) {
        #expect(OsloTime.dateTime(text)?.text == expected)
    }

    @Test(arguments: ["", "2026-12-24T25:00:00", "2026-12-24T17", "24.12.2026", "2026-02-29T10:00:00"])
    func textThatIsNoTimeIsRefused(text: String) {
        #expect(OsloTime.dateTime(text) == nil)
    }
}

@Suite struct CivilDateTests {
    @Test func daysCountLikeASlowCalendar() {
        // Walk every day of 800 years by the rules a person uses.
        var (year, month, day, count) = (1600, 1, 1, -135_140)
        while year < 2400 {
            if day == 1 {
                let date = CivilDate(daysSince1970: count)
                #expect(date == CivilDate(year: year, month: month, day: day))
                #expect(date.daysSince1970 == count)
            }
            count += 1
            day += 1
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
            if day > length { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
    }

    @Test func timesOutsideTheCalendarGiveItsEnds() {
        #expect(CivilDateTime(microsecondsSince1970: .min).date.year == 1)
        #expect(OsloTime.local(.min).date.year == 1)
        #expect(OsloTime.local(.max).date.year == 9999)
        #expect(InstantFormat.utcText(.min) == "0001-01-01T00:00:00.000000Z")
        #expect(InstantFormat.utcText(.max) == "9999-12-31T23:59:59.999999Z")
        #expect(HTTPDate.format(.max) == "Fri, 31 Dec 9999 23:59:59 GMT")
    }

    @Test func serverTimeIsAFHIRInstantOfTheSameMicrosecond() throws {
        var generator = SeededGenerator(seed: 3)
        let range = -62_135_596_800_000_000...253_402_300_799_999_999 as ClosedRange<Int64>
        for _ in 0..<4000 {
            let time = Int64.random(in: range, using: &generator)
            let bytes = InstantFormat.utc(time)
            let instant = try #require(FHIRInstant(String(decoding: bytes, as: UTF8.self)))
            #expect(bytes.count == InstantFormat.length)
            #expect(instant.range == time..<time + 1)
            #expect(instant == FHIRInstant(microseconds: time))
        }
    }

    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00.000000Z"),
            (1_445_412_480_000_000, "Wed, 21 Oct 2015 07:28:00 GMT", "2015-10-21T07:28:00.000000Z"),
            (951_782_400_000_001, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00.000001Z"),
            (4_102_444_799_999_999, "Thu, 31 Dec 2099 23:59:59 GMT", "2099-12-31T23:59:59.999999Z"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59.999999Z"),
        ] as [(Int64, String, String)]
    )
    func datesAreWritten(microseconds: Int64, http: String, fhir: String) {
        #expect(HTTPDate.format(microseconds) == http)
        #expect(InstantFormat.utcText(microseconds) == fhir)
    }

    @Test func httpDateIsTheExampleOfTheStandardAndComesBack() {
        #expect(HTTPDate.format(784_111_777_999_999) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.parse("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777_000_000)
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<500 {
            let time = Int64.random(in: -60_000_000_000...250_000_000_000, using: &generator) * 1_000_000
            #expect(HTTPDate.parse(HTTPDate.format(time)) == time)
        }
    }

    @Test(arguments: [
        "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
    ])
    func otherHTTPDatesAreRefused(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }
}
