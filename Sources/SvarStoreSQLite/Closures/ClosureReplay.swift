import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarStore

/// Writes into a store that was just restored what its log of closures knows and the backup does not: settings and presets
/// with the times they had, and erasures, which are carried out again. Persons and units that the backup does not know are
/// made, without content, so that what is sent again falls under what was set.
struct ClosureReplay {
    private let database: Database
    private let shared: WriterParts
    private let source: ClosureSource
    private let directory: String
    private var head: Head
    /// Whom a tag of a line stands for, of those that stand in the backup as numbers.
    private var known: [Data: Set<PersonKey>] = [:]
    /// Units that were made for a line, by what it calls them.
    private var made: [MadeUnit: UnitKey] = [:]

    private struct MadeUnit: Hashable {
        var person: PersonKey
        var unit: ClosureLine.Unit
    }

    /// How many lines were written into the store.
    private(set) var count = 0

    /// - Parameter directory: of the log
    init(_ source: ClosureSource, sync: SyncKeys, isSandbox: Bool, directory: String) throws {
        database = source.database
        self.source = source
        self.directory = directory
        shared = WriterParts(
            keys: source.keys,
            sync: sync,
            environment: source.environment,
            index: source.index,
            isSandbox: isSandbox
        )
        head = try Head(database)
    }

    /// - Parameters:
    ///   - epoch: the backup's own, before it was restored.
    ///   - progress: called now and then with the bytes of the log read.
    mutating func run(epoch: String, progress: (_ done: Int) -> Void) throws {
        func fact(_ name: String) throws -> Int {
            try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { Int($0[0] as String) ?? 0 } ?? 0
        }
        let (first, last) = (try fact(ClosureKeeper.Fact.offset), head.position)
        // A line of the backup's own life is in it up to its last place; one of an earlier life stands before `first`.
        func isMissing(_ line: ClosureLine) -> Bool { line.epoch != epoch || line.position > last }
        var (tags, end, position) = (Set<Data>(), first, try Int64(fact(ClosureKeeper.Fact.position)))
        try ClosureLog.each(in: directory, keys: source.keys, from: first) { line, place in
            end = place
            if isMissing(line) { tags.formUnion(line.tags) } else { position = max(position, line.position) }
        }
        try find(tags)
        try ClosureLog.each(in: directory, keys: source.keys, from: first) { line, place in
            guard isMissing(line) else { return }
            try write(line)
            count += 1
            progress(place)
        }
        try finishErasures()
        if count > 0 { position = head.position }
        try source.set(ClosureKeeper.Fact.offset, String(end))
        try source.set(ClosureKeeper.Fact.position, String(position))
        try source.set(ClosureKeeper.Fact.path, "\(directory)/\(ClosureLog.fileName)")
    }

    /// What was erased must not stand in the new store's files either.
    private mutating func finishErasures() throws {
        let pending = try database.rows("SELECT person FROM erasure WHERE done = 0 ORDER BY pos") { PersonKey($0[0]) }
        for person in pending { try erase(person) }
        var page = 0
        while true {
            switch try ErasureTraces(database).drop(from: page) {
            case .page(let next): page = next
            case .busy: throw SvarError(.storeFailed, "somebody reads the store that is being restored")
            case .nothing: return try database.run("DELETE FROM erasure WHERE done = 1")
            }
        }
    }

    /// Which persons of the backup have numbers that lines name by their tags.
    private mutating func find(_ tags: Set<Data>) throws {
        guard !tags.isEmpty else { return }
        let cursor = try Row.fetchCursor(database, sql: "SELECT kind, value, person FROM person_number")
        while let row = try cursor.next() {
            let tag = source.keys.tag(try PersonNumber(row))
            if tags.contains(tag) { known[tag, default: []].insert(PersonKey(row[2])) }
        }
    }

    private mutating func write<T>(_ body: (SQLiteTransaction) throws -> T) throws -> T {
        var result: T?
        var newHead = head
        try database.inTransaction(.immediate) {
            let transaction = try SQLiteTransaction(database, head: head, shared: shared)
            defer { transaction.isOpen = false }
            result = try body(transaction)
            if let failure = transaction.failure { throw failure }
            try transaction.tellTouches()
            newHead = transaction.head
            return .commit
        }
        head = newHead
        head.changed = []
        return result!
    }

    // MARK: A line

    private mutating func write(_ line: ClosureLine) throws {
        guard let kind = LogEntry.Kind(rawValue: line.kind) else {
            throw SvarError(.storeUnusable, "the log of closures has lines of a newer program: update it")
        }
        let known = known
        var made = made
        let at = ServerTime(microseconds: line.at)
        let persons = try write { transaction in
            let persons = try Self.persons(of: line, known, transaction)
            for person in persons {
                if kind == .erased {
                    try transaction.beginErasing(person, at: at)
                } else {
                    try Self.enter(line, kind, person, &made, transaction)
                }
            }
            return persons
        }
        self.made = made
        if kind == .erased { for person in persons { try erase(person) } }
    }

    private mutating func erase(_ person: PersonKey) throws {
        while try !write({ try $0.erase(person, atMost: 100) }) {}
    }

    /// Everybody whom the line names, made when nobody is known: an earlier backup may know two numbers of one person as
    /// two persons, and both are meant.
    private static func persons(
        of line: ClosureLine,
        _ known: [Data: Set<PersonKey>],
        _ transaction: SQLiteTransaction
    ) throws -> [PersonKey] {
        var found: Set<PersonKey> = []
        var unknown: [Data] = []
        for tag in line.tags {
            let tagged = try transaction.database.first("SELECT person FROM person_tag WHERE tag = ?", [tag]) {
                PersonKey($0[0])
            }
            let owners = (known[tag] ?? []).union(tagged.map { [$0] } ?? [])
            if owners.isEmpty { unknown.append(tag) }
            found.formUnion(owners)
        }
        for patient in line.patients { if let owner = try transaction.person(patient: patient) { found.insert(owner) } }
        if found.isEmpty, let patient = line.patients.first {
            found.insert(try transaction.addPerson(patient: patient, numbers: []))
        }
        guard let first = found.min() else { return [] }
        for tag in unknown { try transaction.addTag(tag, to: first) }
        for patient in line.patients where try transaction.person(patient: patient) == nil {
            try transaction.addPatient(patient, to: first)
        }
        return found.sorted()
    }

    /// The entry, as it was but for units' keys. The feed of replicas is closed for the person until it is decided anew.
    private static func enter(
        _ line: ClosureLine,
        _ kind: LogEntry.Kind,
        _ person: PersonKey,
        _ made: inout [MadeUnit: UnitKey],
        _ transaction: SQLiteTransaction
    ) throws {
        let names = Dictionary(line.units.map { ($0.key, $0) }) { first, _ in first }
        let body =
            try transaction.index.entryUnits?(kind, Array(line.body)) { key in
                // One that had no name was gone already.
                guard let name = names[key.rawValue] else { return UnitKey(0) }
                return try unit(name, of: person, &made, transaction)
            } ?? Array(line.body)
        let database = transaction.database
        try database.run(
            """
            INSERT INTO metadata (name, value) VALUES ('subject', ?1)
            ON CONFLICT DO UPDATE SET value = ?1 WHERE CAST(value AS INTEGER) < CAST(?1 AS INTEGER)
            """,
            [String(line.subject)]
        )
        let at = ServerTime(microseconds: line.at)
        try transaction.enter(kind, subject: line.subject, body, about: person, at: at)
        let units = try database.rows("SELECT key FROM unit WHERE person = ?", [person.rawValue]) { UnitKey($0[0]) }
        try transaction.setClosed(Set(units), of: person, next: ServerTime(microseconds: 0))
    }

    /// The unit that a line names, made without versions when the backup has none.
    private static func unit(
        _ name: ClosureLine.Unit,
        of person: PersonKey,
        _ made: inout [MadeUnit: UnitKey],
        _ transaction: SQLiteTransaction
    ) throws -> UnitKey {
        var report: ReportKey?
        if let provider = name.provider, let id = name.report {
            report = ReportKey(
                producer: Producer(name.producer),
                serviceProvider: provider,
                reportID: id,
                person: person
            )
            if let report, let known = try transaction.unit(report: report) { return known.key }
        }
        for resource in name.resources {
            let owner = try transaction.database.first(
                "SELECT r.unit, u.person FROM resource r JOIN unit u ON u.key = r.unit WHERE r.id = ? AND r.type = ?",
                [resource.id, resource.type]
            ) { (unit: UnitKey($0[0]), person: $0[1] as Int64?) }
            if let owner, owner.person == person.rawValue { return owner.unit }
        }
        let place = MadeUnit(person: person, unit: name)
        if let known = made[place] { return known }
        guard let regime = Regime(rawValue: name.regime) else {
            throw SvarError(.storeUnusable, "the log of closures has lines of a newer program: update it")
        }
        let unit = try transaction.addUnit(
            NewUnit(
                person: person,
                producer: Producer(name.producer),
                regime: regime,
                typeClass: HostedType.Class(number: name.typeClass),
                report: report
            )
        )
        made[place] = unit
        return unit
    }
}
