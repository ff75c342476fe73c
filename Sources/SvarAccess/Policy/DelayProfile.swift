package import SvarDomain

/// How long a result is kept from the citizen side after it became final.
package enum Delay: Sendable, Hashable {
    /// Not at all.
    case none
    /// A number of days of 24 hours, the end rounded up to the next quarter of an hour (decision 15).
    case days(Int)
    /// Until requester or treating personnel release it.
    case assessed

    /// The first instant at which it is over.
    package func end(from start: ServerTime) -> ServerTime {
        switch self {
        case .none: return start
        case .assessed: return .never
        case .days(let days):
            let quarter: Int64 = 900_000_000
            let (length, tooLong) = Int64(days).multipliedReportingOverflow(by: 86_400_000_000)
            let (end, tooLate) = start.microseconds.addingReportingOverflow(length)
            guard !tooLong, !tooLate, end <= .max - quarter else { return .never }
            let over = end % quarter
            return ServerTime(microseconds: over == 0 ? end : end - over + (over > 0 ? quarter : 0))
        }
    }

    /// How many days, to compare; `assessed` is longer than any.
    private var length: Int {
        switch self {
        case .none: 0
        case .days(let days): days
        case .assessed: .max
        }
    }

    /// The longer of two: the strictest item decides (decision 21).
    package static func longest(_ a: Delay, _ b: Delay) -> Delay { a.length < b.length ? b : a }
}

/// A table of delays: discipline → delay, with rows of single requester units above it (decision 23).
package struct DelayProfile: Sendable, Hashable {
    /// One row. A discipline has the first row that names it; without one, no delay.
    package struct Row: Sendable, Hashable {
        package var disciplines: Disciplines
        package var delay: Delay
        package init(_ disciplines: Disciplines, _ delay: Delay) {
            self.disciplines = disciplines
            self.delay = delay
        }
    }

    /// `trial-2025`, `all-14`, `note-10`, or a name of the data controller's own.
    package var name: String
    package var rows: [Row]
    /// What a requester unit has decided for the reports it ordered; these rows stand before the profile's.
    package var requesters: [Department: [Row]]

    package init(name: String, rows: [Row], requesters: [Department: [Row]] = [:]) {
        self.name = name
        self.rows = rows
        self.requesters = requesters
    }

    /// Imaging, cancer diagnostics and genetics 14 days, all else at once. The default.
    package static let trial2025 = DelayProfile(
        name: "trial-2025",
        rows: [Row([.imaging, .pathology, .genetics], .days(14)), Row(.all, .none)]
    )
    /// 14 days for all results (2023).
    package static let all14 = DelayProfile(name: "all-14", rows: [Row(.all, .days(14))])
    /// 10 days for all results (proposal of 2023).
    package static let note10 = DelayProfile(name: "note-10", rows: [Row(.all, .days(10))])
    /// The three, the default first.
    package static let published = [trial2025, all14, note10]
    /// Toward parents and guardians of children under 12, when a child or BUP department ordered, in every profile.
    package static let childDepartment = Delay.days(10)

    /// The delay of a unit's items: the longest over their disciplines. Empty: nothing was added, no delay.
    package func delay(of disciplines: Disciplines, requester: Department?) -> Delay {
        var rest = disciplines
        var longest = Delay.none
        if !requesters.isEmpty, let requester, let own = requesters[requester] {
            Self.take(own, &rest, &longest)
        }
        Self.take(rows, &rest, &longest)
        return longest
    }

    private static func take(_ rows: [Row], _ rest: inout Disciplines, _ longest: inout Delay) {
        for row in rows where !rest.isDisjoint(with: row.disciplines) {
            longest = Delay.longest(longest, row.delay)
            rest.subtract(row.disciplines)
        }
    }
}
