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

    package init(_ reader: Reader, about person: PersonKey?, units: [UnitFacts], settings: Set<Int64>?) {
        self.reader = reader
        self.person = person
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
        let seen = row.units.filter { key in
            units[key].map { LogOfUse.decide(view, $0).verdict.shows && view.decide($0).verdict.shows } ?? false
        }
        if case .citizen = view.actor {
            guard LogOfUse.decide(view, nil).verdict.shows else { return nil }
            // Sending a report is no use of it, to a local copy neither, and a report that is not seen yet must not be told
            // of by its arrival.
            return row.action.followsArrival && seen.isEmpty ? nil : seen
        }
        // Who acts for the citizen: rows about units only, and of these what their own decision permits.
        return seen.isEmpty ? nil : seen
    }

    /// Whether a row tells of no setting that the reader may not know of: what was done to which is in the row, but for
    /// presets of orders, of which nobody is told before there is a result.
    private func shows(_ row: AuditRow, _ settings: Set<Int64>) -> Bool {
        guard row.action == .setting, row.outcome == .permitted else { return true }
        return row.setting.map { settings.contains($0.id) } ?? false
    }
}

extension AuditAction {
    /// Whether it is about sending, changing or taking back reports: what happens because they come, with nobody looking.
    var followsArrival: Bool {
        switch self {
        case .create, .update, .delete, .bundle, .message, .sync: true
        default: false
        }
    }
}
