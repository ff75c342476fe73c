import Crypto
import Foundation
import GRDB
package import SvarDomain
package import SvarStore
import Synchronization

/// The log of use for reads, refusals and searches, in `access.db` beside the store (decision 37).
package final class SQLiteAccessLog: AccessLog {
    /// Setting `audit.durability`: what no committed row is lost to.
    package enum Durability: String, Sendable, Hashable, CaseIterable {
        /// The death of the process; a power cut takes at most the last 100 ms.
        case process
        /// A power cut too: each group is synced before it is answered.
        case power
    }

    private let writer: AccessWriter
    private let sync: AccessSync?
    let readers: Readers
    let files: AccessFiles
    private let connections: [DatabaseQueue]
    private let key: SymmetricKey
    private let salts: Salts

    /// Opens the log beside a store that this process has opened; makes it when there is none.
    /// - Throws: `storeUnusable` when it is newer, foreign or damaged.
    package static func open(
        directory: String,
        durability: Durability = .process,
        environment: StoreEnvironment
    ) throws(SvarError) -> SQLiteAccessLog {
        do {
            return try SQLiteAccessLog(AccessFiles(directory: directory), durability, environment)
        } catch {
            throw SvarError.store(error) as? SvarError ?? SvarError(.storeUnusable, "access.db cannot be opened")
        }
    }

    private init(_ files: AccessFiles, _ durability: Durability, _ environment: StoreEnvironment) throws {
        let isSynced = durability == .power
        self.files = files
        salts = Salts(environment.randomBytes)
        key = try files.makeKey(randomBytes: environment.randomBytes)
        // What the syncing thread does not copy into the file in time, the writer does.
        let connection = try files.connect(
            label: "svar.access.writer",
            isSynced: isSynced,
            checkpointPages: 4_000,
            cacheKiB: 2_048
        )
        let head = try connection.writeWithoutTransaction { database in
            try AccessFiles.migrate(database)
            return try AuditTable.head(database)
        }
        try StoreFiles.sync(directory: files.directory)
        var connections = [connection]
        if isSynced {
            sync = nil
        } else {
            let other = try files.connect(label: "svar.access.sync", isSynced: false, checkpointPages: 0, cacheKiB: 256)
            connections.append(other)
            sync = AccessSync(other, path: files.database + "-wal")
        }
        self.connections = connections
        readers = try Readers(path: files.database, short: 1, long: 1, cacheKiB: 1_024)
        writer = AccessWriter(AccessGroup(connection, head: head, environment: environment), sync: sync)
    }

    /// Syncs that failed since the log was opened; they cost durability against a power cut, not the rows.
    package var syncFailures: Int { sync?.failureCount ?? 0 }

    package func record(_ row: AuditRow, keeping query: KeptQuery?) async throws {
        let sealed = SealedRow(row, salt: salts.next())
        try await writer.record(AccessWriter.Job(rows: [sealed], kept: try query.map(seal)))
    }

    package func record(_ rows: [AuditRow]) async throws {
        guard !rows.isEmpty else { return }
        let sealed = rows.map { SealedRow($0, salt: salts.next()) }
        try await writer.record(AccessWriter.Job(rows: sealed, kept: nil))
    }

    package func query(_ hash: [UInt8], now: ServerTime) async throws -> KeptQuery? {
        let found = try await readers.short { database in
            try database.first(
                "SELECT until, sealed FROM kept WHERE hash = ? AND until > ?",
                [Data(hash), now.microseconds]
            ) { (until: ServerTime(microseconds: $0[0]), sealed: $0[1] as Data) }
        }
        guard let found else { return nil }
        return KeptQuery(hash: hash, body: try open(found.sealed, hash: hash), until: found.until)
    }

    package func close() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread { [self] in
                continuation.resume(
                    with: Result {
                        writer.close()
                        try readers.close()
                        for connection in connections.reversed() { try connection.close() }
                    }.mapError(SvarError.store)
                )
            }
            thread.start()
        }
    }

    /// AES-256-GCM under the log's key; the hash it is found by is authenticated with it.
    private func seal(_ query: KeptQuery) throws -> AccessWriter.SealedQuery {
        let box = try AES.GCM.seal(query.body, using: key, authenticating: query.hash)
        guard let sealed = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return AccessWriter.SealedQuery(hash: query.hash, until: query.until, sealed: sealed)
    }

    private func open(_ sealed: Data, hash: [UInt8]) throws -> [UInt8] {
        do {
            return [UInt8](try AES.GCM.open(.init(combined: sealed), using: key, authenticating: hash))
        } catch {
            throw SvarError(.storeUnusable, "a kept query cannot be decrypted: wrong key or damaged")
        }
    }
}

/// Salts of rows, drawn many at a time: the system's generator costs the same for many as for one.
private final class Salts: Sendable {
    private static let atOnce = 256

    private let drawn = Mutex<[UInt8]>([])
    private let randomBytes: @Sendable (Int) -> [UInt8]

    init(_ randomBytes: @escaping @Sendable (Int) -> [UInt8]) { self.randomBytes = randomBytes }

    func next() -> [UInt8] {
        drawn.withLock { drawn in
            if drawn.isEmpty { drawn = randomBytes(AuditChain.saltBytes * Self.atOnce) }
            defer { drawn.removeLast(AuditChain.saltBytes) }
            return Array(drawn.suffix(AuditChain.saltBytes))
        }
    }
}
