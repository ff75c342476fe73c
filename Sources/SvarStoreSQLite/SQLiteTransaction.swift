import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// What every write of a store is given.
struct WriterParts: Sendable {
    let keys: StoreKeys
    let sync: SyncKeys
    let environment: StoreEnvironment
    let index: StoreIndex
    let isSandbox: Bool
}

/// One write on the writer's connection, inside a savepoint that `GroupCommit` opens and ends.
final class SQLiteTransaction: StoreTransaction {
    let database: Database
    let keys: StoreKeys
    let sync: SyncKeys
    let environment: StoreEnvironment
    let index: StoreIndex
    let isSandbox: Bool
    var head: Head
    let rows: IndexWriter
    /// The newest place when the write began.
    let firstPosition: Int64
    /// What the newest entry of the write changes for replicas, not yet told them.
    var touches: [UnitKey: UnitTouch] = [:]
    /// Submissions that were added, and the persons that something was written about, in this write.
    var submissions: [Int64] = []
    var persons: Set<PersonKey> = []
    /// Found in this write.
    var producerNumbers: [Producer: Int64] = [:]
    /// The first error of a method: the write fails with it, also when `body` caught it, since half of the method's
    /// changes may stand.
    private(set) var failure: (any Error)?
    /// False once the write is over; a transaction that was carried out of its closure does nothing.
    var isOpen = true

    init(_ database: Database, head: Head, shared: WriterParts) throws {
        self.database = database
        self.head = head
        firstPosition = head.position
        keys = shared.keys
        sync = shared.sync
        environment = shared.environment
        index = shared.index
        isSandbox = shared.isSandbox
        rows = try IndexWriter(database)
    }

    /// Runs one method, remembering its error.
    func method<T>(_ body: () throws -> T) throws -> T {
        guard isOpen else { throw refuse("the write is over") }
        do {
            return try body()
        } catch {
            failure = failure ?? error
            throw error
        }
    }

    func refuse(_ message: String) -> SvarError { SvarError(.storeFailed, message) }

    // MARK: Persons

    func person(number: PersonNumber) throws -> PersonKey? {
        try method { try Self.person(number: number, in: database, keys: keys) }
    }

    func person(patient id: String) throws -> PersonKey? {
        try method { try Self.person(patient: id, in: database) }
    }

    /// Also of somebody whose number was erased and is known by its tag.
    static func person(number: PersonNumber, in database: Database, keys: StoreKeys) throws -> PersonKey? {
        let named = try database.first(
            "SELECT person FROM person_number WHERE kind = ? AND value = ?",
            [number.kind.rawValue, number.value]
        ) { PersonKey($0[0]) }
        if let named { return named }
        return try database.first("SELECT person FROM person_tag WHERE tag = ?", [keys.tag(number)]) {
            PersonKey($0[0])
        }
    }

    static func person(patient id: String, in database: Database) throws -> PersonKey? {
        try database.first("SELECT person FROM person_patient WHERE id = ?", [id]) { PersonKey($0[0]) }
    }

    func addPerson(patient id: String, numbers: [PersonNumber]) throws -> PersonKey {
        try method {
            guard try person(patient: id) == nil else { throw refuse("the patient id is in use") }
            let key = PersonKey(head.person.next())
            try database.run("INSERT INTO person (key, patient) VALUES (?, ?)", [key.rawValue, id])
            try addPatient(id, to: key)
            for number in numbers { try addNumber(number, to: key) }
            return key
        }
    }

    func addPatient(_ id: String, to person: PersonKey) throws {
        try method {
            _ = try patientID(of: person)
            if let owner = try self.person(patient: id) {
                guard owner == person else { throw refuse("the patient id is another person's") }
                return
            }
            try database.run("INSERT INTO person_patient (id, person) VALUES (?, ?)", [id, person.rawValue])
        }
    }

    func addNumber(_ number: PersonNumber, to person: PersonKey) throws {
        try method {
            _ = try patientID(of: person)
            if let owner = try self.person(number: number), owner != person {
                throw refuse("the number belongs to another person")
            }
            try database.run(
                "INSERT OR IGNORE INTO person_number (kind, value, person) VALUES (?, ?, ?)",
                [number.kind.rawValue, number.value, person.rawValue]
            )
        }
    }

    func patientID(of person: PersonKey) throws -> String {
        try method {
            let found = try database.first("SELECT patient FROM person WHERE key = ?", [person.rawValue]) {
                $0[0] as String
            }
            guard let found else { throw refuse("no such person") }
            return found
        }
    }

    func numbers(of person: PersonKey) throws -> [PersonNumber] {
        try method {
            _ = try patientID(of: person)
            return try database.rows(
                "SELECT kind, value FROM person_number WHERE person = ?",
                [person.rawValue]
            ) { try PersonNumber($0) }
        }
    }

    func record(_ row: AuditRow) throws {
        try method {
            var row = row
            row.position = LogPosition(head.position)
            var chain = try AuditTable.head(database)
            let salt = environment.randomBytes(AuditChain.saltBytes)
            try AuditTable.append(row, to: database, head: &chain, salt: salt)
        }
    }

    // MARK: Units

    func unit(_ key: UnitKey) throws -> UnitRecord? {
        try method {
            try database.first("\(Select.unit) WHERE key = ?", [key.rawValue]) { try UnitRecord($0) }
        }
    }

    func unit(report: ReportKey) throws -> UnitRecord? {
        try method {
            try database.first(
                "\(Select.unit) WHERE producer = ? AND provider = ? AND report = ? AND person = ?",
                [report.producer.rawValue, report.serviceProvider, report.reportID, report.person.rawValue]
            ) { try UnitRecord($0) }
        }
    }

    func units(producer: Producer, serviceProvider: String, reportID: String) throws -> [UnitRecord] {
        try method {
            try database.rows(
                "\(Select.unit) WHERE producer = ? AND provider = ? AND report = ? ORDER BY key",
                [producer.rawValue, serviceProvider, reportID]
            ) { try UnitRecord($0) }
        }
    }

    func addUnit(_ unit: NewUnit) throws -> UnitKey {
        try method {
            if let person = unit.person { _ = try patientID(of: person) }
            guard unit.typeClass != .conformance || unit.person == nil else {
                throw refuse("a conformance resource is no person's")
            }
            if let report = unit.report {
                guard try self.unit(report: report) == nil else { throw refuse("the report has a unit already") }
                guard report.person == unit.person, report.producer == unit.producer else {
                    throw refuse("the report's person or producer is not the unit's")
                }
            }
            let key = head.unit.next()
            try database.run(
                """
                INSERT INTO unit
                (key, person, producer, regime, class, provider, report, held, withdrawn, closed, pos, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
                """,
                [
                    key, unit.person?.rawValue, unit.producer.rawValue, unit.regime.rawValue, unit.typeClass.number,
                    unit.report?.serviceProvider, unit.report?.reportID, unit.state.isHeld, unit.state.isWithdrawn,
                    unit.state.isClosed,
                ]
            )
            return UnitKey(key)
        }
    }
}
