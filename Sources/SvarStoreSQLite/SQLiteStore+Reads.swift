import GRDB
package import SvarDomain
package import SvarFHIR
import SvarSearch
package import SvarStore

extension SQLiteStore {
    package func current(_ type: HostedType, _ id: String, in scope: Scope) async throws -> ResourceVersion? {
        let index = index
        return try await readers.short { database in
            let statement = try RawStatement(Self.currentFromID, in: database)
            statement.bind(1, .text(id))
            statement.bind(2, Int64(type.number))
            var found: ResourceVersion?
            try statement.forEach { row in
                let isShown = try scope.shows(row)
                let isAsked = row.text(2) == id && row.integer(1) == type.number
                if isShown, isAsked { found = try scope.current(row, index, in: database) }
                return false
            }
            return found
        }
    }

    /// The resource of an id, or else the next one: what is hidden and what is not there take the same steps and time.
    private static let currentFromID = """
        \(Select.current) WHERE r.key = (
            SELECT key FROM resource WHERE (id, type) >= (?, ?) ORDER BY id, type LIMIT 1
        )
        """

    package func version(_ type: HostedType, _ id: String, _ versionID: String, in scope: Scope) async throws
        -> ResourceVersion?
    {
        let index = index
        return try await readers.short { database in
            try database.first(
                """
                \(Select.version) FROM resource r JOIN unit u ON u.key = r.unit JOIN version v ON v.resource = r.key
                WHERE r.id = ? AND r.type = ? AND v.name = ? ORDER BY v.pos LIMIT 1
                """,
                [id, type.number, versionID]
            ) { row in
                let window = try scope.window(of: row, in: database)
                let at = ServerTime(microseconds: row.integer(7))
                guard try scope.shows(row), try scope.shows(at, of: row.integer(0), in: window, database) else {
                    return nil
                }
                return try index.rendition(try ResourceVersion(row), in: window)
            } ?? nil
        }
    }

    package func head() async throws -> LogPosition {
        try readers.checkOpen()
        return writer.published.position
    }

    package func members(of unit: UnitKey, in scope: Scope) async throws -> [ResourceVersion] {
        let index = index
        return try await readers.long { database in
            try database.rows("\(Select.current) WHERE r.unit = ? ORDER BY r.key", [unit.rawValue]) { row in
                try scope.shows(row) ? try scope.current(row, index, in: database) : nil
            }.compactMap { $0.flatMap { $0.isDeleted ? nil : $0 } }
        }
    }

    package func facts(of person: PersonKey) async throws -> PersonRecord {
        try await readers.long { try PersonRecord.read(person, in: $0) }
    }

    package func lastChange(of person: PersonKey) async throws -> LogPosition {
        try await readers.short { try LogPosition.lastChange(of: person, in: $0) }
    }

    package func due(at time: ServerTime) async throws -> (persons: [PersonKey], next: ServerTime?) {
        try await readers.long { database in
            let persons = try database.rows(
                "SELECT person FROM feed_due WHERE at <= ? ORDER BY person",
                [time.microseconds]
            ) { PersonKey($0[0]) }
            let next = try database.first("SELECT min(at) FROM feed_due WHERE at > ?", [time.microseconds]) {
                ($0[0] as Int64?).map(ServerTime.init(microseconds:))
            }
            return (persons, next ?? nil)
        }
    }

    package func person(patient id: String) async throws -> PersonKey? {
        try await readers.short { try SQLiteTransaction.person(patient: id, in: $0) }
    }

    package func person(number: PersonNumber) async throws -> PersonKey? {
        let keys = keys
        return try await readers.short { try SQLiteTransaction.person(number: number, in: $0, keys: keys) }
    }

    package func patient(of person: PersonKey) async throws -> String? {
        try await readers.short { database in
            try database.first("SELECT patient FROM person WHERE key = ?", [person.rawValue]) { $0[0] as String }
        }
    }

    package func attachment(_ key: AttachmentKey) async throws -> [UInt8]? {
        try await readers.long { database in
            try database.first("SELECT bytes FROM attachment WHERE key = ?", [key.rawValue]) { try $0.bytes(0) }
        }
    }

    package func log(after position: LogPosition, limit: Int) async throws -> [LogEntry] {
        try await readers.long { database in
            try database.rows(
                "SELECT pos, at, kind, unit, person FROM log WHERE pos > ? ORDER BY pos LIMIT ?",
                [position.rawValue, limit]
            ) { row in
                guard let kind = LogEntry.Kind(rawValue: row[2]) else {
                    throw SvarError(.storeUnusable, "a log entry has an unknown kind")
                }
                return LogEntry(
                    stamp: Stamp(position: LogPosition(row[0]), at: ServerTime(microseconds: row[1])),
                    kind: kind,
                    unit: (row[3] as Int64?).map(UnitKey.init),
                    person: (row[4] as Int64?).map(PersonKey.init)
                )
            }
        }
    }

    package func all(after key: Int64?, limit: Int) async throws -> [ResourceVersion] {
        try await readers.long { database in
            try database.rows(
                "\(Select.current) WHERE r.key > ? AND r.deleted = 0 ORDER BY r.key LIMIT ?",
                [key ?? 0, limit]
            ) { try ResourceVersion($0) }
        }
    }

    package func statistics() async throws -> StoreStatistics {
        let size = files.size
        return try await readers.long { database in
            func count(_ table: String) throws -> Int {
                try database.first("SELECT count(*) FROM \(table)") { $0[0] } ?? 0
            }
            var result = StoreStatistics()
            result.persons = try count("person")
            result.units = try count("unit")
            result.resources = try count("resource")
            result.versions = try count("version")
            result.logEntries = try count("log")
            result.submissions = try count("submission")
            result.attachments = try count("attachment")
            result.notStored = try NotStored.all(in: database)
            result.bytes = size
            return result
        }
    }
}
