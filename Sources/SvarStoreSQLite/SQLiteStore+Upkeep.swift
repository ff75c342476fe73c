import Foundation
import GRDB
package import SvarDomain

/// What keeps a running store small and its secrets short-lived.
extension SQLiteStore {
    /// How long raw submissions are kept unless told otherwise (decision 10).
    package static let rawRetention: Duration = .seconds(90 * 86_400)

    /// How long index rows of past versions are kept for pages of searches that began earlier (decision 43).
    package static let closedIndexRetention: Duration = .seconds(86_400)

    /// The raw bytes of a submission, for audit and re-mapping; nil when unknown, not kept or purged.
    package func raw(submission number: Int64) async throws -> [UInt8]? {
        let keys = keys
        return try await readers.long { database in
            let sealed = try database.first("SELECT raw FROM submission WHERE number = ?", [number]) {
                $0[0] as Data?
            }
            return try sealed.flatMap { $0 }.map { try keys.open($0, number: number) }
        }
    }

    /// Drops the raw bytes of submissions received before `time`; receipts and digests stay. Returns how many.
    @discardableResult
    package func purgeSubmissions(receivedBefore time: ServerTime) async throws -> Int {
        try await inSteps { transaction in
            try transaction.database.run(
                """
                UPDATE submission SET raw = NULL WHERE number IN
                (SELECT number FROM submission WHERE raw IS NOT NULL AND received < ? LIMIT 500)
                """,
                [time.microseconds]
            )
        }
    }

    /// Drops index rows that ended before `time`; searches at an earlier place are refused from then on. Returns how many.
    @discardableResult
    package func pruneIndex(closedBefore time: ServerTime) async throws -> Int {
        let position = try await readers.long { database in
            try LogPlaces(database).last(before: time)?.rawValue ?? 0
        }
        try await run { transaction in
            try transaction.database.run(
                """
                INSERT INTO metadata (name, value) VALUES ('index.floor', ?1)
                ON CONFLICT DO UPDATE SET value = ?1 WHERE CAST(value AS INTEGER) < ?1
                """,
                [String(position)]
            )
        }
        return try await inSteps { transaction in
            try transaction.database.run(
                """
                DELETE FROM search_index WHERE (cluster, slot, value, extra, part, resource, pos_from) IN
                (SELECT cluster, slot, value, extra, part, resource, pos_from FROM search_index
                WHERE pos_to IS NOT NULL AND pos_to <= ? LIMIT 1000)
                """,
                [position]
            )
        }
    }

    /// Repeats a bounded change until it changes nothing, so that other writes come in between.
    func inSteps(_ body: @escaping @Sendable (SQLiteTransaction) throws -> Void) async throws -> Int {
        var total = 0
        while true {
            let count = try await run { transaction in
                try body(transaction)
                return transaction.database.changesCount
            }
            guard count > 0 else { return total }
            total += count
        }
    }

    /// What the writer did so far.
    package var groupCommits: GroupCommitCounts { writer.statistics }
}

/// What the writer did since the store was opened.
package struct GroupCommitCounts: Sendable, Hashable {
    /// Groups that were committed or lost.
    package var groups = 0
    /// Writes in them.
    package var writes = 0
    /// Times the writer stood still in an open group, waiting for more.
    package var waits = 0

    package init(groups: Int = 0, writes: Int = 0, waits: Int = 0) {
        (self.groups, self.writes, self.waits) = (groups, writes, waits)
    }
}
