import Foundation
import GRDB
import SvarSync

/// A replica's file: one SQLite database, one process that writes it, any that read. What is erased leaves no trace in
/// the database, its write-ahead log and temporary files: deleted content is overwritten, and the log is cut after
/// denials and at a round's end.
package final class ReplicaStore: Sendable {
    /// What the writer keeps between pages.
    struct Tools {
        let packer = BodyPacker()
        var tags: AnalysisTags
        /// Whether commits wait for the disk; nil before the first.
        var isFull: Bool?
        /// Erased content may still stand in the write-ahead log: the last cut was refused by a reader.
        var isCutDue = false
    }

    package let path: String
    let reader: any DatabaseReader
    /// Nil when it was opened for reading.
    private let writer: DatabasePool?
    private let tools: Guarded<Tools>
    private let lock: FileLock?

    /// How long a cut of the log waits for readers; no query takes as long.
    private static let patience: TimeInterval = 2
    /// The write-ahead log is copied into the database when it has this many pages of 4 KiB.
    private static let checkpointPages = 2_000

    /// Makes a replica's file where there is none.
    /// - Parameter randomBytes: for the key of the index's tags
    package static func create(
        _ path: String,
        randomBytes: (Int) -> [UInt8]
    ) throws(ReplicaError) -> ReplicaStore {
        try FileLock.makeFile(path)
        return try checked { try ReplicaStore(writing: path, indexKey: randomBytes(32)) }
    }

    /// Opens a file to keep it in step, or to read it only, which any number of processes may do meanwhile.
    package static func open(_ path: String, readOnly: Bool = false) throws(ReplicaError) -> ReplicaStore {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ReplicaError(.missing, "there is no replica at \(path)")
        }
        return try checked {
            // Before anything is changed in a file that may be somebody else's.
            let probe = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
            let isReplica = try probe.read { try ReplicaSchema.check($0) }
            try probe.close()
            guard isReplica || !readOnly else { throw ReplicaError(.foreign, "the file is no replica") }
            guard isReplica else { throw ReplicaError(.foreign, "the file is empty") }
            return try readOnly ? ReplicaStore(reading: path) : ReplicaStore(writing: path, indexKey: [])
        }
    }

    private static func checked(_ body: () throws -> ReplicaStore) throws(ReplicaError) -> ReplicaStore {
        do { return try body() } catch { throw ReplicaError.of(error) }
    }

    private init(reading path: String) throws {
        self.path = path
        let queue = try DatabasePool(path: path, configuration: Self.configuration(readOnly: true))
        let key = try queue.read { database in
            guard try database.number("PRAGMA user_version") == ReplicaSchema.version else {
                throw ReplicaError(.readOnly, "the file is of an older version: open it for writing once")
            }
            return try database.bound("SELECT index_key FROM replica").first { $0.bytes(0) }
        }
        reader = queue
        writer = nil
        lock = nil
        tools = Guarded(Tools(tags: AnalysisTags(key: key ?? [])))
    }

    private init(writing path: String, indexKey: [UInt8]) throws {
        self.path = path
        lock = try FileLock(path + "-lock")
        let pool = try DatabasePool(path: path, configuration: Self.configuration(readOnly: false))
        let key = try pool.writeWithoutTransaction { database in
            try Self.checkSettings(database)
            try ReplicaSchema.migrate(database, indexKey: indexKey)
            return try database.bound("SELECT index_key FROM replica").first { $0.bytes(0) }
        }
        guard let key else { throw ReplicaError(.damaged, "the row of facts is not there") }
        reader = pool
        writer = pool
        tools = Guarded(Tools(tags: AnalysisTags(key: key)))
        let made = try pool.read { try $0.number("SELECT index_version FROM replica") }
        if made != ReplicaSchema.indexVersion { try rebuildIndex() }
        // What a process left behind that was killed between a denial and the cut.
        try cut()
    }

    private static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = 4
        configuration.label = "svar.replica"
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA secure_delete = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA mmap_size = 0;
                    PRAGMA cache_size = -\(readOnly ? 2_048 : 16_384);
                    PRAGMA journal_size_limit = 0;
                    PRAGMA wal_autocheckpoint = \(checkpointPages);
                    """
            )
        }
        return configuration
    }

    private static func checkSettings(_ database: Database) throws {
        let journal = try database.bound("PRAGMA journal_mode").first { $0.text(0) }
        guard try database.number("PRAGMA secure_delete") == 1, try database.number("PRAGMA temp_store") == 2,
            journal == "wal"
        else { throw ReplicaError(.settings, "this SQLite does not overwrite what is deleted") }
    }

    /// What the replica knows about itself.
    package func state() throws(ReplicaError) -> ReplicaState { try read { try ReplicaState.read($0) } }

    /// Runs a query in one snapshot.
    func read<Value>(_ body: (Database) throws -> Value) throws(ReplicaError) -> Value {
        do { return try reader.read(body) } catch { throw ReplicaError.of(error) }
    }

    /// Runs a change in one transaction, after what is to be prepared for it.
    /// - Parameter isErasing: content goes, and is to be gone from the disk when this returns
    func write<Value>(
        isErasing: Bool,
        _ body: (Database, inout Tools) throws -> Value
    ) throws(ReplicaError) -> Value {
        guard let writer else { throw ReplicaError(.readOnly, "the replica was opened for reading") }
        do {
            return try tools.with { tools in
                let value = try writer.writeWithoutTransaction { database in
                    if tools.isFull != isErasing {
                        try database.execute(sql: "PRAGMA synchronous = \(isErasing ? "FULL" : "NORMAL")")
                        tools.isFull = isErasing
                    }
                    var value: Value?
                    try database.inTransaction(.immediate) {
                        value = try body(database, &tools)
                        return .commit
                    }
                    return value
                }
                if isErasing { tools.isCutDue = true }
                if tools.isCutDue { tools.isCutDue = try !Self.cut(writer) }
                return value!
            }
        } catch {
            throw ReplicaError.of(error)
        }
    }

    /// What is prepared for a transaction, before it.
    func prepare<Value>(_ body: (inout Tools) -> Value) -> Value { tools.with { body(&$0) } }

    /// Copies the write-ahead log into the database and cuts it, so that nothing that was erased stands in it.
    /// - Returns: whether it was; false while somebody reads.
    @discardableResult
    package func cut() throws(ReplicaError) -> Bool {
        guard let writer else { return false }
        do { return try Self.cut(writer) } catch { throw ReplicaError.of(error) }
    }

    private static func cut(_ writer: DatabasePool) throws -> Bool {
        do {
            try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        }
    }

    /// Closes the file; it can be opened again, by another process too.
    package func close() throws(ReplicaError) {
        do {
            try cut()
            try reader.close()
            lock?.release()
        } catch {
            throw ReplicaError.of(error)
        }
    }
}
