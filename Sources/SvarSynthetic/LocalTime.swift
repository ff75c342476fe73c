/// A wall-clock time in Norway, in whole seconds, as laboratories print it: most of them without an offset.
package struct LocalTime: Hashable, Comparable, Sendable {
    /// Seconds on the wall clock since 1970-01-01T00:00:00 on the wall clock.
    package var seconds: Int

    package init(day: Int, secondOfDay: Int) {
        seconds = day * 86_400 + secondOfDay
    }

    /// Days since 1970-01-01.
    package var day: Int { seconds / 86_400 }

    package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }

    package func adding(seconds more: Int) -> Self {
        var time = self
        time.seconds += more
        return time
    }

    /// `2026-03-14T08:12:00`
    package var text: String {
        let time = seconds % 86_400
        return "\(dateText)T\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
    }

    /// `2026-03-14`
    package var dateText: String {
        let date = CivilDate(day: day)
        return "\(date.year)-\(two(date.month))-\(two(date.day))"
    }

    /// `+01:00` or `+02:00`: Europe/Oslo, where summer time lasts from the last Sunday of March to that of October.
    /// The hours of the change itself are not decided here; no synthetic time falls in them.
    package var offsetText: String {
        let date = CivilDate(day: day)
        let start = CivilDate.lastSunday(of: 3, year: date.year)
        let end = CivilDate.lastSunday(of: 10, year: date.year)
        return day >= start && day < end ? "+02:00" : "+01:00"
    }
}

/// A date of the Gregorian calendar.
struct CivilDate: Hashable {
    var year: Int
    var month: Int
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// From days since 1970-01-01, by eras of 400 years.
    init(day number: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    var number: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func lastSunday(of month: Int, year: Int) -> Int {
        let last = CivilDate(year: year, month: month, day: 31).number
        return last - (last + 4) % 7  // 1970-01-01 was a Thursday
    }
}

/// Two digits with a leading zero.
func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}
