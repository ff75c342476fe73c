/// The parts of a FHIR date, dateTime, instant or time as read from its text. Source: the regular expressions of
/// http://hl7.org/fhir/R4/datatypes.html, and days must exist in their month.
struct DateTimeFields: Hashable, Sendable {
    var year = 0
    /// 0 when the text stops before it.
    var month = 0
    /// 0 when the text stops before it.
    var day = 0
    var hasTime = false
    var hour = 0
    var minute = 0
    var second = 0
    /// The first six digits of the fraction.
    var microsecond = 0
    /// How many digits the fraction has; they are all kept in the text.
    var fractionDigits = 0
    /// Minutes east of UTC; nil when the text gives no zone.
    var offsetMinutes: Int?

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss[.f…](Z|±hh:mm)`.
    init?(dateTime text: Span<UInt8>) {
        guard text.count >= 4, let high = Self.two(text, 0), let low = Self.two(text, 2) else { return nil }
        year = high * 100 + low
        guard year > 0 else { return nil }
        if text.count == 4 { return }
        guard text.count >= 7, text[4] == UInt8(ascii: "-"), let month = Self.two(text, 5), (1...12).contains(month)
        else { return nil }
        self.month = month
        if text.count == 7 { return }
        guard text.count >= 10, text[7] == UInt8(ascii: "-"), let day = Self.two(text, 8), day >= 1,
            day <= CivilDate.length(ofMonth: month, year: year)
        else { return nil }
        self.day = day
        if text.count == 10 { return }
        guard text[10] == UInt8(ascii: "T"), let end = readTime(text, at: 11), readZone(text, at: end) else {
            return nil
        }
    }

    /// Reads `hh:mm:ss[.f…]`.
    init?(time text: Span<UInt8>) {
        guard let end = readTime(text, at: 0), end == text.count else { return nil }
    }

    private mutating func readTime(_ text: Span<UInt8>, at start: Int) -> Int? {
        guard text.count >= start + 8, let hour = Self.two(text, start), hour <= 23,
            text[start + 2] == UInt8(ascii: ":"), let minute = Self.two(text, start + 3), minute <= 59,
            text[start + 5] == UInt8(ascii: ":"), let second = Self.two(text, start + 6), second <= 60
        else { return nil }
        (self.hour, self.minute, self.second, hasTime) = (hour, minute, second, true)
        var index = start + 8
        guard index < text.count, text[index] == UInt8(ascii: ".") else { return index }
        index += 1
        var weight = 100_000
        while index < text.count, let digit = Self.digit(text[index]) {
            microsecond += digit * weight
            weight /= 10
            fractionDigits += 1
            index += 1
        }
        return fractionDigits > 0 ? index : nil
    }

    private mutating func readZone(_ text: Span<UInt8>, at start: Int) -> Bool {
        guard start < text.count else { return false }
        if text[start] == UInt8(ascii: "Z") {
            offsetMinutes = 0
            return start + 1 == text.count
        }
        let isWest = text[start] == UInt8(ascii: "-")
        guard isWest || text[start] == UInt8(ascii: "+"), text.count == start + 6,
            text[start + 3] == UInt8(ascii: ":"), let hours = Self.two(text, start + 1),
            let minutes = Self.two(text, start + 4), minutes <= 59, hours <= 13 || (hours == 14 && minutes == 0)
        else { return false }
        offsetMinutes = (hours * 60 + minutes) * (isWest ? -1 : 1)
        return true
    }

    private static func two(_ text: Span<UInt8>, _ index: Int) -> Int? {
        guard let tens = digit(text[index]), let ones = digit(text[index + 1]) else { return nil }
        return tens * 10 + ones
    }

    private static func digit(_ byte: UInt8) -> Int? {
        byte >= 48 && byte <= 57 ? Int(byte) - 48 : nil
    }

    /// How exact the text is.
    var precision: DatePrecision {
        if hasTime { return fractionDigits > 0 ? .fraction(digits: fractionDigits) : .second }
        return day > 0 ? .day : month > 0 ? .month : .year
    }

    /// Microseconds of the time of day, and how many the given precision covers.
    var timeOfDay: Range<Int64> {
        let start = Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microsecond)
        var width: Int64 = 1_000_000
        for _ in 0..<min(fractionDigits, 6) { width /= 10 }
        return start..<start + width
    }

    /// The half-open interval of instants the text covers, in microseconds since 1970 UTC.
    var range: Range<Int64> {
        guard hasTime else {
            let first = CivilDate.days(year: year, month: max(month, 1), day: max(day, 1))
            let end =
                day > 0
                ? first + 1
                : month > 0 && month < 12
                    ? CivilDate.days(year: year, month: month + 1, day: 1)
                    : CivilDate.days(year: year + 1, month: 1, day: 1)
            return OsloTime.startOfDay(daysSince1970: first)..<OsloTime.startOfDay(daysSince1970: end)
        }
        let midnight = Int64(CivilDate.days(year: year, month: month, day: day)) * 86_400_000_000
        let time = timeOfDay
        let start: Int64
        if let offsetMinutes {
            start = midnight + time.lowerBound - Int64(offsetMinutes) * 60_000_000
        } else {
            start = OsloTime.utc(localMicroseconds: midnight + time.lowerBound)
        }
        return start..<start + Int64(time.count)
    }
}

/// How exact a date or time is.
public enum DatePrecision: Hashable, Sendable {
    /// `2026`
    case year
    /// `2026-11`
    case month
    /// `2026-11-21`
    case day
    /// Down to the second.
    case second
    /// Down to this many decimals of a second.
    case fraction(digits: Int)
}
