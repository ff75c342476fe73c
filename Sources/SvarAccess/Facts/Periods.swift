package import SvarDomain
package import SvarFHIR

/// From when to when something is in force: half-open, exact, in server time.
package struct Validity: Sendable, Hashable {
    package var from: ServerTime
    package var until: ServerTime
    package init(from: ServerTime = .ever, until: ServerTime = .never) {
        self.from = from
        self.until = until
    }
    package static let always = Validity()

    package func contains(_ at: ServerTime) -> Bool { from <= at && at < until }

    /// When being in force changes next; `.never` when it does not.
    package func nextChange(after at: ServerTime) -> ServerTime {
        guard from < until, at < until else { return .never }
        return at < from ? from : until
    }
}

/// The result date of a unit, a span of Oslo days: from the earliest `Observation.effective` to the first IssueDate, both
/// inclusive (decision 28).
package struct ResultSpan: Sendable, Hashable {
    package let first: CivilDate
    package let last: CivilDate
    /// The days may come in either order.
    package init(_ one: CivilDate, _ other: CivilDate) {
        first = min(one, other)
        last = max(one, other)
    }
}

/// A period of result dates that a setting names, both ends inclusive; nil is open.
package struct ResultPeriod: Sendable, Hashable {
    package var from: CivilDate?
    package var through: CivilDate?
    package init(from: CivilDate? = nil, through: CivilDate? = nil) {
        self.from = from
        self.through = through
    }

    /// For closing rules: whether any day of the span lies inside. A unit without dates is taken to.
    package func touches(_ span: ResultSpan?) -> Bool {
        guard let span else { return true }
        return (from.map { span.last >= $0 } ?? true) && (through.map { span.first <= $0 } ?? true)
    }

    /// For opening rules: whether every day of the span lies inside. A unit without dates does not.
    package func covers(_ span: ResultSpan?) -> Bool {
        guard let span else { return false }
        return (from.map { span.first >= $0 } ?? true) && (through.map { span.last <= $0 } ?? true)
    }
}
