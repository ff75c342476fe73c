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

    func matches(_ type: HostedType, _ tokens: [SearchQuery.Token], producer: Producer, limit: Int) throws
        -> [ResourceVersion]
    {
        try method {
            var found: Set<Int64> = []
            for token in tokens {
                let system = token.system == nil ? "" : "AND system = ?3"
                var arguments: StatementArguments = [token.value, type.number]
                if let system = token.system { arguments += [system] }
                arguments += [producer.rawValue, limit]
                found.formUnion(
                    try database.rows(
                        """
                        SELECT DISTINCT resource FROM identifier WHERE value = ?1 AND type = ?2 \(system)
                        AND producer IN (?\(token.system == nil ? 3 : 4), '') ORDER BY resource
                        LIMIT ?\(token.system == nil ? 4 : 5)
                        """,
                        arguments
                    ) { $0[0] as Int64 }
                )
            }
            return try found.sorted().prefix(limit).compactMap { key in
                try database.first("\(Select.current) WHERE r.key = ?", [key]) { try ResourceVersion($0) }
            }
        }
    }

    private func known(_ type: HostedType, _ id: String) throws -> Known? {
        try database.first(
            "SELECT key, unit, version, facts FROM resource WHERE id = ? AND type = ?",
            [id, type.number]
        ) { row in
            Known(key: row[0], unit: row[1], version: row[2], facts: try IndexFacts(encoded: row.bytes(3)))
        }
    }

    @discardableResult
    func append(_ versions: [NewVersion], to unit: UnitKey, state: UnitState) throws -> Stamp {
        try method {
            guard let record = try self.unit(unit) else { throw refuse("no such unit") }
            let stamp = head.stamp(environment.clock())
            let firstVersion = head.version
            for new in versions {
                try append(new, to: record, stamp, firstVersion: firstVersion)
            }
            try database.run(
                "UPDATE unit SET held = ?, withdrawn = ?, pos = ?, at = ? WHERE key = ?",
                [
                    state.isHeld, state.isWithdrawn, stamp.position.rawValue, stamp.at.microseconds, unit.rawValue,
                ]
            )
            try database.run(
                "INSERT INTO log (pos, at, kind, unit, person) VALUES (?, ?, ?, ?, ?)",
                [
                    stamp.position.rawValue, stamp.at.microseconds, LogEntry.Kind.version.rawValue, unit.rawValue,
                    record.person?.rawValue,
                ]
            )
            return stamp
        }
    }

    private func append(_ new: NewVersion, to unit: UnitRecord, _ stamp: Stamp, firstVersion: Int64) throws {
        let facts = new.isDeleted ? IndexFacts.none : IndexFacts(new.index)
        let known = try known(new.type, new.id)
        let version = head.version.next()
        if let known {
            guard known.unit == unit.key.rawValue else { throw refuse("the resource belongs to another unit") }
            guard known.version <= firstVersion else { throw refuse("one write names a resource twice") }
            try database.run(
                """
                UPDATE resource SET version = ?, deleted = ?, item = coalesce(?, item), facts = ? WHERE key = ?
                """,
                [version, new.isDeleted, new.itemKey, facts.encoded, known.key]
            )
        } else {
            try database.run(
                """
                INSERT INTO resource (key, type, unit, version, deleted, id, item, facts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    head.resource.next(), new.type.number, unit.key.rawValue, version, new.isDeleted, new.id,
                    new.itemKey, facts.encoded,
                ]
            )
        }
        let key = known?.key ?? head.resource
        try database.run(
            """
            INSERT INTO version (key, resource, pos, at, name, deleted, stamp_offset, attachment, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                version, key, stamp.position.rawValue, stamp.at.microseconds, new.versionID, new.isDeleted,
                new.stampOffset, new.attachment?.rawValue, Data(new.body),
            ]
        )
        let old = known?.facts ?? .none
        try close(old.facts.subtracting(facts.facts), key, new.type, of: unit, at: stamp)
        try open(facts.facts.subtracting(old.facts), key, new.type, of: unit, from: stamp.position.rawValue)
    }

    /// Ends index rows at a position; they stay for pages of searches that began earlier (decision 43).
    private func close(
        _ facts: Set<IndexFacts.Fact>,
        _ resource: Int64,
        _ type: HostedType,
        of unit: UnitRecord,
        at stamp: Stamp
    ) throws {
        for fact in facts {
            try database.run(
                """
                UPDATE search_index SET pos_to = ? WHERE person = ? AND parameter = ? AND type = ? AND value = ?
                AND system = ? AND resource = ? AND pos_to IS NULL
                """,
                [
                    stamp.position.rawValue, unit.indexPerson, fact.parameter, type.number, fact.value, fact.system,
                    resource,
                ]
            )
            guard fact.isIdentifier else { continue }
            try database.run(
                """
                DELETE FROM identifier WHERE value = ? AND system = ? AND type = ? AND producer = ? AND resource = ?
                """,
                [fact.value, fact.system, type.number, unit.identifierOwner, resource]
            )
        }
    }

    private func open(
        _ facts: Set<IndexFacts.Fact>,
        _ resource: Int64,
        _ type: HostedType,
        of unit: UnitRecord,
        from position: Int64
    ) throws {
        for fact in facts {
            try database.run(
                """
                INSERT INTO search_index (person, parameter, type, value, system, resource, pos_from)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [unit.indexPerson, fact.parameter, type.number, fact.value, fact.system, resource, position]
            )
            guard fact.isIdentifier else { continue }
            try database.run(
                "INSERT INTO identifier (value, system, type, producer, resource) VALUES (?, ?, ?, ?, ?)",
                [fact.value, fact.system, type.number, unit.identifierOwner, resource]
            )
        }
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
            try database.run("UPDATE resource SET unit = ? WHERE key = ?", [unit.rawValue, known.key])
            for fact in known.facts.facts {
                if old.indexPerson != new.indexPerson {
                    try database.run(
                        """
                        UPDATE search_index SET person = ? WHERE person = ? AND parameter = ? AND type = ?
                        AND value = ? AND system = ? AND resource = ? AND pos_to IS NULL
                        """,
                        [
                            new.indexPerson, old.indexPerson, fact.parameter, type.number, fact.value, fact.system,
                            known.key,
                        ]
                    )
                }
                if fact.isIdentifier, old.identifierOwner != new.identifierOwner {
                    try database.run(
                        """
                        UPDATE identifier SET producer = ? WHERE value = ? AND system = ? AND type = ?
                        AND producer = ? AND resource = ?
                        """,
                        [
                            new.identifierOwner, fact.value, fact.system, type.number, old.identifierOwner, known.key,
                        ]
                    )
                }
            }
        }
    }
}

extension IndexFacts.Fact {
    var isIdentifier: Bool { parameter == IndexRow.Parameter.identifier.rawValue }
}

extension UnitRecord {
    /// Whose part of the index the unit's rows stand in; 0 for none.
    var indexPerson: Int64 { person?.rawValue ?? 0 }

    /// Who finds the unit's resources by identifier: its producer, or everyone ("") for the directory.
    var identifierOwner: String { typeClass == .directory ? "" : producer.rawValue }
}
