import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore

extension ResultService {
    /// Most rows that one page looks at. So many stand behind each other unseen only where somebody tries it: a page that ends
    /// here has a `next` though nothing may follow, which tells of rows that are not shown.
    private static let mostRows = 100_000

    /// One page of the log of use about one person, newest first, in the form asked for (rows A64, A65, A73). For the
    /// citizen and who acts for them; as AuditEvents for auditors too, who need name nobody.
    /// - Parameter base: what stands before `AuditEvent` in addresses.
    /// - Throws: `Refusal`, with its row in the log of use.
    package func log(_ parameters: [NamedValue], as form: LogQuery.Form, base: String, caller: Caller) async throws
        -> [UInt8]
    {
        try await recordedLog(.log, caller) { about in
            let query = try LogQuery(form, parameters)
            let cursor = try query.token.map { try logKeys.open($0, now: configuration.now()) }
            // Rows that come from here on, this reading's own among them, are on no page of this walk.
            let start = try await start(query, cursor)
            while true {
                let reading = try await logReading(caller, query.persons, form, cursor)
                about = reading
                let page = try await page(query, start, reading)
                let rows = try await shown(page.rows, reading)
                let body = try self.body(rows, next: page.next, query, reading, base: base)
                try await record(.log, reading, units: rows.flatMap(\.units))
                if try await stillHolds(reading) { return body }
            }
        }
    }

    /// One row as an AuditEvent, by its id.
    /// - Throws: `Refusal` notFound for rows that are not there and for those that the caller does not see.
    package func auditEvent(_ id: String, caller: Caller) async throws -> [UInt8] {
        try await recordedLog(.log, caller) { about in
            while true {
                let reading = try await logReading(caller, [], .events, nil)
                about = reading
                guard let place = logKeys.place(id),
                    let row = try await (place.book == .access ? access as any AuditBook : store).row(place.number),
                    let shown = try await shown([LogMerge.Item(place: place, row: row)], reading).first
                else { throw Refusal.notFound }
                try await record(.log, reading, units: shown.units)
                if try await stillHolds(reading) { return AuditEventDocument.resource(shown.row).bytes }
            }
        }
    }

    // MARK: Pages

    private typealias Numbers = (access: Int64, store: Int64)

    private func start(_ query: LogQuery, _ cursor: LogKeys.Cursor?) async throws -> Numbers {
        if let cursor { return (cursor.access, cursor.store) }
        var until = query.until
        if until.microseconds < .max - LogMerge.slack {
            until = ServerTime(microseconds: until.microseconds + LogMerge.slack)
        }
        return (try await access.number(from: until), try await store.number(from: until))
    }

    private func page(_ query: LogQuery, _ start: Numbers, _ reading: LogReading) async throws -> (
        rows: [LogMerge.Item], next: LogKeys.Cursor?
    ) {
        var merge = LogMerge(access: access, store: store, about: reading.person, before: start)
        let (from, until) = (reading.cursor?.from ?? query.from, reading.cursor?.until ?? query.until)
        let count = reading.cursor.map { Int($0.count) } ?? query.count
        let first = from.microseconds < .min + LogMerge.slack ? .min : from.microseconds - LogMerge.slack
        var rows: [LogMerge.Item] = []
        while let item = try await merge.next() {
            if item.row.at.microseconds < first { return (rows, nil) }
            let isShown = item.row.at >= from && item.row.at < until && reading.view.shown(item.row) != nil
            // A page ends where another one begins, and never at a row that is not shown: a `next` must not tell of it.
            if (isShown && rows.count == count) || merge.count == Self.mostRows {
                let next = LogKeys.Cursor(
                    access: merge.before.access,
                    store: merge.before.store,
                    person: reading.person?.rawValue ?? LogReading.everybody,
                    from: from,
                    until: until,
                    count: Int64(count),
                    issued: configuration.now(),
                    context: reading.context
                )
                return (rows, next)
            }
            merge.take(item)
            if isShown { rows.append(item) }
        }
        return (rows, nil)
    }

    // MARK: Answers

    private struct Shown {
        let row: LogRow
        let units: [UnitKey]
    }

    private func shown(_ items: [LogMerge.Item], _ reading: LogReading) async throws -> [Shown] {
        var found: [(item: LogMerge.Item, units: [UnitKey])] = []
        for item in items { if let units = reading.view.shown(item.row) { found.append((item, units)) } }
        var units: [PersonKey: Set<UnitKey>] = [:]
        for (item, seen) in found { if let person = item.row.person { units[person, default: []].formUnion(seen) } }
        var reports: [UnitKey: [String]] = [:]
        var patients: [PersonKey: String] = [:]
        for (person, units) in units {
            patients[person] = try await store.patient(of: person)
            reports.merge(try await reportIDs(of: units, person, reading)) { first, _ in first }
        }
        return found.map { item, seen in
            let row = LogRow(
                id: logKeys.id(of: item.place),
                row: reading.view.told(item.row, seen: seen),
                patient: item.row.person.flatMap { patients[$0] },
                reports: seen.flatMap { reports[$0] ?? [] },
                setting: item.row.setting.flatMap { reading.settings[$0.id] },
                showsNumbers: reading.view.isAuditors,
                isAnonymised: configuration.anonymisesEmergency && !reading.view.isAuditors
                    && AccessBasis(rawValue: item.row.basis)?.isEmergency ?? false
            )
            return Shown(row: row, units: seen)
        }
    }

    /// The DiagnosticReports of units, as the reader sees them.
    private func reportIDs(of units: Set<UnitKey>, _ person: PersonKey, _ reading: LogReading) async throws -> [UnitKey:
        [String]]
    {
        if units.isEmpty { return [:] }
        let scope = Scope.units(
            AllowedSet(
                person: person,
                units: units,
                windows: reading.asked?.decision.set.windows ?? [:],
                showsEarlierVersions: false
            )
        )
        var found: [UnitKey: [String]] = [:]
        var key: Int64?
        while true {
            let page = try await store.search(
                SearchQuery(types: [.diagnosticReport]),
                at: reading.position,
                after: key,
                isReversed: false,
                limit: 128,
                in: scope
            )
            for version in page { found[version.unit, default: []].append(version.id) }
            guard page.count == 128, let last = page.last else { return found }
            key = last.key
        }
    }

    private func body(
        _ rows: [Shown],
        next: LogKeys.Cursor?,
        _ query: LogQuery,
        _ reading: LogReading,
        base: String
    ) throws -> [UInt8] {
        let token = try next.map(logKeys.seal)
        switch query.form {
        case .plain:
            return LogDocument.page(rows.map(\.row), patient: reading.patient, next: token)
        case .events:
            let path = "AuditEvent"
            let own = query.parameters.map { (name: $0.name, value: $0.value) }
            var links = [BundleLink(relation: "self", url: BundleLink.url(base, path, own))]
            if let token {
                let query = [(name: SearchRequest.tokenParameter, value: token)]
                links.append(BundleLink(relation: "next", url: BundleLink.url(base, path, query)))
            }
            let entries = rows.map { shown in
                JSONValue.object([
                    "fullUrl": .string("\(base)/\(path)/\(shown.row.id)"),
                    "resource": AuditEventDocument.resource(shown.row),
                    "search": .object(["mode": "match"]),
                ])
            }
            var members = [
                JSONMemberValue("resourceType", "Bundle"), JSONMemberValue("type", "searchset"),
                JSONMemberValue(
                    "link",
                    .array(links.map { .object(["relation": .string($0.relation), "url": .string($0.url)]) })
                ),
            ]
            if !entries.isEmpty { members.append(JSONMemberValue("entry", .array(entries))) }
            return JSONValue.object(members).bytes
        }
    }
}
