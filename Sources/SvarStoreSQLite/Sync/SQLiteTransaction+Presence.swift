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
        return try nextStamp(now)
    }

    /// The next place; the entry before it is complete.
    func nextStamp(_ now: ServerTime) throws -> Stamp {
        try tellTouches()
        return head.stamp(now)
    }

    func enter(_ stamp: Stamp, _ kind: LogEntry.Kind, _ unit: UnitRecord? = nil, of person: PersonKey? = nil) throws {
        try database.run(
            "INSERT INTO log (pos, at, kind, unit, person, producer) VALUES (?, ?, ?, ?, ?, ?)",
            [
                stamp.position.rawValue, stamp.at.microseconds, kind.rawValue, unit?.key.rawValue,
                (person ?? unit?.person)?.rawValue, try unit.map { try producerNumber($0.producer) },
            ]
        )
    }

    func isSynchronised(_ unit: UnitRecord) -> Bool { unit.typeClass == .member && unit.person != nil }

    /// A version of a unit was written: whether it is seen, its hash, and the sums it is part of.
    /// - Parameters:
    ///   - record: the unit before
    ///   - versions: what was written
    func noteVersion(of record: UnitRecord, _ versions: [NewVersion], _ state: UnitState, _ stamp: Stamp) throws {
        guard isSynchronised(record), let person = record.person else { return }
        let units = try UnitReading(database)
        let isNew = record.stamp.position.rawValue == 0
        var hash: [UInt8]?
        if !state.isHeld, !state.isClosed {
            let isWhole = try isNew && !hasMoves(record.key)
            let members =
                isWhole
                ? versions.lazy.filter { !$0.isDeleted }.map { $0.member(stamp.at) }
                : try units.members(of: record.key, at: stamp.position)
            hash = try UnitReading.body(of: members, isWithdrawn: state.isWithdrawn).map(UnitBody.hash)
        }
        let seen = isNew ? nil : try seenSince(person, record.key)
        let old = try seen == nil ? nil : units.element(of: record.key, at: stamp.position)
        let new = hash.map {
            UnitReading.Element(position: stamp.position, at: stamp.at, isWithdrawn: state.isWithdrawn, hash: $0)
        }
        if let new { try insert(new, of: record.key) }
        switch (seen, hash) {
        case (nil, nil): return
        case (nil, _?): try open(person, record.key, at: stamp, isNew: isNew)
        case (let from?, nil): try close(person, record.key, from: from, at: stamp)
        case (_?, _?): break
        }
        touch(person, record.key, from: old, to: new)
    }

    func insert(_ element: UnitReading.Element, of unit: UnitKey) throws {
        let insertion = try RawStatement(
            "INSERT INTO unit_element (unit, pos, at, withdrawn, hash) VALUES (?, ?, ?, ?, ?)",
            in: database
        )
        insertion.bind(1, unit.rawValue)
        insertion.bind(2, element.position.rawValue)
        insertion.bind(3, element.at.microseconds)
        insertion.bind(4, element.isWithdrawn ? 1 : 0)
        insertion.bind(5, element.hash)
        try insertion.run()
    }

    /// The unit is seen from an entry on. One entry may close it and open it again: then nothing was closed.
    func open(_ person: PersonKey, _ unit: UnitKey, at stamp: Stamp, isNew: Bool) throws {
        if !isNew {
            try database.run(
                "UPDATE visibility SET pos_to = NULL WHERE person = ? AND unit = ? AND pos_to = ?",
                [person.rawValue, unit.rawValue, stamp.position.rawValue]
            )
            if database.changesCount > 0 { return }
        }
        let insertion = try RawStatement(
            "INSERT INTO visibility (person, unit, pos_from) VALUES (?, ?, ?)",
            in: database
        )
        insertion.bind(1, person.rawValue)
        insertion.bind(2, unit.rawValue)
        insertion.bind(3, stamp.position.rawValue)
        try insertion.run()
    }

    /// The unit is not seen from an entry on; what only the same entry opened was never open.
    func close(_ person: PersonKey, _ unit: UnitKey, from: Int64, at stamp: Stamp) throws {
        let place = stamp.position.rawValue
        if from == place {
            try database.run(
                "DELETE FROM visibility WHERE person = ? AND unit = ? AND pos_from = ?",
                [person.rawValue, unit.rawValue, from]
            )
        } else {
            try database.run(
                "UPDATE visibility SET pos_to = ? WHERE person = ? AND unit = ? AND pos_from = ?",
                [place, person.rawValue, unit.rawValue, from]
            )
        }
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
        try noteFacts(of: old, old.state, stamp)
        try noteVersion(of: old, [], old.state, stamp)
    }

    private func hasMoves(_ unit: UnitKey) throws -> Bool {
        let probe = try RawStatement("SELECT 1 FROM membership WHERE unit = ? LIMIT 1", in: database)
        probe.bind(1, unit.rawValue)
        defer { probe.reset() }
        return try probe.step()
    }

    /// Where a unit that is seen came to be; nil when it is not seen.
    func seenSince(_ person: PersonKey, _ unit: UnitKey) throws -> Int64? {
        let probe = try RawStatement(
            "SELECT pos_from FROM visibility WHERE person = ? AND unit = ? AND pos_to IS NULL",
            in: database
        )
        probe.bind(1, person.rawValue)
        probe.bind(2, unit.rawValue)
        defer { probe.reset() }
        return try probe.step() ? probe.integer(0) : nil
    }

    /// The newest entry changes a unit for replicas. They are told when the entry is complete: it may close again what it
    /// opened, and then nothing may tell that there was something.
    func touch(_ person: PersonKey, _ unit: UnitKey, from old: UnitReading.Element?, to new: UnitReading.Element?) {
        touches[unit] = UnitTouch(person: person, old: touches[unit].map(\.old) ?? old, new: new)
    }

    /// What the newest entry changed is told every replica that has the person in scope.
    func tellTouches() throws {
        guard !touches.isEmpty else { return }
        let stamp = Stamp(position: LogPosition(head.position), at: ServerTime(microseconds: head.at))
        for (unit, touch) in touches.sorted(by: { $0.key < $1.key }) where touch.old != touch.new {
            try tell(touch, of: unit, stamp)
        }
        touches.removeAll(keepingCapacity: true)
    }

    private func tell(_ touch: UnitTouch, of unit: UnitKey, _ stamp: Stamp) throws {
        let person = touch.person
        let lines = try openLines(of: person)
        guard !lines.isEmpty else { return }
        let sums = try PersonSums(database, keys: sync, units: UnitReading(database))
        let wire = try sums.wireKey(of: person)
        var change = UnitSum()
        if let new = touch.new { change += sums.element(unit, of: wire, new) }
        if let old = touch.old { change -= sums.element(unit, of: wire, old) }
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

/// What one entry changes of a unit for replicas: what they had of it before, and have after.
struct UnitTouch {
    var person: PersonKey
    var old: UnitReading.Element?
    var new: UnitReading.Element?
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
