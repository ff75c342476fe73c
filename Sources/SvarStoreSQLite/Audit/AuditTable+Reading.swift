import GRDB
package import SvarDomain
package import SvarStore

extension AuditTable {
    /// The newest rows about a person, or of all, numbered below `before`.
    static func rows(about person: PersonKey?, before: Int64?, limit: Int, in database: Database) throws -> [(
        number: Int64, row: AuditRow
    )] {
        // The number is the end of every entry of the index by person, so that both are walks of one index.
        let condition = person == nil ? "" : " AND person = ?"
        let arguments: [any DatabaseValueConvertible] =
            [before ?? .max] + (person.map { [$0.rawValue] } ?? []) + [limit]
        return try database.rows(
            "SELECT number, body FROM audit WHERE number < ?\(condition) AND salt IS NOT NULL ORDER BY number DESC LIMIT ?",
            StatementArguments(arguments)
        ) { (number: $0[0] as Int64, row: try row(of: $0.bytes(1), number: $0[0])) }
    }

    /// One row; nil when there is none or it was deleted.
    static func row(_ number: Int64, in database: Database) throws -> AuditRow? {
        try database.first("SELECT body FROM audit WHERE number = ? AND salt IS NOT NULL", [number]) {
            try row(of: $0.bytes(0), number: number)
        }
    }

    /// The first number whose row is of this time or later; behind the last one when none is. Deleted rows have no time:
    /// the next that has one speaks for a stretch of them, and a long stretch counts as old.
    static func number(from time: ServerTime, in database: Database) throws -> Int64 {
        var (low, high) = (Int64(1), try head(database).number + 1)
        while low < high {
            let middle = (low + high) / 2
            let next = try database.first(
                "SELECT number, body FROM audit WHERE number BETWEEN ? AND ? AND salt IS NOT NULL ORDER BY number LIMIT 1",
                [middle, min(high - 1, middle + 1_000)]
            ) { (number: $0[0] as Int64, row: try row(of: $0.bytes(1), number: $0[0])) }
            if let next, next.row.at >= time { high = middle } else { low = (next?.number ?? middle) + 1 }
        }
        return low
    }

    private static func row(of bytes: [UInt8], number: Int64) throws -> AuditRow {
        guard let row = AuditRow(encoded: bytes) else {
            throw SvarError(.storeUnusable, "row \(number) of the log of use cannot be read")
        }
        return row
    }
}

extension SQLiteAccessLog {
    package func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(
        number: Int64, row: AuditRow
    )] {
        try await readers.long { try AuditTable.rows(about: person, before: before, limit: limit, in: $0) }
    }

    package func row(_ number: Int64) async throws -> AuditRow? {
        try await readers.short { try AuditTable.row(number, in: $0) }
    }

    package func number(from time: ServerTime) async throws -> Int64 {
        try await readers.long { try AuditTable.number(from: time, in: $0) }
    }
}

extension SQLiteStore {
    package func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(
        number: Int64, row: AuditRow
    )] {
        try await readers.long { try AuditTable.rows(about: person, before: before, limit: limit, in: $0) }
    }

    package func row(_ number: Int64) async throws -> AuditRow? {
        try await readers.short { try AuditTable.row(number, in: $0) }
    }

    package func number(from time: ServerTime) async throws -> Int64 {
        try await readers.long { try AuditTable.number(from: time, in: $0) }
    }
}
