package import SvarDomain

/// One line of the log of use: who did what about whom, on which ground, and what came of it. Surrogate keys only, no
/// content, no identity number of the person it is about (decision 37).
package struct AuditRow: Sendable, Hashable {
    package typealias Action = AuditAction

    /// What came of it.
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// Shown or done.
        case permitted
        /// Nothing there that the caller may see; hidden and absent alike.
        case notFound
        /// Not allowed or not understood.
        case refused
    }

    package var at: ServerTime
    package var action: Action
    package var outcome: Outcome
    /// Status of the answer, such as 200.
    package var status: Int
    package var actor: AuditActor
    package var person: PersonKey?
    package var units: [UnitKey]
    /// The access basis as sent (UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT); empty when none.
    package var basis: String
    /// The place in the log the decision saw; kept in the row, never printed or served.
    package var position: LogPosition
    /// The request's id, so that a log line and a row find each other.
    package var request: String

    package init(
        at: ServerTime,
        action: Action,
        outcome: Outcome,
        status: Int,
        actor: AuditActor,
        person: PersonKey?,
        units: [UnitKey],
        basis: String,
        position: LogPosition,
        request: String
    ) {
        self.at = at
        self.action = action
        self.outcome = outcome
        self.status = status
        self.actor = actor
        self.person = person
        self.units = units
        self.basis = basis
        self.position = position
        self.request = request
    }
}

/// Who stands in a row of the log of use.
package struct AuditActor: Sendable, Hashable {
    /// `sandbox`, `producer`, `personnel`, `citizen`, `replica`, `operator`, `export`, `unknown`.
    package var role: String
    /// HPR number of personnel; for a citizen the person's surrogate key as text; empty for systems.
    package var id: String
    /// The client program's id.
    package var client: String
    /// The organisation number acted for.
    package var organisation: String
    package init(role: String, id: String, client: String, organisation: String) {
        self.role = role
        self.id = id
        self.client = client
        self.organisation = organisation
    }
}

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

/// The port of the log of use for reads, refusals and searches: a file of its own with its own writer (decision 37).
/// Rows about writes stand in the write's own transaction (`StoreTransaction.record`).
package protocol AccessLog: Sendable {
    /// Returns when the row is committed: from then on no death of the process loses it. Keeps the query in the same
    /// commit.
    func record(_ row: AuditRow, keeping query: KeptQuery?) async throws
    /// Returns when all of the rows are committed, together where the log can.
    func record(_ rows: [AuditRow]) async throws
    /// A query kept before, unless it has had its time.
    func query(_ hash: [UInt8], now: ServerTime) async throws -> KeptQuery?
    /// Rows about a person, newest first: at most `limit` with a number below `before`.
    func rows(about person: PersonKey, before: Int64?, limit: Int) async throws -> [(number: Int64, row: AuditRow)]
    /// Waits for what is under way, then closes.
    func close() async throws
}

extension AccessLog {
    package func record(_ rows: [AuditRow]) async throws {
        for row in rows { try await record(row, keeping: nil) }
    }
}
