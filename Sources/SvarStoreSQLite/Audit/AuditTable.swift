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
}
