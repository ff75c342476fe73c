import Foundation
import GRDB
import SvarDomain
import SvarStore
import SvarSync

extension SQLiteTransaction {
    func addReplica(_ replica: NewReplica) throws -> ReplicaKey {
        try method {
            guard try self.replica(id: replica.id) == nil else { throw refuse("the replica's id is in use") }
            try database.run(
                """
                INSERT INTO replica (id, client, organisation, schema, scope_version, revoked, enrolled, units, sum)
                VALUES (?, ?, ?, ?, 0, 0, ?, 0, ?)
                """,
                [
                    replica.id, replica.client, replica.organisation, replica.schema,
                    environment.clock().microseconds, Data(SyncDigest.zero.bytes),
                ]
            )
            return ReplicaKey(database.lastInsertedRowID)
        }
    }

    func replica(id: String) throws -> ReplicaRecord? {
        try method { try ReplicaRecord.find(id: id, in: database) }
    }

    func scope(of replica: ReplicaKey) throws -> [ScopeLine] {
        try method { try ScopeLine.open(of: replica, in: database) }
    }

    @discardableResult
    func changeScope(of replica: ReplicaKey, setting lines: [ScopeLine], ending persons: [PersonKey]) throws -> Stamp? {
        try method {
            try database.run(
                "UPDATE replica SET scope_version = scope_version + 1 WHERE key = ? AND revoked = 0",
                [replica.rawValue]
            )
            guard database.changesCount == 1 else { throw refuse("no such replica, or it was revoked") }
            return try change(replica, lines, persons)
        }
    }

    func revoke(_ replica: ReplicaKey) throws {
        try method {
            try database.run("UPDATE replica SET revoked = 1 WHERE key = ?", [replica.rawValue])
            guard database.changesCount == 1 else { throw refuse("no such replica") }
            try database.run("DELETE FROM replica_professional WHERE replica = ?", [replica.rawValue])
            try change(replica, [], ScopeLine.open(of: replica, in: database).map(\.person))
        }
    }

    /// Writes the entries of ends of scope that are due, a bounded number: others wait to write (decision 40).
    func tick() throws { try method { try endDue(environment.clock(), most: 200) } }

    // MARK: Lines

    private struct Line {
        var from: Int64
        var line: ScopeLine
    }

    private func openLine(_ replica: ReplicaKey, _ person: PersonKey) throws -> Line? {
        try database.first(
            """
            SELECT pos_from, until, basis, responsible FROM scope WHERE replica = ? AND person = ? AND pos_to IS NULL
            """,
            [replica.rawValue, person.rawValue]
        ) {
            Line(
                from: $0[0],
                line: ScopeLine(
                    person: person,
                    basis: $0[2],
                    responsible: $0[3],
                    until: ServerTime(microseconds: $0[1])
                )
            )
        }
    }

    @discardableResult
    private func change(_ replica: ReplicaKey, _ lines: [ScopeLine], _ persons: [PersonKey]) throws -> Stamp? {
        let now = environment.clock()
        try endDue(now)
        // Lines are marked with the place of an entry that is not stamped yet.
        try tellTouches()
        // What the entry's time will be, if one is written: nothing is due by then.
        let at = max(now.microseconds, head.at + 1)
        var opening: [ScopeLine] = []
        var closing: [PersonKey] = []
        var isRenewed = false
        let last = Dictionary(lines.map { ($0.person, $0) }) { _, last in last }
        for person in last.keys.sorted() {
            guard let line = last[person] else { continue }
            _ = try patientID(of: person)
            let open = try openLine(replica, person)
            guard line.until.microseconds > at else {
                if open != nil { closing.append(person) }
                continue
            }
            guard let open else {
                opening.append(line)
                continue
            }
            guard open.line != line else { continue }
            let isToTell = open.line.until != line.until
            isRenewed = isRenewed || isToTell
            try database.run(
                """
                UPDATE scope SET until = ?, basis = ?, responsible = ?, told = coalesce(?, told),
                touched = coalesce(?, touched) WHERE replica = ? AND person = ? AND pos_from = ?
                """,
                [
                    line.until.microseconds, line.basis, line.responsible, isToTell ? head.position + 1 : nil,
                    isToTell ? head.position + 1 : nil, replica.rawValue, person.rawValue, open.from,
                ]
            )
        }
        for person in Set(persons).subtracting(last.keys).sorted() where try openLine(replica, person) != nil {
            closing.append(person)
        }
        if isRenewed { head.nextEnd = try Head.nextEnd(database) }
        guard isRenewed || !opening.isEmpty || !closing.isEmpty else { return nil }
        let stamp = try stamp(now)
        try enter(stamp, .scope)
        var change = UnitSum()
        let sums = try PersonSums(database, keys: sync, units: UnitReading(database))
        for person in closing {
            guard let open = try openLine(replica, person) else { continue }
            change -= try close(replica, person, from: open.from, sums, stamp)
        }
        for line in opening { change += try open(line, replica, sums, stamp) }
        try count(change, in: replica.rawValue)
        try noteChange(of: replica.rawValue, stamp)
        head.nextEnd = try Head.nextEnd(database)
        return stamp
    }

    /// Ends the lines that are over by the time of the next entry, each by a tick of its own time: when a line ended then
    /// tells a replica nothing of what else was written, and when (decision 14).
    func endDue(_ now: ServerTime, most: Int = .max) throws {
        var count = 0
        while count < most, head.nextEnd <= max(now.microseconds, head.at + 1) {
            count += 1
            let stamp = try nextStamp(ServerTime(microseconds: head.nextEnd))
            try enter(stamp, .tick)
            try end(at: stamp)
        }
    }

    /// Ends the lines whose time is over at an entry.
    private func end(at stamp: Stamp) throws {
        let due = try database.rows(
            "SELECT replica, person, pos_from FROM scope WHERE pos_to IS NULL AND until <= ? ORDER BY replica, person",
            [stamp.at.microseconds]
        ) { (replica: ReplicaKey($0[0]), person: PersonKey($0[1]), from: $0[2] as Int64) }
        let sums = try PersonSums(database, keys: sync, units: UnitReading(database))
        var changes: [ReplicaKey: UnitSum] = [:]
        for line in due {
            changes[line.replica, default: UnitSum()] -= try close(
                line.replica,
                line.person,
                from: line.from,
                sums,
                stamp
            )
        }
        for (replica, change) in changes {
            try count(change, in: replica.rawValue)
            try noteChange(of: replica.rawValue, stamp)
        }
        head.nextEnd = try Head.nextEnd(database)
    }

    /// - Returns: what the replica holds less.
    private func close(
        _ replica: ReplicaKey,
        _ person: PersonKey,
        from: Int64,
        _ sums: PersonSums,
        _ stamp: Stamp
    ) throws -> UnitSum {
        guard let sum = try sums.kept(of: person) else { throw SvarError(.storeUnusable, "a person's sum is missing") }
        try database.run(
            "UPDATE scope SET pos_to = ?1, touched = ?1 WHERE replica = ?2 AND person = ?3 AND pos_from = ?4",
            [stamp.position.rawValue, replica.rawValue, person.rawValue, from]
        )
        if try openLines(of: person).isEmpty {
            try database.run("DELETE FROM person_sum WHERE person = ?", [person.rawValue])
        }
        return sum
    }

    /// - Returns: what the replica holds more.
    private func open(_ line: ScopeLine, _ replica: ReplicaKey, _ sums: PersonSums, _ stamp: Stamp) throws -> UnitSum {
        let kept = try sums.kept(of: line.person)
        let sum = try kept ?? sums.counted(of: line.person, at: stamp.position)
        if kept == nil {
            try setSum(of: line.person, sum)
            try database.run(
                "INSERT OR IGNORE INTO person_wire (key, person) VALUES (?, ?)",
                [Data(try sums.wireKey(of: line.person).bytes), line.person.rawValue]
            )
        }
        try database.run(
            """
            INSERT INTO scope (replica, person, pos_from, touched, told, until, basis, responsible)
            VALUES (?1, ?2, ?3, ?3, ?3, ?4, ?5, ?6)
            """,
            [
                replica.rawValue, line.person.rawValue, stamp.position.rawValue, line.until.microseconds, line.basis,
                line.responsible,
            ]
        )
        return sum
    }
}

extension Head {
    /// When the next end of scope is due.
    static func nextEnd(_ database: Database) throws -> Int64 {
        try database.first("SELECT min(until) FROM scope WHERE pos_to IS NULL") { $0[0] as Int64? }
            .flatMap { $0 } ?? .max
    }
}

extension ReplicaRecord {
    static func find(id: String, in database: Database) throws -> Self? {
        try database.first(
            """
            SELECT key, id, client, organisation, schema, scope_version, revoked, enrolled, professionals_version
            FROM replica WHERE id = ?
            """,
            [id]
        ) {
            Self(
                key: ReplicaKey($0[0]),
                id: $0[1],
                client: $0[2],
                organisation: $0[3],
                schema: $0[4],
                scopeVersion: $0[5],
                professionalsVersion: $0[8],
                isRevoked: $0[6],
                enrolled: ServerTime(microseconds: $0[7])
            )
        }
    }
}

extension ScopeLine {
    /// The lines in force, ascending by person.
    static func open(of replica: ReplicaKey, in database: Database) throws -> [Self] {
        try database.rows(
            """
            SELECT person, basis, responsible, until FROM scope WHERE replica = ? AND pos_to IS NULL ORDER BY person
            """,
            [replica.rawValue]
        ) {
            Self(
                person: PersonKey($0[0]),
                basis: $0[1],
                responsible: $0[2],
                until: ServerTime(microseconds: $0[3])
            )
        }
    }
}
