import Foundation
import GRDB
package import SvarDomain
import SvarFHIR
package import SvarSearch
package import SvarStore

/// Something a check of a store found wrong. Texts name surrogate keys only.
package struct StoreFinding: Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// SQLite's own check of the file.
        case file
        /// The log has a gap or its times do not ascend.
        case log
        /// A version, resource or unit does not fit the others.
        case version
        /// The index is not what the resources say.
        case index
        /// An attachment that nobody names, or whose bytes changed.
        case attachment
        /// A submission or contribution that cannot be read.
        case submission
    }

    package let kind: Kind
    package let text: String
    package var description: String { "\(kind.rawValue): \(text)" }
}

/// `svar store verify`: reads the whole store at one instant and says what is wrong. Blocks: not for the cooperative
/// pool. It works beside a process that serves the store.
package struct StoreCheck {
    /// What the index rows of a version must be; nil checks the index against what was stored with each resource only.
    package typealias Rebuild = (ResourceVersion) throws -> [IndexRow]

    private let keys: StoreKeys?
    private let rebuild: Rebuild?
    private let progress: StoreBackup.Progress
    private var findings: [StoreFinding] = []
    /// More of the same kind than this are counted, not listed.
    private static let listed = 20

    /// The findings; none when the store is sound.
    ///
    /// - Parameter progress: called now and then with the resources checked and the resources in all.
    package static func run(
        _ directory: String,
        rebuild: Rebuild? = nil,
        progress: @escaping StoreBackup.Progress = { _, _ in }
    ) throws(SvarError) -> [StoreFinding] {
        do {
            let files = StoreFiles(directory: directory)
            try StoreBackup.requireStore(files)
            // A backup may lie without its keys; then what they protect is not checked.
            let hasKeys = FileManager.default.fileExists(atPath: files.keys)
            let keys = hasKeys ? try StoreKeys(directory: files.keys) : nil
            var check = StoreCheck(keys: keys, rebuild: rebuild, progress: progress)
            let reader = try Readers.connect(files.database, number: 0, cacheKiB: 16_384)
            try reader.read { try check.all($0) }
            try reader.close()
            return check.findings
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            return [StoreFinding(kind: .file, text: "the file cannot be read as a database")]
        } catch {
            throw SvarError.store(error) as? SvarError ?? SvarError(.storeFailed, "the store cannot be read")
        }
    }

    private init(keys: StoreKeys?, rebuild: Rebuild?, progress: @escaping StoreBackup.Progress) {
        self.keys = keys
        self.rebuild = rebuild
        self.progress = progress
    }

    private mutating func found(_ kind: StoreFinding.Kind, _ text: String) {
        let count = findings.count { $0.kind == kind }
        guard count <= Self.listed else { return }
        findings.append(StoreFinding(kind: kind, text: count == Self.listed ? "and more" : text))
    }

    private mutating func all(_ database: Database) throws {
        do {
            try file(database)
            try log(database)
            try versions(database)
            try index(database)
            try attachments(database)
            try submissions(database)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            found(.file, "a page cannot be read")
        }
    }

    private mutating func file(_ database: Database) throws {
        let lines = try database.rows("PRAGMA integrity_check(20)") { $0[0] as String }
        for line in lines where line != "ok" { found(.file, line) }
        let orphans = try database.rows("PRAGMA foreign_key_check") { $0[0] as String }
        for table in Set(orphans).sorted() { found(.version, "rows of \(table) refer to nothing") }
    }

    private mutating func log(_ database: Database) throws {
        let cursor = try Row.fetchCursor(database, sql: "SELECT pos, at FROM log ORDER BY pos")
        var (position, at): (Int64, Int64) = (0, .min)
        while let row = try cursor.next() {
            let next = row[0] as Int64
            if next != position + 1 { found(.log, "a gap after \(position)") }
            if (row[1] as Int64) <= at { found(.log, "the time at \(next) is not later than the one before") }
            (position, at) = (row[0], row[1])
        }
    }

    private mutating func versions(_ database: Database) throws {
        let checks = [
            (
                "no log entry or another time",
                "SELECT v.key FROM version v LEFT JOIN log l ON l.pos = v.pos WHERE l.at IS NOT v.at"
            ),
            (
                "its resource is current in another",
                """
                SELECT r.version FROM resource r LEFT JOIN version v ON v.key = r.version
                WHERE v.resource IS NOT r.key OR v.deleted IS NOT r.deleted
                OR v.pos <> (SELECT max(pos) FROM version WHERE resource = r.key)
                """
            ),
            (
                "its unit does not stand at its last log entry",
                """
                SELECT u.key FROM unit u
                JOIN (SELECT unit, max(pos) AS pos FROM log WHERE kind = 1 GROUP BY unit) l ON l.unit = u.key
                WHERE l.pos <> u.pos
                """
            ),
        ]
        for (text, sql) in checks {
            for key in try database.rows("\(sql) LIMIT 30", [], { $0[0] as Int64? ?? 0 }) {
                found(.version, "\(key): \(text)")
            }
        }
    }

    /// Each fact of each resource stands in the index, and the index holds no more than that.
    private mutating func index(_ database: Database) throws {
        let total = try database.first("SELECT count(*) FROM resource") { $0[0] as Int } ?? 0
        var (done, rows, identifiers) = (0, 0, 0)
        let cursor = try Row.fetchCursor(
            database,
            sql: "\(Select.version), r.facts \(Select.fromCurrent) ORDER BY r.key"
        )
        while let row = try cursor.next() {
            let version = try ResourceVersion(row)
            let kept = try IndexFacts(encoded: row.bytes(16))
            if let rebuild {
                let wanted = version.isDeleted ? IndexFacts.none : IndexFacts(try rebuild(version))
                if wanted != kept { found(.index, "resource \(version.key): its facts are not what its body says") }
            }
            let owner = try HostedType.Class(number: row[12]) == .directory ? "" : row[14] as String
            for fact in kept.facts {
                rows += 1
                let isThere = try database.first(
                    """
                    SELECT 1 FROM search_index WHERE person = ? AND parameter = ? AND type = ? AND value = ?
                    AND system = ? AND resource = ? AND pos_to IS NULL
                    """,
                    [
                        version.person?.rawValue ?? 0, fact.parameter, version.type.number, fact.value, fact.system,
                        version.key,
                    ]
                ) { _ in true }
                if isThere == nil { found(.index, "resource \(version.key): a row is missing") }
                guard fact.isIdentifier else { continue }
                identifiers += 1
                let isFound = try database.first(
                    """
                    SELECT 1 FROM identifier WHERE value = ? AND system = ? AND type = ? AND producer = ?
                    AND resource = ?
                    """,
                    [fact.value, fact.system, version.type.number, owner, version.key]
                ) { _ in true }
                if isFound == nil { found(.index, "resource \(version.key): an identifier is missing") }
            }
            done += 1
            if done.isMultiple(of: 5_000) || done == total { progress(done, total) }
        }
        let open = try database.first("SELECT count(*) FROM search_index WHERE pos_to IS NULL") { $0[0] as Int } ?? 0
        if open != rows { found(.index, "\(open) rows where the resources have \(rows)") }
        let known = try database.first("SELECT count(*) FROM identifier") { $0[0] as Int } ?? 0
        if known != identifiers { found(.index, "\(known) identifiers where the resources have \(identifiers)") }
    }

    private mutating func attachments(_ database: Database) throws {
        // One that no version names may belong to a contribution that a later one hides: it is needed to fold again.
        let unnamed = try database.rows(
            """
            SELECT key FROM attachment a WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.attachment = a.key)
            AND NOT EXISTS (SELECT 1 FROM unit u JOIN contribution c ON c.unit = u.key WHERE u.person = a.person)
            LIMIT 30
            """
        ) { $0[0] as Int64 }
        for key in unnamed { found(.attachment, "\(key): neither a version nor a contribution names it") }
        let empty = try database.rows(
            """
            SELECT v.key FROM version v JOIN resource r ON r.key = v.resource
            WHERE r.type = ? AND r.item IS NOT NULL AND v.deleted = 0 AND v.attachment IS NULL LIMIT 30
            """,
            [HostedType.binary.number]
        ) { $0[0] as Int64 }
        for key in empty { found(.attachment, "version \(key): a Binary of a message without its bytes") }
        guard let keys else { return }
        let cursor = try Row.fetchCursor(database, sql: "SELECT key, hash, bytes FROM attachment")
        while let row = try cursor.next() {
            if keys.hash(attachment: try row.bytes(2)) != (row[1] as Data) {
                found(.attachment, "\(row[0] as Int64): its bytes changed")
            }
        }
    }

    private mutating func submissions(_ database: Database) throws {
        let broken = try database.rows(
            "SELECT unit FROM contribution GROUP BY unit HAVING count(*) <> max(arrival) OR min(arrival) <> 1 LIMIT 30"
        ) { $0[0] as Int64 }
        for unit in broken { found(.submission, "unit \(unit): a contribution is missing") }
        guard let keys else { return }
        let cursor = try Row.fetchCursor(
            database,
            sql: "SELECT number, producer, digest, raw FROM submission WHERE raw IS NOT NULL"
        )
        while let row = try cursor.next() {
            do {
                let bytes = try keys.open(row[3], number: row[0])
                if keys.digest(submission: bytes, producer: Producer(row[1])) != (row[2] as Data) {
                    found(.submission, "\(row[0] as Int64): its digest is another")
                }
            } catch {
                found(.submission, "\(row[0] as Int64): it cannot be decrypted")
            }
        }
    }
}
