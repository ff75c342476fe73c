package import SvarDomain

/// A search that later pages continue: kept under a keyed hash, so that links hold no query (decision 43).
package struct KeptQuery: Sendable, Hashable {
    /// 16 bytes.
    package var hash: [UInt8]
    /// Encoding of the caller's own; the log encrypts it at rest.
    package var body: [UInt8]
    /// When it may be forgotten.
    package var until: ServerTime
    package init(hash: [UInt8], body: [UInt8], until: ServerTime) {
        self.hash = hash
        self.body = body
        self.until = until
    }
}

/// Rows of the log of use as they are read back: those about writes in the store, those about the rest in its own log.
/// Numbers count from 1 in the order the rows were committed; a row's time is when it was made, shortly before.
package protocol AuditBook: Sendable {
    /// Rows about a person, newest first, numbered below `before`; nil: from the newest on. Without a person: all rows.
    /// Rows that retention deleted are not there. Never a walk through others' rows.
    func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(number: Int64, row: AuditRow)]
    /// One row; nil when there is none of that number, or it was deleted.
    func row(_ number: Int64) async throws -> AuditRow?
    /// The first number whose row is of this time or later, found by halving. Times lie in the order of the numbers but
    /// for the minutes that a request takes.
    func number(from time: ServerTime) async throws -> Int64
}

/// The port of the log of use for reads, refusals and searches: a file of its own with its own writer (decision 37).
/// Rows about writes stand in the write's own transaction (`StoreTransaction.record`).
package protocol AccessLog: AuditBook {
    /// Returns when the row is committed: from then on no death of the process loses it. Keeps the query in the same
    /// commit.
    func record(_ row: AuditRow, keeping query: KeptQuery?) async throws
    /// Returns when all of the rows are committed, together where the log can.
    func record(_ rows: [AuditRow]) async throws
    /// A query kept before, unless it has had its time.
    func query(_ hash: [UInt8], now: ServerTime) async throws -> KeptQuery?
    /// Waits for what is under way, then closes.
    func close() async throws
}

extension AccessLog {
    package func record(_ rows: [AuditRow]) async throws {
        for row in rows { try await record(row, keeping: nil) }
    }
}
