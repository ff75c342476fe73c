import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension Scope {
    /// `lists` of a unit.
    func lists(_ unit: UnitFacts) -> Bool {
        lists(unit.key, unit.typeClass, person: unit.person, isHeld: unit.isHeld, producer: unit.producer)
    }

    /// `shows` of a unit.
    func shows(_ unit: UnitFacts) -> Bool {
        shows(unit.key, unit.typeClass, person: unit.person, isHeld: unit.isHeld, producer: unit.producer)
    }
}

/// What a literal reference names.
struct ResourceName: Hashable {
    let type: HostedType
    let id: String
}

/// One look at the store as it was at a position, by one caller. Lives within one snapshot of the database.
final class SearchReading {
    let database: Database
    let scope: Scope
    let position: Int64
    let index: StoreIndex
    let isSandbox: Bool
    let deadline: Deadline
    let longestList: Int
    /// What the scope does not show as it stands.
    let capped: CappedUnits?
    private var units: [Int64: UnitFacts] = [:]
    /// What was found out about referenced and referring resources, by criterion and key.
    private var answers: [Answer: Bool] = [:]
    private var probed = 0
    private let currentStatement: RawStatement
    private let versionStatement: RawStatement
    private let namedStatement: RawStatement
    private let keyStatement: RawStatement
    private let unitStatement: RawStatement
    /// The last version that was there at the position.
    private let lastVersion: Int64

    private struct Answer: Hashable {
        let node: Int
        let key: Int64
    }

    init(
        _ database: Database,
        in scope: Scope,
        at position: Int64,
        index: StoreIndex,
        isSandbox: Bool,
        until deadline: Deadline,
        byTime: Bool = true,
        longestList: Int = StoreSettings().longestList
    ) throws {
        self.longestList = longestList
        self.database = database
        self.scope = scope
        self.position = position
        self.index = index
        self.isSandbox = isSandbox
        self.deadline = deadline
        capped = try CappedUnits(scope, database, index, at: position, byTime: byTime)
        currentStatement = try RawStatement(
            """
            SELECT type, unit, deleted, id, facts, version FROM resource WHERE key = ?
            """,
            in: database
        )
        let version = """
            SELECT r.type, r.id, r.unit, v.key, v.name, v.pos, v.at, v.deleted, v.stamp_offset, v.attachment, v.body,
            r.key FROM resource r CROSS JOIN version v ON v.key = r.version
            """
        versionStatement = try RawStatement("\(version) WHERE r.key = ?1 AND r.version <= ?2", in: database)
        namedStatement = try RawStatement(
            "\(version) WHERE r.id = ?1 AND r.type = ?2 AND +r.version <= ?3",
            in: database
        )
        keyStatement = try RawStatement("SELECT key FROM resource WHERE id = ?1 AND type = ?2", in: database)
        // Versions are numbered in the order of the log.
        lastVersion =
            try database.first(
                """
                SELECT max(key) FROM version WHERE pos = (SELECT max(pos) FROM version WHERE pos <= ?)
                """,
                [position]
            ) { $0[0] as Int64? ?? 0 } ?? 0
        unitStatement = try RawStatement("SELECT person, class, held, producer FROM unit WHERE key = ?", in: database)
    }

    // MARK: Resources

    func unit(_ key: Int64) throws -> UnitFacts {
        if let known = units[key] { return known }
        var found: UnitFacts?
        unitStatement.bind(1, key)
        try unitStatement.forEach { row in
            found = UnitFacts(
                key: UnitKey(key),
                person: row.isNull(0) ? nil : PersonKey(row.integer(0)),
                typeClass: try HostedType.Class(number: Int(row.integer(1))),
                isHeld: row.integer(2) != 0,
                producer: Producer(row.text(3))
            )
            return false
        }
        guard let found else { throw SvarError(.storeUnusable, "a resource has no unit") }
        units[key] = found
        return found
    }

    /// The resource as it was; nil when it was not there or deleted.
    func probe(_ key: Int64) throws -> Probe? {
        probed &+= 1
        if probed & 63 == 0 { try deadline.check() }
        var current: (type: Int, unit: Int64, isDeleted: Bool, id: String, facts: [UInt8], version: Int64)?
        currentStatement.bind(1, key)
        try currentStatement.forEach { row in
            current = (
                Int(row.integer(0)), row.integer(1), row.integer(2) != 0, row.text(3), row.bytes(4), row.integer(5)
            )
            return false
        }
        guard let current else { return nil }
        let type = try hosted(current.type)
        let unit = try unit(current.unit)
        if let capped, capped.contains(key) { return try capped.resource(key, of: unit)?.probe }
        if current.version <= lastVersion {
            guard !current.isDeleted else { return nil }
            return Probe(
                key: key,
                type: type,
                id: current.id,
                unit: unit,
                version: current.version,
                facts: current.facts
            )
        }
        let before = try database.first(
            "SELECT key, deleted FROM version WHERE resource = ? AND pos <= ? ORDER BY pos DESC LIMIT 1",
            [key, position]
        ) { (number: $0[0] as Int64, isDeleted: $0[1] as Bool) }
        guard let before, !before.isDeleted else { return nil }
        let now = current.isDeleted ? IndexFacts.none : try IndexFacts(encoded: current.facts)
        let facts = try factsBefore(key, in: unit.cluster, now).encoded
        return Probe(key: key, type: type, id: current.id, unit: unit, version: before.number, facts: facts)
    }

    private func hosted(_ number: Int) throws -> HostedType {
        guard let type = HostedType(number: number) else {
            throw SvarError(.storeUnusable, "a resource has an unknown type")
        }
        return type
    }

    /// Server time of a resource's version, as it is shown.
    func time(of probe: Probe) throws -> Int64 {
        if let time = probe.time { return time }
        return try database.first("SELECT at FROM version WHERE key = ?", [probe.version]) { $0[0] } ?? 0
    }

    /// Rows of an earlier version: those that ended since, and those of now that began before.
    private func factsBefore(_ key: Int64, in cluster: Int64, _ now: IndexFacts) throws -> IndexFacts {
        let past = try RawStatement(
            """
            SELECT slot, value, extra, part FROM search_index INDEXED BY search_index_past
            WHERE resource = ?1 AND pos_to IS NOT NULL AND pos_to > ?2 AND pos_from <= ?2 AND cluster = ?3 AND slot >= 8
            """,
            in: database
        )
        past.bind(1, key)
        past.bind(2, position)
        past.bind(3, cluster)
        var rows: [IndexRow] = []
        try past.forEach { row in
            rows.append(
                IndexRow(
                    Slot(rawValue: Int(row.integer(0))),
                    row.cell(1).key,
                    row.cell(2).key,
                    part: Int(row.integer(3))
                )
            )
            return true
        }
        let begun = try RawStatement(
            """
            SELECT 1 FROM search_index WHERE cluster = ?1 AND slot = ?2 AND value = ?3 AND extra = ?4 AND part = ?5
            AND resource = ?6 AND pos_to IS NULL AND pos_from <= ?7
            """,
            in: database
        )
        for row in now.rows {
            begun.bind(1, cluster)
            begun.bind(2, Int64(row.slot.rawValue))
            begun.bind(3, row.value)
            begun.bind(4, row.extra)
            begun.bind(5, Int64(row.part))
            begun.bind(6, key)
            begun.bind(7, position)
            try begun.forEach { _ in
                rows.append(row)
                return false
            }
        }
        return try IndexFacts(rows)
    }

    /// The key of a resource that the scope shows. One look, so that what is hidden takes as long as what is not there.
    func shownKey(_ type: HostedType, _ id: String) throws -> Int64? {
        try database.first(
            """
            SELECT r.key, u.key, u.person, u.class, u.held, u.producer FROM resource r JOIN unit u ON u.key = r.unit
            WHERE r.id = ? AND r.type = ?
            """,
            [id, type.number]
        ) { row in
            let unit = UnitFacts(
                key: UnitKey(row[1] as Int64),
                person: (row[2] as Int64?).map { PersonKey($0) },
                typeClass: try HostedType.Class(number: row[3]),
                isHeld: row[4],
                producer: Producer(row[5] as String)
            )
            return scope.shows(unit) ? row[0] as Int64 : nil
        } ?? nil
    }

    func key(_ type: HostedType, _ id: String) throws -> Int64? {
        var key: Int64?
        keyStatement.bind(1, .text(id))
        keyStatement.bind(2, Int64(type.number))
        try keyStatement.forEach { row in
            key = row.integer(0)
            return false
        }
        return key
    }

    /// The version of a resource that was current, whole.
    func version(_ key: Int64) throws -> ResourceVersion? {
        if let capped, capped.contains(key) {
            return try probe(key).flatMap { try capped.resource(key, of: $0.unit)?.version }
        }
        versionStatement.bind(1, key)
        versionStatement.bind(2, lastVersion)
        return try dated(whole(versionStatement) ?? earlier(key))
    }

    /// The same by its name.
    func version(_ name: ResourceName) throws -> ResourceVersion? {
        if capped != nil { return try key(name.type, name.id).flatMap(version) }
        namedStatement.bind(1, name.id)
        namedStatement.bind(2, Int64(name.type.number))
        namedStatement.bind(3, lastVersion)
        return try dated(whole(namedStatement) ?? key(name.type, name.id).flatMap(earlier))
    }

    /// With the time that its window shows: where times are not asked about, its unit is not among the capped ones.
    private func dated(_ version: ResourceVersion?) throws -> ResourceVersion? {
        guard let version, case .units(let allowed) = scope, let window = allowed.windows[version.unit],
            window.since > version.stamp.at
        else { return version }
        let unit = try unit(version.unit.rawValue)
        return version.dated(in: scope.window(of: unit.key, unit.typeClass, person: unit.person))
    }

    private func whole(_ statement: RawStatement) throws -> ResourceVersion? {
        var found: ResourceVersion?
        try statement.forEach { row in
            let unit = row.integer(2)
            found = ResourceVersion(
                key: row.integer(11),
                number: row.integer(3),
                type: try hosted(Int(row.integer(0))),
                id: row.text(1),
                unit: UnitKey(unit),
                person: try self.unit(unit).person,
                versionID: row.text(4),
                stamp: Stamp(
                    position: LogPosition(row.integer(5)),
                    at: ServerTime(microseconds: row.integer(6))
                ),
                isDeleted: row.integer(7) != 0,
                body: row.bytes(10),
                stampOffset: Int(row.integer(8)),
                attachment: row.isNull(9) ? nil : AttachmentKey(row.integer(9))
            )
            return false
        }
        return found
    }

    /// The version that was current where a later one is now.
    private func earlier(_ key: Int64) throws -> ResourceVersion? {
        try database.first(
            """
            \(Select.version) FROM version v JOIN resource r ON r.key = v.resource JOIN unit u ON u.key = r.unit
            WHERE v.resource = ? AND v.pos <= ? ORDER BY v.pos DESC LIMIT 1
            """,
            [key, position]
        ) { try ResourceVersion($0) }
    }

    // MARK: Criteria

    func meets(_ probe: Probe, _ criterion: CompiledCriterion) throws -> Bool {
        switch criterion {
        case .ids(let ids): return ids.contains(probe.id)
        case .updated(let from, let to):
            let at = try time(of: probe)
            return at >= from ?? .min && (to.map { at < $0 } ?? true)
        case .person(let person, let slots):
            guard let person, probe.unit.person?.rawValue == person else { return false }
            return try slots.slots.isEmpty || probe.hasRow(in: slots) { _ in true }
        case .row(let slots, let test): return try probe.hasRow(in: slots) { test.holds($0.value, $0.extra) }
        case .paired(let pairs): return try hasPair(probe, pairs)
        case .refers(let node, let slots, let types, let inner):
            return try targets(of: probe, in: slots).contains { key in
                try answer(node, key) { target in
                    try types.contains(target.type) && scope.shows(target.unit) && meets(target, inner)
                }
            }
        case .referred(let node, let type, let slots, let inner):
            return try sources(of: probe, in: slots).contains { key in
                try answer(node, key) { source in
                    try source.type == type && scope.lists(source.unit) && meets(source, inner)
                }
            }
        case .not(let inner): return try !meets(probe, inner)
        case .all(let inner): return try inner.allSatisfy { try meets(probe, $0) }
        case .any(let inner): return try inner.contains { try meets(probe, $0) }
        }
    }

    private func answer(_ node: Int, _ key: Int64, _ ask: (Probe) throws -> Bool) throws -> Bool {
        let name = Answer(node: node, key: key)
        if let known = answers[name] { return known }
        let found = try probe(key).map(ask) ?? false
        answers[name] = found
        return found
    }

    private func hasPair(_ probe: Probe, _ pairs: [(slots: SlotSet, test: RowTest)]) throws -> Bool {
        var common: Set<Int>?
        for pair in pairs {
            var parts: Set<Int> = []
            try probe.rows(in: pair.slots) { fact in
                if pair.test.holds(fact.value, fact.extra) { parts.insert(fact.part) }
                return true
            }
            common = common?.intersection(parts) ?? parts
            if common!.isEmpty { return false }
        }
        return common != nil || !probe.isBare
    }

    // MARK: References

    /// Keys of what the resource names in the slots, whether it was there or not.
    func targets(of probe: Probe, in slots: SlotSet) throws -> [Int64] {
        try names(in: probe, slots).compactMap { try key($0.type, $0.id) }
    }

    /// What the resource names in the slots.
    func names(in probe: Probe, _ slots: SlotSet) throws -> [ResourceName] {
        var (named, isPerson) = ([ResourceName](), false)
        try probe.rows(in: slots) { fact in
            if fact.slot % 8 == Slot.Facet.person.rawValue {
                isPerson = true
            } else if case .text(let id) = fact.value, case .integer(let number) = fact.extra,
                let type = HostedType(number: Int(truncatingIfNeeded: number))
            {
                named.append(ResourceName(type: type, id: String(decoding: id, as: UTF8.self)))
            }
            return true
        }
        if isPerson, let person = probe.unit.person {
            named += try database.rows("SELECT id FROM person_patient WHERE person = ?", [person.rawValue]) {
                ResourceName(type: .patient, id: $0[0])
            }
        }
        return named
    }

    /// Keys of what names the resource in the slots: in its person's part of the store and in what is nobody's; for what
    /// is nobody's itself, anywhere.
    func sources(of probe: Probe, in slots: SlotSet) throws -> [Int64] {
        let indexed = try indexedSources(of: probe, in: slots)
        guard let capped, case .units(let allowed) = scope else { return indexed }
        let others = indexed.filter { !capped.contains($0) }
        guard probe.unit.person ?? allowed.person == allowed.person else { return others }
        return try others + capped.sources(naming: ResourceName(type: probe.type, id: probe.id), in: slots, self)
    }

    private func indexedSources(of probe: Probe, in slots: SlotSet) throws -> [Int64] {
        let name = KeyRange(lower: .text(probe.id), upper: .text(probe.id))
        let test = RowTest(.compare(.extra, .equal, .integer(Int64(probe.type.number))))
        var keys: [Int64] = []
        let isPatient = probe.type == .patient
        let person = isPatient ? try SQLiteTransaction.person(patient: probe.id, in: database) : nil
        for slot in slots.slots {
            if slot % 8 == Slot.Facet.person.rawValue {
                guard let person, probe.unit.person == nil || probe.unit.person == person else { continue }
                if probe.unit.person == nil, case .ownedBy = scope { continue }
                try scan(IndexScan(person.rawValue, Int64(slot), .all), &keys)
            } else if let person = probe.unit.person {
                for cluster in [person.rawValue, Cluster.nobody] {
                    try scan(IndexScan(cluster, Int64(slot), name, test), &keys)
                }
            } else if case .everything = scope {
                try scanEverywhere(slot, name, test, &keys)
            } else {
                try scan(IndexScan(Cluster.nobody, Int64(slot), name, test), &keys)
                // A unit of the allowed person may name what is nobody's.
                if case .units(let allowed) = scope {
                    try scan(IndexScan(allowed.person.rawValue, Int64(slot), name, test), &keys)
                }
            }
        }
        return Array(Set(keys))
    }

    func scan(_ scan: IndexScan, _ keys: inout [Int64]) throws {
        try scan.keys(at: position, in: database, into: &keys, until: deadline)
    }

    /// Across all persons: from the whole store's own part where that has the slot, else cluster by cluster.
    private func scanEverywhere(_ slot: Int, _ range: KeyRange, _ test: RowTest, _ keys: inout [Int64]) throws {
        if isSandbox, index.everywhere.contains(Slot(rawValue: slot)) {
            return try scan(IndexScan(Cluster.everything, Int64(slot), range, test), &keys)
        }
        var cluster: Int64? = Cluster.nobody
        while let next = cluster {
            try scan(IndexScan(next, Int64(slot), range, test), &keys)
            try deadline.check()
            cluster = try database.first("SELECT key FROM person WHERE key > ? ORDER BY key LIMIT 1", [next]) { $0[0] }
        }
    }
}

extension SearchReading {
    /// Where identifiers are found without naming a person: the caller's own and the directory's, or everyone's.
    func identifierClusters() throws -> [Int64] {
        let own: [Int64]
        if case .ownedBy(let producer) = scope {
            own = try database.rows("SELECT number FROM producer WHERE name = ?", [producer.rawValue]) { $0[0] }
        } else {
            own = try database.rows("SELECT number FROM producer ORDER BY number") { $0[0] }
        }
        return [Cluster.directory] + own.map(Cluster.identifiers)
    }

    /// Resources of one part that the scope does not list; nil when that is not known cheaply.
    func hidden(in cluster: Int64, addsDirectory: Bool) throws -> Set<Int64>? {
        switch scope {
        case .everything: return []
        case .ownedBy: return nil
        case .units(let allowed):
            // What is nobody's is not a person's: a person the store does not know has no unit.
            guard cluster == allowed.person.rawValue, cluster != Cluster.nobody, !addsDirectory else { return nil }
            let units = try RawStatement("SELECT key FROM unit WHERE person = ?", in: database)
            let held = try RawStatement("SELECT key FROM unit WHERE person = ? AND held = 1", in: database)
            var hidden: Set<Int64> = []
            for (statement, isEach) in [(units, false), (held, true)] {
                statement.bind(1, cluster)
                try statement.forEach { row in
                    if isEach || !allowed.units.contains(UnitKey(row.integer(0))) { hidden.insert(row.integer(0)) }
                    return true
                }
            }
            let members = try RawStatement("SELECT key FROM resource WHERE unit = ?", in: database)
            var keys: Set<Int64> = []
            for unit in hidden {
                members.bind(1, unit)
                try members.forEach { row in
                    keys.insert(row.integer(0))
                    return true
                }
            }
            return keys
        }
    }
}
