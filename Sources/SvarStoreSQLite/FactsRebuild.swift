import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarStore

/// Makes what the access rules must know of versions of units that were written before it was kept, each from the members
/// the unit had then. Done in steps that are each kept: after a kill it goes on where it was.
struct FactsRebuild {
    private let database: Database
    private let index: StoreIndex

    private static let step = 1_000

    init(_ database: Database, index: StoreIndex) {
        self.database = database
        self.index = index
    }

    private func fact(_ name: String) throws -> Int64? {
        try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { $0[0] as String }
            .flatMap { Int64($0) }
    }

    private func set(_ name: String, _ value: Int64) throws {
        try database.run(
            "INSERT INTO metadata (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            [name, String(value)]
        )
    }

    func runIfNeeded(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
        guard index.facts != nil else {
            // What is written now may lack them.
            return try database.run("DELETE FROM metadata WHERE name IN ('facts.made', 'facts.done')")
        }
        guard try fact("facts.made") == nil else { return }
        let total = try database.first("SELECT max(pos) FROM log") { $0[0] as Int64? ?? 0 } ?? 0
        var done = try fact("facts.done") ?? 0
        while done < total {
            try database.inTransaction(.immediate) {
                done = try next(after: done) ?? total
                try set("facts.done", done)
                return .commit
            }
            progress(Int(done), Int(total))
        }
        try database.inTransaction(.immediate) {
            try set("facts.made", 1)
            try database.run("DELETE FROM metadata WHERE name = 'facts.done'")
            return .commit
        }
    }

    private struct Missing {
        var unit: Int64
        var person: Int64
        var position: Int64
        var at: Int64
    }

    /// Makes those of the next versions; gives the place of the last of them, or nil when there were none.
    private func next(after position: Int64) throws -> Int64? {
        let missing = try database.rows(
            """
            SELECT l.unit, l.person, l.pos, l.at FROM log l
            WHERE l.pos > ?1 AND l.kind = ?2 AND l.unit IS NOT NULL AND l.person IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM unit_version v WHERE v.person = l.person AND v.unit = l.unit AND v.pos = l.pos)
            ORDER BY l.pos LIMIT ?3
            """,
            [position, LogEntry.Kind.version.rawValue, Self.step]
        ) { Missing(unit: $0[0], person: $0[1], position: $0[2], at: $0[3]) }
        for version in missing {
            guard let facts = try index.facts?(members(of: version.unit, at: version.position)) else { return nil }
            try database.run(
                "INSERT INTO unit_version (person, unit, pos, at, facts) VALUES (?, ?, ?, ?, ?)",
                [version.person, version.unit, version.position, version.at, Data(facts)]
            )
        }
        return missing.last?.position
    }

    /// What a unit held, ascending by key, without what was deleted. A resource that came from another unit was not there
    /// before.
    private func members(of unit: Int64, at position: Int64) throws -> [ResourceVersion] {
        try database.rows(
            """
            \(Select.version) FROM resource r JOIN unit u ON u.key = r.unit JOIN version v ON v.resource = r.key
            WHERE r.key IN (
                SELECT key FROM resource WHERE unit = ?1
                AND key NOT IN (SELECT resource FROM membership WHERE unit = ?1)
                UNION SELECT resource FROM membership
                WHERE unit = ?1 AND pos_from <= ?2 AND (pos_to IS NULL OR pos_to > ?2)
            ) AND v.pos = (SELECT max(pos) FROM version WHERE resource = r.key AND pos <= ?2) AND v.deleted = 0
            ORDER BY r.key
            """,
            [unit, position]
        ) { try ResourceVersion($0) }
    }
}
