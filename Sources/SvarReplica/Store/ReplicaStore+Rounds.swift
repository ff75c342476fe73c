import Crypto
import GRDB
package import SvarSync

/// What the engine asks the store to do: each in one transaction.
extension ReplicaStore {
    /// The server this replica is fed from.
    package func enrol(_ enrolment: Enrolment) throws(ReplicaError) {
        try write(isErasing: true) { database, _ in
            var facts = try ReplicaState.read(database)
            guard facts.enrolment == nil else { throw ReplicaError(.enrolled, "the replica has a server already") }
            facts.enrolment = enrolment
            try facts.write(database)
        }
    }

    /// Takes what the server says of the replica now. In a new epoch sums have another key and stamps another meaning.
    /// - Parameter isAppointing: it is the answer to a list of who may read
    package func renew(_ enrolment: Enrolment, isAppointing: Bool = false) throws(ReplicaError) {
        try write(isErasing: true) { database, _ in
            var facts = try ReplicaState.read(database)
            guard let old = facts.enrolment else { throw ReplicaError(.notEnrolled, "the replica has no server") }
            let isNew = old.epoch != enrolment.epoch || old.integrityKey != enrolment.integrityKey
            facts.enrolment = enrolment
            facts.enrolment?.server = old.server
            if isNew {
                try Self.forgetStamps(&facts, database)
                try Self.countAgain(&facts, database)
                facts.needsReconcile = true
            }
            if isAppointing {
                try ProfessionalRows.set(enrolment.professionals, at: enrolment.stamp, database)
            } else {
                try ProfessionalRows.narrow(to: enrolment.professionals, database)
            }
            try facts.write(database)
        }
    }

    /// Whom a list that is about to be sent does not name may read no more.
    package func narrowProfessionals(to numbers: Set<Int>) throws(ReplicaError) {
        try write(isErasing: true) { database, _ in try ProfessionalRows.narrow(to: numbers, database) }
    }

    /// Which version of the scope the server has.
    package func setScopeVersion(_ version: Int) throws(ReplicaError) {
        try write(isErasing: false) { database, _ in
            var facts = try ReplicaState.read(database)
            facts.enrolment?.scopeVersion = version
            try facts.write(database)
        }
    }

    /// Takes another token for the same place.
    package func renew(token: String) throws(ReplicaError) {
        try write(isErasing: false) { database, _ in
            var facts = try ReplicaState.read(database)
            guard facts.round == nil else { return }
            facts.token = token
            try facts.write(database)
        }
    }

    /// Nothing has changed at the server.
    package func confirm(now: Int64) throws(ReplicaError) {
        try write(isErasing: false) { database, _ in
            let statement = try database.bound("UPDATE replica SET in_step = ?")
            statement.bind(1, now)
            try statement.run()
            let facts = try ReplicaState.read(database)
            if facts.round == nil, !facts.needsReconcile { try ProfessionalRows.completeAll(database) }
        }
    }

    /// Keeps a page: its changes, the sums, its token, all or nothing.
    /// - Parameter now: microseconds since 1970
    package func keep(_ page: SyncPage, now: Int64) throws(ReplicaError) -> PageResult {
        let prepared = prepare { tools -> [PreparedPut]? in
            var prepared: [PreparedPut] = []
            prepared.reserveCapacity(page.puts.count)
            for put in page.puts {
                guard let put = PreparedPut(put, &tools) else { return nil }
                prepared.append(put)
            }
            return prepared
        }
        guard let prepared else { return .refused }
        let isErasing =
            page.end != nil || !page.denies.isEmpty || page.persons.contains { $0.until == nil || !$0.blocked.isEmpty }
        return try write(isErasing: isErasing) { database, _ in
            var writer = try PageWriter(database, now: now)
            if page.round.mode == .delta { writer.settle(at: page.round.from) }
            for line in page.denies { try writer.take(line) }
            for line in page.persons { try writer.take(line, in: page.round) }
            for put in prepared { try writer.take(put, in: page.round) }
            let matches = try page.end.flatMap { try writer.take($0, of: page) }
            try writer.finish(page)
            return .kept(matches: matches)
        }
    }

    /// Begins to put things right: persons that are not in the manifest go at once, those that differ are marked.
    /// - Parameter isForgetting: stamps of what is there are not to be believed either
    /// - Returns: what differs, ascending by person.
    package func compare(_ manifest: [ManifestRow], isForgetting: Bool) throws(ReplicaError) -> [ManifestRow] {
        try write(isErasing: true) { database, _ in
            var facts = try ReplicaState.read(database)
            if isForgetting { try Self.forgetStamps(&facts, database) }
            facts.needsReconcile = true
            facts.generation += 1
            facts.serial += 1
            facts.round = nil
            let integrity = SymmetricKey(data: facts.enrolment?.integrityKey ?? [])
            var known: [WireKey: (id: Int64, isSame: Bool)] = [:]
            let wanted = Dictionary(manifest.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
            var gone: [Int64] = []
            try database.bound("SELECT id, p, units, sum, until, differs, blocked FROM person").forEach { row in
                guard let key = WireKey(bytes: row.buffer(1)), let wanted = wanted[key] else {
                    gone.append(row.integer(0))
                    return true
                }
                var isSame = false
                if wanted.count == Int(row.integer(2)), row.integer(5) == 0, let until = row.integerOrNil(4),
                    var sum = SyncDigest(bytes: row.bytes(3))
                {
                    sum += .person(key, until: until, blocked: BlockedTags.read(row.buffer(6)), key: integrity)
                    isSame = wanted.digest == sum
                }
                known[key] = (row.integer(0), isSame)
                return true
            }
            for person in gone { try PersonRow.delete(person, database) }
            let mark = try database.bound("UPDATE person SET differs = 1 WHERE id = ?")
            var differing: [ManifestRow] = []
            for row in manifest where !(known[row.person]?.isSame ?? false) {
                mark.bind(1, try known[row.person]?.id ?? PersonRow.insert(row.person, database))
                try mark.run()
                differing.append(row)
            }
            facts.totals = try PersonRow.totals(database, key: integrity)
            try facts.write(database)
            return differing
        }
    }

    /// Nothing differed: the manifest's token is the one to go on with. It does not say its place; the next delta does.
    package func settle(token: String, now: Int64) throws(ReplicaError) {
        try write(isErasing: true) { database, _ in
            var facts = try ReplicaState.read(database)
            facts.token = token
            facts.round = nil
            facts.needsReconcile = false
            facts.isAdrift = true
            facts.inStep = now
            try facts.write(database)
        }
    }

    /// Destroys what the replica holds: the server ended it.
    package func revoke() throws(ReplicaError) {
        try write(isErasing: true) { database, _ in
            for table in ["analysis", "revision", "unit", "removal", "tombstone", "person", "professional"] {
                try database.execute(sql: "DELETE FROM \(table)")
            }
            var facts = try ReplicaState.read(database)
            facts.isRevoked = true
            (facts.token, facts.round, facts.totals) = (nil, nil, ReplicaState.Totals())
            facts.enrolment?.integrityKey = []
            try facts.write(database)
        }
    }

    /// Has the next run compare everything with the server.
    package func askForComparison() throws(ReplicaError) {
        try write(isErasing: false) { database, _ in
            var facts = try ReplicaState.read(database)
            facts.needsReconcile = true
            try facts.write(database)
        }
    }

    /// Words of the journal system for a person, opaque here; nil takes them away. False when there is no such person.
    /// - Parameter isExpected: the person was put into the scope, and comes with the next round
    package func setLabel(
        _ label: String?,
        of person: WireKey,
        isExpected: Bool = false
    ) throws(ReplicaError) -> Bool {
        try write(isErasing: true) { database, _ in
            if isExpected {
                let known = try database.bound("SELECT id FROM person WHERE p = ?")
                known.bind(1, person.bytes)
                if try known.first({ $0.integer(0) }) == nil { _ = try PersonRow.insert(person, database) }
            }
            let statement = try database.bound("UPDATE person SET label = ? WHERE p = ?")
            statement.bind(1, orNull: label)
            statement.bind(2, person.bytes)
            try statement.run()
            return database.changesCount > 0
        }
    }

    /// Everything is as old as can be: any change that comes is later.
    private static func forgetStamps(_ facts: inout ReplicaState, _ database: Database) throws {
        facts.mark = ReplicaMark()
        facts.round = nil
        facts.isAdrift = false
        try database.execute(
            sql: """
                UPDATE unit SET kp_ms = 0, kp_n = -1;
                UPDATE person SET kp_ms = 0, kp_n = -1;
                DELETE FROM tombstone;
                """
        )
    }

    /// Makes all sums again, from the rows of units.
    private static func countAgain(_ facts: inout ReplicaState, _ database: Database) throws {
        let key = SymmetricKey(data: facts.enrolment?.integrityKey ?? [])
        let persons = try database.bound("SELECT id FROM person").rows { $0.integer(0) }
        for person in persons {
            let (units, sum) = try PersonRow.counted(person, key: key, database)
            let statement = try database.bound("UPDATE person SET units = ?, sum = ? WHERE id = ?")
            statement.bind(1, units)
            statement.bind(2, sum.bytes)
            statement.bind(3, person)
            try statement.run()
        }
        facts.totals = try PersonRow.totals(database, key: key)
    }
}

extension ReplicaStore {
    /// The body of a unit as it was received; nil when there is none, or it cannot be read.
    package func body(of unit: WireKey) throws(ReplicaError) -> [UInt8]? {
        try read { database in
            let select = try database.bound("SELECT codec, body FROM unit WHERE k = ?")
            select.bind(1, unit.bytes)
            return try select.first { UnitRow.body($0, 0, 1) } ?? nil
        }
    }
}
