import GRDB
import SvarDomain
import SvarFHIR
import SvarStore

extension Scope {
    /// Of a row of `Select.version`.
    func window(of row: some Columns, in database: Database) throws -> UnitWindow? {
        guard case .units(let allowed) = self, !allowed.windows.isEmpty else { return nil }
        let unit = UnitKey(row.integer(3))
        let window = window(
            of: unit,
            try HostedType.Class(number: Int(row.integer(12))),
            person: row.optional(4).map(PersonKey.init)
        )
        return try window?.onto(row.integer(0), of: unit, in: database)
    }

    /// What a row of `Select.version`, a resource with its current version, is in the scope: the version that its window
    /// shows, a deleted one too. The row's unit is one that is shown.
    func current(_ row: some Columns, _ index: StoreIndex, in database: Database) throws -> ResourceVersion? {
        guard let window = try window(of: row, in: database) else { return try ResourceVersion(row) }
        guard row.integer(7) > window.through.microseconds else {
            return try index.rendition(try ResourceVersion(row), in: window)
        }
        let version = try database.first(
            """
            \(Select.version) FROM version v JOIN resource r ON r.key = v.resource JOIN unit u ON u.key = r.unit
            WHERE v.resource = ? AND v.at <= ? ORDER BY v.pos DESC LIMIT 1
            """,
            [row.integer(0), window.through.microseconds]
        ) { try ResourceVersion($0) }
        return try version.flatMap { try index.rendition($0, in: window) }
    }

    /// Whether a read that names versions gives the one that was stamped then.
    func shows(_ at: ServerTime, of resource: Int64, in window: UnitWindow?, _ database: Database) throws -> Bool {
        // All are shown.
        if window == nil, showsEarlierVersions { return true }
        let newest = try database.first(
            "SELECT at FROM version WHERE resource = ? AND at <= ? ORDER BY pos DESC LIMIT 1",
            [resource, window?.through.microseconds ?? .max]
        ) { ServerTime(microseconds: $0[0]) }
        return newest.map { shows(versionAt: at, newest: $0, in: window) } ?? false
    }
}

extension UnitWindow {
    /// The window on one resource of the unit: closed where the resource joined the unit after the window's end.
    func onto(_ resource: Int64, of unit: UnitKey, in database: Database) throws -> UnitWindow {
        guard through.microseconds < .max else { return self }
        let joined = try database.first(
            """
            SELECT (SELECT at FROM log WHERE pos >= m.pos_from ORDER BY pos LIMIT 1) FROM membership m
            WHERE m.unit = ? AND m.resource = ? AND m.pos_to IS NULL
            """,
            [unit.rawValue, resource]
        ) { ($0[0] as Int64?).map(ServerTime.init(microseconds:)) }
        return onto(joinedAt: joined ?? nil)
    }
}
