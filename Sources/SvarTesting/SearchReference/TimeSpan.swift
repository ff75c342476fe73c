import SvarFHIR

/// A stretch of time in microseconds since 1970 UTC, from `low` up to, not including, `high`.
/// `Int64.min` and `.max` are open ends.
package struct TimeSpan: Hashable, Sendable {
    package var low: Int64
    package var high: Int64

    package init(_ low: Int64, _ high: Int64) {
        self.low = low
        self.high = high
    }

    /// All of time.
    package static let always = TimeSpan(.min, .max)

    package func contains(_ other: TimeSpan) -> Bool { low <= other.low && other.high <= high }
    package func overlaps(_ other: TimeSpan) -> Bool { low < other.high && other.low < high }
    /// From the earlier beginning to the later end.
    package func joined(_ other: TimeSpan) -> TimeSpan { TimeSpan(min(low, other.low), max(high, other.high)) }

    /// What a FHIR `date`, `dateTime` or `instant` covers; nil when the text is none.
    package init?(fhir text: String) {
        guard let range = FHIRDateTime(text)?.range else { return nil }
        self.init(range.lowerBound, range.upperBound)
    }

    /// What the text of a search covers: `yyyy[-mm[-dd[Thh:mm[:ss[.f…]][zone]]]]`. Without zone it is Norwegian time.
    package init?(search text: String) {
        if text.utf8.count <= 10 {
            self.init(fhir: text)
            return
        }
        let (clock, zone) = Self.splitZone(text)
        // Seconds may be left out; then the whole minute is meant.
        let isMinute = clock.utf8.count == 16
        guard let local = FHIRDateTime((isMinute ? clock + ":00" : clock) + "Z")?.range else { return nil }
        let width = isMinute ? 60_000_000 : Int64(local.count)
        let start: Int64
        if zone.isEmpty {
            start = OsloTime.utc(CivilDateTime(microsecondsSince1970: local.lowerBound))
        } else {
            guard let instant = FHIRDateTime((isMinute ? clock + ":00" : clock) + zone) else { return nil }
            start = instant.range.lowerBound
        }
        self.init(start, start + width)
    }

    private static func splitZone(_ text: String) -> (clock: String, zone: String) {
        if text.hasSuffix("Z") { return (String(text.dropLast()), "Z") }
        let tail = text.suffix(6)
        if let sign = tail.first, sign == "+" || sign == "-", tail.dropFirst(3).first == ":" {
            return (String(text.dropLast(6)), String(tail))
        }
        return (text, "")
    }
}

/// The prefixes of ordered values. Source: http://hl7.org/fhir/R4/search.html#prefix
package enum ReferencePrefix: String, CaseIterable, Sendable {
    case eq, ne, gt, lt, ge, le, sa, eb, ap

    /// The prefix a value starts with, and the rest. A value that starts with anything else is meant as equal.
    package static func split(_ value: String) -> (ReferencePrefix, String) {
        if let prefix = ReferencePrefix(rawValue: String(value.prefix(2))) {
            return (prefix, String(value.dropFirst(2)))
        }
        return (.eq, value)
    }
}

extension ReferencePrefix {
    /// Whether a target matches the span a search names, read word by word from the specification's table.
    package func holds(_ searched: TimeSpan, _ target: TimeSpan) -> Bool {
        switch self {
        // "the range of the search value fully contains the range of the target value"
        case .eq: searched.contains(target)
        case .ne: !searched.contains(target)
        // "the range above the search value intersects (i.e. overlaps) with the range of the target value"
        case .gt: TimeSpan(searched.high, .max).overlaps(target)
        case .lt: TimeSpan(.min, searched.low).overlaps(target)
        // the same "or the range of the search value fully contains the range of the target value"
        case .ge: TimeSpan(searched.high, .max).overlaps(target) || searched.contains(target)
        case .le: TimeSpan(.min, searched.low).overlaps(target) || searched.contains(target)
        // "does not overlap with the range of the target value, and the range above … contains the range of the target"
        case .sa: !searched.overlaps(target) && TimeSpan(searched.high, .max).contains(target)
        case .eb: !searched.overlaps(target) && TimeSpan(.min, searched.low).contains(target)
        case .ap: searched.overlaps(target)
        }
    }
}
