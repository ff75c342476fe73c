import Foundation
import GRDB
package import SvarDomain
import SvarFHIR
import SvarSearch
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
        /// What replicas are fed from is not what units and scopes say.
        case replica
        /// Something is left of what was erased, or an entry about a person does not fit the log.
        case entry
        /// The log of closures is not there, was changed, or does not have what the store has.
        case closures
        /// A row of the log of use was changed, taken out or put in, or its file is damaged.
        case audit
    }

    package let kind: Kind
    package let text: String
    package var description: String { "\(kind.rawValue): \(text)" }
}

/// `svar store verify`: reads the whole store at one instant and says what is wrong. Blocks: not for the cooperative
/// pool. It works beside a process that serves the store.
package struct StoreCheck {
    private let keys: StoreKeys?
    /// What replicas' names and sums are made from.
    private let secret: [UInt8]?
    /// What the index must be; nil leaves it out.
    private let expected: StoreIndex?
    private let progress: StoreBackup.Progress
    private var findings: [StoreFinding] = []
    /// More of the same kind than this are counted, not listed.
    private static let listed = 20

    /// The findings; none when the store is sound.
    ///
    /// - Parameter progress: called now and then with the resources checked and the resources in all.
    package static func run(
        _ directory: String,
        index: StoreIndex? = nil,
        progress: @escaping StoreBackup.Progress = { _, _ in }
    ) throws(SvarError) -> [StoreFinding] {
        do {
            let files = StoreFiles(directory: directory)
            try StoreBackup.requireStore(files)
            // A backup may lie without its keys; then what they protect is not checked.
            let hasKeys = FileManager.default.fileExists(atPath: files.keys)
            let keys = hasKeys ? try StoreKeys(directory: files.keys) : nil
            let secret = hasKeys ? try StoreKeys.sync(in: files.keys) : nil
            var check = StoreCheck(keys: keys, secret: secret, index: index, progress: progress)
            let reader = try Readers.connect(files.database, number: 0, cacheKiB: 16_384)
            try reader.read { try check.all($0) }
            try reader.close()
            try check.audit(directory)
            return check.findings
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            return [StoreFinding(kind: .file, text: "the file cannot be read as a database")]
        } catch {
            throw SvarError.store(error) as? SvarError ?? SvarError(.storeFailed, "the store cannot be read")
        }
    }

    private init(
        keys: StoreKeys?,
        secret: [UInt8]?,
        index: StoreIndex?,
        progress: @escaping StoreBackup.Progress
    ) {
        self.keys = keys
        self.secret = secret
        expected = index
        self.progress = progress
    }

    mutating func found(_ kind: StoreFinding.Kind, _ text: String) {
        let count = findings.count { $0.kind == kind }
        guard count <= Self.listed else { return }
        findings.append(StoreFinding(kind: kind, text: count == Self.listed ? "and more" : text))
    }

    private mutating func all(_ database: Database) throws {
        do {
            try file(database)
            try log(database)
            try versions(database)
            try persons(database)
            try index(database)
            try attachments(database)
            try submissions(database)
            try entries(database)
            try closures(database, keys)
            var texts: [String] = []
            try SyncCheck.run(database, secret: secret) { texts.append($0) }
            for text in texts { found(.replica, text) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            found(.file, "a page cannot be read")
        }
    }

    /// Both parts of the log of use, `access.db` among them where there is one.
    private mutating func audit(_ directory: String) throws {
        do {
            for part in try AuditReader(directory: directory).verify() {
                if let fault = part.fault { found(.audit, "\(part.book.rawValue), row \(fault.number): \(fault.text)") }
            }
            let access = AccessFiles(directory: directory)
            guard FileManager.default.fileExists(atPath: access.database) else { return }
            let reader = try Readers.connect(access.database, number: 0, cacheKiB: 2_048)
            let lines = try reader.read { try $0.rows("PRAGMA integrity_check(20)") { $0[0] as String } }
            try reader.close()
            for line in lines where line != "ok" { found(.audit, "access.db: \(line)") }
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            found(.audit, "access.db cannot be read as a database")
        } catch let error as SvarError where error.code == .storeUnusable {
            found(.audit, "access.db cannot be read")
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

    /// What the access rules go by, each with its entry of the log.
    private mutating func persons(_ database: Database) throws {
        let version = try database.first("PRAGMA user_version") { $0[0] as Int } ?? 0
        guard version >= 4 else { return }
        var checks = [
            (
                "facts of a version that is not there",
                """
                SELECT v.pos FROM unit_version v LEFT JOIN log l ON l.pos = v.pos
                WHERE (l.kind, l.unit, l.person, l.at) IS NOT (1, v.unit, v.person, v.at)
                """
            ),
            (
                "an entry about a person that is not in the log",
                """
                SELECT e.pos FROM person_entry e LEFT JOIN log l ON l.pos = e.pos
                WHERE (l.kind, l.person, l.at) IS NOT (e.kind, e.person, e.at)
                """
            ),
            (
                "the entry about a person is missing",
                """
                SELECT l.pos FROM log l LEFT JOIN person_entry e ON e.person = l.person AND e.pos = l.pos
                WHERE l.kind BETWEEN 5 AND 8 AND e.pos IS NULL
                """
            ),
        ]
        if try database.first("SELECT 1 FROM metadata WHERE name = 'facts.made'", [], { $0[0] as Int }) != nil {
            checks.append(
                (
                    "a version of a unit without facts",
                    """
                    SELECT l.pos FROM log l
                    LEFT JOIN unit_version v ON v.person = l.person AND v.unit = l.unit AND v.pos = l.pos
                    WHERE l.kind = 1 AND l.person IS NOT NULL AND v.pos IS NULL
                    """
                )
            )
        }
        for (text, sql) in checks {
            for place in try database.rows("\(sql) LIMIT 30", [], { $0[0] as Int64 }) {
                found(.version, "\(place): \(text)")
            }
        }
    }

    /// The rows of each resource, as its facts say, stand in the index, and the index holds no more than that.
    private mutating func index(_ database: Database) throws {
        let total = try database.first("SELECT count(*) FROM resource") { $0[0] as Int } ?? 0
        let isSandbox =
            try database.first("SELECT value FROM metadata WHERE name = 'kind'") { $0[0] as String }
            == StoreKind.sandbox.rawValue
        let producers = Dictionary(
            uniqueKeysWithValues: try database.rows("SELECT name, number FROM producer") {
                (Producer($0[0]), $0[1] as Int64)
            }
        )
        let looking = try RawStatement(
            """
            SELECT count(*) FROM search_index WHERE cluster = ?1 AND slot = ?2 AND value = ?3 AND extra = ?4 AND part = ?5
            AND resource = ?6 AND pos_to IS NULL
            """,
            in: database
        )
        var (done, rows) = (0, 0)
        let cursor = try Row.fetchCursor(
            database,
            sql: "\(Select.version), r.facts \(Select.fromCurrent) ORDER BY r.key"
        )
        while let row = try cursor.next() {
            let version = try ResourceVersion(row)
            let kept = try IndexFacts(encoded: row.bytes(17))
            if let expected, !version.isDeleted, try IndexFacts(expected.rows(version)) != kept {
                found(.index, "resource \(version.key): its facts are not what its body says")
            }
            if version.isDeleted, kept != .none { found(.index, "resource \(version.key): deleted, and has facts") }
            done += 1
            if done.isMultiple(of: 5_000) || done == total { progress(done, total) }
            guard let expected, !version.isDeleted else { continue }
            let typeClass = try HostedType.Class(number: row[12])
            let isOpen = typeClass == .directory || typeClass == .conformance
            let places = RowPlaces(
                index: expected,
                isSandbox: isSandbox,
                cluster: version.person?.rawValue ?? Cluster.nobody,
                identifiers: isOpen
                    ? Cluster.directory : Cluster.identifiers(of: producers[Producer(row[14]).beforeErasure] ?? 0),
                type: version.type
            )
            let wanted =
                kept.rows.flatMap(places.of) + places.membership
                + places.updated(version.stamp.at.microseconds)
            rows += wanted.count
            for row in wanted {
                var isThere = false
                looking.bind(1, row.cluster)
                looking.bind(2, row.slot)
                looking.bind(3, row.value)
                looking.bind(4, row.extra)
                looking.bind(5, row.part)
                looking.bind(6, version.key)
                try looking.forEach { found in
                    isThere = found.integer(0) == 1
                    return false
                }
                if !isThere { found(.index, "resource \(version.key): a row is missing") }
            }
        }
        guard expected != nil else { return }
        let open = try database.first("SELECT count(*) FROM search_index WHERE pos_to IS NULL") { $0[0] as Int } ?? 0
        if open != rows { found(.index, "\(open) rows where the resources have \(rows)") }
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
