import SvarFHIR
import SvarJSON

/// Days in Oslo that elements of a result name (decision 28).
enum TimeFacts {
    /// `effective[x]`: from the first day to the last; a time without one of its ends is the day of the other.
    static func effective(_ node: JSONNode) -> UnitVersionFacts.Days? {
        var found = UnitVersionFacts.Days.joining(days(node["effectiveDateTime"]), days(node["effectiveInstant"]))
        if let period = node["effectivePeriod"] {
            found = .joining(found, .joining(days(period["start"]), days(period["end"])))
        }
        if let timing = node["effectiveTiming"] {
            for event in timing.list("event") { found = .joining(found, days(event)) }
        }
        return found
    }

    /// IssueDate of the message.
    static func reportDate(_ report: JSONNode) -> Int? {
        let dates = report.list("extension").lazy.filter { element in
            element["url"]?.isString("http://nhn.no/fhir/nilar/StructureDefinition/nilar-report-date") ?? false
        }
        return dates.compactMap { day($0["valueDateTime"]) }.first
    }

    /// The first day of a date or time.
    static func day(_ node: JSONNode?) -> Int? { days(node)?.first }

    /// The days a date or time covers; a year covers all of its days.
    static func days(_ node: JSONNode?) -> UnitVersionFacts.Days? {
        guard let range = node?.string.flatMap(FHIRDateTime.init)?.range else { return nil }
        return UnitVersionFacts.Days(
            first: OsloTime.local(range.lowerBound).date.daysSince1970,
            last: OsloTime.local(range.upperBound - 1).date.daysSince1970
        )
    }
}
