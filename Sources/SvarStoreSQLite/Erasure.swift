import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Erasing a person: everything stored that is about them, so that keys and times are left (decision 16). It begins with an
/// entry of its own, after which the number is a tag and nothing is seen by replicas, and goes on in steps; what is left
/// to do is found in the store, so that it ends after any crash.
extension SQLiteTransaction {
    /// How long one step may hold the writer.
    private static let longestStep: Duration = .milliseconds(100)

    func beginErasing(_ person: PersonKey) throws {
        try method {
            _ = try patientID(of: person)
            let begun = try Erasure.find(person, in: database).flatMap { $0.isDone ? nil : $0 }
            if try hasAnything(person, beyond: begun) { try beginErasing(person, at: nil) }
        }
    }

    func erase(_ person: PersonKey, atMost units: Int) throws -> Bool {
        try method {
            guard let erasure = try Erasure.find(person, in: database), !erasure.isDone else { return true }
            let deadline = Deadline(after: Self.longestStep)
            var left = units
            while let unit = try nextUnit(of: erasure) {
                guard left > 0, left == units || !deadline.isOver else { return false }
                try erase(unit, of: person)
                left -= 1
            }
            let steps = [eraseIndex, eraseAttachments, eraseSubmissions, eraseEntries]
            for step in steps {
                while try !step(erasure) { if deadline.isOver { return false } }
            }
            // Facts that were made again while the store was opened between two steps.
            try database.run(
                """
                DELETE FROM unit_version WHERE person = ?1 AND unit <= ?2
                AND unit NOT IN (SELECT key FROM unit WHERE person = ?1)
                """,
                [person.rawValue, erasure.unit]
            )
            try database.run("UPDATE erasure SET done = 1 WHERE person = ?", [person.rawValue])
            return true
        }
    }

    /// - Parameter begun: what is under way already.
    private func hasAnything(_ person: PersonKey, beyond begun: Erasure?) throws -> Bool {
        try database.first(
            """
            SELECT EXISTS (SELECT 1 FROM unit WHERE person = ?1 AND key > ?2)
            OR EXISTS (SELECT 1 FROM person_number WHERE person = ?1)
            OR EXISTS (SELECT 1 FROM submission_person WHERE person = ?1 AND submission > ?3)
            OR EXISTS (SELECT 1 FROM attachment WHERE person = ?1 AND key > ?4)
            """,
            [person.rawValue, begun?.unit ?? 0, begun?.submission ?? 0, begun?.attachment ?? 0]
        ) { $0[0] as Bool } ?? false
    }

    /// The entry, the end of what is seen, names of reports too, and tags in place of the numbers. What is stored from here on stays. One that is
    /// under way goes on as part of this one.
    /// - Parameter time: of the entry; nil: now. Replay of an earlier erasure gives its time.
    func beginErasing(_ person: PersonKey, at time: ServerTime?) throws {
        let stamp = try stamp(time)
        try enter(stamp, .erased, of: person)
        head.closings += 1
        let units = try database.rows("SELECT key FROM unit WHERE person = ?", [person.rawValue]) { UnitKey($0[0]) }
        // What is due about the person stays so: settings do.
        let due = try database.first("SELECT at FROM feed_due WHERE person = ?", [person.rawValue]) { $0[0] as Int64 }
        try setClosed(Set(units), of: person, next: due.map(ServerTime.init(microseconds:)))
        let producers = try database.rows("SELECT DISTINCT producer FROM unit WHERE person = ?", [person.rawValue]) {
            Producer($0[0])
        }
        for producer in producers {
            try database.run(
                "UPDATE unit SET producer = ?, provider = NULL, report = NULL WHERE person = ? AND producer = ?",
                [producer.asErased.rawValue, person.rawValue, producer.rawValue]
            )
        }
        for number in try numbers(of: person) { try addTag(keys.tag(number), to: person) }
        try database.run("DELETE FROM person_number WHERE person = ?", [person.rawValue])
        try database.run(
            """
            INSERT OR REPLACE INTO erasure (person, pos, unit, attachment, submission, done)
            VALUES (?, ?, ?, ?, ?, 0)
            """,
            [person.rawValue, stamp.position.rawValue, head.unit, head.attachment, head.submission]
        )
        try head.keep(in: database)
    }

    /// The person is found by the number that the tag was made of.
    func addTag(_ tag: Data, to person: PersonKey) throws {
        try database.run(
            "INSERT OR IGNORE INTO person_tag (tag, person) VALUES (?, ?)",
            [tag, person.rawValue]
        )
    }

    private func nextUnit(of erasure: Erasure) throws -> UnitRecord? {
        try database.first(
            "\(Select.unit) WHERE person = ? AND key <= ? ORDER BY key LIMIT 1",
            [erasure.person, erasure.unit]
        ) { try UnitRecord($0) }
    }

    // MARK: A unit

    private func erase(_ unit: UnitRecord, of person: PersonKey) throws {
        let key = unit.key.rawValue
        let resources = try database.rows(
            """
            SELECT r.key, r.type, r.deleted, r.facts, v.at FROM resource r JOIN version v ON v.key = r.version
            WHERE r.unit = ?
            """,
            [key]
        ) { row -> ErasedResource in
            guard let type = HostedType(number: row[1]) else {
                throw SvarError(.storeUnusable, "a resource has an unknown type")
            }
            return ErasedResource(
                key: row[0],
                type: type,
                isDeleted: row[2],
                facts: try IndexFacts(encoded: row.bytes(3)),
                at: row[4]
            )
        }
        for resource in resources { try erase(resource, of: unit, person) }
        try database.run("DELETE FROM resource WHERE unit = ?", [key])
        try database.run("DELETE FROM contribution WHERE unit = ?", [key])
        try database.run("DELETE FROM membership WHERE unit = ?", [key])
        try database.run("DELETE FROM unit_version WHERE person = ? AND unit = ?", [person.rawValue, key])
        try database.run("DELETE FROM unit WHERE key = ?", [key])
    }

    private struct ErasedResource {
        var key: Int64
        var type: HostedType
        var isDeleted: Bool
        var facts: IndexFacts
        var at: Int64
    }

    /// A resource's versions, and its rows of the index that do not lie with the person: those go all at once.
    private func erase(_ resource: ErasedResource, of unit: UnitRecord, _ person: PersonKey) throws {
        let isOpen = unit.typeClass == .directory || unit.typeClass == .conformance
        let places = RowPlaces(
            index: index,
            isSandbox: isSandbox,
            cluster: person.rawValue,
            identifiers: isOpen
                ? Cluster.directory : Cluster.identifiers(of: try producerNumber(unit.producer.beforeErasure)),
            type: resource.type
        )
        if !resource.isDeleted {
            let deletion = try RawStatement(
                """
                DELETE FROM search_index WHERE cluster = ?1 AND slot = ?2 AND value = ?3 AND extra = ?4 AND part = ?5
                AND resource = ?6 AND pos_to IS NULL AND ?7 = 0
                """,
                in: database
            )
            func drop(_ row: StoredRow) throws {
                guard row.cluster != places.cluster else { return }
                try IndexWriter.run(deletion, row, resource.key, 0)
            }
            for row in resource.facts.rows { try places.each(row, drop) }
            if isSandbox { try (places.membership + places.updated(resource.at)).forEach(drop) }
        }
        let past = try RawStatement("DELETE FROM search_index WHERE resource = ? AND pos_to IS NOT NULL", in: database)
        past.bind(1, resource.key)
        try past.run()
        if try hasMoved() {
            try database.run(
                """
                DELETE FROM moved WHERE owner IN (SELECT ?1 UNION ALL SELECT -number FROM producer)
                AND version IN (SELECT key FROM version WHERE resource = ?2)
                """,
                [person.rawValue, resource.key]
            )
        }
        let versions = try RawStatement("DELETE FROM version WHERE resource = ?", in: database)
        versions.bind(1, resource.key)
        try versions.run()
    }

    private func hasMoved() throws -> Bool { try database.first("SELECT 1 FROM moved LIMIT 1") { _ in true } ?? false }

    // MARK: What lies with the person

    /// Each gives true when there is nothing left.
    private func eraseIndex(_ erasure: Erasure) throws -> Bool {
        let hasUnits = try database.first("SELECT 1 FROM unit WHERE person = ? LIMIT 1", [erasure.person]) { _ in true }
        guard hasUnits == nil else {
            // Something was stored since: then the rows of what is left stay.
            try database.run(
                """
                DELETE FROM search_index WHERE cluster = ?1 AND resource NOT IN
                (SELECT r.key FROM resource r JOIN unit u ON u.key = r.unit WHERE u.person = ?1)
                """,
                [erasure.person]
            )
            return true
        }
        let columns = "slot, value, extra, part, resource, pos_from"
        let boundary = try database.first(
            "SELECT \(columns) FROM search_index WHERE cluster = ? ORDER BY \(columns) LIMIT 1 OFFSET 5000",
            [erasure.person]
        ) { row in (0..<6).map { row[$0] as DatabaseValue } }
        guard let boundary else {
            try database.run("DELETE FROM search_index WHERE cluster = ?", [erasure.person])
            return true
        }
        try database.run(
            "DELETE FROM search_index WHERE cluster = ? AND (\(columns)) < (?, ?, ?, ?, ?, ?)",
            StatementArguments([erasure.person.databaseValue] + boundary)
        )
        return false
    }

    private func eraseAttachments(_ erasure: Erasure) throws -> Bool {
        try database.run(
            """
            DELETE FROM attachment WHERE key IN (SELECT key FROM attachment a WHERE person = ?1 AND key <= ?2
                AND NOT EXISTS (SELECT 1 FROM version v WHERE v.attachment = a.key)
                AND NOT EXISTS (SELECT 1 FROM unit u JOIN contribution c ON c.unit = u.key WHERE u.person = ?1)
                LIMIT 10)
            """,
            [erasure.person, erasure.attachment]
        )
        return database.changesCount == 0
    }

    /// Submissions that are about the person alone go; of others go the bytes that came, since they hold the person's too.
    private func eraseSubmissions(_ erasure: Erasure) throws -> Bool {
        let numbers = try database.rows(
            "SELECT submission FROM submission_person WHERE person = ? AND submission <= ? LIMIT 100",
            [erasure.person, erasure.submission]
        ) { $0[0] as Int64 }
        for number in numbers {
            try database.run(
                "DELETE FROM submission_person WHERE person = ? AND submission = ?",
                [erasure.person, number]
            )
            try database.run("UPDATE submission SET raw = NULL WHERE number = ?", [number])
            try database.run(
                """
                DELETE FROM submission WHERE number = ?1
                AND NOT EXISTS (SELECT 1 FROM submission_person WHERE submission = ?1)
                AND NOT EXISTS (SELECT 1 FROM contribution WHERE submission = ?1)
                """,
                [number]
            )
        }
        return numbers.isEmpty
    }

    /// Entries of the log stay, as what was erased, and tell no longer whose units they were.
    private func eraseEntries(_ erasure: Erasure) throws -> Bool {
        try database.run(
            """
            UPDATE log SET kind = ?1, producer = NULL WHERE pos IN
            (SELECT pos FROM log WHERE person = ?2 AND kind = ?3 AND unit <= ?4 LIMIT 5000)
            """,
            [LogEntry.Kind.erased.rawValue, erasure.person, LogEntry.Kind.version.rawValue, erasure.unit]
        )
        return database.changesCount == 0
    }
}

/// An erasure that was begun: what it reaches, and whether what it is about is gone.
struct Erasure {
    var person: Int64
    /// The last of what was there when it began.
    var unit: Int64
    var attachment: Int64
    var submission: Int64
    /// The rows are gone; traces of them may be left in the files (`ErasureTraces`).
    var isDone: Bool

    static func find(_ person: PersonKey, in database: Database) throws -> Self? {
        try database.first(
            "SELECT person, unit, attachment, submission, done FROM erasure WHERE person = ?",
            [person.rawValue]
        ) { Self(person: $0[0], unit: $0[1], attachment: $0[2], submission: $0[3], isDone: $0[4]) }
    }
}
