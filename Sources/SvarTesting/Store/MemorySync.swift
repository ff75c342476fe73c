import SvarDomain
import SvarStore
import SvarSync

/// What a replica may hold, found by asking `Presence` about every unit there is.
struct MemorySync {
    private let state: MemoryState
    private let keys: SyncKeys
    private let replica: ReplicaKey
    /// All that there ever were, for the numbers of stamps.
    private let all: [MemoryState.Line]
    /// Those that are still kept.
    private let lines: [MemoryState.Line]
    private let units: [Unit]

    private struct Unit {
        var key: UnitKey
        var person: PersonKey
        var presence: Presence
        var moments: [MemoryState.Moment]

        /// Places of the versions that can be seen.
        var versions: [LogPosition] { moments.filter { $0.body != nil }.map(\.stamp.position) }

        func moment(at position: LogPosition) -> MemoryState.Moment? {
            moments.last { $0.stamp.position <= position && $0.body != nil }
        }
    }

    init(_ state: MemoryState, _ replica: ReplicaKey, _ keys: SyncKeys) {
        self.state = state
        self.keys = keys
        self.replica = replica
        let index = Int(replica.rawValue) - 1
        let lines = state.replicas.indices.contains(index) ? state.replicas[index].lines : []
        all = lines
        self.lines = lines.filter { $0.interval.to.map { $0 > state.syncFloor } ?? true }
        units = state.moments.compactMap { key, moments -> Unit? in
            guard let person = state.unit(key)?.person ?? state.erased[key] else { return nil }
            let scope = lines.filter { $0.line.person == person }.map(\.interval)
            let visible = zip(moments, moments.dropFirst().map { Optional($0) } + [nil]).compactMap { moment, next in
                moment.body == nil ? nil : Interval(from: moment.stamp.position, to: next?.stamp.position)
            }
            let presence = Presence(scope: scope, visible: visible, denied: state.closed[key] ?? [])
            return Unit(key: key, person: person, presence: presence, moments: moments)
        }.sorted { ($0.person, $0.key) < ($1.person, $1.key) }
    }

    // MARK: Stamps

    /// Every place at which this replica's state changed.
    var changes: Set<LogPosition> {
        var places: Set<LogPosition> = []
        for line in all { places.formUnion(line.places) }
        for unit in units {
            for interval in unit.presence.intervals {
                places.formUnion([interval.from] + [interval.to].compactMap { $0 })
            }
            places.formUnion(unit.versions.filter(unit.presence.isPresent))
        }
        return places
    }

    private func milliseconds(_ position: LogPosition) -> Int64 {
        let at = state.log[Int(position.rawValue) - 1].stamp.at.microseconds
        return Int64((Double(at) / 1_000).rounded(.down))
    }

    func stamp(_ position: LogPosition) -> SyncStamp {
        let time = milliseconds(position)
        let number = changes.count { $0 < position && milliseconds($0) == time }
        return SyncStamp(milliseconds: time, number: Int64(number))
    }

    var head: RoundHead {
        RoundHead(position: state.head.position, stamp: changes.max().map(stamp) ?? .zero)
    }

    // MARK: Sums

    private func wire(_ person: PersonKey) -> WireKey {
        keys.person(state.persons[Int(person.rawValue) - 1].patients[0])
    }

    func manifest(at position: LogPosition) -> [ManifestRow] {
        lines.filter { $0.interval.contains(position) }.map { line in
            var row = ManifestRow(person: wire(line.line.person), count: 0, digest: .zero)
            for unit in units where unit.person == line.line.person && unit.presence.isPresent(at: position) {
                guard let moment = unit.moment(at: position), let body = moment.body else { continue }
                row.count += 1
                row.digest += keys.element(
                    unit.key,
                    of: row.person,
                    version: moment.stamp.at,
                    hash: UnitBody.hash(body)
                )
            }
            return row
        }.sorted { $0.person < $1.person }
    }

    // MARK: Pages

    func page(_ query: DeltaQuery) throws -> DeltaPage {
        let head = state.head.position
        guard query.from <= query.to, query.to <= head, query.lastHead <= head else {
            throw SvarError(.storeFailed, "a round goes forward, and not beyond the newest place")
        }
        guard (query.mode == .delta ? query.from : query.to) >= state.syncFloor else {
            throw SvarError(.storePositionPast, "what a round from that place needs is no longer kept")
        }
        var (denies, persons, puts): ([SyncLine], [SyncLine], [SyncLine]) = ([], [], [])
        var urgent: Set<UnitKey> = []
        var shown: [DeltaPage.Shown] = []
        for person in Set(lines.map(\.line.person)).sorted() where head > query.lastHead {
            if let place = lastChange(of: person, through: head), place > query.lastHead, line(person, at: head) == nil
            {
                persons.append(left(person, place))
                continue
            }
            if let line = line(person, at: head), isUrgent(line, query), let told = line.told.last {
                persons.append(standing(line, told))
            }
            for unit in units where unit.person == person {
                let change = unit.presence.change(after: query.lastHead, through: head, versions: unit.versions)
                guard case .deny(let place) = change else { continue }
                urgent.insert(unit.key)
                denies.append(deny(unit, place, at: head))
            }
        }
        var (count, bytes): (Int, Int) = (0, 0)
        for person in asked(query) where query.cursor.map({ person >= $0.person }) ?? true {
            let isBegun = query.cursor?.person == person
            if !isBegun, let line = line(of: person, query, head) { persons.append(line) }
            for unit in units where unit.person == person {
                if isBegun, let cursor = query.cursor, unit.key <= cursor.unit { continue }
                let from = query.mode == .delta ? query.from : LogPosition(0)
                switch unit.presence.change(after: from, through: query.to, versions: unit.versions) {
                case .deny(let place) where query.mode == .delta:
                    guard !urgent.contains(unit.key) else { continue }
                    denies.append(deny(unit, place, at: query.to))
                case .deny, nil: continue
                case .put(let place):
                    if unit.presence.isPresent(at: head) {
                        guard let moment = unit.moment(at: query.to), let body = moment.body else { continue }
                        let wasThere =
                            query.mode == .delta && unit.presence.isPresent(from: query.from, through: query.to)
                        if query.mode == .delta, !wasThere, let end = unit.presence.end(since: query.from) {
                            denies.append(deny(unit, end, at: end))
                        }
                        puts.append(
                            .put(
                                SyncLine.PutLine(
                                    unit: keys.unit(unit.key, of: wire(person)),
                                    person: wire(person),
                                    stamp: stamp(place),
                                    version: moment.stamp.at.microseconds,
                                    hash: UnitBody.hash(body),
                                    body: body
                                )
                            )
                        )
                        shown.append(DeltaPage.Shown(person: person, unit: unit.key, wasThere: wasThere))
                        bytes += body.count
                    } else {
                        guard !urgent.contains(unit.key) else { continue }
                        let change = unit.presence.change(after: LogPosition(0), through: head, versions: [])
                        guard case .deny(let place) = change else { continue }
                        denies.append(deny(unit, place, at: head))
                    }
                }
                count += 1
                if count >= query.maximumUnits || bytes >= query.maximumBytes {
                    let cursor = DeltaQuery.Cursor(person: person, unit: unit.key)
                    return DeltaPage(head: head, lines: denies + persons + puts, shown: shown, cursor: cursor)
                }
            }
        }
        return DeltaPage(head: head, lines: denies + persons + puts, shown: shown, cursor: nil)
    }

    /// Whom the round may speak of, ascending.
    private func asked(_ query: DeltaQuery) -> [PersonKey] {
        let all = Set(lines.map(\.line.person)).sorted()
        guard query.mode == .reconcile else { return all }
        let wanted = Set(query.persons ?? [])
        return all.filter { wanted.contains(wire($0)) }
    }

    private func line(_ person: PersonKey, at position: LogPosition) -> MemoryState.Line? {
        lines.first { $0.line.person == person && $0.interval.contains(position) }
    }

    /// Of the places where an end was set the last one counts: only the newest end is told.
    private func lastChange(of person: PersonKey, through position: LogPosition) -> LogPosition? {
        lines.filter { $0.line.person == person }
            .flatMap { [$0.interval.from] + $0.told.suffix(1) + [$0.interval.to].compactMap { $0 } }
            .filter { $0 <= position }.max()
    }

    private func line(of person: PersonKey, _ query: DeltaQuery, _ head: LogPosition) -> SyncLine? {
        guard let last = lastChange(of: person, through: query.to) else { return nil }
        let isNew = last > query.from
        switch (query.mode, line(person, at: query.to), line(person, at: head)) {
        case (.delta, _, _) where !isNew: return nil
        case (.snapshot, nil, _): return nil
        case (_, nil, nil) where lastChange(of: person, through: head).map { $0 > query.lastHead } ?? false: return nil
        case (_, nil, _): return left(person, last)
        case (_, _?, let now?) where isUrgent(now, query): return nil
        case (_, _?, let now?):
            return standing(now, last)
        case (_, _?, nil):
            guard let end = lastChange(of: person, through: head), end <= query.lastHead else { return nil }
            return left(person, end)
        }
    }

    private func isUrgent(_ line: MemoryState.Line, _ query: DeltaQuery) -> Bool {
        let person = line.line.person
        guard let told = line.told.last, told > query.lastHead,
            lines.contains(where: { $0.line.person == person && query.mayHold($0.interval) })
        else { return false }
        return told > query.to || !blocked(person).isEmpty
    }

    private func standing(_ line: MemoryState.Line, _ place: LogPosition) -> SyncLine {
        let person = line.line.person
        return .person(
            SyncLine.PersonLine(
                person: wire(person),
                stamp: stamp(place),
                until: Int64((Double(line.line.until.microseconds) / 1_000).rounded(.down)),
                patient: state.persons[Int(person.rawValue) - 1].patients[0],
                blocked: blocked(person)
            )
        )
    }

    // MARK: Professionals

    var professionals: [EnrolledProfessional] {
        enrolled.sorted().map { EnrolledProfessional(number: $0, tag: tag($0)) }
    }

    /// Of those in the scope.
    var blocked: [PersonKey: [WireKey]] {
        let persons = lines.filter { $0.interval.to == nil }.map(\.line.person)
        return Dictionary(uniqueKeysWithValues: persons.map { ($0, blocked($0)) }).filter { !$0.value.isEmpty }
    }

    private var enrolled: Set<Int> {
        let index = Int(replica.rawValue) - 1
        return state.replicas.indices.contains(index) ? state.replicas[index].professionals : []
    }

    private func tag(_ number: Int) -> WireKey {
        keys.professional(number, in: state.replicas[Int(replica.rawValue) - 1].record.id)
    }

    private func blocked(_ person: PersonKey) -> [WireKey] {
        (state.blocks[person] ?? []).filter { enrolled.contains($0) }.map(tag).sorted()
    }

    private func left(_ person: PersonKey, _ place: LogPosition) -> SyncLine {
        .person(SyncLine.PersonLine(person: wire(person), stamp: stamp(place), until: nil, patient: ""))
    }

    private func deny(_ unit: Unit, _ place: LogPosition, at position: LogPosition) -> SyncLine {
        .deny(
            SyncLine.DenyLine(
                unit: keys.unit(unit.key, of: wire(unit.person)),
                person: wire(unit.person),
                stamp: stamp(place),
                cause: line(unit.person, at: position) == nil ? .scope : .withdrawn
            )
        )
    }
}
