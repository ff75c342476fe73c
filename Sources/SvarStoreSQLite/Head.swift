import GRDB
import SvarDomain

/// The last numbers given, kept by the writer. A value: a rollback puts the old one back.
struct Head: Sendable {
    var position: Int64 = 0
    var at: Int64 = 0
    var person: Int64 = 0
    var unit: Int64 = 0
    var resource: Int64 = 0
    var version: Int64 = 0
    var attachment: Int64 = 0
    var submission: Int64 = 0
    /// When the next end of scope is due, in microseconds.
    var nextEnd = Int64.max
    /// Replicas whose state changed since the last commit.
    var changed: Set<Int64> = []
    /// Entries since the last commit that must be in the log of closures before anybody is told.
    var closings = 0

    /// Read at opening, each from the end of a b-tree, or where an erasure took that away from what it left.
    init(_ database: Database) throws {
        func last(_ column: String, _ table: String) throws -> Int64 {
            let kept = try database.first("SELECT max(\(column)) FROM \(table)") { $0[0] as Int64? ?? 0 } ?? 0
            let given = try database.first("SELECT value FROM metadata WHERE name = ?", [Self.fact(table)]) {
                Int64($0[0] as String) ?? 0
            }
            return max(kept, given ?? 0)
        }
        position = try last("pos", "log")
        at = try database.first("SELECT at FROM log ORDER BY pos DESC LIMIT 1") { $0[0] as Int64 } ?? 0
        person = try last("key", "person")
        unit = try last("key", "unit")
        resource = try last("key", "resource")
        version = try last("key", "version")
        attachment = try last("key", "attachment")
        submission = try last("number", "submission")
        nextEnd = try Self.nextEnd(database)
    }

    private static func fact(_ table: String) -> String { "last.\(table)" }

    /// Keeps the last numbers where no erasure reaches them: a number is never given twice.
    func keep(in database: Database) throws {
        let numbers = [
            "person": person, "unit": unit, "resource": resource, "version": version, "attachment": attachment,
            "submission": submission,
        ]
        for (table, number) in numbers {
            try database.run(
                "INSERT INTO metadata (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
                [Self.fact(table), String(number)]
            )
        }
    }

    /// The next place in the log: gapless position, strictly later time, also when the clock went backwards.
    mutating func stamp(_ now: ServerTime) -> Stamp {
        position += 1
        at = max(now.microseconds, at + 1)
        return Stamp(position: LogPosition(position), at: ServerTime(microseconds: at))
    }
}

extension Int64 {
    /// Counts up and gives the new number.
    mutating func next() -> Int64 {
        self += 1
        return self
    }
}
