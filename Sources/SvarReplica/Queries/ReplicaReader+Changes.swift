public import Foundation
import GRDB
import SvarSync

/// A report that came or was changed.
public struct ChangedReport: Sendable, Hashable {
    /// As it is now.
    public var summary: ReportSummary
    /// When this replica took it.
    public var taken: Date
    /// Whether this replica has held an earlier version.
    public var isNewVersion: Bool
}

/// What changed in a replica.
public struct ReplicaChanges: Sendable, Hashable {
    /// Oldest change first.
    public var reports: [ChangedReport]
    /// Keys of reports that are not there any more, of persons who still are.
    public var removed: [String]
    /// Ask with it the next time.
    public var mark: String
    /// Whether there is more behind the mark already.
    public var hasMore: Bool
}

extension ReplicaReader {
    /// What this replica took since a mark that it gave before; everything without one. Removals are told for 30 days.
    /// - Parameters:
    ///   - person: only theirs; nil: of everybody shown
    ///   - limit: about how many reports; those that were taken together come together
    public func changes(
        since mark: String?,
        of person: String? = nil,
        limit: Int = 500,
        now: Date
    ) throws(ReplicaError) -> ReplicaChanges {
        try changes(after: mark.flatMap { Int64($0) } ?? 0, of: person, limit: limit, now: now)
    }

    /// What this replica took after a time.
    public func changes(
        sinceTime time: Date,
        of person: String? = nil,
        limit: Int = 500,
        now: Date
    ) throws(ReplicaError) -> ReplicaChanges {
        let serial = try read(nil, now: now) { view, _ in
            var last: Int64?
            // From the newest on, as far as they are later.
            try view.database.bound("SELECT serial, changed FROM unit ORDER BY serial DESC").forEach { row in
                guard row.integer(1) <= time.microseconds else { return true }
                last = row.integer(0)
                return false
            }
            return last ?? 0
        }
        return try changes(after: serial, of: person, limit: limit, now: now)
    }

    private func changes(
        after serial: Int64,
        of person: String?,
        limit: Int,
        now: Date
    ) throws(ReplicaError) -> ReplicaChanges {
        let key = person.flatMap { WireKey(text: $0) }
        return try read(key, now: now) { view, read in
            let database = view.database
            let state = try ReplicaState.read(database)
            var changes = ReplicaChanges(reports: [], removed: [], mark: String(state.serial), hasMore: false)
            var only: Int64?
            if person != nil {
                guard let key, let id = try view.shown(key) else { return changes }
                only = id
            }
            let select = try database.bound(
                """
                SELECT \(UnitView.columns), p, changed, serial, EXISTS (SELECT 1 FROM revision r WHERE r.unit = unit.id)
                FROM unit JOIN (SELECT id AS owner, p FROM person WHERE \(View.isShown)) ON owner = person
                WHERE serial > ?3 AND (?4 IS NULL OR person = ?4) ORDER BY serial, time
                """
            )
            view.bind(select, 1)
            select.bind(3, serial)
            select.bind(4, orNull: only)
            var last = serial
            try select.forEach { row in
                if changes.reports.count >= max(limit, 1), row.integer(8) != last {
                    (changes.mark, changes.hasMore) = (String(last), true)
                    return false
                }
                last = row.integer(8)
                guard let key = WireKey(bytes: row.buffer(6)) else { return true }
                read.insert(key)
                changes.reports.append(
                    ChangedReport(
                        summary: try UnitView(row).summary(of: key),
                        taken: Date(microseconds: row.integer(7)),
                        isNewVersion: row.integer(9) != 0
                    )
                )
                return true
            }
            let removed = try database.bound(
                """
                SELECT removal.k FROM removal JOIN person ON person.id = removal.person
                WHERE \(View.isShown) AND serial > ?3 AND serial <= ?4 AND (?5 IS NULL OR removal.person = ?5)
                    AND NOT EXISTS (SELECT 1 FROM unit WHERE unit.k = removal.k) ORDER BY serial
                """
            )
            view.bind(removed, 1)
            removed.bind(3, serial)
            removed.bind(4, changes.hasMore ? last : state.serial)
            removed.bind(5, orNull: only)
            changes.removed = try removed.rows { WireKey(bytes: $0.buffer(0))?.text }.compactMap(\.self)
            return changes
        }
    }
}
