import Foundation
import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// Makes what replicas are fed from where it is missing: for a store from before there were replicas, after a change in
/// how bodies look, and under a new epoch. Reading all bodies is done in steps that are each kept: after a kill it goes on
/// where it was.
struct SyncRebuild {
    /// Counts up when bodies of units look otherwise than before: their hashes are made again.
    static let generation = 2

    private let database: Database
    private let keys: SyncKeys

    private static let step: Int64 = 1_000

    init(_ database: Database, keys: SyncKeys) {
        self.database = database
        self.keys = keys
    }

    private func fact(_ name: String) throws -> String? {
        try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { $0[0] }
    }

    private func set(_ name: String, _ value: String) throws {
        try database.run(
            "INSERT INTO metadata (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            [name, value]
        )
    }

    func runIfNeeded(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
        if try fact("sync.generation") != String(Self.generation) { try bodies(progress) }
        if try fact("sync.mark") != keys.mark { try sums() }
    }

    // MARK: Bodies

    private func bodies(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
        let total = try database.first("SELECT max(key) FROM unit") { $0[0] as Int64? ?? 0 } ?? 0
        var done = try fact("sync.done").flatMap { Int64($0) } ?? 0
        while done < total {
            try database.inTransaction(.immediate) {
                try units(after: done, through: done + Self.step)
                done += Self.step
                try set("sync.done", String(done))
                return .commit
            }
            progress(Int(min(done, total)), Int(total))
        }
        try database.inTransaction(.immediate) {
            try set("sync.generation", String(Self.generation))
            try database.run("DELETE FROM metadata WHERE name IN ('sync.done', 'sync.mark')")
            return .commit
        }
    }

    /// A unit's last version, as no replica asks for what was before there were any, and those that were kept already: a
    /// round that is under way gets hashes of what it is sent, finds its sum to differ, and reconciles.
    private func units(after first: Int64, through last: Int64) throws {
        let found = try database.rows(
            """
            SELECT key, person, withdrawn, pos, at FROM unit
            WHERE key > ? AND key <= ? AND class = ? AND person IS NOT NULL AND held = 0
            AND closed = 0 AND pos > 0
            """,
            [first, last, 1]
        ) {
            (
                unit: UnitKey($0[0]), person: $0[1] as Int64, isWithdrawn: $0[2] as Bool,
                position: LogPosition($0[3]), at: $0[4] as Int64
            )
        }
        let reading = try UnitReading(database)
        for unit in found {
            let body = try reading.body(of: unit.unit, at: unit.position, isWithdrawn: unit.isWithdrawn)
            guard let body else { continue }
            try database.run(
                """
                INSERT INTO visibility (person, unit, pos_from) SELECT ?1, ?2, ?3
                WHERE NOT EXISTS (SELECT 1 FROM visibility WHERE person = ?1 AND unit = ?2 AND pos_to IS NULL)
                """,
                [unit.person, unit.unit.rawValue, unit.position.rawValue]
            )
            try database.run(
                "INSERT OR REPLACE INTO unit_element (unit, pos, at, withdrawn, hash) VALUES (?, ?, ?, ?, ?)",
                [unit.unit.rawValue, unit.position.rawValue, unit.at, unit.isWithdrawn, Data(UnitBody.hash(body))]
            )
        }
        let earlier = try database.rows(
            """
            SELECT e.unit, e.pos, e.withdrawn FROM unit_element e JOIN unit u ON u.key = e.unit
            WHERE e.unit > ? AND e.unit <= ? AND (e.pos < u.pos OR u.closed = 1)
            """,
            [first, last]
        ) { (unit: UnitKey($0[0]), position: LogPosition($0[1]), isWithdrawn: $0[2] as Bool) }
        for version in earlier {
            let body = try reading.body(of: version.unit, at: version.position, isWithdrawn: version.isWithdrawn)
            guard let body else { continue }
            try database.run(
                "UPDATE unit_element SET hash = ? WHERE unit = ? AND pos = ?",
                [Data(UnitBody.hash(body)), version.unit.rawValue, version.position.rawValue]
            )
        }
    }

    // MARK: Sums

    /// Names and sums of all who are in a scope.
    private func sums() throws {
        try database.inTransaction(.immediate) {
            try database.execute(sql: "DELETE FROM person_sum; DELETE FROM person_wire")
            let sums = try PersonSums(database, keys: keys, units: UnitReading(database))
            for person in try database.rows("SELECT DISTINCT person FROM scope", [], { PersonKey($0[0]) }) {
                try database.run(
                    "INSERT INTO person_wire (key, person) VALUES (?, ?)",
                    [Data(try sums.wireKey(of: person).bytes), person.rawValue]
                )
            }
            let scoped = "SELECT DISTINCT person FROM scope WHERE pos_to IS NULL"
            for person in try database.rows(scoped, [], { PersonKey($0[0]) }) {
                let sum = try sums.counted(of: person, at: LogPosition(.max))
                try database.run(
                    "INSERT INTO person_sum (person, units, sum) VALUES (?, ?, ?)",
                    [person.rawValue, sum.count, Data(sum.digest.bytes)]
                )
            }
            for replica in try database.rows("SELECT key FROM replica", [], { $0[0] as Int64 }) {
                let persons = try database.rows(
                    "SELECT person FROM scope WHERE replica = ? AND pos_to IS NULL",
                    [replica]
                ) { PersonKey($0[0]) }
                var total = UnitSum()
                for person in persons { total += try sums.kept(of: person) ?? UnitSum() }
                try database.run(
                    "UPDATE replica SET units = ?, sum = ? WHERE key = ?",
                    [total.count, Data(total.digest.bytes), replica]
                )
            }
            try set("sync.mark", keys.mark)
            return .commit
        }
    }
}
