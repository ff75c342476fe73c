import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// Who reads replicas, and who is closed from them by name: a change of either is told by the person's line in the scope.
extension SQLiteTransaction {
    @discardableResult
    func setProfessionals(_ numbers: Set<Int>, of replica: ReplicaKey) throws -> [PersonKey] {
        try method {
            let now = environment.clock()
            try endDue(now)
            let changed = try replace(numbers, in: "replica_professional", of: "replica", replica.rawValue)
            guard !changed.isEmpty else { return [] }
            let lines = try database.rows(
                """
                SELECT s.person, s.pos_from, b.number FROM scope s JOIN person_block b ON b.person = s.person
                WHERE s.replica = ? AND s.pos_to IS NULL ORDER BY s.person
                """,
                [replica.rawValue]
            ) { (person: PersonKey($0[0]), from: $0[1] as Int64, number: $0[2] as Int) }
            .filter { changed.contains($0.number) }
            if !lines.isEmpty {
                let stamp = try stamp(now)
                try enter(stamp, .scope)
                for line in lines { try tell(line.person, in: replica.rawValue, from: line.from, stamp) }
            }
            try database.run(
                "UPDATE replica SET professionals_version = professionals_version + 1 WHERE key = ?",
                [replica.rawValue]
            )
            return Set(lines.map(\.person)).sorted()
        }
    }

    func setBlocked(_ numbers: Set<Int>, of person: PersonKey) throws {
        try method {
            let changed = try replace(numbers, in: "person_block", of: "person", person.rawValue)
            guard !changed.isEmpty else { return }
            // What the entry ends is told of no more.
            guard try !lines(of: person, readBy: changed).isEmpty else { return }
            let stamp = try lastEntry(about: person)
            for line in try lines(of: person, readBy: changed) {
                try tell(person, in: line.replica, from: line.from, stamp)
            }
        }
    }

    /// Makes the numbers that a table has of somebody these.
    /// - Returns: those that came or went
    private func replace(_ numbers: Set<Int>, in table: String, of column: String, _ key: Int64) throws -> Set<Int> {
        let known = try Set(
            database.rows("SELECT number FROM \(table) WHERE \(column) = ?", [key]) { $0[0] as Int }
        )
        for number in known.subtracting(numbers) {
            try database.run("DELETE FROM \(table) WHERE \(column) = ? AND number = ?", [key, number])
        }
        for number in numbers.subtracting(known) {
            try database.run("INSERT INTO \(table) (\(column), number) VALUES (?, ?)", [key, number])
        }
        return known.symmetricDifference(numbers)
    }

    /// The person's open lines of replicas that have enrolled any of these.
    private func lines(of person: PersonKey, readBy numbers: Set<Int>) throws -> [(replica: Int64, from: Int64)] {
        try openLines(of: person).filter { line in
            try database.rows("SELECT number FROM replica_professional WHERE replica = ?", [line.replica]) {
                $0[0] as Int
            }
            .contains(where: numbers.contains)
        }
    }

    /// The person's line says something else from an entry on.
    private func tell(_ person: PersonKey, in replica: Int64, from: Int64, _ stamp: Stamp) throws {
        try database.run(
            "UPDATE scope SET told = ?1, touched = ?1 WHERE replica = ?2 AND person = ?3 AND pos_from = ?4",
            [stamp.position.rawValue, replica, person.rawValue, from]
        )
        try noteChange(of: replica, stamp)
    }
}

/// The tags of enrolled professionals from whom persons are closed.
struct BlockTags {
    private let statement: RawStatement
    private let replica: ReplicaKey
    private let id: String
    private let keys: SyncKeys

    init(_ database: Database, _ replica: ReplicaKey, keys: SyncKeys) throws {
        self.replica = replica
        self.keys = keys
        id = try database.first("SELECT id FROM replica WHERE key = ?", [replica.rawValue]) { $0[0] } ?? ""
        statement = try RawStatement(
            """
            SELECT b.number FROM person_block b JOIN replica_professional e ON e.number = b.number
            WHERE b.person = ? AND e.replica = ?
            """,
            in: database
        )
    }

    func tag(of number: Int) -> WireKey { keys.professional(number, in: id) }

    /// Ascending.
    func tags(of person: PersonKey) throws -> [WireKey] {
        statement.bind(1, person.rawValue)
        statement.bind(2, replica.rawValue)
        var tags: [WireKey] = []
        try statement.forEach { row in
            tags.append(tag(of: Int(row.integer(0))))
            return true
        }
        return tags.sorted()
    }
}
