import Crypto
import Foundation
import GRDB
import SvarDomain

/// Where the log of use for reads lies beside the store, and how it is opened.
struct AccessFiles: Sendable {
    let directory: String
    var database: String { directory + "/access.db" }

    /// Marks the file ("SVAA").
    private static let applicationID: Int64 = 0x5356_4141

    /// What is at index n brings a file from schema version n to n + 1.
    private static let migrations = [
        AuditTable.schema + """

            CREATE TABLE kept (hash BLOB PRIMARY KEY, until INTEGER NOT NULL, sealed BLOB NOT NULL)
            STRICT, WITHOUT ROWID;
            CREATE INDEX kept_until ON kept (until);
            """,
        // For retention: rows about nobody, the oldest first.
        "CREATE INDEX audit_nobody ON audit (number) WHERE person IS NULL AND salt IS NOT NULL;",
    ]

    /// Brings the file up to date. Refuses what is newer than this program or foreign to it.
    static func migrate(_ database: Database) throws {
        let application = try database.first("PRAGMA application_id") { $0[0] as Int64 } ?? 0
        let found = try database.first("PRAGMA user_version") { $0[0] as Int } ?? 0
        guard application == applicationID || (application == 0 && found == 0), found <= migrations.count else {
            throw SvarError(.storeUnusable, "access.db is not of this program, or newer than it")
        }
        guard found < migrations.count else { return }
        try database.inTransaction(.immediate) {
            for step in found..<migrations.count { try database.execute(sql: migrations[step]) }
            try database.execute(
                sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(migrations.count)"
            )
            return .commit
        }
    }

    /// The key of kept queries, made at first use. Who loses it loses pages of the last hour, nothing else.
    func makeKey(randomBytes: (Int) -> [UInt8]) throws -> SymmetricKey {
        let files = StoreFiles(directory: directory)
        return SymmetricKey(data: try StoreKeys.load("access.key", of: files, randomBytes: randomBytes))
    }

    /// A connection that writes.
    func connect(label: String, isSynced: Bool, checkpointPages: Int, cacheKiB: Int) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        configuration.label = label
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA auto_vacuum = NONE;
                    PRAGMA cache_size = -\(cacheKiB);
                    PRAGMA mmap_size = 0;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA journal_size_limit = 33554432;
                    PRAGMA wal_autocheckpoint = \(checkpointPages);
                    """
            )
        }
        let connection = try DatabaseQueue(path: database, configuration: configuration)
        // Turning on the write-ahead log sets NORMAL.
        try connection.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = \(isSynced ? "FULL" : "NORMAL")")
            guard try database.first("PRAGMA journal_mode", [], { $0[0] as String }) == "wal" else {
                throw SvarError(.storeUnusable, "the file system does not give a write-ahead log")
            }
        }
        return connection
    }
}
