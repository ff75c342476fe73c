import SvarFHIR

/// A time of the message as FHIR takes it (rule R5): without an offset it is Europe/Oslo, the repeated autumn hour is
/// summer time, the missing spring hour moves forward. Fraction digits and a date's precision are kept.
struct MessageTime: Hashable, Sendable {
    /// A FHIR dateTime.
    let text: String
    /// The first instant it can mean, in microseconds since 1970 UTC.
    let microseconds: Int64
    /// Whether it has a time of day.
    let hasTime: Bool

    /// Nil when the text is no date or time of the message's type TS.
    init?(_ sent: String) {
        let parts = sent.split(separator: "T", omittingEmptySubsequences: false)
        if parts.count == 1 {
            guard let value = FHIRDateTime(sent) else { return nil }
            self.init(value, hasTime: false)
            return
        }
        guard parts.count == 2, parts[0].utf8.count == 10 else { return nil }
        let clock = Self.splitOffset(parts[1])
        var time = String(clock.time)
        if time.utf8.count == 5 { time += ":00" }
        // The clock is checked as if it were UTC before the offset is known.
        guard let wall = FHIRDateTime("\(parts[0])T\(time)Z") else { return nil }
        if let offset = clock.offset {
            guard let value = FHIRDateTime("\(parts[0])T\(time)\(offset)") else { return nil }
            self.init(value, hasTime: true)
            return
        }
        let sentClock = CivilDateTime(microsecondsSince1970: wall.range.lowerBound)
        let instant = OsloTime.utc(sentClock)
        let isSummer = OsloTime.offsetSeconds(at: instant) == 7200
        let shown = OsloTime.local(instant)
        if shown != sentClock {
            time = Self.two(shown.hour) + String(time.dropFirst(2))
        }
        guard let value = FHIRDateTime("\(parts[0])T\(time)\(isSummer ? "+02:00" : "+01:00")") else { return nil }
        self.init(value, hasTime: true)
    }

    private init(_ value: FHIRDateTime, hasTime: Bool) {
        text = value.text
        microseconds = value.range.lowerBound
        self.hasTime = hasTime
    }

    private static func splitOffset(_ text: Substring) -> (time: Substring, offset: Substring?) {
        if text.hasSuffix("Z") { return (text.dropLast(), "Z") }
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, nil) }
        return (text[..<sign], text[sign...])
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
