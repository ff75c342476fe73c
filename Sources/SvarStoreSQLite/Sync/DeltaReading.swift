import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// Reads one page of a round, in the snapshot of the connection's transaction.
struct DeltaReading {
    private let database: Database
    private let query: DeltaQuery
    private let keys: SyncKeys
    private let head: LogPosition
    private let units: UnitReading
    private let sums: PersonSums
    private let changes: PersonChanges
    private let stamps: ReplicaStamps
    private let blocked: BlockTags

    /// As many persons without units as this end a page too.
    private static let mostPersons = 2_000

    init(_ database: Database, _ query: DeltaQuery, _ keys: SyncKeys) throws {
        self.database = database
        self.query = query
        self.keys = keys
        head = LogPosition(try database.first("SELECT max(pos) FROM log") { $0[0] as Int64? }.flatMap { $0 } ?? 0)
        units = try UnitReading(database)
        sums = try PersonSums(database, keys: keys, units: units)
        changes = try PersonChanges(database, units: units)
        stamps = try ReplicaStamps(database, query.replica)
        blocked = try BlockTags(database, query.replica, keys: keys)
        guard query.from <= query.to, query.to <= head, query.lastHead <= head else {
            throw SvarError(.storeFailed, "a round goes forward, and not beyond the newest place")
        }
        let floor = try database.first("SELECT value FROM metadata WHERE name = 'sync.floor'") { $0[0] as String }
        if let floor = floor.flatMap({ Int64($0) }) {
            let first = query.mode == .delta ? query.from : query.to
            guard first.rawValue >= floor else {
                throw SvarError(.storePositionPast, "what a round from that place needs is no longer kept")
            }
        }
    }

    /// What a page has so far.
    private struct Content {
        var denies: [SyncLine] = []
        var persons: [SyncLine] = []
        var puts: [SyncLine] = []
        var shown: [DeltaPage.Shown] = []
        var units = 0
        var bytes = 0
        /// Denied by the urgent part of this page.
        var urgent: Set<UnitKey> = []
    }

    func page() throws -> DeltaPage {
        var content = Content()
        try urgent(&content)
        let cursor = try regular(&content)
        return DeltaPage(
            head: head,
            lines: content.denies + content.persons + content.puts,
            shown: content.shown,
            cursor: cursor
        )
    }

    // MARK: Urgent denials

    /// What was taken away since the last page, whoever's it is. Of who left one line says all; their units have lines of
    /// their own in their turn.
    private func urgent(_ content: inout Content) throws {
        guard head > query.lastHead else { return }
        for person in try touched(after: query.lastHead) {
            let scope = try changes.scope(of: person, in: query.replica)
            let wire = try sums.wireKey(of: person)
            if let last = scope.lastChange(through: head), last > query.lastHead, scope.line(at: head) == nil {
                content.persons.append(try ended(wire, last))
                continue
            }
            if let line = scope.line(at: head), try isUrgent(line, of: scope) {
                content.persons.append(try standing(line, of: scope, wire, line.told))
            }
            try changes.each(scope, after: UnitKey(0), from: query.lastHead, to: head) { change in
                guard case .deny(let place) = change.change else { return true }
                content.urgent.insert(change.unit)
                content.denies.append(try deny(change.unit, wire, scope, place, at: head))
                return true
            }
        }
    }

    /// From whom a person is closed by name now is said as soon as what is taken away, and so is what came after the round's
    /// target; the rest has its turn, and who came after the target has the next round.
    private func isUrgent(_ line: PersonScope.Line, of scope: PersonScope) throws -> Bool {
        guard line.told > query.lastHead, scope.mayBeHeld(in: query) else { return false }
        return try line.told > query.to || !blocked.tags(of: scope.person).isEmpty
    }

    private func touched(after position: LogPosition) throws -> [PersonKey] {
        try database.rows(
            "SELECT DISTINCT person FROM scope WHERE replica = ? AND touched > ? ORDER BY person",
            [query.replica.rawValue, position.rawValue]
        ) { PersonKey($0[0]) }
    }

    // MARK: The round

    private func regular(_ content: inout Content) throws -> DeltaQuery.Cursor? {
        var end: DeltaQuery.Cursor?
        try eachPerson { person in
            let scope = try changes.scope(of: person, in: query.replica)
            let wire = try sums.wireKey(of: person)
            var first = UnitKey(0)
            if let cursor = query.cursor, cursor.person == person {
                first = cursor.unit
            } else if let line = try line(of: scope, wire) {
                content.persons.append(line)
                if content.persons.count >= Self.mostPersons {
                    end = DeltaQuery.Cursor(person: person, unit: UnitKey(0))
                    return false
                }
            }
            let from = query.mode == .delta ? query.from : nil
            try changes.each(scope, after: first, from: from, to: query.to) { change in
                guard try add(change, wire, scope, to: &content) else { return true }
                content.units += 1
                guard content.units < query.maximumUnits, content.bytes < query.maximumBytes else {
                    end = DeltaQuery.Cursor(person: person, unit: change.unit)
                    return false
                }
                return true
            }
            return end == nil
        }
        return end
    }

    /// - Returns: false when the page says it already.
    private func add(
        _ change: PersonChanges.Change,
        _ wire: WireKey,
        _ scope: PersonScope,
        to content: inout Content
    ) throws -> Bool {
        switch change.change {
        case .deny(let place):
            guard !content.urgent.contains(change.unit) else { return false }
            content.denies.append(try deny(change.unit, wire, scope, place, at: query.to))
        case .put(let place):
            guard change.presence.isPresent(at: head) else {
                // Shown to nobody who may not see it now.
                guard !content.urgent.contains(change.unit) else { return false }
                guard case .deny(let place) = change.presence.change(after: LogPosition(0), through: head, versions: [])
                else { return false }
                content.denies.append(try deny(change.unit, wire, scope, place, at: head))
                return true
            }
            guard let element = change.element else { return false }
            let body = try units.body(of: change.unit, at: element.position, isWithdrawn: element.isWithdrawn)
            guard let body else {
                throw SvarError(.storeUnusable, "unit \(change.unit.rawValue) has no body")
            }
            content.bytes += body.count
            let wasThere = query.mode == .delta && change.presence.isPresent(from: query.from, through: query.to)
            content.shown.append(DeltaPage.Shown(person: scope.person, unit: change.unit, wasThere: wasThere))
            // What was taken away meanwhile goes first, with the earlier values that the replica kept.
            if query.mode == .delta, !wasThere, let end = change.presence.end(since: query.from) {
                content.denies.append(try deny(change.unit, wire, scope, end, at: end))
            }
            content.puts.append(
                .put(
                    SyncLine.PutLine(
                        unit: keys.unit(change.unit, of: wire),
                        person: wire,
                        stamp: try stamps.stamp(of: place),
                        version: element.at.microseconds,
                        hash: element.hash,
                        body: body
                    )
                )
            )
        }
        return true
    }

    private func deny(
        _ unit: UnitKey,
        _ wire: WireKey,
        _ scope: PersonScope,
        _ place: LogPosition,
        at position: LogPosition
    ) throws -> SyncLine {
        .deny(
            SyncLine.DenyLine(
                unit: keys.unit(unit, of: wire),
                person: wire,
                stamp: try stamps.stamp(of: place),
                cause: scope.line(at: position) == nil ? .scope : .withdrawn
            )
        )
    }

    // MARK: Persons

    /// What the page says of the person; nil when nothing changed, or the page has said already that they left.
    private func line(of scope: PersonScope, _ wire: WireKey) throws -> SyncLine? {
        guard let last = scope.lastChange(through: query.to), query.mode != .delta || last > query.from else {
            return nil
        }
        let isIn = scope.line(at: query.to) != nil
        guard let line = scope.line(at: head) else {
            // Who left after the round's target is not let in, and who was let in by it is told to have left.
            let left = scope.lastChange(through: head) ?? last
            return left > query.lastHead ? nil : try ended(wire, isIn ? left : last)
        }
        guard isIn else { return try ended(wire, last) }
        // This page has said it already.
        if try isUrgent(line, of: scope) { return nil }
        return try standing(line, of: scope, wire, last)
    }

    private func standing(_ line: PersonScope.Line, of scope: PersonScope, _ wire: WireKey, _ place: LogPosition)
        throws -> SyncLine
    {
        .person(
            SyncLine.PersonLine(
                person: wire,
                stamp: try stamps.stamp(of: place),
                until: line.until.milliseconds,
                patient: try sums.patientID(of: scope.person),
                blocked: try blocked.tags(of: scope.person)
            )
        )
    }

    private func ended(_ wire: WireKey, _ place: LogPosition) throws -> SyncLine {
        .person(SyncLine.PersonLine(person: wire, stamp: try stamps.stamp(of: place), until: nil, patient: ""))
    }

    /// Persons of whom the round may have something to say, ascending, from the cursor's on.
    private func eachPerson(_ body: (PersonKey) throws -> Bool) throws {
        let first = query.cursor?.person ?? PersonKey(0)
        switch query.mode {
        case .delta:
            // Few are put in order; many are found in order.
            let few = try database.rows(
                "SELECT person FROM scope WHERE replica = ? AND touched > ? LIMIT ?",
                [query.replica.rawValue, query.from.rawValue, Self.fewPersons + 1]
            ) { PersonKey($0[0]) }
            if few.count <= Self.fewPersons {
                for person in Set(few).sorted() where person >= first { guard try body(person) else { return } }
                return
            }
            try walk("+touched > ?3", first, query.from, body)
        case .snapshot:
            try walk("pos_from <= ?3 AND (pos_to IS NULL OR pos_to > ?3)", first, query.to, body)
        case .reconcile:
            let known = try (query.persons ?? []).compactMap { wire in
                try database.first("SELECT person FROM person_wire WHERE key = ?", [wire.blob]) { PersonKey($0[0]) }
            }
            for person in Set(known).sorted() where person >= first {
                let scope = try changes.scope(of: person, in: query.replica)
                guard !scope.lines.isEmpty else { continue }
                guard try body(person) else { return }
            }
        }
    }

    private static let fewPersons = 500

    private func walk(
        _ condition: String,
        _ first: PersonKey,
        _ position: LogPosition,
        _ body: (PersonKey) throws -> Bool
    ) throws {
        let statement = try RawStatement(
            """
            SELECT DISTINCT person FROM scope WHERE replica = ?1 AND person >= ?2 AND \(condition) ORDER BY person
            """,
            in: database
        )
        statement.bind(1, query.replica.rawValue)
        statement.bind(2, first.rawValue)
        statement.bind(3, position.rawValue)
        try statement.forEach { try body(PersonKey($0.integer(0))) }
    }

    // MARK: Progress

    /// Changes in the window, and all units of who came in it.
    func estimate() throws -> Int {
        let replica = query.replica.rawValue
        switch query.mode {
        case .delta:
            let entries = try database.first(
                "SELECT count(*) FROM replica_change WHERE replica = ? AND pos > ? AND pos <= ?",
                [replica, query.from.rawValue, query.to.rawValue]
            ) { $0[0] as Int }
            let came = try database.first(
                """
                SELECT coalesce(sum(k.units), 0) FROM scope s JOIN person_sum k ON k.person = s.person
                WHERE s.replica = ?1 AND s.touched > ?2 AND s.pos_from > ?2
                """,
                [replica, query.from.rawValue]
            ) { $0[0] as Int }
            return (entries ?? 0) + (came ?? 0)
        case .snapshot:
            return try database.first("SELECT units FROM replica WHERE key = ?", [replica]) { $0[0] } ?? 0
        case .reconcile:
            return try (query.persons ?? []).reduce(0) { sum, wire in
                try sum
                    + (database.first(
                        """
                        SELECT k.units FROM person_wire w JOIN person_sum k ON k.person = w.person
                        JOIN scope s ON s.replica = ?2 AND s.person = w.person AND s.pos_to IS NULL WHERE w.key = ?1
                        """,
                        [wire.blob, replica]
                    ) { $0[0] } ?? 0)
            }
        }
    }
}
