import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Walks versions by their number, as few as a page needs: a person's, a producer's or one resource's, without a scan of
/// the store.
struct HistoryRun {
    private let reading: SearchReading
    private let query: HistoryQuery
    private let isAscending: Bool
    /// Places in the log the versions are among.
    private var first: Int64 = 1
    private var last: Int64
    private var before: Place?
    /// What is shown to be of a later time than it is, in the order of the history.
    private let late: [Place]

    /// Where a version stands: by the time it is shown with, then by its number.
    private struct Place: Comparable {
        var at: ServerTime
        var key: Int64

        init(at: ServerTime, key: Int64) { (self.at, self.key) = (at, key) }
        init(_ version: ResourceVersion) { self.init(at: version.stamp.at, key: version.number) }

        static func < (a: Self, b: Self) -> Bool { (a.at, a.key) < (b.at, b.key) }
    }

    init(_ query: HistoryQuery, _ reading: SearchReading, before: Int64?, ascending: Bool) throws {
        self.reading = reading
        self.query = query
        isAscending = ascending
        last = reading.position
        let late = try Self.late(query, reading)
        self.late = ascending ? late.sorted() : late.sorted(by: >)
        let beginning = late.first { $0.key == before }
        let places = try LogPlaces(reading.database)
        func raise(_ time: ServerTime) throws { first = max(first, (try places.last(before: time)?.rawValue ?? 0) + 1) }
        if let since = query.since { try raise(since) }
        if let at = query.at {
            let end = ServerTime(microseconds: at.upperBound)
            last = min(last, try places.last(before: end)?.rawValue ?? 0)
        }
        if let beginning {
            self.before = beginning
            // It stands among what was written at the time it is shown with.
            let next = ServerTime(microseconds: beginning.at.microseconds + 1)
            let place = try places.last(before: next)?.rawValue ?? 0
            if ascending { first = max(first, place) } else { last = min(last, place) }
        } else if let before {
            let order = ascending ? "key >= ? ORDER BY key" : "key <= ? ORDER BY key DESC"
            let place = try reading.database.first("SELECT pos, at FROM version WHERE \(order) LIMIT 1", [before]) {
                (position: $0[0] as Int64, at: ServerTime(microseconds: $0[1]))
            }
            guard let place else {
                last = 0
                return
            }
            self.before = Place(at: place.at, key: before)
            if ascending { first = max(first, place.position) } else { last = min(last, place.position) }
        }
    }

    /// Versions that a window shows to be of a later time; few, and none but where something else is hidden.
    private static func late(_ query: HistoryQuery, _ reading: SearchReading) throws -> [Place] {
        guard case .units(let allowed) = reading.scope else { return [] }
        var late: [Place] = []
        for (unit, window) in allowed.windows
        where window.since.microseconds > .min && allowed.units.contains(unit) {
            let known = try reading.database.rows(
                """
                SELECT u.class, u.person, r.type, r.id, v.key FROM unit u JOIN resource r ON r.unit = u.key
                JOIN version v ON v.resource = r.key WHERE u.key = ? AND v.at < ?
                """,
                [unit.rawValue, window.since.microseconds]
            ) { row -> Place? in
                let typeClass = try HostedType.Class(number: row[0])
                let person = (row[1] as Int64?).map(PersonKey.init)
                if case .resource(let type, let id) = query.level, row[2] != type.number || row[3] != id { return nil }
                let isDated = reading.scope.window(of: unit, typeClass, person: person) != nil
                return isDated ? Place(at: window.since, key: row[4]) : nil
            }
            late += known.compactMap(\.self)
        }
        return late
    }

    func page(_ limit: Int) throws -> [ResourceVersion] {
        guard limit > 0, first <= last || !late.isEmpty else { return [] }
        var sources = first <= last ? try self.sources() : []
        var found: [ResourceVersion] = []
        var waiting = try late.filter(isBeyond).compactMap { try version($0.key) }[...]
        let isLate = Set(late.map(\.key))
        var previous: Int64?
        var count = 0
        while found.count < limit, let key = try NumberSource.next(&sources, isAscending: isAscending) {
            count += 1
            if count.isMultiple(of: 64) { try reading.deadline.check() }
            guard key != previous else { continue }
            previous = key
            guard !isLate.contains(key), let version = try version(key) else { continue }
            let place = Place(version)
            guard isBeyond(place) else { continue }
            while let next = waiting.first, isAscending ? Place(next) < place : Place(next) > place {
                found.append(next)
                waiting.removeFirst()
            }
            found.append(version)
        }
        return Array((found + waiting).prefix(limit))
    }

    /// Whether it comes after where the page before ended.
    private func isBeyond(_ place: Place) -> Bool {
        before.map { isAscending ? place > $0 : place < $0 } ?? true
    }

    private func version(_ key: Int64) throws -> ResourceVersion? {
        let facts = try reading.database.first(
            """
            SELECT r.type, r.unit, v.resource, v.pos, v.at FROM version v JOIN resource r ON r.key = v.resource
            WHERE v.key = ?
            """,
            [key]
        ) {
            (
                type: $0[0] as Int, unit: $0[1] as Int64, resource: $0[2] as Int64, position: $0[3] as Int64,
                at: ServerTime(microseconds: $0[4])
            )
        }
        guard let facts else { return nil }
        let unit = try reading.unit(facts.unit)
        switch query.level {
        case .resource: guard reading.scope.shows(unit) else { return nil }
        case .type(let type): guard facts.type == type.number, reading.scope.lists(unit) else { return nil }
        case .system: guard reading.scope.lists(unit) else { return nil }
        }
        let window = try reading.scope.window(of: unit.key, unit.typeClass, person: unit.person)?
            .onto(facts.resource, of: unit.key, in: reading.database)
        let time = window?.time(facts.at) ?? facts.at
        let isThere =
            try time > facts.at ? isThere(facts.position, time) : first <= facts.position && facts.position <= last
        guard isThere, try reading.scope.shows(facts.at, of: facts.resource, in: window, reading.database) else {
            return nil
        }
        if let at = query.at {
            let end = try reading.database.first(
                """
                SELECT at FROM version WHERE resource = ? AND pos > ? AND pos <= ? AND at <= ? ORDER BY pos LIMIT 1
                """,
                [facts.resource, facts.position, reading.position, window?.through.microseconds ?? .max]
            ) { ServerTime(microseconds: $0[0]) }
            let shownEnd = end.map { (window?.time($0) ?? $0).microseconds }
            guard shownEnd ?? .max > at.lowerBound else { return nil }
        }
        let whole = try reading.database.first(
            """
            \(Select.version) FROM version v JOIN resource r ON r.key = v.resource JOIN unit u ON u.key = r.unit
            WHERE v.key = ?
            """,
            [key]
        ) { try ResourceVersion($0) }
        return try whole.flatMap { try reading.index.rendition($0, in: window) }
    }

    /// Whether what is shown to be of a later time than it is was there by then.
    private func isThere(_ position: Int64, _ time: ServerTime) throws -> Bool {
        guard position <= reading.position, time <= (try reading.database.time(at: reading.position)) else {
            return false
        }
        return time >= query.since ?? time && query.at.map { time.microseconds < $0.upperBound } ?? true
    }

    // MARK: Where versions are found

    private var direction: String { isAscending ? "ASC" : "DESC" }

    private func sources() throws -> [NumberSource] {
        if case .resource(let type, let id) = query.level {
            // Asked here, so that what is hidden takes as long as what is not there.
            guard let key = try reading.shownKey(type, id) else { return [] }
            return [try versions(of: key)]
        }
        switch reading.scope {
        case .everything:
            let start = before?.key ?? (isAscending ? 0 : .max)
            let statement = try RawStatement.own(
                "SELECT key FROM version WHERE key \(isAscending ? ">" : "<") ?1 ORDER BY key \(direction)",
                in: reading.database
            )
            statement.bind(1, start)
            return [try NumberSource(statement)]
        case .units(let allowed):
            return try logged("person", allowed.person.rawValue, moved: allowed.person.rawValue) + conformance()
        case .ownedBy(let producer):
            let number = try reading.database.first(
                "SELECT number FROM producer WHERE name = ?",
                [producer.rawValue]
            ) { $0[0] as Int64 }
            return try (number.map { try logged("producer", $0, moved: -$0) } ?? []) + conformance()
        }
    }

    private func versions(of resource: Int64) throws -> NumberSource {
        let statement = try RawStatement.own(
            "SELECT key FROM version WHERE resource = ?1 AND pos BETWEEN ?2 AND ?3 ORDER BY pos \(direction)",
            in: reading.database
        )
        statement.bind(1, resource)
        statement.bind(2, first)
        statement.bind(3, last)
        return try NumberSource(statement)
    }

    /// What the log says was written for someone, and what came to them by moving.
    private func logged(_ column: String, _ owner: Int64, moved: Int64) throws -> [NumberSource] {
        let log = try RawStatement.own(
            """
            SELECT v.key FROM log l CROSS JOIN version v ON v.pos = l.pos
            WHERE l.\(column) = ?1 AND l.pos BETWEEN ?2 AND ?3 ORDER BY l.pos \(direction), v.key \(direction)
            """,
            in: reading.database
        )
        log.bind(1, owner)
        log.bind(2, first)
        log.bind(3, last)
        let rest = try RawStatement.own(
            "SELECT version FROM moved WHERE owner = ?1 ORDER BY version \(direction)",
            in: reading.database
        )
        rest.bind(1, moved)
        return [try NumberSource(log), try NumberSource(rest)]
    }

    /// Conformance resources are everyone's, and few.
    private func conformance() throws -> [NumberSource] {
        if case .type(let type) = query.level, type.typeClass != .conformance { return [] }
        return try reading.database.rows(
            "SELECT r.key FROM unit u JOIN resource r ON r.unit = u.key WHERE u.class = 4"
        ) { $0[0] as Int64 }.map(versions)
    }
}

/// Numbers of versions in order, read as they are wanted.
private struct NumberSource {
    private let statement: RawStatement
    private(set) var current: Int64?

    init(_ statement: RawStatement) throws {
        self.statement = statement
        try advance()
    }

    private mutating func advance() throws { current = try statement.step() ? statement.integer(0) : nil }

    /// The next of all sources, perhaps more than once.
    static func next(_ sources: inout [NumberSource], isAscending: Bool) throws -> Int64? {
        var best: Int?
        for (index, source) in sources.enumerated() {
            guard let number = source.current else { continue }
            if let known = best, let other = sources[known].current, isAscending ? other <= number : other >= number {
                continue
            }
            best = index
        }
        guard let best else { return nil }
        let number = sources[best].current
        try sources[best].advance()
        return number
    }
}
