import SvarFHIR

/// A date as searched: the interval of its precision, from a year to a microsecond.
/// Source: http://hl7.org/fhir/R4/search.html#date
enum DateText {
    /// Nil for a text that is no date. Seconds and zone may be absent; without a zone it is a time of Europe/Oslo.
    static func interval(_ text: String) -> Range<Int64>? {
        if let known = FHIRDateTime(text) { return known.range }
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 10, text.utf8.count <= 60 else { return nil }
        var time = String(parts[1])
        var zone = ""
        if time.hasSuffix("Z") {
            zone = "Z"
        } else if time.utf8.count > 6, let sign = time.utf8.dropLast(5).last, sign == 0x2B || sign == 0x2D {
            zone = String(time.suffix(6))
        }
        time = String(time.dropLast(zone.count))
        let isMinute = time.utf8.count == 5
        if isMinute { time += ":00" }
        guard let range = FHIRDateTime("\(parts[0])T\(time)\(zone.isEmpty ? "Z" : zone)")?.range else { return nil }
        let width = isMinute ? 60_000_000 : Int64(range.count)
        guard zone.isEmpty else { return range.lowerBound..<range.lowerBound + width }
        let start = OsloTime.utc(CivilDateTime(microsecondsSince1970: range.lowerBound))
        return start..<start + width
    }

    /// The interval an approximate search looks at: wider by a tenth of the distance between now and its start.
    static func widened(_ interval: Range<Int64>, now: Int64) -> Range<Int64> {
        let distance = abs(now - interval.lowerBound) / 10
        return interval.lowerBound - distance..<interval.upperBound + distance
    }
}
