import GRDB
package import SvarSync

/// What a server gives a replica at its enrolment, and whenever it is asked for it again.
package struct Enrolment: Sendable, Hashable {
    /// The server's address.
    package var server: String
    package var id: String
    package var epoch: String
    /// What sums are keyed with in this epoch (decision 47).
    package var integrityKey: [UInt8]
    package var schema: Int
    package var scopeVersion: Int
    /// Which list of those who may read the replica the file has.
    package var professionalsVersion: Int
    /// Who may read the replica, as the server said it; the file has them in rows of their own.
    package var professionals: [EnrolledProfessional]
    /// The replica's last change when the server said so.
    package var stamp: SyncStamp
    package init(
        server: String,
        id: String,
        epoch: String,
        integrityKey: [UInt8],
        schema: Int,
        scopeVersion: Int,
        professionalsVersion: Int = 0,
        professionals: [EnrolledProfessional] = [],
        stamp: SyncStamp = .zero
    ) {
        self.server = server
        self.id = id
        self.epoch = epoch
        self.integrityKey = integrityKey
        self.schema = schema
        self.scopeVersion = scopeVersion
        self.professionalsVersion = professionalsVersion
        self.professionals = professionals
        self.stamp = stamp
    }
}

/// What a replica knows about itself: one row, written in the same transactions as the data it speaks of.
package struct ReplicaState: Sendable, Hashable {
    /// A round that has been begun and not ended.
    package struct Round: Sendable, Hashable {
        package var mode: SyncMode
        package var from: SyncStamp
        package var to: SyncStamp
        /// Number of the last page that was kept.
        package var page: Int
        package init(mode: SyncMode, from: SyncStamp, to: SyncStamp, page: Int) {
            self.mode = mode
            self.from = from
            self.to = to
            self.page = page
        }
    }

    /// What the rows add up to, kept as they change: a row that is gone or another is missed.
    package struct Totals: Sendable, Hashable {
        package var units = 0
        /// Of the units' elements, as the server counts it.
        package var sum = SyncDigest.zero
        /// Of the persons in the scope and their ends.
        package var lines = SyncDigest.zero
        package init() {}
    }

    /// Nil before the enrolment.
    package var enrolment: Enrolment?
    /// What the next delta is asked with; nil before the first page.
    package var token: String?
    package var mark = ReplicaMark()
    /// The token's place may lie above the floor: it came with a manifest, which does not say its place.
    package var isAdrift = false
    package var round: Round?
    /// The rows are known to differ from the server's, or may.
    package var needsReconcile = false
    /// The server ended this replica; it holds nothing any more.
    package var isRevoked = false
    /// Of the last reconciliation; a unit's row has that of the last one that named it.
    package var generation: Int64 = 0
    /// Goes up with every page that is kept: what `changes` counts by.
    package var serial: Int64 = 0
    package var totals = Totals()
    /// When the last round was ended, in microseconds since 1970.
    package var inStep: Int64?

    package init() {}

    private static let columns = """
        server, id, epoch, integrity_key, schema, scope_version, token, floor_ms, floor_n, newest_ms, newest_n, adrift,
        round_mode, round_from_ms, round_from_n, round_to_ms, round_to_n, round_page, reconcile, revoked, generation,
        serial, units, sum, in_step, lines, professionals_version
        """

    static func read(_ database: Database) throws -> ReplicaState {
        let facts = try database.bound("SELECT \(columns) FROM replica").first { row in
            var facts = ReplicaState()
            func stamp(_ column: Int32) -> SyncStamp {
                SyncStamp(milliseconds: row.integer(column), number: row.integer(column + 1))
            }
            if let server = row.textOrNil(0) {
                facts.enrolment = Enrolment(
                    server: server,
                    id: row.text(1),
                    epoch: row.text(2),
                    integrityKey: row.bytes(3),
                    schema: Int(row.integer(4)),
                    scopeVersion: Int(row.integer(5)),
                    professionalsVersion: Int(row.integer(26))
                )
            }
            facts.token = row.textOrNil(6)
            facts.mark = ReplicaMark(floor: stamp(7), newest: stamp(9))
            facts.isAdrift = row.integer(11) != 0
            if let mode = row.textOrNil(12).flatMap(SyncMode.init) {
                facts.round = Round(mode: mode, from: stamp(13), to: stamp(15), page: Int(row.integer(17)))
            }
            facts.needsReconcile = row.integer(18) != 0
            facts.isRevoked = row.integer(19) != 0
            facts.generation = row.integer(20)
            facts.serial = row.integer(21)
            facts.totals.units = Int(row.integer(22))
            // A sum of another length is found by the scrub, and by the next comparison.
            facts.totals.sum = SyncDigest(bytes: row.bytes(23)) ?? .zero
            facts.totals.lines = SyncDigest(bytes: row.bytes(25)) ?? .zero
            facts.inStep = row.integerOrNil(24)
            return facts
        }
        guard let facts else { throw ReplicaError(.damaged, "the row of facts is not there") }
        return facts
    }

    func write(_ database: Database) throws {
        let statement = try database.bound(
            "UPDATE replica SET (\(Self.columns)) = (\(Array(repeating: "?", count: 27).joined(separator: ",")))"
        )
        func bind(_ index: Int32, _ stamp: SyncStamp?) {
            statement.bind(index, orNull: stamp?.milliseconds)
            statement.bind(index + 1, orNull: stamp?.number)
        }
        statement.bind(1, orNull: enrolment?.server)
        statement.bind(2, orNull: enrolment?.id)
        statement.bind(3, orNull: enrolment?.epoch)
        if let key = enrolment?.integrityKey {
            statement.bind(4, key)
        } else {
            statement.bind(4, orNull: nil as Int64?)
        }
        statement.bind(5, orNull: (enrolment?.schema).map(Int64.init))
        statement.bind(6, orNull: (enrolment?.scopeVersion).map(Int64.init))
        statement.bind(7, orNull: token)
        bind(8, mark.floor)
        bind(10, mark.newest)
        statement.bind(12, isAdrift ? 1 : 0)
        statement.bind(13, orNull: round?.mode.rawValue)
        bind(14, round?.from)
        bind(16, round?.to)
        statement.bind(18, orNull: (round?.page).map(Int64.init))
        statement.bind(19, needsReconcile ? 1 : 0)
        statement.bind(20, isRevoked ? 1 : 0)
        statement.bind(21, generation)
        statement.bind(22, serial)
        statement.bind(23, totals.units)
        statement.bind(24, totals.sum.bytes)
        statement.bind(25, orNull: inStep)
        statement.bind(26, totals.lines.bytes)
        statement.bind(27, enrolment?.professionalsVersion ?? 0)
        try statement.run()
    }
}
