import Foundation
import GRDB
import SvarReplica
import SvarSync
import SvarSynthetic
import SvarTesting

/// A replica's file and process, and what may happen to them.
final class SimulatedReplica {
    struct Row: Hashable {
        var key: WireKey
        var person: WireKey
        var stamp: SyncStamp
        var version: Int64
        var hash: [UInt8]
    }

    let number: Int
    /// What the server calls it.
    var id = ""
    /// The head of the newest page that it took.
    var head = 0
    /// Rows were damaged and not yet put right.
    var isDamaged = false
    private let path: String
    private(set) var store: ReplicaStore
    private var reader: DatabaseQueue

    init(_ number: Int, in directory: String, seed: UInt64) throws {
        self.number = number
        path = "\(directory)/replica\(number)"
        let bytes = SeededBytes(seed: seed)
        store = try ReplicaStore.create(path) { bytes($0) }
        reader = try Self.reader(path)
    }

    private static func reader(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Another process opens the file.
    func reopen() throws {
        try close()
        try open()
    }

    private func open() throws {
        store = try ReplicaStore.open(path)
        reader = try Self.reader(path)
    }

    private func close() throws {
        try reader.close()
        try store.close()
    }

    // MARK: Files

    private var parts: [String] { ["", "-wal"] }

    /// The file as it is now, put aside.
    func putAside() throws {
        for part in parts {
            let copy = "\(path)-aside\(part)"
            if FileManager.default.fileExists(atPath: copy) { try FileManager.default.removeItem(atPath: copy) }
            guard FileManager.default.fileExists(atPath: path + part) else { continue }
            try FileManager.default.copyItem(atPath: path + part, toPath: copy)
        }
    }

    /// The file is what was put aside.
    func takeBack() throws {
        try close()
        for part in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + part) {
            try FileManager.default.removeItem(atPath: path + part)
        }
        for part in parts where FileManager.default.fileExists(atPath: "\(path)-aside\(part)") {
            try FileManager.default.copyItem(atPath: "\(path)-aside\(part)", toPath: path + part)
        }
        try open()
    }

    func execute(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        try queue.close()
    }

    /// Lets number 9 read, from whom nobody is closed.
    func enrolSomebody() throws {
        try execute("INSERT OR REPLACE INTO professional VALUES (9, zeroblob(16), 0, -1, 1)")
    }

    /// From which professionals persons in the scope are closed, as the rows say it.
    func blocked() throws -> [WireKey: Set<WireKey>] {
        try reader.read { database in
            let rows = try GRDB.Row.fetchAll(database, sql: "SELECT p, blocked FROM person WHERE until IS NOT NULL")
            var blocked: [WireKey: Set<WireKey>] = [:]
            for row in rows {
                let tags = [UInt8](row[1] as Data)
                guard let person = WireKey(bytes: row[0] as Data), !tags.isEmpty else { continue }
                blocked[person] = Set(
                    stride(from: 0, to: tags.count, by: WireKey.count).compactMap {
                        WireKey(bytes: tags[$0..<min($0 + WireKey.count, tags.count)])
                    }
                )
            }
            return blocked
        }
    }

    // MARK: Rows

    func rows() throws -> [Row] {
        try reader.read { database in
            try GRDB.Row.fetchAll(
                database,
                sql: """
                    SELECT k, p, unit.kp_ms, unit.kp_n, ver, hash FROM unit JOIN person ON person.id = person ORDER BY k
                    """
            ).compactMap { row in
                guard let key = WireKey(bytes: row[0] as Data), let person = WireKey(bytes: row[1] as Data) else {
                    return nil
                }
                return Row(
                    key: key,
                    person: person,
                    stamp: SyncStamp(milliseconds: row[2], number: row[3]),
                    version: row[4],
                    hash: [UInt8](row[5] as Data)
                )
            }
        }
    }

    /// Who is in the scope, and until when.
    func persons() throws -> [WireKey: Int64] {
        try reader.read { database in
            let rows = try GRDB.Row.fetchAll(database, sql: "SELECT p, until FROM person WHERE until IS NOT NULL")
            return Dictionary(
                uniqueKeysWithValues: rows.compactMap { row in WireKey(bytes: row[0] as Data).map { ($0, row[1]) } }
            )
        }
    }

    // MARK: Damage

    /// What a bad disk may do, one statement each.
    private static let damages = [
        "UPDATE unit SET hash = zeroblob(32) WHERE id % 2 = 0", "UPDATE unit SET body = x'00', codec = 0",
        "UPDATE unit SET ver = ver + 1 WHERE id % 2 = 1", "UPDATE person SET sum = zeroblob(32)",
        "UPDATE replica SET units = units + 1", "DELETE FROM unit WHERE id % 2 = 1",
        "DELETE FROM person WHERE id % 2 = 0 AND units > 0", "DELETE FROM analysis",
        "UPDATE replica SET sum = zeroblob(32)",
        "UPDATE unit SET body = zeroblob(length(body)) WHERE id % 2 = 0", "UPDATE person SET units = units + 1",
    ]

    /// Damages the file, and looks at everything.
    /// - Returns: how much was found.
    func damage(_ random: inout SeededGenerator) throws -> Int {
        try execute(random.pick(Self.damages))
        isDamaged = true
        return try store.scrub(isRepairing: true).count
    }

    /// From now on a page whose number in the file would be above this fails at its very end, all its rows written.
    func failInside(after pages: Int) throws {
        let serial = try store.state().serial + Int64(pages)
        try execute(
            """
            CREATE TRIGGER fails BEFORE UPDATE ON replica WHEN NEW.serial > \(serial)
            BEGIN SELECT RAISE(ABORT, 'the disk'); END
            """
        )
    }

    /// A page's token is kept, and nothing else of the page.
    func setToken(_ token: String) throws {
        try execute("UPDATE replica SET token = ?, round_page = coalesce(round_page, 0) + 1", [token])
    }

    func failNoMore() throws { try execute("DROP TRIGGER IF EXISTS fails") }
}
