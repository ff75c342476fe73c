import Foundation
import GRDB
import SvarDomain
import SvarStore

/// What the access rules go by: facts of versions of units, and entries about persons.
extension SQLiteTransaction {
    func record(of person: PersonKey) throws -> PersonRecord {
        try method { try PersonRecord.read(person, in: database) }
    }

    func entries(of person: PersonKey) throws -> [PersonEntry] {
        try method { try PersonEntry.read(of: person, in: database) }
    }

    func enter(_ kind: LogEntry.Kind, subject: Int64, _ body: [UInt8], about person: PersonKey) throws -> Stamp {
        try enter(kind, subject: subject, body, about: person, at: nil)
    }

    /// - Parameter time: of the entry; nil: now. An entry that is replayed has the time it had.
    @discardableResult
    func enter(
        _ kind: LogEntry.Kind,
        subject: Int64,
        _ body: [UInt8],
        about person: PersonKey,
        at time: ServerTime?
    ) throws -> Stamp {
        try method {
            guard kind.isAboutPerson else { throw refuse("not an entry about a person") }
            _ = try patientID(of: person)
            let stamp = try stamp(time)
            try enter(stamp, kind, of: person)
            try database.run(
                "INSERT INTO person_entry (person, pos, at, kind, subject, body) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    person.rawValue, stamp.position.rawValue, stamp.at.microseconds, kind.rawValue, subject, Data(body),
                ]
            )
            if ClosureLines.kinds.contains(kind) { head.closings += 1 }
            return stamp
        }
    }

    /// Kept apart from the entries, so that it is not given again when they are erased.
    func newSubject() throws -> Int64 {
        try method {
            let number = try database.first(
                """
                INSERT INTO metadata (name, value) VALUES ('subject', '1')
                ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value
                """
            ) { Int64($0[0] as String) }
            guard let number = number ?? nil else { throw SvarError(.storeUnusable, "the last subject is damaged") }
            return number
        }
    }

    /// Keeps what the rules must know of a version of a person's unit.
    func noteFacts(of unit: UnitRecord, _ state: UnitState, _ stamp: Stamp) throws {
        guard let person = unit.person else { return }
        let facts = try state.facts ?? index.facts?(members(of: unit.key).map(\.version).filter { !$0.isDeleted })
        guard let facts else { return }
        try database.run(
            "INSERT INTO unit_version (person, unit, pos, at, facts) VALUES (?, ?, ?, ?, ?)",
            [
                person.rawValue, unit.key.rawValue, stamp.position.rawValue, stamp.at.microseconds, Data(facts),
            ]
        )
    }
}

extension PersonRecord {
    /// As of the snapshot of the connection's transaction.
    static func read(_ person: PersonKey, in database: Database) throws -> Self {
        let key: StatementArguments = [person.rawValue]
        // What is being erased is gone already for everybody who asks by the record, whatever is set meanwhile.
        let doomed = "coalesce((SELECT unit FROM erasure WHERE person = ?1), 0)"
        return Self(
            person: person,
            numbers: try database.rows(
                "SELECT kind, value FROM person_number WHERE person = ? ORDER BY kind, value",
                key
            ) {
                try PersonNumber($0)
            },
            units: try database.rows("\(Select.unit) WHERE person = ?1 AND key > \(doomed) ORDER BY key", key) {
                try UnitRecord($0)
            },
            versions: try database.rows(
                "SELECT unit, pos, at, facts FROM unit_version WHERE person = ?1 AND unit > \(doomed) ORDER BY unit, pos",
                key
            ) { UnitVersionRecord(unit: UnitKey($0[0]), stamp: Stamp($0, 1), facts: try $0.bytes(3)) },
            entries: try PersonEntry.read(of: person, in: database),
            last: try LogPosition.lastChange(of: person, in: database)
        )
    }
}

extension PersonEntry {
    static func read(of person: PersonKey, in database: Database) throws -> [Self] {
        try database.rows(
            "SELECT pos, at, kind, subject, body FROM person_entry WHERE person = ? ORDER BY pos",
            [person.rawValue]
        ) { row in
            guard let kind = LogEntry.Kind(rawValue: row[2]) else {
                throw SvarError(.storeUnusable, "an entry about a person has an unknown kind")
            }
            return Self(stamp: Stamp(row, 0), kind: kind, subject: row[3], body: try row.bytes(4))
        }
    }
}

extension LogPosition {
    static func lastChange(of person: PersonKey, in database: Database) throws -> Self {
        let last = try database.first("SELECT max(pos) FROM log WHERE person = ?", [person.rawValue]) {
            $0[0] as Int64?
        }
        return Self(last.flatMap { $0 } ?? 0)
    }
}

extension PersonNumber {
    /// From its kind and value.
    init(_ row: Row) throws {
        guard let kind = Kind(rawValue: row[0]), let number = Self(kind, row[1]) else {
            throw SvarError(.storeUnusable, "a number of a person is damaged")
        }
        self = number
    }
}

extension Stamp {
    /// From two columns, the place and the time.
    init(_ row: Row, _ column: Int) {
        self.init(position: LogPosition(row[column]), at: ServerTime(microseconds: row[column + 1]))
    }
}
