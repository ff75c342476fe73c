/// Norwegian wall time: local date-time ⇄ UTC for Europe/Oslo by rule, without a time zone database (rule R5).
///
/// Summer time (+02:00) since 1980: from 6 April in 1980, else from the last Sunday of March, until the last Sunday of
/// September to 1995 and of October since 1996, always at 01:00 UTC. Everything else is +01:00, also before 1980 where
/// history had other summer times: no result reported to this service is older, and a birth date is a date.
public enum OsloTime {
    private static let hour: Int64 = 3_600_000_000

    /// Seconds east of UTC at an instant: 3600 or 7200.
    ///
    /// - Parameter microseconds: since 1970-01-01T00:00:00Z.
    public static func offsetSeconds(at microseconds: Int64) -> Int {
        let year = CivilDateTime(microsecondsSince1970: microseconds).date.year
        guard let summer = summerTime(in: year) else { return 3600 }
        return summer.contains(microseconds) ? 7200 : 3600
    }

    /// What the wall clock shows at an instant of the years 1 to 9999.
    public static func local(_ microseconds: Int64) -> CivilDateTime {
        let time = InstantFormat.clamped(microseconds)
        return CivilDateTime(microsecondsSince1970: time + Int64(offsetSeconds(at: time)) * 1_000_000)
    }

    /// The instant of a wall clock time, in microseconds since 1970 UTC. The repeated autumn hour is summer time (the
    /// earlier of the two); the missing spring hour moves forward (02:30 is 03:30).
    public static func utc(_ local: CivilDateTime) -> Int64 {
        utc(localMicroseconds: local.microsecondsSince1970)
    }

    /// The instant a day begins.
    public static func startOfDay(_ date: CivilDate) -> Int64 {
        startOfDay(daysSince1970: date.daysSince1970)
    }

    /// The half-open interval of a day: 23, 24 or 25 hours.
    public static func day(_ date: CivilDate) -> Range<Int64> {
        startOfDay(date)..<startOfDay(daysSince1970: date.daysSince1970 + 1)
    }

    static func startOfDay(daysSince1970 days: Int) -> Int64 {
        utc(localMicroseconds: Int64(days) * 24 * hour)
    }

    static func utc(localMicroseconds local: Int64) -> Int64 {
        let asSummer = local - 2 * hour
        return offsetSeconds(at: asSummer) == 7200 ? asSummer : local - hour
    }

    /// The summer time of a year; nil before 1980.
    private static func summerTime(in year: Int) -> Range<Int64>? {
        guard year >= 1980 else { return nil }
        let start = year == 1980 ? CivilDate.days(year: 1980, month: 4, day: 6) : lastSunday(year, 3, length: 31)
        let end = year <= 1995 ? lastSunday(year, 9, length: 30) : lastSunday(year, 10, length: 31)
        return Int64(start) * 24 * hour + hour..<Int64(end) * 24 * hour + hour
    }

    private static func lastSunday(_ year: Int, _ month: Int, length: Int) -> Int {
        let last = CivilDate.days(year: year, month: month, day: length)
        return last - (last + 4) % 7
    }
}

extension OsloTime {
    /// A FHIR dateTime from the text of an XML Schema date or dateTime, which may lack the offset (rule R5).
    ///
    /// A text that is a FHIR dateTime already comes back as it is. Else the offset of Europe/Oslo is written behind it,
    /// every fraction digit kept; the missing spring hour is written one hour later. Seconds may be absent.
    public static func dateTime(_ text: String) -> FHIRDateTime? {
        if let known = FHIRDateTime(text) { return known }
        var text = text
        if text.utf8.count == 16 { text += ":00" }
        guard FHIRDateTime(text) == nil, let asUTC = FHIRDateTime(text + "Z") else { return FHIRDateTime(text) }
        let shown = asUTC.range.lowerBound
        let instant = utc(localMicroseconds: shown)
        let offset = offsetSeconds(at: instant)
        if instant + Int64(offset) * 1_000_000 != shown {
            let moved = InstantFormat.utcText(instant + Int64(offset) * 1_000_000)
            text = String(moved.prefix(19)) + text.dropFirst(19)
        }
        return FHIRDateTime(text + (offset == 7200 ? "+02:00" : "+01:00"))
    }
}
