import SvarFHIR
import SvarJSON

/// The half-open interval of instants that a date element covers, in microseconds since 1970; open ends are the ends of
/// Int64.
struct TimeInterval: Hashable {
    var start: Int64
    var end: Int64

    /// Nil where the element says nothing of time.
    init?(_ value: JSONNode, _ reader: IndexPlan.Reader) {
        switch reader {
        case .period: self.init(period: value)
        case .timing: self.init(timing: value)
        default: self.init(date: value)
        }
    }

    private init?(date value: JSONNode) {
        guard let text = value.string, let range = FHIRDateTime(text)?.range else { return nil }
        (start, end) = (range.lowerBound, range.upperBound)
    }

    private init?(period value: JSONNode) {
        let first = value["start"].flatMap { TimeInterval(date: $0) }
        let last = value["end"].flatMap { TimeInterval(date: $0) }
        guard first != nil || last != nil else { return nil }
        start = first?.start ?? .min
        end = last?.end ?? .max
        // An end before its beginning says nothing; one within a coarse beginning, such as a year, ends the period.
        if let first, end <= start { end = first.end }
    }

    /// From the earliest to the latest of all events and the bounds.
    private init?(timing value: JSONNode) {
        var all: [TimeInterval] = []
        if let events = value["event"] {
            for event in events.kind == .array ? Array(events.elements) : [events] {
                if let interval = TimeInterval(date: event) { all.append(interval) }
            }
        }
        if let bounds = value["repeat"]?["boundsPeriod"], let interval = TimeInterval(period: bounds) {
            all.append(interval)
        }
        guard let first = all.map(\.start).min(), let last = all.map(\.end).max() else { return nil }
        (start, end) = (first, last)
    }
}
