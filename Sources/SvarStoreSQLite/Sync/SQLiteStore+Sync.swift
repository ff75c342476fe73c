package import Crypto
import GRDB
package import SvarDomain
package import SvarStore
package import SvarSync

extension SQLiteStore: SyncStore {
    package var integrityKey: SymmetricKey { sync.integrity }

    package func replica(id: String) async throws -> ReplicaRecord? {
        try await readers.short { try ReplicaRecord.find(id: id, in: $0) }
    }

    package func scope(of replica: ReplicaKey) async throws -> [ScopeLine] {
        try await readers.long { try ScopeLine.open(of: replica, in: $0) }
    }

    package func professionals(of replica: ReplicaKey) async throws -> [EnrolledProfessional] {
        let sync = sync
        return try await readers.long { database in
            let tags = try BlockTags(database, replica, keys: sync)
            return try database.rows(
                "SELECT number FROM replica_professional WHERE replica = ? ORDER BY number",
                [replica.rawValue]
            ) { EnrolledProfessional(number: $0[0], tag: tags.tag(of: $0[0])) }
        }
    }

    package func blocked(in replica: ReplicaKey) async throws -> [PersonKey: [WireKey]] {
        let sync = sync
        return try await readers.long { database in
            let tags = try BlockTags(database, replica, keys: sync)
            let persons = try database.rows(
                """
                SELECT DISTINCT b.person FROM replica_professional e JOIN person_block b ON b.number = e.number
                JOIN scope s ON s.person = b.person AND s.replica = e.replica AND s.pos_to IS NULL WHERE e.replica = ?
                """,
                [replica.rawValue]
            ) { PersonKey($0[0]) }
            return try Dictionary(uniqueKeysWithValues: persons.map { ($0, try tags.tags(of: $0)) })
        }
    }

    package func wireKeys(of persons: [PersonKey]) async throws -> [WireKey] {
        let sync = sync
        return try await readers.long { database in
            let sums = try PersonSums(database, keys: sync, units: UnitReading(database))
            return try persons.map(sums.wireKey)
        }
    }

    package func roundHead(of replica: ReplicaKey) async throws -> RoundHead {
        // One statement: a short read has no transaction.
        try await readers.short { database in
            try database.first(
                """
                SELECT l.pos, c.ms, c.number FROM (SELECT coalesce(max(pos), 0) AS pos FROM log) l
                LEFT JOIN replica_change c ON c.replica = ?1
                AND c.pos = (SELECT max(pos) FROM replica_change WHERE replica = ?1)
                """,
                [replica.rawValue]
            ) { row in
                let stamp = (row[1] as Int64?).map { SyncStamp(milliseconds: $0, number: row[2]) }
                return RoundHead(position: LogPosition(row[0]), stamp: stamp ?? .zero)
            } ?? RoundHead(position: LogPosition(0), stamp: .zero)
        }
    }

    package func hasChanged(_ replica: ReplicaKey, after position: LogPosition) async throws -> Bool {
        try await readers.short { database in
            let probe = try RawStatement(Self.changedAfter, in: database)
            probe.bind(1, replica.rawValue)
            probe.bind(2, position.rawValue)
            defer { probe.reset() }
            return try probe.step()
        }
    }

    private static let changedAfter = "SELECT 1 FROM scope WHERE replica = ? AND touched > ? LIMIT 1"

    package func estimate(_ query: DeltaQuery) async throws -> Int? {
        let sync = sync
        return try await readers.long { try DeltaReading($0, query, sync).estimate() }
    }

    package func page(_ query: DeltaQuery) async throws -> DeltaPage {
        let sync = sync
        return try await readers.long { try DeltaReading($0, query, sync).page() }
    }

    package func total(of replica: ReplicaKey, at position: LogPosition) async throws -> (
        count: Int, digest: SyncDigest
    ) {
        let sync = sync
        return try await readers.long { database in
            let sum = try ReplicaSums(database, replica, keys: sync).total(at: position)
            return (sum.count, sum.digest)
        }
    }

    package func manifest(of replica: ReplicaKey, at position: LogPosition) async throws -> [ManifestRow] {
        let sync = sync
        return try await readers.long { try ReplicaSums($0, replica, keys: sync).manifest(at: position) }
    }

    package func waitForChange(
        of replica: ReplicaKey,
        after position: LogPosition,
        atMost time: Duration
    ) async throws -> Bool {
        guard let waiter = writer.signals.waiter(for: replica.rawValue) else {
            return try await hasChanged(replica, after: position)
        }
        defer { writer.signals.remove(waiter, for: replica.rawValue) }
        if try await hasChanged(replica, after: position) { return true }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await waiter.wait() }
            group.addTask {
                // Cancelled when the signal comes first, or the caller gave up.
                _ = try? await Task.sleep(for: time)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    package func tick() async throws -> ServerTime? {
        try readers.checkOpen()
        while writer.signals.nextEnd <= environment.clock().microseconds { try await run { try $0.tick() } }
        let next = writer.signals.nextEnd
        return next == .max ? nil : ServerTime(microseconds: next)
    }

    package func place(before time: ServerTime) async throws -> LogPosition? {
        try await readers.long { try LogPlaces($0).last(before: time) }
    }
}
