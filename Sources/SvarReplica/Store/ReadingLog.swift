public import Foundation
import GRDB
import SvarSync

/// Who read a replica: a file of its own beside it, which outlives what the replica held and is never overwritten. It has
/// keys of persons and nothing of them. Any number of processes write it.
final class ReadingLog: Sendable {
    /// What was read.
    struct Entry: Hashable, Sendable {
        /// Nil: the list of those who are followed, or what changed.
        var person: WireKey?
        var isRefused: Bool
    }

    private let file: DatabaseQueue

    /// - Parameter path: of the replica
    init(beside path: String) throws(ReplicaError) {
        let path = Self.path(beside: path)
        if !FileManager.default.fileExists(atPath: path) {
            do throws(ReplicaError) {
                try FileLock.makeFile(path)
            } catch {
                // Another process was quicker.
                if error.code != .exists { throw Self.failure(error) }
            }
        }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.label = "svar.reading"
            configuration.prepareDatabase {
                try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            }
            file = try DatabaseQueue(path: path, configuration: configuration)
            try file.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS reading (
                            number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, hpr INTEGER NOT NULL,
                            purpose TEXT NOT NULL, person TEXT, refused INTEGER NOT NULL
                        ) STRICT
                        """
                )
            }
        } catch {
            throw Self.failure(error)
        }
    }

    /// Returns when it is on the disk.
    func write(_ entry: Entry, by hpr: Int, _ purpose: ReadingPurpose, at microseconds: Int64) throws(ReplicaError) {
        do {
            try file.write { database in
                try database.execute(
                    sql: "INSERT INTO reading (at, hpr, purpose, person, refused) VALUES (?, ?, ?, ?, ?)",
                    arguments: [microseconds, hpr, purpose.rawValue, entry.person?.text, entry.isRefused]
                )
            }
        } catch {
            throw Self.failure(error)
        }
    }

    /// The newest rows, the newest first.
    func rows(limit: Int) throws(ReplicaError) -> [LoggedReading] {
        do {
            return try file.read { database in
                try Row.fetchAll(
                    database,
                    sql: "SELECT at, hpr, purpose, person, refused FROM reading ORDER BY number DESC LIMIT ?",
                    arguments: [limit]
                ).map { row in
                    LoggedReading(
                        time: Date(microseconds: row[0]),
                        hpr: row[1],
                        purpose: row[2],
                        person: row[3],
                        isRefused: row[4]
                    )
                }
            }
        } catch {
            throw Self.failure(error)
        }
    }

    static func path(beside path: String) -> String { path + "-reading" }

    private static func failure(_ error: any Error) -> ReplicaError {
        ReplicaError(.unlogged, "what is read cannot be written down: \(ReplicaError.of(error).message)")
    }
}

/// A row of the log of reading.
public struct LoggedReading: Sendable, Hashable {
    /// When.
    public var time: Date
    /// Who.
    public var hpr: Int
    /// Why: a code of `ReadingPurpose`.
    public var purpose: String
    /// Key of the person whose reports were read; nil: the list of those who are followed, or what changed.
    public var person: String?
    /// Nothing was shown: the professional was not enrolled.
    public var isRefused: Bool
}

extension Replica {
    /// Who read, the newest first.
    public func readings(limit: Int = 1_000) throws(ReplicaError) -> [LoggedReading] {
        // Nobody has read yet.
        guard FileManager.default.fileExists(atPath: ReadingLog.path(beside: store.path)) else { return [] }
        return try ReadingLog(beside: store.path).rows(limit: max(limit, 0))
    }
}
