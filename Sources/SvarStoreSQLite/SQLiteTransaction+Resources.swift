import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension SQLiteTransaction {
    /// What a new version must know of the resource it changes.
    private struct Known {
        var key: Int64
        var unit: Int64
        var version: Int64
        var isDeleted: Bool
        /// Place and time of the current version.
        var position: Int64
        var at: Int64
        var facts: IndexFacts
    }

    func current(_ type: HostedType, _ id: String) throws -> ResourceVersion? {
        try method {
            try database.first("\(Select.current) WHERE r.id = ? AND r.type = ?", [id, type.number]) {
                try ResourceVersion($0)
            }
        }
    }

    func members(of unit: UnitKey) throws -> [(itemKey: String?, version: ResourceVersion)] {
        try method {
            try database.rows("\(Select.current) WHERE r.unit = ? ORDER BY r.key", [unit.rawValue]) {
                ($0[15], try ResourceVersion($0))
            }
        }
    }

    func matches(_ type: HostedType, _ criterion: Criterion, producer: Producer, limit: Int) throws
        -> [ResourceVersion]
    {
        try method {
            let reading = try SearchReading(
                database,
                in: .ownedBy(producer),
                at: .max,
                index: index,
                isSandbox: isSandbox,
                until: Deadline(after: Self.longestMatch)
            )
            let query = SearchQuery(types: [type], criterion: criterion)
            return try SearchRun(query, reading, addsDirectory: true).page(after: nil, isReversed: false, limit: limit)
        }
    }

    /// How long a condition of a write may hold the writer.
    private static let longestMatch: Duration = .seconds(1)

    private func known(_ type: HostedType, _ id: String) throws -> Known? {
        let statement = try RawStatement(
            """
            SELECT r.key, r.unit, r.version, r.deleted, v.pos, v.at, r.facts
            FROM resource r JOIN version v ON v.key = r.version WHERE r.id = ? AND r.type = ?
            """,
            in: database
        )
        statement.bind(1, id)
        statement.bind(2, Int64(type.number))
        var found: Known?
        try statement.forEach { row in
            found = Known(
                key: row.integer(0),
                unit: row.integer(1),
                version: row.integer(2),
                isDeleted: row.integer(3) != 0,
                position: row.integer(4),
                at: row.integer(5),
                facts: try IndexFacts(encoded: row.bytes(6))
            )
            return false
        }
        return found
    }

    @discardableResult
    func append(_ versions: [NewVersion], to unit: UnitKey, state: UnitState) throws -> Stamp {
        try method {
            guard let record = try self.unit(unit) else { throw refuse("no such unit") }
            if let person = record.person { persons.insert(person) }
            let stamp = try stamp()
            let firstVersion = head.version
            for new in versions {
                try append(new, to: record, stamp, firstVersion: firstVersion)
            }
            try database.run(
                "UPDATE unit SET held = ?, withdrawn = ?, closed = ?, pos = ?, at = ? WHERE key = ?",
                [
                    state.isHeld, state.isWithdrawn, state.isClosed, stamp.position.rawValue, stamp.at.microseconds,
                    unit.rawValue,
                ]
            )
            try enter(stamp, .version, record)
            try noteFacts(of: record, state, stamp)
            try noteVersion(of: record, versions, state, stamp)
            return stamp
        }
    }

    private func append(_ new: NewVersion, to unit: UnitRecord, _ stamp: Stamp, firstVersion: Int64) throws {
        guard unit.typeClass != .conformance || new.type.typeClass == .conformance else {
            throw refuse("a conformance unit holds conformance resources only")
        }
        let facts = new.isDeleted ? IndexFacts.none : try IndexFacts(new.index)
        let known = try known(new.type, new.id)
        let version = head.version.next()
        if let known {
            guard known.unit == unit.key.rawValue else { throw refuse("the resource belongs to another unit") }
            guard known.version <= firstVersion else { throw refuse("one write names a resource twice") }
            try database.run(
                """
                UPDATE resource SET version = ?, deleted = ?, item = coalesce(?, item), facts = ? WHERE key = ?
                """,
                [version, new.isDeleted, new.itemKey, Data(facts.encoded), known.key]
            )
        } else {
            let insertion = try RawStatement(
                """
                INSERT INTO resource (key, type, unit, version, deleted, id, item, facts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                in: database
            )
            insertion.bind(1, head.resource.next())
            insertion.bind(2, Int64(new.type.number))
            insertion.bind(3, unit.key.rawValue)
            insertion.bind(4, version)
            insertion.bind(5, new.isDeleted ? 1 : 0)
            insertion.bind(6, new.id)
            insertion.bind(7, orNull: new.itemKey)
            insertion.bind(8, facts.encoded)
            try insertion.run()
        }
        let key = known?.key ?? head.resource
        let insertion = try RawStatement(
            """
            INSERT INTO version (key, resource, pos, at, name, deleted, stamp_offset, attachment, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: database
        )
        insertion.bind(1, version)
        insertion.bind(2, key)
        insertion.bind(3, stamp.position.rawValue)
        insertion.bind(4, stamp.at.microseconds)
        insertion.bind(5, new.versionID)
        insertion.bind(6, new.isDeleted ? 1 : 0)
        insertion.bind(7, Int64(new.stampOffset))
        insertion.bind(8, orNull: new.attachment?.rawValue)
        insertion.bind(9, new.body)
        try insertion.run()
        let places = try places(of: unit, new.type)
        let position = stamp.position.rawValue
        let wasThere = known.map { !$0.isDeleted } ?? false
        let old = known?.facts ?? .none
        var ended = old.subtracting(facts).flatMap(places.of)
        if let known, wasThere { ended += places.updated(known.at) }
        if wasThere, new.isDeleted { ended += places.membership }
        for row in ended { try rows.close(row, key, at: position) }
        if let known {
            // What stands in the facts alone is kept whole, changed or not: a version is put together from its own rows.
            for row in old.rows where places.isAsked(row) {
                try rows.keep(row, in: places.cluster, key, from: known.position, to: position)
            }
        }
        for row in facts.subtracting(old) {
            try places.each(row) { try rows.open($0, key, from: position) }
        }
        var opened = new.isDeleted ? [] : places.updated(stamp.at.microseconds)
        if !wasThere, !new.isDeleted { opened += places.membership }
        for row in opened { try rows.open(row, key, from: position) }
    }

    /// Where rows of the unit's resources go.
    private func places(of unit: UnitRecord, _ type: HostedType) throws -> RowPlaces {
        RowPlaces(
            index: index,
            isSandbox: isSandbox,
            cluster: unit.person?.rawValue ?? Cluster.nobody,
            identifiers: try identifierCluster(of: unit),
            type: type
        )
    }

    private func identifierCluster(of unit: UnitRecord) throws -> Int64 {
        switch unit.typeClass {
        case .directory, .conformance: Cluster.directory
        case .member, .personBound: Cluster.identifiers(of: try producerNumber(unit.producer))
        }
    }

    func producerNumber(_ producer: Producer) throws -> Int64 {
        if let known = producerNumbers[producer] { return known }
        func number() throws -> Int64? {
            try database.first("SELECT number FROM producer WHERE name = ?", [producer.rawValue]) { $0[0] }
        }
        if try number() == nil {
            try database.run("INSERT INTO producer (name) VALUES (?)", [producer.rawValue])
        }
        guard let number = try number() else { throw refuse("a producer has no number") }
        producerNumbers[producer] = number
        return number
    }

    func move(_ type: HostedType, _ id: String, to unit: UnitKey) throws {
        try method {
            guard let known = try known(type, id), let old = try self.unit(UnitKey(known.unit)) else {
                throw refuse("no such resource")
            }
            guard let new = try self.unit(unit) else { throw refuse("no such unit") }
            if let before = old.person, let after = new.person, before != after {
                throw refuse("the unit is another person's")
            }
            guard new.typeClass != .conformance || type.typeClass == .conformance else {
                throw refuse("a conformance unit holds conformance resources only")
            }
            try database.run("UPDATE resource SET unit = ? WHERE key = ?", [unit.rawValue, known.key])
            try moveRows(of: known, from: try places(of: old, type), to: try places(of: new, type))
            var owners: [Int64] = []
            if let person = new.person, old.person != person { owners.append(person.rawValue) }
            if old.producer != new.producer { owners.append(-(try producerNumber(new.producer))) }
            for owner in owners {
                try database.run(
                    "INSERT OR IGNORE INTO moved (owner, version) SELECT ?, key FROM version WHERE resource = ?",
                    [owner, known.key]
                )
            }
            try noteMove(of: known.key, from: old, to: new)
        }
    }

    private func moveRows(of known: Known, from before: RowPlaces, to after: RowPlaces) throws {
        for (from, to) in [(before.cluster, after.cluster), (before.identifiers, after.identifiers)] where from != to {
            try moveRows(of: known, before, from: from, to: to)
        }
        guard !known.isDeleted, Cluster.isPerson(before.cluster) != Cluster.isPerson(after.cluster) else { return }
        for row in known.facts.rows where index.asked.contains(row.slot) {
            if Cluster.isPerson(before.cluster) {
                try after.each(row) { try rows.open($0, known.key, from: known.position) }
            } else {
                // In a person's part it stands in the facts alone; what it was for earlier versions is kept.
                try before.each(row) { place in
                    var place = place
                    place.cluster = after.cluster
                    try rows.close(place, known.key, at: known.position)
                }
            }
        }
        try database.run(
            "DELETE FROM search_index WHERE resource = ? AND pos_to IS NOT NULL AND pos_to <= pos_from",
            [known.key]
        )
    }

    /// Rows that ended move too: the scope of a search that began earlier is asked about now.
    private func moveRows(of known: Known, _ places: RowPlaces, from: Int64, to: Int64) throws {
        try database.run(
            "UPDATE search_index SET cluster = ? WHERE resource = ? AND pos_to IS NOT NULL AND cluster = ?",
            [to, known.key, from]
        )
        guard !known.isDeleted else { return }
        let rows = known.facts.rows.flatMap(places.of) + places.membership + places.updated(known.at)
        let statement = try RawStatement(
            """
            UPDATE search_index SET cluster = ?7 WHERE cluster = ?1 AND slot = ?2 AND value = ?3 AND extra = ?4
            AND part = ?5 AND resource = ?6 AND pos_to IS NULL
            """,
            in: database
        )
        for row in rows where row.cluster == from {
            try IndexWriter.run(statement, row, known.key, to)
        }
    }
}
