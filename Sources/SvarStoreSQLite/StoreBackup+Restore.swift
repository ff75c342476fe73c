import Foundation
import GRDB
package import SvarDomain
package import SvarStore

/// Making a store from a backup. Nothing listens before the log of closures is replayed into it (decision 17).
extension StoreBackup {
    /// Backups live so long: what was erased stands in them until they are thrown away.
    package static let oldest: Duration = .seconds(30 * 86_400)

    /// What a restore did.
    package struct Restored: Sendable, Hashable {
        /// Lines of the log of closures that the backup did not have.
        package var closures: Int
    }

    /// Makes a store from a backup, under a new epoch, with everything that its log of closures says and it does not know
    /// yet. A restore that was stopped is begun anew by calling it again.
    ///
    /// - Parameters:
    ///   - closures: directory of the log of closures; nil: where the backup says.
    ///   - takesOld: also a backup that is older than 30 days.
    /// - Throws: `storeUnusable` when the target is not empty or the backup damaged, newer, too old or without keys,
    ///   `closuresMissing` when the log of closures is not there (decision 17), `storeLocked` when somebody writes it.
    @discardableResult
    package static func restore(
        _ backup: String,
        to directory: String,
        closures: String? = nil,
        index: StoreIndex,
        takesOld: Bool = false,
        environment: StoreEnvironment,
        progress: @escaping Progress = { _, _ in }
    ) throws(SvarError) -> Restored {
        var restored = Restored(closures: 0)
        try typed {
            let (source, copy) = (StoreFiles(directory: backup), StoreFiles(directory: directory))
            try requireStore(source)
            let keys = try StoreKeys(directory: source.keys)
            let facts = try facts(of: source)
            if !takesOld { try requireYoung(facts, environment.clock()) }
            let log = closures ?? facts.closures.map { ($0 as NSString).deletingLastPathComponent }
            // Held until the end: nobody else may write what is read here.
            let held = try log.map { try ClosureLog(directory: $0, keys: keys, creates: false) }
            try begin(copy)
            try copyDatabase(source.database, to: copy.database, progress)
            try copyAccess(source, to: copy, progress)
            try copyKeys(source, to: copy)
            restored.closures = try replay(log, into: copy, keys, index, environment, progress)
            try withExtendedLifetime(held) {
                try FileManager.default.removeItem(atPath: copy.restoring)
                try StoreFiles.sync(directory: directory)
            }
        }
        return restored
    }

    private struct Facts {
        var closures: String?
        /// When it was made; of a copy that does not say so, when the store was last written.
        var at: Int64
    }

    private static func facts(of source: StoreFiles) throws -> Facts {
        let reader = try Readers.connect(source.database, number: 0, cacheKiB: 2_048)
        defer { try? reader.close() }
        return try reader.read { database in
            let version = try database.first("PRAGMA user_version") { $0[0] as Int } ?? 0
            guard (1...Schema.version).contains(version) else {
                throw SvarError(
                    .storeUnusable,
                    "the backup has schema \(version), this program knows \(Schema.version)"
                )
            }
            func fact(_ name: String) throws -> String? {
                try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { $0[0] }
            }
            let written = try database.first("SELECT at FROM log ORDER BY pos DESC LIMIT 1") { $0[0] as Int64 }
            let made = try (fact("backup") ?? fact("created")).flatMap { Int64($0) }
            return Facts(closures: try fact(ClosureKeeper.Fact.path), at: max(made ?? 0, written ?? 0))
        }
    }

    private static func requireYoung(_ facts: Facts, _ now: ServerTime) throws {
        guard now.microseconds - facts.at <= oldest.components.seconds * 1_000_000 else {
            throw SvarError(.storeUnusable, "the backup is older than 30 days: it may hold what was erased")
        }
    }

    /// A target that an earlier restore left half made is made empty; any other must be.
    private static func begin(_ copy: StoreFiles) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: copy.restoring) {
            for name in try manager.contentsOfDirectory(atPath: copy.directory)
            where "\(copy.directory)/\(name)" != copy.restoring {
                try manager.removeItem(atPath: "\(copy.directory)/\(name)")
            }
        } else {
            try requireEmpty(copy)
            try StoreFiles.write([], to: copy.restoring)
        }
        try StoreFiles.sync(directory: copy.directory)
    }

    /// - Returns: how many lines were written into the store.
    private static func replay(
        _ log: String?,
        into copy: StoreFiles,
        _ keys: StoreKeys,
        _ index: StoreIndex,
        _ environment: StoreEnvironment,
        _ progress: @escaping Progress
    ) throws -> Int {
        let connection = try SQLiteStore.connect(copy.database, StoreSettings())
        let epoch = environment.randomBytes(10).hex
        let now = environment.clock()
        let secret = try StoreKeys.load(StoreKeys.syncName, of: copy, randomBytes: environment.randomBytes)
        let count = try connection.writeWithoutTransaction { database in
            try requireSound(database)
            try Schema.migrate(database, kind: nil, now: now, epoch: epoch)
            let source = ClosureSource(database, keys, environment, index, StoreSettings(), epoch)
            func fact(_ name: String) throws -> String? {
                try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { $0[0] }
            }
            let old = try fact("epoch") ?? ""
            let isSandbox = try fact("kind") == StoreKind.sandbox.rawValue
            try source.set("epoch", epoch)
            try source.set("restored", String(now.microseconds))
            try database.run("DELETE FROM metadata WHERE name = 'backup'")
            guard let log else { return 0 }
            let sync = SyncKeys(secret: secret, epoch: epoch)
            try IndexRebuild(database, index: index, isSandbox: isSandbox).runIfNeeded(progress)
            try SyncRebuild(database, keys: sync).runIfNeeded(progress)
            var replay = try ClosureReplay(source, sync: sync, isSandbox: isSandbox, directory: log)
            try replay.run(epoch: old) { _ in }
            return replay.count
        }
        try connection.close()
        return count
    }
}
