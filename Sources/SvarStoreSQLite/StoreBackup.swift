import Foundation
import GRDB
package import SvarDomain

/// Copies of a store: online backup and restore (`StoreBackup+Restore.swift`). Both block: not for the cooperative pool.
package enum StoreBackup {
    /// Called now and then with the pages copied and the pages in all.
    package typealias Progress = (_ done: Int, _ total: Int) -> Void

    /// Copies the store as it stands at one instant, while another process or this one may go on writing. The log of use
    /// for reads (`access.db`) is copied after it: all that the store's copy shows to have been read has its row.
    ///
    /// - Parameters:
    ///   - directory: the store's.
    ///   - target: a directory that does not exist or is empty.
    ///   - includesKeys: raw submissions in the copy are readable, and attachments found again, only with the keys.
    ///     With them the copy must be guarded as the store is; without them they must be kept elsewhere.
    ///   - now: noted in the copy: after 30 days it is restored no more (`oldest`).
    package static func backup(
        _ directory: String,
        to target: String,
        includesKeys: Bool = true,
        now: ServerTime,
        progress: @escaping Progress = { _, _ in }
    ) throws(SvarError) {
        try typed {
            let (source, copy) = (StoreFiles(directory: directory), StoreFiles(directory: target))
            try requireStore(source)
            try requireEmpty(copy)
            try copyDatabase(source.database, to: copy.database, progress)
            try note(now, in: copy)
            try copyAccess(source, to: copy, progress)
            if includesKeys { try copyKeys(source, to: copy) }
            try StoreFiles.sync(directory: target)
        }
    }

    private static func note(_ now: ServerTime, in copy: StoreFiles) throws {
        let database = try DatabaseQueue(path: copy.database)
        try database.writeWithoutTransaction {
            try $0.run(
                "INSERT INTO metadata (name, value) VALUES ('backup', ?1) ON CONFLICT DO UPDATE SET value = ?1",
                [String(now.microseconds)]
            )
        }
        try database.close()
    }

    static func typed(_ body: () throws -> Void) throws(SvarError) {
        do {
            try body()
        } catch {
            throw SvarError.store(error) as? SvarError ?? SvarError(.storeFailed, "a file cannot be read or written")
        }
    }

    static func requireStore(_ files: StoreFiles) throws {
        guard FileManager.default.fileExists(atPath: files.database) else {
            throw SvarError(.storeUnusable, "there is no store here")
        }
    }

    static func requireEmpty(_ files: StoreFiles) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: files.directory) {
            guard try manager.contentsOfDirectory(atPath: files.directory).isEmpty else {
                throw SvarError(.storeUnusable, "the target is not empty")
            }
        }
        try manager.createDirectory(atPath: files.directory, withIntermediateDirectories: true)
    }

    static func requireSound(_ database: Database) throws {
        guard try database.first("PRAGMA quick_check(1)", [], { $0[0] as String }) == "ok" else {
            throw SvarError(.storeUnusable, "the backup is damaged")
        }
    }

    /// The log of use for reads, if there is one. Without what page links continue: that is kept for an hour, under a key
    /// that stays where it is.
    static func copyAccess(_ source: StoreFiles, to copy: StoreFiles, _ progress: @escaping Progress) throws {
        let (from, target) = (AccessFiles(directory: source.directory), AccessFiles(directory: copy.directory))
        guard FileManager.default.fileExists(atPath: from.database) else { return }
        try copyDatabase(from.database, to: target.database, progress)
        let copied = try DatabaseQueue(path: target.database)
        try copied.writeWithoutTransaction { database in
            try requireSound(database)
            try database.execute(sql: "PRAGMA secure_delete = ON; DELETE FROM kept")
        }
        try copied.close()
    }

    /// Pages are copied inside one read transaction, so that writes go on and the copy is one instant.
    static func copyDatabase(_ source: String, to copy: String, _ progress: @escaping Progress) throws {
        let from = try Readers.connect(source, number: 0, cacheKiB: 2_048)
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -2048") }
        let target = try DatabaseQueue(path: copy, configuration: configuration)
        try from.backup(to: target, pagesPerStep: 2_000) { progress($0.completedPageCount, $0.totalPageCount) }
        try target.close()
        try from.close()
    }

    static func copyKeys(_ source: StoreFiles, to copy: StoreFiles) throws {
        try copy.makeDirectories()
        let hasSync = try StoreKeys.sync(in: source.keys) != nil
        for name in StoreKeys.names + (hasSync ? [StoreKeys.syncName] : []) {
            guard let bytes = FileManager.default.contents(atPath: "\(source.keys)/\(name)") else {
                throw SvarError(.storeUnusable, "the key file \(name) is missing")
            }
            try StoreFiles.write([UInt8](bytes), to: "\(copy.keys)/\(name)")
        }
        try StoreFiles.sync(directory: copy.keys)
    }
}

extension [UInt8] {
    /// Lower-case hexadecimal digits.
    var hex: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
