import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarStore

/// Writes what the store has committed of settings, presets and erasures to the log of closures, behind the commit and
/// before anybody is told. What a crash or a full disk kept out of it is found in the store and follows at the next
/// opening or with the next write. Lives on the writer's thread.
struct ClosureKeeper: Sendable {
    private let log: ClosureLog
    private let keys: StoreKeys
    private let environment: StoreEnvironment
    private let index: StoreIndex
    private let epoch: String
    /// Entries up to here have their lines.
    private var covered: Int64
    /// The last lines could not be written.
    private(set) var isBehind = false

    /// The log's path, which the store names.
    var path: String { log.path }

    /// What a store remembers of its log in `metadata`.
    enum Fact {
        static let path = "closures"
        /// The lines in so many bytes of the log are in the store, by a restore or from before it.
        static let offset = "closures.offset"
        /// When that was written, the store's entries up to here had their lines.
        static let position = "closures.position"
    }

    /// - Throws: `closuresMissing` when the log is shorter than the store remembers, or knows of entries that the store
    ///   does not have: then it is an old copy, put in place by hand.
    init(
        _ log: ClosureLog,
        of database: Database,
        keys: StoreKeys,
        environment: StoreEnvironment,
        index: StoreIndex,
        epoch: String
    ) throws {
        (self.log, self.keys, self.environment, self.index, self.epoch) = (log, keys, environment, index, epoch)
        func fact(_ name: String) throws -> Int64 {
            try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { Int64($0[0] as String) ?? 0 } ?? 0
        }
        covered = try fact(Fact.position)
        let offset = try fact(Fact.offset)
        guard log.length >= offset else {
            throw SvarError(.closuresMissing, "the log of closures is an old copy: it lacks lines the store knows of")
        }
        guard log.length > offset, let last = log.last else { return }
        let at = try database.first("SELECT at FROM log WHERE pos = ?", [last.position]) { $0[0] as Int64 }
        guard last.epoch == epoch, last.at == at else {
            throw SvarError(
                .closuresMissing,
                "the store is older than its log of closures: make it with `svar store restore`, which replays the log"
            )
        }
        covered = max(covered, last.position)
    }

    func close() { log.close() }

    /// Writes the lines that the log lacks, with one sync.
    mutating func catchUp(_ database: Database) throws {
        isBehind = true
        let lines = try ClosureLines(database, keys: keys, index: index, epoch: epoch).after(covered)
        try log.append(lines, randomBytes: environment.randomBytes)
        covered = lines.last?.position ?? covered
        isBehind = false
    }
}

/// Makes lines of entries.
struct ClosureLines {
    private let database: Database
    private let keys: StoreKeys
    private let index: StoreIndex
    private let epoch: String

    init(_ database: Database, keys: StoreKeys, index: StoreIndex, epoch: String) {
        (self.database, self.keys, self.index, self.epoch) = (database, keys, index, epoch)
    }

    /// Kinds of entries that have lines; and erasures, which are entries of kind `erased` about a person and no unit.
    static let kinds: Set<LogEntry.Kind> = [.setting, .preset]

    func after(_ position: Int64) throws -> [ClosureLine] {
        let kinds = Self.kinds.map { String($0.rawValue) }.sorted().joined(separator: ", ")
        return try database.rows(
            """
            SELECT pos, at, kind, subject, body, person FROM person_entry WHERE pos > ?1 AND kind IN (\(kinds))
            UNION ALL SELECT pos, at, kind, 0, x'', person FROM log
            WHERE pos > ?1 AND kind = \(LogEntry.Kind.erased.rawValue) AND unit IS NULL
            ORDER BY pos
            """,
            [position]
        ) { row in
            let kind: Int = row[2]
            let body = try row.bytes(4)
            let person: Int64 = row[5]
            return ClosureLine(
                epoch: epoch,
                position: row[0],
                at: row[1],
                kind: kind,
                subject: row[3],
                body: Data(body),
                tags: try tags(of: person),
                patients: try patients(of: person),
                units: try units(in: body, LogEntry.Kind(rawValue: kind))
            )
        }
    }

    private func tags(of person: Int64) throws -> [Data] {
        let numbers = try database.rows("SELECT kind, value FROM person_number WHERE person = ?", [person]) {
            keys.tag(try PersonNumber($0))
        }
        return numbers + (try database.rows("SELECT tag FROM person_tag WHERE person = ?", [person]) { $0[0] })
    }

    private func patients(of person: Int64) throws -> [String] {
        let first = try database.rows("SELECT patient FROM person WHERE key = ?", [person]) { $0[0] as String }
        return first
            + (try database.rows(
                "SELECT id FROM person_patient WHERE person = ? AND id IS NOT ? ORDER BY id",
                [person, first.first]
            ) { $0[0] })
    }

    private func units(in body: [UInt8], _ kind: LogEntry.Kind?) throws -> [ClosureLine.Unit] {
        guard let kind, let mapping = index.entryUnits else { return [] }
        var found: [UnitKey] = []
        _ = try mapping(kind, body) { unit in
            found.append(unit)
            return unit
        }
        return try found.compactMap(name)
    }

    /// How a unit is named outside the store; nil for one that is not there (any more).
    private func name(_ unit: UnitKey) throws -> ClosureLine.Unit? {
        try database.first(
            "SELECT producer, regime, class, provider, report FROM unit WHERE key = ?",
            [unit.rawValue]
        ) {
            ClosureLine.Unit(
                key: unit.rawValue,
                producer: $0[0],
                regime: $0[1],
                typeClass: $0[2],
                provider: $0[3],
                report: $0[4],
                resources: []
            )
        }.map { name in
            var name = name
            name.resources = try database.rows(
                "SELECT type, id FROM resource WHERE unit = ? ORDER BY type <> ?, key LIMIT 20",
                [unit.rawValue, HostedType.diagnosticReport.number]
            ) { ClosureLine.Resource(type: $0[0], id: $0[1]) }
            return name
        }
    }
}
