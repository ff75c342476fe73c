import Foundation
import GRDB
package import SvarDomain
import SvarStore

/// How long rows of the log of use are kept: as long as the record they are about, and five years after (decision 37). A
/// row that is deleted leaves its inner hash, so that the chain can still be followed.
package enum AuditRetention {
    /// Five years, leap days included.
    package static let time: Duration = .seconds(1_826 * 86_400)
    /// Rows deleted at a time, so that others write in between.
    static let step = 200
}

extension AuditTable {
    /// Deletes rows of before `time` about a person, or about nobody, the oldest first.
    /// - Returns: how many; fewer than `limit` when there is no more.
    static func forget(about person: PersonKey?, before time: ServerTime, limit: Int, in database: Database) throws
        -> Int
    {
        let rows = try database.rows(
            """
            SELECT number, salt, body FROM audit WHERE person \(person == nil ? "IS NULL" : "= ?1") AND salt IS NOT NULL
            ORDER BY number LIMIT ?2
            """,
            [person?.rawValue, limit]
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
}

extension SQLiteStore {
    /// Deletes rows about writes to records that ended before `time`.
    /// - Returns: how many, and whose records those are, for the other part of the log.
    package func forgetUse(ofRecordsEndedBefore time: ServerTime) async throws -> (rows: Int, persons: [PersonKey]) {
        let persons = try await readers.long { database in
            let position = try LogPlaces(database).last(before: time)?.rawValue ?? 0
            // A record that was begun anew has not ended.
            return try database.rows(
                """
                SELECT person FROM erasure WHERE done = 1 AND pos <= ?
                AND NOT EXISTS (SELECT 1 FROM unit WHERE unit.person = erasure.person)
                """,
                [position]
            ) { PersonKey($0[0]) }
        }
        var count = 0
        for person in persons {
            while true {
                let step = try await run { transaction in
                    try AuditTable.forget(
                        about: person,
                        before: time,
                        limit: AuditRetention.step,
                        in: transaction.database
                    )
                }
                count += step
                if step < AuditRetention.step { break }
            }
        }
        return (count, persons)
    }
}

extension SQLiteAccessLog {
    /// Deletes rows of before `time` about these persons, and those about nobody: no record keeps them.
    /// - Returns: how many.
    package func forget(about persons: [PersonKey], before time: ServerTime) async throws -> Int {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int, any Error>) in
            let files = files
            let thread = Thread {
                continuation.resume(
                    with: Result { try Self.forget(about: persons, before: time, in: files) }.mapError(SvarError.store)
                )
            }
            thread.name = "svar.access.retention"
            thread.start()
        }
    }

    /// On a connection of its own: the writer of rows goes on between the steps.
    private static func forget(about persons: [PersonKey], before time: ServerTime, in files: AccessFiles) throws -> Int
    {
        let connection = try files.connect(
            label: "svar.access.retention",
            isSynced: false,
            checkpointPages: 0,
            cacheKiB: 256
        )
        var count = 0
        for person in persons.map(Optional.some) + [nil] {
            while true {
                let step = try connection.write { database in
                    try AuditTable.forget(about: person, before: time, limit: AuditRetention.step, in: database)
                }
                count += step
                if step < AuditRetention.step { break }
            }
        }
        try connection.close()
        return count
    }
}
