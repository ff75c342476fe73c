/// A day of the proleptic Gregorian calendar, years 1 to 9999.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to the length of the month.
    public let day: Int

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    /// The day that is `days` after 1970-01-01. Days outside the years 1 to 9999 give the nearest day inside.
    public init(daysSince1970 days: Int) {
        let first = Self.days(year: 1, month: 1, day: 1)
        let last = Self.days(year: 9999, month: 12, day: 31)
        // Howard Hinnant's civil_from_days: eras of 400 years that begin on 1 March.
        let shifted = min(max(days, first), last) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            uncheckedYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private init(uncheckedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days after 1970-01-01; negative before it.
    public var daysSince1970: Int { Self.days(year: year, month: month, day: day) }

    /// 0 for Sunday to 6 for Saturday.
    public var weekday: Int {
        let remainder = (daysSince1970 + 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }

    /// Orders by time.
    public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    /// How many days a month has.
    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days after 1970-01-01 of any year, also year 10000, which ends a range.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// A day and a time of day as a clock on a wall shows them, without a zone.
public struct CivilDateTime: Hashable, Comparable, Sendable {
    /// The day.
    public let date: CivilDate
    /// Microseconds since the day's midnight on the clock, less than 24 hours; a leap second counts as the next one.
    public let microsecondsOfDay: Int64

    /// Nil when a part is out of bounds. Second 60 is taken as the first second of the next minute.
    public init?(date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
            (0...999_999).contains(microsecond)
        else { return nil }
        let seconds = hour * 3600 + minute * 60 + second
        self.init(
            microsecondsSince1970: Int64(date.daysSince1970) * 86_400_000_000 + Int64(seconds) * 1_000_000
                + Int64(microsecond)
        )
    }

    /// The clock that shows `microseconds` after 1970-01-01T00:00:00 on itself.
    public init(microsecondsSince1970 microseconds: Int64) {
        let days = Int(microseconds.floorDivided(by: 86_400_000_000))
        date = CivilDate(daysSince1970: days)
        let remainder = microseconds % 86_400_000_000
        microsecondsOfDay = remainder < 0 ? remainder + 86_400_000_000 : remainder
    }

    /// Microseconds after 1970-01-01T00:00:00 on the same clock.
    public var microsecondsSince1970: Int64 { Int64(date.daysSince1970) * 86_400_000_000 + microsecondsOfDay }
    /// 0 to 23.
    public var hour: Int { Int(microsecondsOfDay / 3_600_000_000) }
    /// 0 to 59.
    public var minute: Int { Int(microsecondsOfDay / 60_000_000 % 60) }
    /// 0 to 59.
    public var second: Int { Int(microsecondsOfDay / 1_000_000 % 60) }
    /// 0 to 999 999.
    public var microsecond: Int { Int(microsecondsOfDay % 1_000_000) }

    /// Orders by what the clock shows.
    public static func < (a: Self, b: Self) -> Bool {
        (a.date, a.microsecondsOfDay) < (b.date, b.microsecondsOfDay)
    }
}

extension Int64 {
    /// Division that rounds toward minus infinity.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
