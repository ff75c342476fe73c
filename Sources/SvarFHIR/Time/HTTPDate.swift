/// Dates of HTTP header fields in the preferred form of RFC 9110 section 5.6.7 (IMF-fixdate), whole seconds.
public enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Text such as `Sun, 06 Nov 1994 08:49:37 GMT`; the fraction of the second is cut off.
    ///
    /// - Parameter microseconds: since 1970-01-01T00:00:00Z.
    public static func format(_ microseconds: Int64) -> String {
        let time = CivilDateTime(microsecondsSince1970: InstantFormat.clamped(microseconds))
        let date = time.date
        return String(unsafeUninitializedCapacity: 29) { buffer in
            let end = buffer.initialize(fromContentsOf: "Sun, 00 Jan 0000 00:00:00 GMT".utf8)
            _ = buffer.update(fromContentsOf: days[date.weekday].utf8)
            InstantFormat.write(date.day, digits: 2, to: buffer, at: 5)
            _ = buffer[8...].update(fromContentsOf: months[date.month - 1].utf8)
            InstantFormat.write(date.year, digits: 4, to: buffer, at: 12)
            InstantFormat.write(time.hour, digits: 2, to: buffer, at: 17)
            InstantFormat.write(time.minute, digits: 2, to: buffer, at: 20)
            InstantFormat.write(time.second, digits: 2, to: buffer, at: 23)
            return end
        }
    }

    /// Microseconds since 1970 of an IMF-fixdate; nil for every other text, the two obsolete forms included.
    public static func parse(_ text: String) -> Int64? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard text.utf8.count == 29, parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT",
            let month = months.firstIndex(of: String(parts[2])),
            let day = number(parts[1], digits: 2), let year = number(parts[3], digits: 4),
            let date = CivilDate(year: year, month: month + 1, day: day),
            days[date.weekday] == parts[0].dropLast()
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0], digits: 2), let minute = number(clock[1], digits: 2),
            let second = number(clock[2], digits: 2),
            let time = CivilDateTime(date: date, hour: hour, minute: minute, second: second)
        else { return nil }
        return time.microsecondsSince1970
    }

    private static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
