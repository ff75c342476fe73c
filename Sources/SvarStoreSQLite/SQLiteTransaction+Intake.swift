import GRDB
import SvarDomain
import SvarFHIR
import SvarStore

/// What the intake of reports leaves of what it does not take.
extension SQLiteTransaction {
    /// A row for each producer and day, with nothing of whom it was about.
    func countNotStored(of producer: Producer, at time: ServerTime) throws {
        let day = OsloTime.local(time.microseconds).date.daysSince1970
        try method {
            try database.run(
                """
                INSERT INTO metadata (name, value) VALUES (?, '1')
                ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1
                """,
                ["\(NotStored.prefix)\(day) \(producer.rawValue)"]
            )
        }
    }
}

extension NotStored {
    /// What the names of their rows begin with; the day and the producer follow.
    static let prefix = "not-stored "

    static func all(in database: Database) throws -> [Self] {
        try database.rows(
            "SELECT substr(name, ?2), CAST(value AS INTEGER) FROM metadata WHERE name >= ?1 AND name < ?1 || 'z' ORDER BY name",
            [prefix, prefix.utf8.count + 1]
        ) { row in
            let parts = (row[0] as String).split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let day = Int(parts[0]) else {
                throw SvarError(.storeUnusable, "a count of what was not stored is damaged")
            }
            return Self(producer: Producer(String(parts[1])), day: CivilDate(daysSince1970: day), count: row[1])
        }
    }
}
