import GRDB
import SvarDomain
import SvarFHIR
import SvarSync

/// Reads units as they were at one of their versions. Made once for many units: its statements are prepared.
struct UnitReading {
    private let members: RawStatement
    private let moved: RawStatement
    private let one: RawStatement
    private let past: RawStatement
    private let element: RawStatement

    /// A visible version of a unit.
    struct Element: Equatable {
        var position: LogPosition
        var at: ServerTime
        var isWithdrawn: Bool
        var hash: [UInt8]
    }

    init(_ database: Database) throws {
        let columns = "r.key, r.type, v.pos, v.at, v.deleted, v.stamp_offset, v.body, v.name"
        members = try RawStatement(
            """
            SELECT \(columns) FROM resource r JOIN version v ON v.key = r.version WHERE r.unit = ? ORDER BY r.key
            """,
            in: database
        )
        moved = try RawStatement(
            "SELECT resource, pos_from, pos_to FROM membership WHERE unit = ? ORDER BY resource",
            in: database
        )
        one = try RawStatement(
            """
            SELECT \(columns) FROM version v JOIN resource r ON r.key = v.resource
            WHERE v.resource = ? AND v.pos <= ? ORDER BY v.pos DESC LIMIT 1
            """,
            in: database
        )
        past = try RawStatement(
            """
            SELECT stamp_offset, body FROM version WHERE resource = ? AND pos <= ? AND deleted = 0
            ORDER BY pos DESC LIMIT 1
            """,
            in: database
        )
        element = try RawStatement(
            "SELECT pos, at, withdrawn, hash FROM unit_element WHERE unit = ? AND pos <= ? ORDER BY pos DESC LIMIT 1",
            in: database
        )
    }

    /// The last visible version at or before a place.
    func element(of unit: UnitKey, at position: LogPosition) throws -> Element? {
        element.bind(1, unit.rawValue)
        element.bind(2, position.rawValue)
        defer { element.reset() }
        guard try element.step() else { return nil }
        return Element(
            position: LogPosition(element.integer(0)),
            at: ServerTime(microseconds: element.integer(1)),
            isWithdrawn: element.integer(2) != 0,
            hash: element.bytes(3)
        )
    }

    /// The unit's resources as of a place, ascending by creation. Those that had no version then, or only deletions,
    /// are not among them.
    func members(of unit: UnitKey, at position: LogPosition) throws -> [UnitBody.Member] {
        var moves: [Int64: Bool] = [:]
        moved.bind(1, unit.rawValue)
        try moved.forEach { row in
            let isMember =
                row.integer(1) <= position.rawValue && (row.isNull(2) || position.rawValue < row.integer(2))
            moves[row.integer(0), default: false] = moves[row.integer(0)] == true || isMember
            return true
        }
        var found: [(key: Int64, member: UnitBody.Member)] = []
        var deleted: [Int] = []
        var older: [Int64] = []
        members.bind(1, unit.rawValue)
        try members.forEach { row in
            let key = row.integer(0)
            guard moves.removeValue(forKey: key) ?? true else { return true }
            if row.integer(2) > position.rawValue {
                older.append(key)
            } else {
                if row.integer(4) != 0 { deleted.append(found.count) }
                found.append((key, try Self.member(row)))
            }
            return true
        }
        older += moves.filter(\.value).keys
        for key in older {
            one.bind(1, key)
            one.bind(2, position.rawValue)
            try one.forEach { row in
                if row.integer(4) != 0 { deleted.append(found.count) }
                found.append((key, try Self.member(row)))
                return false
            }
        }
        for index in deleted {
            past.bind(1, found[index].key)
            past.bind(2, position.rawValue)
            try past.forEach { row in
                found[index].member.stampOffset = Int(row.integer(0))
                found[index].member.body = row.bytes(1)
                return false
            }
        }
        if !deleted.isEmpty { found.removeAll { $0.member.body.isEmpty } }
        if !older.isEmpty { found.sort { $0.key < $1.key } }
        return found.map(\.member)
    }

    private static func member(_ row: RawStatement) throws -> UnitBody.Member {
        guard let type = HostedType(number: Int(row.integer(1))) else {
            throw SvarError(.storeUnusable, "a resource has an unknown type")
        }
        let isDeleted = row.integer(4) != 0
        return UnitBody.Member(
            type: type,
            body: isDeleted ? [] : row.bytes(6),
            stampOffset: Int(row.integer(5)),
            at: row.integer(3),
            isDeleted: isDeleted,
            versionID: isDeleted ? row.text(7) : nil
        )
    }

    /// The body of a visible version; nil when there is none to show.
    func body(of unit: UnitKey, at position: LogPosition, isWithdrawn: Bool) throws -> [UInt8]? {
        try Self.body(of: try members(of: unit, at: position), isWithdrawn: isWithdrawn)
    }

    static func body(of members: [UnitBody.Member], isWithdrawn: Bool) throws -> [UInt8]? {
        do {
            return try UnitBody.bytes(of: members, isWithdrawn: isWithdrawn)
        } catch {
            throw SvarError(.storeFailed, "a resource of a unit is no JSON object")
        }
    }
}
