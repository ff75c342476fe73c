import Foundation
import GRDB
import SvarDomain
import SvarStore

/// The table of the log of use, the same in the store (rows about writes) and in `access.db` (rows about reads).
enum AuditTable {
    /// `body` is the encoded row, or, when `salt` is NULL, what is left of a row that retention deleted: its inner hash.
    /// `person` stands beside it for finding.
    static let schema = """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY, person INTEGER, salt BLOB, body BLOB NOT NULL, commitment BLOB NOT NULL
        ) STRICT;
        CREATE INDEX audit_person ON audit (person) WHERE person IS NOT NULL;
        """

    private static let insertion = "INSERT INTO audit (number, person, salt, body, commitment) VALUES (?, ?, ?, ?, ?)"

    /// Where the chain ends.
    struct Head: Sendable, Hashable {
        var number: Int64 = 0
        var commitment = AuditChain.start
    }

    static func head(_ database: Database) throws -> Head {
        try database.first("SELECT number, commitment FROM audit ORDER BY number DESC LIMIT 1") {
            Head(number: $0[0], commitment: try $0.bytes(1))
        } ?? Head()
    }

    /// Adds a row behind `head`, which moves on; with the transaction a row is kept or lost.
    /// - Parameter salt: `AuditChain.saltBytes` random bytes.
    static func append(_ row: AuditRow, to database: Database, head: inout Head, salt: [UInt8]) throws {
        try append(SealedRow(row, salt: salt), to: database, head: &head)
    }

    static func append(_ row: SealedRow, to database: Database, head: inout Head) throws {
        let next = Head(
            number: head.number + 1,
            commitment: AuditChain.commitment(of: row.leaf, previous: head.commitment)
        )
        let statement = try RawStatement(insertion, in: database)
        statement.bind(1, next.number)
        statement.bind(2, orNull: row.person)
        statement.bind(3, row.salt)
        statement.bind(4, row.encoded)
        statement.bind(5, next.commitment)
        try statement.run()
        head = next
    }

    /// Deletes rows from the oldest on, up to the first that is not before `time`, and keeps their inner hashes, so that
    /// the chain can still be followed. Nothing calls it yet: rows are kept as long as the record exists and five years
    /// after (decision 37), and no record ends so far.
    /// - Returns: how many; fewer than `limit` when there is no more.
    static func forget(before time: ServerTime, limit: Int, in database: Database) throws -> Int {
        let first = try firstKept(in: database)
        let rows = try database.rows(
            "SELECT number, salt, body FROM audit WHERE number >= ? ORDER BY number LIMIT ?",
            [first, limit]
        ) { (number: $0[0] as Int64, salt: try $0.bytes(1), body: try $0.bytes(2)) }
        var count = 0
        for row in rows {
            guard let kept = AuditRow(encoded: row.body), kept.at < time else { break }
            try database.run(
                "UPDATE audit SET person = NULL, salt = NULL, body = ? WHERE number = ?",
                [Data(AuditChain.leaf(row.salt, row.body)), row.number]
            )
            count += 1
        }
        return count
    }

    /// The number of the oldest row that was not deleted; found by halving, as the deleted ones are all before it.
    private static func firstKept(in database: Database) throws -> Int64 {
        var (low, high) = (Int64(1), try head(database).number + 1)
        while low < high {
            let middle = (low + high) / 2
            let isDeleted = try database.first("SELECT salt IS NULL FROM audit WHERE number = ?", [middle]) {
                $0[0] as Bool
            }
            if isDeleted == true { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
