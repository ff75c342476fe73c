public import Foundation
import GRDB
import SvarDomain
import SvarJSON
import SvarSync

/// Which reports are wanted; all that is given must hold.
public struct ReportFilter: Sendable, Hashable {
    /// Discipline: a code, or `system|code`.
    public var category: String?
    /// Code of the report or of one of its results: a code, or `system|code`.
    public var code: String?
    /// Not before.
    public var from: Date?
    /// Before.
    public var to: Date?
    /// FHIR's status.
    public var status: String?

    /// Every report.
    public init() {}
}

/// Some reports of a list.
public struct ReportPage: Sendable, Hashable {
    /// The newest first.
    public var reports: [ReportSummary]
    /// Gives the page after this one; nil at the end.
    public var next: String?
}

extension ReplicaReader {
    /// Reports of a person, the newest first; none when the person is not in the scope at this time, or is closed from the
    /// reader.
    /// - Parameters:
    ///   - person: the key
    ///   - limit: most reports of a page, 1 to 1 000
    ///   - page: `next` of the page before; what is no such text gives no reports
    public func reports(
        of person: String,
        matching filter: ReportFilter = ReportFilter(),
        limit: Int = 50,
        page: String? = nil,
        now: Date
    ) throws(ReplicaError) -> ReportPage {
        guard let key = WireKey(text: person) else { return ReportPage(reports: []) }
        var place = PagePlace.first
        if let page {
            guard let given = PagePlace(page) else { return ReportPage(reports: []) }
            place = given
        }
        let limit = min(max(limit, 1), 1_000)
        return try read(key, now: now) { view, _ in
            guard let id = try view.shown(key) else { return ReportPage(reports: []) }
            let select = try view.database.bound(
                """
                SELECT \(UnitView.columns) FROM unit
                WHERE person = ?1 AND time >= ?2 AND time < ?3 AND (time, k) < (?4, ?5) ORDER BY time DESC, k DESC
                """
            )
            select.bind(1, id)
            select.bind(2, filter.from?.microseconds ?? .min)
            select.bind(3, filter.to?.microseconds ?? .max)
            select.bind(4, place.time)
            select.bind(5, place.key)
            var result = ReportPage(reports: [])
            try select.forEach { row in
                let unit = try UnitView(row)
                let summary = unit.summary(of: key)
                guard filter.matches(summary, unit) else { return true }
                if result.reports.count == limit {
                    result.next = place.text
                    return false
                }
                result.reports.append(summary)
                place = PagePlace(time: unit.time, key: unit.key.bytes)
                return true
            }
            return result
        }
    }

    /// One report in full; nil when there is none by the key that is shown at this time.
    public func report(_ key: String, now: Date) throws(ReplicaError) -> Report? {
        guard let key = WireKey(text: key) else { return nil }
        return try read(nil, now: now) { view, asked in
            let select = try view.database.bound(
                """
                SELECT \(UnitView.columns), (SELECT p FROM person WHERE id = unit.person AND \(View.isShown))
                FROM unit WHERE k = ?
                """
            )
            view.bind(select, 1)
            select.bind(3, key.bytes)
            let found = try select.first { row -> (UnitView, WireKey)? in
                guard let person = WireKey(bytes: row.buffer(6)) else { return nil }
                return (try UnitView(row), person)
            }
            guard let (unit, person) = found ?? nil else { return nil }
            asked = [person]
            return unit.report(of: person, revisions: try Self.revisions(of: unit.id, view.database))
        }
    }

    /// The report whose main resource has this type and logical id; nil when there is none that is shown at this time. Reads
    /// what is held, as the file has no list of ids.
    public func report(type: String, id: String, now: Date) throws(ReplicaError) -> Report? {
        try read(nil, now: now) { view, asked in
            let select = try view.database.bound(
                """
                SELECT \(UnitView.columns), (SELECT p FROM person WHERE id = unit.person AND \(View.isShown)) AS shown
                FROM unit WHERE shown IS NOT NULL
                """
            )
            view.bind(select, 1)
            var found: Report?
            try select.forEach { row in
                let unit = try UnitView(row)
                guard let person = WireKey(bytes: row.buffer(6)), unit.main["id"]?.isString(id) ?? false,
                    unit.main["resourceType"]?.isString(type) ?? false
                else { return true }
                asked = [person]
                found = unit.report(of: person, revisions: try Self.revisions(of: unit.id, view.database))
                return false
            }
            return found
        }
    }

    private static func revisions(of unit: Int64, _ database: Database) throws -> [ReportRevision] {
        let select = try database.bound("SELECT ver, replaced, status, was FROM revision WHERE unit = ? ORDER BY ver")
        select.bind(1, unit)
        return try select.rows { row in
            ReportRevision(
                received: Date(microseconds: row.integer(0)),
                replaced: Date(microseconds: row.integer(1)),
                status: row.text(2),
                changed: [EarlierValue](stored: row.bytes(3))
            )
        }
    }
}

extension ReportFilter {
    fileprivate func matches(_ summary: ReportSummary, _ unit: UnitView) -> Bool {
        if let status, summary.status != status { return false }
        if let category, !summary.categories.contains(where: { $0.matches(category) }) { return false }
        guard let code else { return true }
        return summary.codes.contains { $0.matches(code) }
            || unit.root.elements.contains { resource in
                (resource["resourceType"]?.isString("Observation") ?? false)
                    && ReportCode.all(of: resource["code"]).contains { $0.matches(code) }
            }
    }
}

/// Where a page of a list ended.
private struct PagePlace {
    var time: Int64
    var key: [UInt8]

    /// Before every report.
    static let first = PagePlace(time: .max, key: [])

    init(time: Int64, key: [UInt8]) {
        self.time = time
        self.key = key
    }

    init?(_ text: String) {
        guard let bytes = Base64URL.decode(text.utf8), bytes.count == 8 + WireKey.count else { return nil }
        time = Int64(bitPattern: bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        key = Array(bytes[8...])
    }

    var text: String {
        let bits = UInt64(bitPattern: time)
        return Base64URL.encode((0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) } + key)
    }
}
