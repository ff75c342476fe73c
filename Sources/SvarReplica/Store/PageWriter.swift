import Crypto
import GRDB
import SvarJSON
import SvarSync

/// A put with what was made of its body before the transaction.
struct PreparedPut {
    var line: SyncLine.PutLine
    var index: UnitIndex
    var root: JSONNode
    var stored: [UInt8]
    var codec: BodyCodec

    /// Nil when the body is not what its hash says, or is no list of resources.
    init?(_ line: SyncLine.PutLine, _ tools: inout ReplicaStore.Tools) {
        guard UnitBody.hash(line.body) == line.hash, let body = UnitReading.root(of: line.body) else { return nil }
        index = UnitIndex(body: body, version: line.version, tags: &tools.tags)
        root = body
        (stored, codec) = tools.packer.pack(line.body)
        self.line = line
        self.line.body = []
    }
}

/// Joins the lines of one page to what is there, inside one transaction: rows, sums and facts (`Register` says which
/// change wins).
struct PageWriter {
    /// A person's row as far as a page changes it.
    private struct Person {
        var id: Int64
        var until: Int64?
        var blocked: [WireKey]
        var stamp: SyncStamp
        var units: Int
        var sum: SyncDigest
        var isChanged = false
    }

    private struct Unit {
        var id: Int64
        var person: Int64
        var stamp: SyncStamp
        var version: Int64
        var hash: [UInt8]
    }

    private let database: Database
    private let key: SymmetricKey
    private let now: Int64
    private(set) var facts: ReplicaState
    private var persons: [WireKey: Person] = [:]
    private var keysOfPersons: [Int64: WireKey] = [:]
    private var hasTombstones: Bool

    init(_ database: Database, now: Int64) throws {
        self.database = database
        self.now = now
        facts = try ReplicaState.read(database)
        guard let enrolment = facts.enrolment else { throw ReplicaError(.notEnrolled, "the replica has no server") }
        key = SymmetricKey(data: enrolment.integrityKey)
        hasTombstones = try database.number("SELECT EXISTS (SELECT 1 FROM tombstone)") == 1
        facts.serial += 1
    }

    // MARK: Lines

    mutating func take(_ line: SyncLine.PersonLine, in round: ReplicaState.Round) throws {
        var person = try self.person(line.person)
        let change: Register.Change = line.until == nil ? .deny(line.stamp) : .put(line.stamp)
        var register = Register(
            person.stamp == .zero ? nil : person.until == nil ? .deny(person.stamp) : .put(person.stamp)
        )
        let effect =
            round.mode == .reconcile && change.isPut && line.stamp <= round.to
            ? register.reconcile(put: line.stamp, at: round.to, floor: facts.mark.floor)
            : register.apply(change, floor: facts.mark.floor)
        guard effect != .keep else { return }
        facts.mark.took(line.stamp)
        if let until = person.until {
            facts.totals.lines -= .person(line.person, until: until, blocked: person.blocked, key: key)
        }
        if let until = line.until {
            facts.totals.lines += .person(line.person, until: until, blocked: line.blocked, key: key)
        }
        person.until = line.until
        person.blocked = line.blocked
        person.stamp = line.stamp
        let statement = try database.bound(
            "UPDATE person SET until = ?, kp_ms = ?, kp_n = ?, patient = ?, blocked = ? WHERE id = ?"
        )
        statement.bind(1, orNull: line.until)
        statement.bind(2, line.stamp.milliseconds)
        statement.bind(3, line.stamp.number)
        statement.bind(4, line.patient)
        statement.bind(5, BlockedTags.stored(line.blocked))
        statement.bind(6, person.id)
        try statement.run()
        persons[line.person] = person
        // Each unit is denied by a line of its own too, maybe pages later.
        if effect == .remove { try removeAll(of: person.id, through: line.stamp) }
    }

    mutating func take(_ line: SyncLine.DenyLine) throws {
        let unit = try self.unit(line.unit)
        var register = try register(of: unit, line.unit)
        guard register.apply(.deny(line.stamp), floor: facts.mark.floor) == .remove else { return }
        facts.mark.took(line.stamp)
        if let unit { try remove(unit, line.unit) }
        try bury(line.unit, line.stamp)
    }

    mutating func take(_ put: PreparedPut, in round: ReplicaState.Round) throws {
        let line = put.line
        let unit = try self.unit(line.unit)
        var register = try register(of: unit, line.unit)
        let effect =
            round.mode == .reconcile
            ? register.reconcile(put: line.stamp, at: round.to, floor: facts.mark.floor)
            : register.apply(.put(line.stamp), floor: facts.mark.floor)
        guard effect == .replace else { return }
        facts.mark.took(line.stamp)
        var person = try self.person(line.person)
        if let unit {
            if unit.version == line.version, unit.hash == line.hash, unit.person == person.id, round.mode != .reconcile
            {
                return try move(unit, to: line.stamp)
            }
            try replace(unit, with: put, of: person.id, keepsEarlier: round.mode == .delta)
            if let owner = try keysOfPersons[unit.person] ?? personKey(unit.person) {
                try count(element(line.unit, unit), -1, of: owner)
            }
            person = try self.person(line.person)
        } else {
            try insert(put, of: person.id)
            if hasTombstones { try unbury(line.unit) }
        }
        let element = SyncDigest.element(of: line.unit, version: line.version, hash: line.hash, key: key)
        try count(element, 1, of: line.person)
    }

    /// The round is complete with this page.
    /// - Returns: whether count and sum are the server's; nil when they cannot be compared now.
    mutating func take(_ end: SyncLine.End, of page: SyncPage) throws -> Bool? {
        let place = page.round.to
        if page.round.mode == .reconcile {
            for person in page.listed { try sweep(person, at: place) }
            try flush()
            facts.totals = try PersonRow.totals(database, key: key)
            guard try database.number("SELECT EXISTS (SELECT 1 FROM person WHERE differs = 1)") == 0 else { return nil }
            facts.needsReconcile = false
        }
        guard facts.mark.complete(to: place) else { return nil }
        if !facts.needsReconcile { try ProfessionalRows.complete(to: place, database) }
        facts.token = end.token
        facts.round = nil
        facts.isAdrift = false
        facts.inStep = now
        try flush()
        let isOver = """
            until IS NULL AND units = 0 AND (kp_ms, kp_n) <= (?, ?) AND (label IS NULL OR kp_n >= 0)
            """
        for sql in [
            "DELETE FROM tombstone WHERE (kp_ms, kp_n) <= (?, ?)",
            // Their numbers are given again.
            "DELETE FROM removal WHERE person IN (SELECT id FROM person WHERE \(isOver))",
            "DELETE FROM person WHERE \(isOver)",
        ] {
            let statement = try database.bound(sql)
            statement.bind(1, place.milliseconds)
            statement.bind(2, place.number)
            try statement.run()
        }
        persons = [:]
        let old = try database.bound("DELETE FROM removal WHERE at < ?")
        old.bind(1, now - Removal.keptMicroseconds)
        try old.run()
        guard facts.mark.isComparable(at: place) else { return nil }
        let matches = facts.totals.units == end.count && facts.totals.sum == end.digest
        if !matches { facts.needsReconcile = true }
        return matches
    }

    /// Writes what was gathered for persons and the facts.
    mutating func finish(_ page: SyncPage) throws {
        if page.end == nil, page.round.mode != .reconcile, page.round.to >= facts.mark.floor, let token = page.token {
            facts.token = token
            facts.round = page.round
        }
        try flush()
        try facts.write(database)
    }

    private mutating func flush() throws {
        let statement = try database.bound("UPDATE person SET units = ?, sum = ? WHERE id = ?")
        for (key, person) in persons where person.isChanged {
            statement.bind(1, person.units)
            statement.bind(2, person.sum.bytes)
            statement.bind(3, person.id)
            try statement.run()
            persons[key]?.isChanged = false
        }
    }

    /// The floor of a replica whose token came with a manifest: the token's own place.
    mutating func settle(at place: SyncStamp) {
        guard facts.isAdrift, place >= facts.mark.floor else { return }
        _ = facts.mark.complete(to: place)
        facts.isAdrift = false
    }

    // MARK: Persons

    private mutating func person(_ key: WireKey) throws -> Person {
        if let known = persons[key] { return known }
        let select = try database.bound("SELECT id, until, kp_ms, kp_n, units, sum, blocked FROM person WHERE p = ?")
        select.bind(1, key.bytes)
        let found = try select.first { row in
            Person(
                id: row.integer(0),
                until: row.integerOrNil(1),
                blocked: BlockedTags.read(row.buffer(6)),
                stamp: SyncStamp(milliseconds: row.integer(2), number: row.integer(3)),
                units: Int(row.integer(4)),
                sum: SyncDigest(bytes: row.bytes(5)) ?? .zero
            )
        }
        let person =
            try found
            ?? Person(
                id: PersonRow.insert(key, database),
                until: nil,
                blocked: [],
                stamp: .zero,
                units: 0,
                sum: .zero
            )
        persons[key] = person
        keysOfPersons[person.id] = key
        return person
    }

    private func personKey(_ id: Int64) throws -> WireKey? {
        let select = try database.bound("SELECT p FROM person WHERE id = ?")
        select.bind(1, id)
        return try select.first { WireKey(bytes: $0.bytes(0)) } ?? nil
    }

    private mutating func count(_ element: SyncDigest, _ sign: Int, of key: WireKey) throws {
        var person = try self.person(key)
        if sign > 0 {
            person.sum += element
            facts.totals.sum += element
        } else {
            person.sum -= element
            facts.totals.sum -= element
        }
        person.units += sign
        facts.totals.units += sign
        person.isChanged = true
        persons[key] = person
    }

    // MARK: Units

    private func unit(_ key: WireKey) throws -> Unit? {
        let select = try database.bound("SELECT id, person, kp_ms, kp_n, ver, hash FROM unit WHERE k = ?")
        select.bind(1, key.bytes)
        return try select.first { row in
            Unit(
                id: row.integer(0),
                person: row.integer(1),
                stamp: SyncStamp(milliseconds: row.integer(2), number: row.integer(3)),
                version: row.integer(4),
                hash: row.bytes(5)
            )
        }
    }

    private func element(_ key: WireKey, _ unit: Unit) -> SyncDigest {
        SyncDigest.element(of: key, version: unit.version, hash: unit.hash, key: self.key)
    }

    private func insert(_ put: PreparedPut, of person: Int64) throws {
        let statement = try database.bound(
            """
            INSERT INTO unit (k, person, kp_ms, kp_n, ver, hash, time, generation, serial, changed, codec, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        bind(put, of: person, to: statement)
        try statement.run()
        try AnalysisRows.insert(put.index, person: person, unit: database.lastInsertedRowID, database)
    }

    private func bind(_ put: PreparedPut, of person: Int64, to statement: BoundStatement) {
        statement.bind(1, put.line.unit.bytes)
        statement.bind(2, person)
        statement.bind(3, put.line.stamp.milliseconds)
        statement.bind(4, put.line.stamp.number)
        statement.bind(5, put.line.version)
        statement.bind(6, put.line.hash)
        statement.bind(7, put.index.time)
        statement.bind(8, facts.generation)
        statement.bind(9, facts.serial)
        statement.bind(10, now)
        statement.bind(11, put.codec.rawValue)
        statement.bind(12, put.stored)
    }

    /// - Parameter keepsEarlier: not where the round does not tell whether the unit was taken away meanwhile
    private func replace(_ unit: Unit, with put: PreparedPut, of person: Int64, keepsEarlier: Bool) throws {
        if !keepsEarlier {
            try RevisionRows.delete(unit.id, database)
        } else if unit.version < put.line.version {
            try RevisionRows.keep(unit.id, unit.version, at: now, before: put.root, database)
        }
        try AnalysisRows.delete(person: unit.person, unit: unit.id, database)
        let isNews = unit.version != put.line.version || unit.hash != put.line.hash
        let statement = try database.bound(
            """
            UPDATE unit SET k = ?1, person = ?2, kp_ms = ?3, kp_n = ?4, ver = ?5, hash = ?6, time = ?7, generation = ?8,
                serial = iif(?14, ?9, serial), changed = iif(?14, ?10, changed), codec = ?11, body = ?12 WHERE id = ?13
            """
        )
        bind(put, of: person, to: statement)
        statement.bind(13, unit.id)
        statement.bind(14, isNews ? 1 : 0)
        try statement.run()
        try AnalysisRows.insert(put.index, person: person, unit: unit.id, database)
    }

    /// The same unit under a later stamp.
    private func move(_ unit: Unit, to stamp: SyncStamp) throws {
        let statement = try database.bound("UPDATE unit SET kp_ms = ?, kp_n = ?, generation = ? WHERE id = ?")
        statement.bind(1, stamp.milliseconds)
        statement.bind(2, stamp.number)
        statement.bind(3, facts.generation)
        statement.bind(4, unit.id)
        try statement.run()
    }

    private mutating func remove(_ unit: Unit, _ key: WireKey) throws {
        if let owner = try keysOfPersons[unit.person] ?? personKey(unit.person) {
            try count(element(key, unit), -1, of: owner)
        }
        try UnitRow.delete(unit.id, key, person: unit.person, database)
        try Removal.keep(key, person: unit.person, serial: facts.serial, at: now, database)
    }

    private mutating func removeAll(of person: Int64, through stamp: SyncStamp) throws {
        let select = try database.bound(
            "SELECT id, kp_ms, kp_n, ver, hash, k FROM unit WHERE person = ? AND (kp_ms, kp_n) <= (?, ?)"
        )
        select.bind(1, person)
        select.bind(2, stamp.milliseconds)
        select.bind(3, stamp.number)
        try remove(Self.units(select, of: person), burying: stamp)
    }

    /// What no page of a reconcile round named goes.
    private mutating func sweep(_ key: WireKey, at place: SyncStamp) throws {
        let person = try self.person(key)
        let select = try database.bound(
            "SELECT id, kp_ms, kp_n, ver, hash, k FROM unit WHERE person = ? AND generation <> ?"
        )
        select.bind(1, person.id)
        select.bind(2, facts.generation)
        let floor = facts.mark.floor
        let swept = try Self.units(select, of: person.id).filter { unit, _ in
            Register(.put(unit.stamp)).isSwept(at: place, floor: floor)
        }
        try remove(swept, burying: nil)
        // What stood there may have been wrong, and its sum with it.
        var counted = try self.person(key)
        (counted.units, counted.sum) = try PersonRow.counted(counted.id, key: self.key, database)
        counted.isChanged = true
        persons[key] = counted
        let statement = try database.bound("UPDATE person SET differs = 0 WHERE id = ?")
        statement.bind(1, person.id)
        try statement.run()
    }

    private static func units(_ select: BoundStatement, of person: Int64) throws -> [(Unit, WireKey)] {
        try select.rows { row in
            let unit = Unit(
                id: row.integer(0),
                person: person,
                stamp: SyncStamp(milliseconds: row.integer(1), number: row.integer(2)),
                version: row.integer(3),
                hash: row.bytes(4)
            )
            return WireKey(bytes: row.bytes(5)).map { (unit, $0) }
        }.compactMap { $0 }
    }

    private mutating func remove(_ units: [(Unit, WireKey)], burying stamp: SyncStamp?) throws {
        for (unit, key) in units {
            try remove(unit, key)
            if let stamp { try bury(key, stamp) }
        }
    }

    // MARK: Tombstones

    private func register(of unit: Unit?, _ key: WireKey) throws -> Register {
        if let unit { return Register(.put(unit.stamp)) }
        return Register(try tombstone(key))
    }

    private func tombstone(_ key: WireKey) throws -> Register.Change? {
        guard hasTombstones else { return nil }
        let select = try database.bound("SELECT kp_ms, kp_n FROM tombstone WHERE k = ?")
        select.bind(1, key.bytes)
        return try select.first { .deny(SyncStamp(milliseconds: $0.integer(0), number: $0.integer(1))) }
    }

    private mutating func bury(_ key: WireKey, _ stamp: SyncStamp) throws {
        let statement = try database.bound("INSERT OR REPLACE INTO tombstone (k, kp_ms, kp_n) VALUES (?, ?, ?)")
        statement.bind(1, key.bytes)
        statement.bind(2, stamp.milliseconds)
        statement.bind(3, stamp.number)
        try statement.run()
        hasTombstones = true
    }

    private func unbury(_ key: WireKey) throws {
        let statement = try database.bound("DELETE FROM tombstone WHERE k = ?")
        statement.bind(1, key.bytes)
        try statement.run()
    }
}
