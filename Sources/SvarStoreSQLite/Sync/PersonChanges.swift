import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// The lines of one person in a replica's scope, past ones too, ascending.
struct PersonScope {
    struct Line {
        var interval: Interval
        /// Where its end was last set.
        var told: LogPosition
        var until: Int64
    }

    var person: PersonKey
    var lines: [Line]

    var intervals: [Interval] { lines.map(\.interval) }

    func line(at position: LogPosition) -> Line? { lines.last { $0.interval.contains(position) } }

    /// Whether a replica that is in a round may have the person from before, whichever line it was.
    func mayBeHeld(in query: DeltaQuery) -> Bool { lines.contains { query.mayHold($0.interval) } }

    /// Whether units came or went with the person.
    func moved(after from: LogPosition, through to: LogPosition) -> Bool {
        func isBetween(_ place: LogPosition) -> Bool { from < place && place <= to }
        return lines.contains { isBetween($0.interval.from) || $0.interval.to.map(isBetween) ?? false }
    }

    /// The last place at which the person came, went or was told another end.
    func lastChange(through to: LogPosition) -> LogPosition? {
        lines.flatMap { [$0.interval.from, $0.told] + [$0.interval.to].compactMap { $0 } }.filter { $0 <= to }.max()
    }
}

/// What a window of the log changed of one person's units in one replica: `Presence`, over what is stored.
struct PersonChanges {
    /// One unit with its changes.
    struct Change {
        var unit: UnitKey
        var presence: Presence
        var change: Presence.Change
        /// The version that a put is about.
        var element: UnitReading.Element?
    }

    private let units: UnitReading
    private let scope: RawStatement
    private let all: RawStatement
    private let one: RawStatement
    private let entries: RawStatement

    init(_ database: Database, units: UnitReading) throws {
        self.units = units
        scope = try RawStatement(
            """
            SELECT pos_from, pos_to, told, until FROM scope WHERE replica = ? AND person = ? ORDER BY pos_from
            """,
            in: database
        )
        all = try RawStatement(
            """
            SELECT unit, pos_from, pos_to FROM visibility WHERE person = ? AND unit > ? ORDER BY unit, pos_from
            """,
            in: database
        )
        one = try RawStatement(
            "SELECT unit, pos_from, pos_to FROM visibility WHERE person = ? AND unit = ? ORDER BY pos_from",
            in: database
        )
        entries = try RawStatement(
            """
            SELECT unit FROM log WHERE person = ?1 AND pos > ?2 AND pos <= ?3 AND unit > ?4
            UNION SELECT unit FROM feed_change WHERE person = ?1 AND pos > ?2 AND pos <= ?3 AND unit > ?4
            ORDER BY unit
            """,
            in: database
        )
    }

    private static func interval(_ row: RawStatement, _ from: Int32, _ to: Int32) -> Interval {
        Interval(from: LogPosition(row.integer(from)), to: row.optional(to).map(LogPosition.init))
    }

    func scope(of person: PersonKey, in replica: ReplicaKey) throws -> PersonScope {
        var lines: [PersonScope.Line] = []
        scope.bind(1, replica.rawValue)
        scope.bind(2, person.rawValue)
        try scope.forEach { row in
            lines.append(
                PersonScope.Line(
                    interval: Self.interval(row, 0, 1),
                    told: LogPosition(row.integer(2)),
                    until: row.integer(3)
                )
            )
            return true
        }
        return PersonScope(person: person, lines: lines)
    }

    /// Calls `body` for each unit after a unit that changed in the window, ascending, until it says that it has had
    /// enough.
    /// - Parameter from: nil asks for what is there at `to`, whenever it came.
    func each(
        _ scope: PersonScope,
        after unit: UnitKey,
        from: LogPosition?,
        to: LogPosition,
        _ body: (Change) throws -> Bool
    ) throws {
        let intervals = scope.intervals
        func tell(_ unit: UnitKey, _ visible: [Interval]) throws -> Bool {
            let presence = Presence(scope: intervals, visible: visible)
            var element: UnitReading.Element?
            if presence.isPresent(at: to) {
                element = try units.element(of: unit, at: to)
                guard element != nil else {
                    throw SvarError(.storeUnusable, "unit \(unit.rawValue) has no version that is seen")
                }
            } else if from == nil {
                return true
            }
            let versions = element.map { [$0.position] } ?? []
            let change = presence.change(after: from ?? LogPosition(0), through: to, versions: versions)
            guard let change else { return true }
            return try body(Change(unit: unit, presence: presence, change: change, element: element))
        }
        if from.map({ scope.moved(after: $0, through: to) }) ?? true {
            try eachUnit(of: scope.person, after: unit, tell)
        } else if let from {
            entries.bind(1, scope.person.rawValue)
            entries.bind(2, from.rawValue)
            entries.bind(3, to.rawValue)
            entries.bind(4, unit.rawValue)
            try entries.forEach { row in
                let unit = UnitKey(row.integer(0))
                let visible = try visible(scope.person, unit)
                return visible.isEmpty ? true : try tell(unit, visible)
            }
        }
    }

    private func visible(_ person: PersonKey, _ unit: UnitKey) throws -> [Interval] {
        var visible: [Interval] = []
        one.bind(1, person.rawValue)
        one.bind(2, unit.rawValue)
        try one.forEach { row in
            visible.append(Self.interval(row, 1, 2))
            return true
        }
        return visible
    }

    private func eachUnit(
        of person: PersonKey,
        after unit: UnitKey,
        _ body: (UnitKey, [Interval]) throws -> Bool
    ) throws {
        var current: UnitKey?
        var visible: [Interval] = []
        var isOver = false
        all.bind(1, person.rawValue)
        all.bind(2, unit.rawValue)
        try all.forEach { row in
            let next = UnitKey(row.integer(0))
            if let unit = current, unit != next {
                guard try body(unit, visible) else {
                    isOver = true
                    return false
                }
                visible.removeAll(keepingCapacity: true)
            }
            current = next
            visible.append(Self.interval(row, 1, 2))
            return true
        }
        if let current, !isOver { _ = try body(current, visible) }
    }
}
