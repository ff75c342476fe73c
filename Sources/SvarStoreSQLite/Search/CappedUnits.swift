import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Units of an allowed set that are not shown as they stand: cut off before a version they have, reduced to metadata, or of
/// a later time than theirs, where times are asked about.
///
/// The index tells what units are and not what they were, so of these each resource is looked at in the version that its
/// window shows, with rows made of that version. Nothing of a later one is found, sorted or counted by, or followed.
final class CappedUnits {
    let windows: [Int64: UnitWindow]
    /// Their resources, ascending.
    let keys: [Int64]
    private let members: Set<Int64>
    private let database: Database
    private let index: StoreIndex
    private let position: Int64
    /// When the entry at the position was made.
    private let time: ServerTime
    /// What was looked at: nil is a resource that is not there.
    private var found: [Int64: (probe: Probe, version: ResourceVersion)?] = [:]
    /// Who names what, by the slots it is named in.
    private var naming: [[Int]: [ResourceName: [Int64]]] = [:]

    /// Nil when all units are shown as they stand.
    /// - Parameter byTime: whether it matters when something was stamped.
    init?(_ scope: Scope, _ database: Database, _ index: StoreIndex, at position: Int64, byTime: Bool) throws {
        guard case .units(let allowed) = scope, !allowed.windows.isEmpty else { return nil }
        time = try Self.time(allowed, at: position, database)
        let time = time
        func isDated(_ window: UnitWindow) -> Bool {
            window.since.microseconds > .min && (byTime || window.since > time)
        }
        let head = try database.first("SELECT at FROM log ORDER BY pos DESC LIMIT 1") { $0[0] as Int64 } ?? 0
        let unit = try RawStatement(
            """
            SELECT person, class, at, EXISTS (SELECT 1 FROM membership WHERE unit = ?1 AND pos_to IS NULL)
            FROM unit WHERE key = ?1
            """,
            in: database
        )
        var windows: [Int64: UnitWindow] = [:]
        for (key, window) in allowed.windows {
            let isDated = isDated(window)
            let isCut = window.through.microseconds < head
            guard window.isMetadata || isDated || isCut else { continue }
            unit.bind(1, key.rawValue)
            try unit.forEach { row in
                let typeClass = try HostedType.Class(number: Int(row.integer(1)))
                let shown = scope.window(of: key, typeClass, person: row.optional(0).map(PersonKey.init))
                // What came from another unit may be younger than this one's last version.
                let mayBeYounger = typeClass != .member || row.integer(3) != 0
                let isCut = isCut && (mayBeYounger || window.through.microseconds < row.integer(2))
                if shown != nil, window.isMetadata || isDated || isCut {
                    windows[key.rawValue] = window
                }
                return false
            }
        }
        guard !windows.isEmpty else { return nil }
        let resources = try RawStatement("SELECT key FROM resource WHERE unit = ?", in: database)
        var keys: [Int64] = []
        for key in windows.keys {
            resources.bind(1, key)
            try resources.forEach { row in
                keys.append(row.integer(0))
                return true
            }
        }
        self.windows = windows
        self.keys = keys.sorted()
        members = Set(keys)
        self.database = database
        self.index = index
        self.position = position
    }

    /// Of the position, where a window asks for it.
    private static func time(_ allowed: AllowedSet, at position: Int64, _ database: Database) throws -> ServerTime {
        guard allowed.windows.contains(where: { $0.value.since.microseconds > .min }) else {
            return ServerTime(microseconds: .max)
        }
        return try database.time(at: position)
    }

    func contains(_ key: Int64) -> Bool { members.contains(key) }

    /// One of their resources as its window shows it; nil when it is not there, deleted or left out.
    func resource(_ key: Int64, of unit: UnitFacts) throws -> (probe: Probe, version: ResourceVersion)? {
        if let known = found[key] { return known }
        let resource = try read(key, of: unit)
        found[key] = .some(resource)
        return resource
    }

    private func read(_ key: Int64, of unit: UnitFacts) throws -> (probe: Probe, version: ResourceVersion)? {
        guard let window = try windows[unit.key.rawValue]?.onto(key, of: unit.key, in: database), window.since <= time
        else { return nil }
        let whole = try database.first(
            """
            \(Select.version) FROM version v JOIN resource r ON r.key = v.resource JOIN unit u ON u.key = r.unit
            WHERE v.resource = ? AND v.pos <= ? AND v.at <= ? ORDER BY v.pos DESC LIMIT 1
            """,
            [key, position, window.through.microseconds]
        ) { try ResourceVersion($0) }
        guard let whole, !whole.isDeleted, let version = try index.rendition(whole, in: window) else { return nil }
        let probe = Probe(
            key: key,
            type: version.type,
            id: version.id,
            unit: unit,
            version: version.number,
            time: version.stamp.at.microseconds,
            facts: try IndexFacts(index.rows(version)).encoded
        )
        return (probe, version)
    }

    /// Which of them name something in the slots.
    func sources(naming name: ResourceName, in slots: SlotSet, _ reading: SearchReading) throws -> [Int64] {
        if let known = naming[slots.slots] { return known[name] ?? [] }
        var naming: [ResourceName: [Int64]] = [:]
        for key in keys {
            guard let probe = try reading.probe(key) else { continue }
            for name in Set(try reading.names(in: probe, slots)) { naming[name, default: []].append(key) }
        }
        self.naming[slots.slots] = naming
        return naming[name] ?? []
    }
}
