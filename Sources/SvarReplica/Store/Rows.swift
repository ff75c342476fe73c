import Crypto
import GRDB
import SvarJSON
import SvarSync

/// Bodies as values.
enum UnitReading {
    /// The list of a body's resources; nil when it is none.
    static func root(of body: [UInt8]) -> JSONNode? {
        do {
            let root = try JSONDocument(body, limits: SyncLine.limits).root
            return root.kind == .array && root[0]?.kind == .object ? root : nil
        } catch {
            return nil
        }
    }

    /// The status of a unit's main resource; empty when it has none.
    static func status(of root: JSONNode) -> String { root[0]?["status"]?.string ?? "" }
}

/// Rows of persons.
enum PersonRow {
    /// A person of whom nothing is known but the key: in no scope, so not shown.
    static func insert(_ key: WireKey, _ database: Database) throws -> Int64 {
        let statement = try database.bound(
            "INSERT INTO person (p, patient, kp_ms, kp_n, units, sum) VALUES (?, '', 0, -1, 0, zeroblob(32))"
        )
        statement.bind(1, key.bytes)
        try statement.run()
        return database.lastInsertedRowID
    }

    /// What the rows of all persons add up to.
    static func totals(_ database: Database, key: SymmetricKey) throws -> ReplicaState.Totals {
        var totals = ReplicaState.Totals()
        try database.bound("SELECT units, sum, p, until, blocked FROM person").forEach { row in
            totals.units += Int(row.integer(0))
            totals.sum += SyncDigest(bytes: row.buffer(1)) ?? .zero
            if let person = WireKey(bytes: row.buffer(2)), let until = row.integerOrNil(3) {
                totals.lines += .person(person, until: until, blocked: BlockedTags.read(row.buffer(4)), key: key)
            }
            return true
        }
        return totals
    }

    /// The same of one person, counted from the rows of units.
    static func counted(_ id: Int64, key: SymmetricKey, _ database: Database) throws -> (units: Int, sum: SyncDigest) {
        let select = try database.bound("SELECT k, ver, hash FROM unit WHERE person = ?")
        select.bind(1, id)
        var (units, sum) = (0, SyncDigest.zero)
        try select.forEach { row in
            units += 1
            if let unit = WireKey(bytes: row.buffer(0)) {
                sum += SyncDigest.element(of: unit, version: row.integer(1), hash: row.bytes(2), key: key)
            }
            return true
        }
        return (units, sum)
    }

    /// Takes away a person and all that is kept of them.
    static func delete(_ id: Int64, _ database: Database) throws {
        for sql in [
            "DELETE FROM analysis WHERE person = ?",
            "DELETE FROM revision WHERE unit IN (SELECT id FROM unit WHERE person = ?)",
            "DELETE FROM unit WHERE person = ?",
            "DELETE FROM removal WHERE person = ?",
            "DELETE FROM person WHERE id = ?",
        ] {
            let statement = try database.bound(sql)
            statement.bind(1, id)
            try statement.run()
        }
    }
}

/// Tags of professionals from whom a person is closed, as the row of the person has them: one behind the other.
enum BlockedTags {
    static func read(_ bytes: UnsafeRawBufferPointer) -> [WireKey] {
        stride(from: 0, to: bytes.count, by: WireKey.count).compactMap { start in
            WireKey(bytes: bytes[start..<min(start + WireKey.count, bytes.count)])
        }
    }

    static func stored(_ tags: [WireKey]) -> [UInt8] { tags.sorted().flatMap(\.bytes) }
}

/// Who may read the replica: only a list that this file's own program sent makes them more, any answer of the server fewer.
enum ProfessionalRows {
    /// Takes the server's answer to the list that was sent. Who is new reads when the replica has taken what it knew then:
    /// persons may be closed from them.
    static func set(_ professionals: [EnrolledProfessional], at stamp: SyncStamp, _ database: Database) throws {
        try narrow(to: professionals, database)
        let insert = try database.bound(
            "INSERT OR IGNORE INTO professional (number, tag, since_ms, since_n, ready) VALUES (?, ?, ?, ?, 0)"
        )
        for professional in professionals {
            insert.bind(1, professional.number)
            insert.bind(2, professional.tag.bytes)
            insert.bind(3, stamp.milliseconds)
            insert.bind(4, stamp.number)
            try insert.run()
        }
    }

    /// Whom the server does not name, or calls otherwise, may read no more.
    static func narrow(to professionals: [EnrolledProfessional], _ database: Database) throws {
        let tags = Dictionary(professionals.map { ($0.number, $0.tag.bytes) }) { first, _ in first }
        try delete(database) { number, tag in tags[number] != tag }
    }

    /// Before a list is sent: whom it does not name may read no more, whatever becomes of the answer.
    static func narrow(to numbers: Set<Int>, _ database: Database) throws {
        try delete(database) { number, _ in !numbers.contains(number) }
    }

    private static func delete(_ database: Database, where isGone: (Int, [UInt8]) -> Bool) throws {
        let known = try database.bound("SELECT number, tag FROM professional").rows {
            (number: Int($0.integer(0)), tag: $0.bytes(1))
        }
        let delete = try database.bound("DELETE FROM professional WHERE number = ?")
        for row in known where isGone(row.number, row.tag) {
            delete.bind(1, row.number)
            try delete.run()
        }
    }

    /// A round that is complete has taken every change up to a stamp.
    static func complete(to place: SyncStamp, _ database: Database) throws {
        let statement = try database.bound(
            "UPDATE professional SET ready = 1 WHERE ready = 0 AND (since_ms, since_n) <= (?, ?)"
        )
        statement.bind(1, place.milliseconds)
        statement.bind(2, place.number)
        try statement.run()
    }

    /// The server says that nothing has changed, to a question that was asked after any list was sent.
    static func completeAll(_ database: Database) throws {
        try database.execute(sql: "UPDATE professional SET ready = 1 WHERE ready = 0")
    }
}

/// Rows of units.
enum UnitRow {
    /// Takes away a unit and what the index and the history hold of it.
    static func delete(_ id: Int64, _ key: WireKey, person: Int64, _ database: Database) throws {
        try AnalysisRows.delete(person: person, unit: id, database)
        for sql in ["DELETE FROM revision WHERE unit = ?", "DELETE FROM unit WHERE id = ?"] {
            let statement = try database.bound(sql)
            statement.bind(1, id)
            try statement.run()
        }
    }

    /// The body's bytes at two columns (codec, body); nil when they are damaged.
    static func body(_ row: BoundStatement, _ codec: Int32, _ body: Int32) -> [UInt8]? {
        BodyCodec.unpack(row.buffer(body), codec: row.integer(codec))
    }
}

/// The index of analyses.
enum AnalysisRows {
    static func insert(_ index: UnitIndex, person: Int64, unit: Int64, _ database: Database) throws {
        guard !index.analyses.isEmpty else { return }
        let statement = try database.bound(
            "INSERT OR REPLACE INTO analysis (person, unit, place, tag, time) VALUES (?, ?, ?, ?, ?)"
        )
        statement.bind(1, person)
        statement.bind(2, unit)
        for analysis in index.analyses {
            statement.bind(3, analysis.place.rawValue)
            statement.bind(4, analysis.tag)
            statement.bind(5, analysis.time)
            try statement.run()
        }
    }

    static func delete(person: Int64, unit: Int64, _ database: Database) throws {
        let statement = try database.bound("DELETE FROM analysis WHERE person = ? AND unit = ?")
        statement.bind(1, person)
        statement.bind(2, unit)
        try statement.run()
    }
}

/// Which versions of a unit this replica has held before: when, with which status, and the values that the next one
/// changed. The rest of their content is not kept, and nothing of what a later version withdraws.
enum RevisionRows {
    /// Of one unit.
    private static let most = 20

    /// - Parameters:
    ///   - replaced: when this replica took the version after it
    ///   - next: the body of that
    static func keep(_ unit: Int64, _ version: Int64, at replaced: Int64, before next: JSONNode, _ database: Database)
        throws
    {
        try forget(EarlierValues.Withdrawn(next), unit, database)
        let select = try database.bound("SELECT codec, body, hash FROM unit WHERE id = ?")
        select.bind(1, unit)
        // A body that is not what its hash says is no version that there was.
        let root: JSONNode? =
            try select.first { row in
                guard let body = UnitRow.body(row, 0, 1), UnitBody.hash(body) == row.bytes(2) else { return nil }
                return UnitReading.root(of: body)
            } ?? nil
        guard let root else { return }
        let insert = try database.bound(
            "INSERT OR REPLACE INTO revision (unit, ver, replaced, status, was) VALUES (?, ?, ?, ?, ?)"
        )
        insert.bind(1, unit)
        insert.bind(2, version)
        insert.bind(3, replaced)
        insert.bind(4, UnitReading.status(of: root))
        insert.bind(5, EarlierValues.all(of: root, before: next).stored)
        try insert.run()
        let trim = try database.bound(
            """
            DELETE FROM revision WHERE unit = ?1 AND ver NOT IN
            (SELECT ver FROM revision WHERE unit = ?1 ORDER BY ver DESC LIMIT ?2)
            """
        )
        trim.bind(1, unit)
        trim.bind(2, most)
        try trim.run()
    }
}

extension RevisionRows {
    /// Takes away all that is kept of a unit's earlier versions.
    static func delete(_ unit: Int64, _ database: Database) throws {
        let statement = try database.bound("DELETE FROM revision WHERE unit = ?")
        statement.bind(1, unit)
        try statement.run()
    }

    private static func forget(_ withdrawn: EarlierValues.Withdrawn, _ unit: Int64, _ database: Database) throws {
        guard !withdrawn.isNothing else { return }
        let select = try database.bound("SELECT ver, was FROM revision WHERE unit = ?")
        select.bind(1, unit)
        let update = try database.bound("UPDATE revision SET was = ? WHERE unit = ? AND ver = ?")
        for (version, was) in try select.rows({ ($0.integer(0), [EarlierValue](stored: $0.bytes(1))) }) {
            let rest = was.filter { !withdrawn.contains($0) }
            guard rest.count < was.count else { continue }
            update.bind(1, rest.stored)
            update.bind(2, unit)
            update.bind(3, version)
            try update.run()
        }
    }
}

/// Which units went, for those who ask what changed. Nothing but the key is kept, and not for long.
enum Removal {
    /// 30 days.
    static let keptMicroseconds: Int64 = 30 * 86_400_000_000

    static func keep(_ key: WireKey, person: Int64, serial: Int64, at: Int64, _ database: Database) throws {
        let statement = try database.bound("INSERT OR REPLACE INTO removal (serial, k, person, at) VALUES (?, ?, ?, ?)")
        statement.bind(1, serial)
        statement.bind(2, key.bytes)
        statement.bind(3, person)
        statement.bind(4, at)
        try statement.run()
    }
}
