import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// What writes of units tell replicas. A unit of no person, or of another class than members, is never synchronised.
extension SQLiteTransaction {
    /// The next place in the log. Ends of scope that are due by then have entries of their own before it.
    func stamp(_ now: ServerTime? = nil) throws -> Stamp {
        let now = now ?? environment.clock()
        try endDue(now)
        return head.stamp(now)
    }

    func enter(_ stamp: Stamp, _ kind: LogEntry.Kind, _ unit: UnitRecord? = nil) throws {
        try database.run(
            "INSERT INTO log (pos, at, kind, unit, person, producer) VALUES (?, ?, ?, ?, ?, ?)",
            [
                stamp.position.rawValue, stamp.at.microseconds, kind.rawValue, unit?.key.rawValue,
                unit?.person?.rawValue, try unit.map { try producerNumber($0.producer) },
            ]
        )
    }

    private func isSynchronised(_ unit: UnitRecord) -> Bool { unit.typeClass == .member && unit.person != nil }

    /// A version of a unit was written: whether it is seen, its hash, and the sums it is part of.
    /// - Parameters:
    ///   - record: the unit before
    ///   - versions: what was written
    func noteVersion(of record: UnitRecord, _ versions: [NewVersion], _ state: UnitState, _ stamp: Stamp) throws {
        guard isSynchronised(record), let person = record.person else { return }
        let units = try UnitReading(database)
        let isNew = record.stamp.position.rawValue == 0
        var hash: [UInt8]?
        if !state.isHeld {
            let isWhole = try isNew && !hasMoves(record.key)
            let members =
                isWhole
                ? versions.lazy.filter { !$0.isDeleted }.map { $0.member(stamp.at) }
                : try units.members(of: record.key, at: stamp.position)
            hash = try UnitReading.body(of: members, isWithdrawn: state.isWithdrawn).map(UnitBody.hash)
        }
        let seen = isNew ? nil : try seenSince(person, record.key)
        let old = try seen == nil ? nil : units.element(of: record.key, at: stamp.position)
        if let hash {
            let insertion = try RawStatement(
                "INSERT INTO unit_element (unit, pos, at, withdrawn, hash) VALUES (?, ?, ?, ?, ?)",
                in: database
            )
            insertion.bind(1, record.key.rawValue)
            insertion.bind(2, stamp.position.rawValue)
            insertion.bind(3, stamp.at.microseconds)
            insertion.bind(4, state.isWithdrawn ? 1 : 0)
            insertion.bind(5, hash)
            try insertion.run()
        }
        switch (seen, hash) {
        case (nil, nil): return
        case (nil, _?):
            let insertion = try RawStatement(
                "INSERT INTO visibility (person, unit, pos_from) VALUES (?, ?, ?)",
                in: database
            )
            insertion.bind(1, person.rawValue)
            insertion.bind(2, record.key.rawValue)
            insertion.bind(3, stamp.position.rawValue)
            try insertion.run()
        case (let from?, nil):
            try database.run(
                "UPDATE visibility SET pos_to = ? WHERE person = ? AND unit = ? AND pos_from = ?",
                [stamp.position.rawValue, person.rawValue, record.key.rawValue, from]
            )
        case (_?, _?): break
        }
        let new = hash.map {
            UnitReading.Element(position: stamp.position, at: stamp.at, isWithdrawn: state.isWithdrawn, hash: $0)
        }
        try touch(person, record.key, from: old, to: new, units, stamp)
    }

    /// A resource went from one unit to another: the one it left has an entry of its own.
    func noteMove(of resource: Int64, from old: UnitRecord, to new: UnitRecord) throws {
        guard old.key != new.key, isSynchronised(old) || isSynchronised(new) else { return }
        // Where nothing of the old unit is told, the resource comes with the next entry.
        let stamp = isSynchronised(old) ? try stamp() : nil
        let place = stamp?.position.rawValue ?? head.position + 1
        if isSynchronised(new) {
            try database.run(
                "INSERT OR REPLACE INTO membership (unit, resource, pos_from) VALUES (?, ?, ?)",
                [new.key.rawValue, resource, place]
            )
        }
        guard let stamp else { return }
        try database.run(
            "UPDATE membership SET pos_to = ?3 WHERE unit = ?1 AND resource = ?2 AND pos_to IS NULL",
            [old.key.rawValue, resource, place]
        )
        if database.changesCount == 0 {
            try database.run(
                "INSERT INTO membership (unit, resource, pos_from, pos_to) VALUES (?, ?, 0, ?)",
                [old.key.rawValue, resource, place]
            )
        }
        try enter(stamp, .version, old)
        try database.run(
            "UPDATE unit SET pos = ?, at = ? WHERE key = ?",
            [stamp.position.rawValue, stamp.at.microseconds, old.key.rawValue]
        )
        try noteVersion(of: old, [], old.state, stamp)
    }

    private func hasMoves(_ unit: UnitKey) throws -> Bool {
        let probe = try RawStatement("SELECT 1 FROM membership WHERE unit = ? LIMIT 1", in: database)
        probe.bind(1, unit.rawValue)
        defer { probe.reset() }
        return try probe.step()
    }

    /// Where a unit that is seen came to be; nil when it is not seen.
    private func seenSince(_ person: PersonKey, _ unit: UnitKey) throws -> Int64? {
        let probe = try RawStatement(
            "SELECT pos_from FROM visibility WHERE person = ? AND unit = ? AND pos_to IS NULL",
            in: database
        )
        probe.bind(1, person.rawValue)
        probe.bind(2, unit.rawValue)
        defer { probe.reset() }
        return try probe.step() ? probe.integer(0) : nil
    }

    /// The state of a unit changed in every replica that has its person in scope.
    private func touch(
        _ person: PersonKey,
        _ unit: UnitKey,
        from old: UnitReading.Element?,
        to new: UnitReading.Element?,
        _ units: UnitReading,
        _ stamp: Stamp
    ) throws {
        let lines = try openLines(of: person)
        guard !lines.isEmpty else { return }
        let sums = try PersonSums(database, keys: sync, units: units)
        let wire = try sums.wireKey(of: person)
        var change = UnitSum()
        if let new { change += sums.element(unit, of: wire, new) }
        if let old { change -= sums.element(unit, of: wire, old) }
        guard var sum = try sums.kept(of: person) else { throw SvarError(.storeUnusable, "a person's sum is missing") }
        sum += change
        try setSum(of: person, sum)
        for line in lines {
            try database.run(
                "UPDATE scope SET touched = ? WHERE replica = ? AND person = ? AND pos_from = ?",
                [stamp.position.rawValue, line.replica, person.rawValue, line.from]
            )
            try count(change, in: line.replica)
            try noteChange(of: line.replica, stamp)
        }
    }

    // MARK: Shared with changes of scope

    func openLines(of person: PersonKey) throws -> [(replica: Int64, from: Int64)] {
        var lines: [(Int64, Int64)] = []
        let statement = try RawStatement(
            "SELECT replica, pos_from FROM scope WHERE person = ? AND pos_to IS NULL",
            in: database
        )
        statement.bind(1, person.rawValue)
        try statement.forEach { row in
            lines.append((row.integer(0), row.integer(1)))
            return true
        }
        return lines
    }

    func setSum(of person: PersonKey, _ sum: UnitSum) throws {
        try database.run(
            "INSERT OR REPLACE INTO person_sum (person, units, sum) VALUES (?, ?, ?)",
            [person.rawValue, sum.count, Data(sum.digest.bytes)]
        )
    }

    /// Adds to what a replica holds.
    func count(_ change: UnitSum, in replica: Int64) throws {
        guard change != UnitSum() else { return }
        let found = try database.first("SELECT units, sum FROM replica WHERE key = ?", [replica]) {
            (count: $0[0] as Int, sum: SyncDigest(bytes: try $0.bytes(1)))
        }
        guard let found, var digest = found.sum else { throw SvarError(.storeUnusable, "a replica's sum is damaged") }
        digest += change.digest
        try database.run(
            "UPDATE replica SET units = ?, sum = ? WHERE key = ?",
            [found.count + change.count, Data(digest.bytes), replica]
        )
    }

    /// Gives the entry its number among those of its millisecond that changed this replica's state (decision 14).
    func noteChange(of replica: Int64, _ stamp: Stamp) throws {
        head.changed.insert(replica)
        let last = try database.first(
            "SELECT pos, ms, number FROM replica_change WHERE replica = ? ORDER BY pos DESC LIMIT 1",
            [replica]
        ) { (position: $0[0] as Int64, milliseconds: $0[1] as Int64, number: $0[2] as Int64) }
        guard last?.position != stamp.position.rawValue else { return }
        let milliseconds = stamp.at.microseconds.milliseconds
        let number = last.map { $0.milliseconds == milliseconds ? $0.number + 1 : 0 } ?? 0
        try database.run(
            "INSERT INTO replica_change (replica, pos, ms, number) VALUES (?, ?, ?, ?)",
            [replica, stamp.position.rawValue, milliseconds, number]
        )
    }
}

extension Int64 {
    /// Of microseconds, rounded down.
    var milliseconds: Int64 { self >= 0 ? self / 1_000 : (self - 999) / 1_000 }
}

extension NewVersion {
    fileprivate func member(_ at: ServerTime) -> UnitBody.Member {
        UnitBody.Member(type: type, body: body, stampOffset: stampOffset, at: at.microseconds, isDeleted: false)
    }
}
