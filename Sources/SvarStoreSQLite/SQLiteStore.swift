import Foundation
import GRDB
package import SvarDomain
package import SvarStore

/// The embedded store: one SQLite file, one writer with group commit, readers beside it.
package final class SQLiteStore: ResultStore {
    /// What the store was made for.
    package let kind: StoreKind
    /// Changes with every restore.
    package let epoch: String
    let files: StoreFiles
    let keys: StoreKeys
    let sync: SyncKeys
    let environment: StoreEnvironment
    let index: StoreIndex
    let settings: StoreSettings
    let readers: Readers
    let writer: GroupCommit
    private let connection: DatabaseQueue
    private let lock: StoreLock

    /// Opens the store in a directory, and makes it first when `create` says so and there is none.
    ///
    /// - Parameters:
    ///   - directory: holds `svar.sqlite`, `keys` and `LOCK`.
    ///   - kind: what the store is to be used for; nil takes either (the store's own tools).
    ///   - create: makes a store of that kind where there is none.
    ///   - closures: where the log of closures is.
    ///   - index: what index rows there are; a store whose rows were made by an older rule gets new ones first.
    ///   - progress: called now and then while they are made, with the resources done and the resources in all.
    /// - Throws: `storeLocked` when another process has it, `storeKind` when it was made for something else,
    ///   `closuresMissing` when the log of closures it names is not there (decision 17),
    ///   `storeUnusable` when there is none, it is newer, foreign or damaged, or its keys are missing.
    package static func open(
        directory: String,
        kind: StoreKind?,
        create: Bool,
        closures: ClosurePlace = .known,
        index: StoreIndex,
        settings: StoreSettings = StoreSettings(),
        environment: StoreEnvironment,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(SvarError) -> SQLiteStore {
        do {
            return try SQLiteStore(directory, kind, create, closures, index, settings, environment, progress)
        } catch {
            throw SvarError.store(error) as? SvarError
                ?? SvarError(.storeUnusable, "the store's directory cannot be used")
        }
    }

    private init(
        _ directory: String,
        _ kind: StoreKind?,
        _ create: Bool,
        _ closures: ClosurePlace,
        _ index: StoreIndex,
        _ settings: StoreSettings,
        _ environment: StoreEnvironment,
        _ progress: (Int, Int) -> Void
    ) throws {
        files = StoreFiles(directory: directory)
        self.environment = environment
        self.index = index
        self.settings = settings
        guard !FileManager.default.fileExists(atPath: files.restoring) else { throw StoreFiles.halfRestored }
        let exists = FileManager.default.fileExists(atPath: files.database)
        guard exists || (create && kind != nil) else { throw SvarError(.storeUnusable, "there is no store here") }
        if !exists { try files.makeDirectories() }
        lock = try StoreLock(files.lock)
        if !exists {
            try StoreKeys.create(in: files.keys, randomBytes: environment.randomBytes)
        }
        keys = try StoreKeys(directory: files.keys)
        connection = try Self.connect(files.database, settings)
        let now = environment.clock()
        let epoch = environment.randomBytes(10).hex
        let creationKind = create ? kind : nil
        let (facts, head) = try connection.writeWithoutTransaction { database in
            try Schema.migrate(database, kind: creationKind, now: now, epoch: epoch)
            let facts = try database.rows("SELECT name, value FROM metadata") { ($0[0] as String, $0[1] as String) }
            return (Dictionary(uniqueKeysWithValues: facts), try Head(database))
        }
        if !exists { try StoreFiles.sync(directory: directory) }
        guard let written = facts["kind"].flatMap(StoreKind.init), let epoch = facts["epoch"] else {
            throw SvarError(.storeUnusable, "the store does not say what it is for")
        }
        guard kind == nil || kind == written else {
            throw SvarError(.storeKind, "this is a \(written.rawValue) store")
        }
        let closing = try connection.writeWithoutTransaction { [keys] database in
            let source = ClosureSource(database, keys, environment, index, settings, epoch)
            return try Self.closures(closures, source, isTool: kind == nil)
        }
        try connection.writeWithoutTransaction { database in
            try IndexRebuild(database, index: index, isSandbox: written == .sandbox).runIfNeeded(progress)
            try FactsRebuild(database, index: index).runIfNeeded(progress)
        }
        let secret = try StoreKeys.load(StoreKeys.syncName, of: files, randomBytes: environment.randomBytes)
        sync = SyncKeys(secret: secret, epoch: epoch)
        try connection.writeWithoutTransaction { [sync] in try SyncRebuild($0, keys: sync).runIfNeeded(progress) }
        self.kind = written
        self.epoch = epoch
        let cores = ProcessInfo.processInfo.activeProcessorCount
        readers = try Readers(path: files.database, short: max(2, cores), long: 2, cacheKiB: settings.readerCacheKiB)
        writer = GroupCommit(
            connection,
            head: head,
            shared: WriterParts(
                keys: keys,
                sync: sync,
                environment: environment,
                index: index,
                isSandbox: written == .sandbox
            ),
            readers: readers,
            groupWait: settings.groupWait,
            closures: closing
        )
    }

    static func connect(_ path: String, _ settings: StoreSettings) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.label = "svar.store.writer"
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA auto_vacuum = NONE;
                    PRAGMA secure_delete = ON;
                    PRAGMA cache_size = -\(settings.writerCacheKiB);
                    PRAGMA mmap_size = 0;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA journal_size_limit = \(settings.journalSizeLimit);
                    PRAGMA wal_autocheckpoint = \(settings.checkpointPages);
                    """
            )
        }
        let connection = try DatabaseQueue(path: path, configuration: configuration)
        // Turning on the write-ahead log sets NORMAL, so FULL comes after it, and is read back.
        try connection.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            let synchronous = try database.first("PRAGMA synchronous") { $0[0] as Int }
            let journal = try database.first("PRAGMA journal_mode") { $0[0] as String }
            guard synchronous == 2, journal == "wal" else {
                throw SvarError(.storeUnusable, "the file system does not give durable writes")
            }
        }
        return connection
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any StoreTransaction) throws -> T) async throws -> T {
        try await run { try body($0) }
    }

    /// A write that may use SQL, for the store's own upkeep.
    func run<T: Sendable>(_ body: @escaping @Sendable (SQLiteTransaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let value = Slot<T>()
            writer.submit(
                GroupCommit.Job(
                    run: { transaction in value.content = try body(transaction) },
                    finish: { error in
                        if let error {
                            continuation.resume(throwing: error)
                        } else {
                            continuation.resume(returning: value.content!)
                        }
                    }
                )
            )
        }
    }

    /// Something done between two groups of writes, outside of any transaction.
    func alone<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let value = Slot<T>()
            var job = GroupCommit.Job(run: { _ in }) { error in
                if let error {
                    continuation.resume(throwing: error)
                } else {
                    continuation.resume(returning: value.content!)
                }
            }
            job.alone = { value.content = try body($0) }
            writer.submit(job)
        }
    }

    /// Carries a write's value from its closure to its caller.
    /// Unchecked: only the writer's thread touches it, first in `run`, then in `finish`.
    private final class Slot<T: Sendable>: @unchecked Sendable {
        var content: T?
    }

    package func close() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread { [self] in
                continuation.resume(
                    with: Result {
                        writer.close()
                        writer.signals.close()
                        try readers.close()
                        try connection.close()
                        lock.release()
                    }.mapError(SvarError.store)
                )
            }
            thread.start()
        }
    }
}
