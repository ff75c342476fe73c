import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// Closing units of a person to the feed of replicas, and opening them: the settings of a person act on what they hold as
/// the entry of the setting says, in one write.
extension SQLiteTransaction {
    func setClosed(_ units: Set<UnitKey>, of person: PersonKey, next: ServerTime?) throws {
        try method {
            _ = try patientID(of: person)
            try setDue(person, next)
            let closed = Set(
                try database.rows("SELECT key FROM unit WHERE person = ? AND closed = 1", [person.rawValue]) {
                    UnitKey($0[0])
                }
            )
            // What is being erased does not open again.
            let doomed =
                try database.first("SELECT unit FROM erasure WHERE person = ?", [person.rawValue]) { $0[0] as Int64 }
                ?? 0
            var changed: [UnitRecord] = []
            for key in units.symmetricDifference(closed).sorted() where key.rawValue > doomed {
                guard let unit = try unit(key), unit.person == person else { continue }
                changed.append(unit)
            }
            guard !changed.isEmpty else { return }
            let stamp = try lastEntry(about: person)
            let reading = try UnitReading(database)
            for unit in changed {
                try database.run("UPDATE unit SET closed = ? WHERE key = ?", [!unit.state.isClosed, unit.key.rawValue])
                try noteClosing(of: unit, person, reading, stamp)
            }
        }
    }

    private func setDue(_ person: PersonKey, _ next: ServerTime?) throws {
        guard let next else { return try database.run("DELETE FROM feed_due WHERE person = ?", [person.rawValue]) }
        try database.run(
            "INSERT INTO feed_due (person, at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET at = ?2 WHERE at <> ?2",
            [person.rawValue, next.microseconds]
        )
    }

    /// The write's last entry; a tick where it has none.
    func lastEntry(about person: PersonKey) throws -> Stamp {
        if head.position > firstPosition {
            return Stamp(position: LogPosition(head.position), at: ServerTime(microseconds: head.at))
        }
        let stamp = try stamp()
        try enter(stamp, .tick, of: person)
        return stamp
    }

    /// What is seen of the unit from the entry on. A unit that opens is seen in the version it has, with that version's
    /// time: nothing tells that it was closed.
    /// - Parameter record: the unit before
    private func noteClosing(
        of record: UnitRecord,
        _ person: PersonKey,
        _ reading: UnitReading,
        _ stamp: Stamp
    ) throws {
        guard isSynchronised(record), record.stamp.position.rawValue > 0 else { return }
        let seen = try seenSince(person, record.key)
        let kept = try reading.element(of: record.key, at: stamp.position)
        if let seen {
            try close(person, record.key, from: seen, at: stamp)
            touch(person, record.key, from: kept, to: nil)
        } else {
            guard !record.state.isHeld, let element = try element(of: record, kept, reading) else { return }
            try open(person, record.key, at: stamp, isNew: false)
            touch(person, record.key, from: nil, to: element)
        }
        try database.run(
            "INSERT OR IGNORE INTO feed_change (person, pos, unit) VALUES (?, ?, ?)",
            [person.rawValue, stamp.position.rawValue, record.key.rawValue]
        )
    }

    /// The unit's own version, which has no element when it was written while the unit was closed.
    private func element(
        of record: UnitRecord,
        _ kept: UnitReading.Element?,
        _ reading: UnitReading
    ) throws -> UnitReading.Element? {
        let (position, isWithdrawn) = (record.stamp.position, record.state.isWithdrawn)
        if let kept, kept.position == position { return kept }
        guard let body = try reading.body(of: record.key, at: position, isWithdrawn: isWithdrawn) else { return nil }
        let element = UnitReading.Element(
            position: position,
            at: record.stamp.at,
            isWithdrawn: isWithdrawn,
            hash: UnitBody.hash(body)
        )
        try insert(element, of: record.key)
        return element
    }
}
