package import SvarAccess
package import SvarDomain
package import SvarStore

/// What one reader gets of the rows about one person (rows A64, A65 and A73): pure, from the same decisions as results.
package struct LogView: Sendable {
    /// Who reads.
    package enum Reader: Sendable {
        /// The citizen, or who acts for them.
        case citizenSide(PersonView)
        /// Controls how access was decided: every row, with numbers.
        case auditor
    }

    let reader: Reader
    private let person: PersonKey?
    private let units: [UnitKey: UnitFacts]
    /// Settings that the reader may know of, by id (decision 30); nil: all.
    private let settings: Set<Int64>?
    /// When and where versions of units were written.
    private let versions: [UnitKey: [UnitVersionRecord]]

    package init(
        _ reader: Reader,
        about person: PersonKey?,
        units: [UnitFacts],
        versions: [UnitVersionRecord] = [],
        settings: Set<Int64>?
    ) {
        self.reader = reader
        self.person = person
        self.versions = Dictionary(grouping: versions, by: \.unit)
        self.units = Dictionary(units.map { ($0.key, $0) }) { first, _ in first }
        self.settings = settings
    }

    /// Why the whole log is refused with 403; nil when it is not.
    package var refusal: Reason? {
        guard case .citizenSide(let view) = reader else { return nil }
        let (verdict, reason) = LogOfUse.decide(view, nil)
        return verdict == .deny403 ? reason : nil
    }

    /// The units of a row that the reader sees; nil for a row that is not shown.
    package func shown(_ row: AuditRow) -> [UnitKey]? {
        guard row.person == person || person == nil else { return nil }
        guard case .citizenSide(let view) = reader else { return row.units }
        if let settings, !shows(row, settings) { return nil }
        let seen = row.units.filter { key in units[key].map { shows($0, in: row, view) } ?? false }
        if case .citizen = view.actor {
            guard LogOfUse.decide(view, nil).verdict.shows else { return nil }
            // Sending a report is no use of it, to a local copy neither, and a report that is not seen yet must not be told
            // of by its arrival.
            return row.action.followsArrival && seen.isEmpty ? nil : seen
        }
        // Who acts for the citizen: rows about units only, and of these what their own decision permits.
        return seen.isEmpty ? nil : seen
    }

    /// A row as the reader is told of it. That somebody looked is the citizen's to know; that what they read or opened was
    /// there is not, where the citizen does not see it: a read of it, and one of what never was, are a look.
    /// - Parameter seen: units of the row that the reader sees
    package func told(_ row: AuditRow, seen: [UnitKey]) -> AuditRow {
        guard case .citizenSide = reader, seen.isEmpty, row.action.names, row.outcome != .refused,
            row.actor.role != "citizen" || row.actor.id != person.map({ "\($0.rawValue)" })
        else { return row }
        var row = row
        // An auditor who asks about one report is told of as one who reads this log.
        row.action = row.action == .explain ? .log : .search
        (row.outcome, row.status) = (.permitted, 200)
        return row
    }

    /// Whether a row may name a unit to the citizen side. The arrival of a version that is not shown yet is as that of a
    /// report that is not: nothing came after the version that is shown.
    private func shows(_ unit: UnitFacts, in row: AuditRow, _ view: PersonView) -> Bool {
        let decision = view.decide(unit)
        guard LogOfUse.decide(view, unit).verdict.shows, decision.verdict.shows else { return false }
        // What a local copy did not have it got whichever version there was.
        guard row.action.followsArrival, row.action != .sync else { return true }
        guard let version = decision.version, version + 1 < unit.versions.count else {
            return true
        }
        let hidden = unit.versions[version + 1].received
        let records = versions[unit.key] ?? []
        // A round sends several versions as one: one that is shown was among them, or there would have been no such round.
        if let since = row.since { return records.contains { $0.stamp.at < hidden && $0.stamp.position > since } }
        let place = records.first { $0.stamp.at >= hidden }?.stamp.position
        return place.map { row.position < $0 } ?? (row.at < hidden)
    }

    /// Whether a row tells of no setting that the reader may not know of: what was done to which is in the row, but for
    /// presets of orders, of which nobody is told before there is a result. What others tried and were refused names no
    /// setting, and would tell of one as well as what they then did.
    private func shows(_ row: AuditRow, _ settings: Set<Int64>) -> Bool {
        guard row.action == .setting else { return true }
        guard row.outcome == .permitted else { return Self.citizenSide.contains(row.actor.role) }
        return row.setting.map { settings.contains($0.id) } ?? false
    }

    private static let citizenSide: Set<String> = ["citizen", "parent", "guardian", "proxy"]
}

extension AuditAction {
    /// Whether it asks for something by its name, so that being answered tells that it is there.
    fileprivate var names: Bool {
        switch self {
        case .read, .vread, .history, .attachment, .explain: true
        default: false
        }
    }

    /// Whether it is about sending, changing or taking back reports: what happens because they come, with nobody looking.
    var followsArrival: Bool {
        switch self {
        case .create, .update, .delete, .bundle, .message, .sync, .syncAgain: true
        default: false
        }
    }
}
