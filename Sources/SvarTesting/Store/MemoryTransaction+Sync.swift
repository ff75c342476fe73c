import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

extension UnitRecord {
    /// Whether replicas may follow it.
    var isSynchronised: Bool { typeClass == .member && person != nil }
}

extension MemoryTransaction {
    private var nextStamp: Stamp {
        let head = state.head
        return Stamp(
            position: LogPosition(head.position.rawValue + 1),
            at: max(clock(), ServerTime(microseconds: head.at.microseconds + 1))
        )
    }

    /// The place of the entry that is about to be written. What is due by then has ended.
    func stamp() -> Stamp {
        tick(by: { nextStamp.at })
        return nextStamp
    }

    /// Ends each line at its own time, by an entry of its own.
    private func tick(by time: () -> ServerTime) {
        while let due = state.nextEnd, due <= time() {
            let head = state.head
            let stamp = Stamp(
                position: LogPosition(head.position.rawValue + 1),
                at: max(due, ServerTime(microseconds: head.at.microseconds + 1))
            )
            endLines(at: stamp.position) { _, line in line.until <= stamp.at }
            state.log.append(LogEntry(stamp: stamp, kind: .tick, unit: nil, person: nil))
        }
    }

    private func endLines(at position: LogPosition, where isOver: (ReplicaKey, ScopeLine) -> Bool) {
        for index in state.replicas.indices {
            let key = state.replicas[index].record.key
            for place in state.replicas[index].lines.indices {
                let line = state.replicas[index].lines[place]
                guard line.interval.to == nil, isOver(key, line.line) else { continue }
                state.replicas[index].lines[place].interval = Interval(from: line.interval.from, to: position)
            }
        }
    }

    /// Remembers what replicas get of a unit from this version on.
    func note(_ unit: UnitKey, _ stamp: Stamp) throws {
        guard let record = state.unit(unit), record.isSynchronised else { return }
        let members = (1...Int64(max(1, state.resources.count))).filter {
            !state.resources.isEmpty && state.resource($0).unit == unit
        }
        let parts = members.compactMap { key -> UnitBody.Member? in
            let versions = state.versions(of: key)
            guard let last = versions.last, let content = versions.last(where: { !$0.isDeleted }) else { return nil }
            return UnitBody.Member(
                type: last.type,
                body: content.body,
                stampOffset: content.stampOffset,
                at: last.stamp.at.microseconds,
                isDeleted: last.isDeleted,
                versionID: last.isDeleted ? last.versionID : nil
            )
        }
        do {
            let body =
                record.state.isHeld ? nil : try UnitBody.bytes(of: parts, isWithdrawn: record.state.isWithdrawn)
            state.moments[unit, default: []].append(MemoryState.Moment(stamp: stamp, body: body))
        } catch {
            throw refuse("a resource of a unit is no JSON object")
        }
    }

    // MARK: Replicas

    func addReplica(_ replica: NewReplica) throws -> ReplicaKey {
        guard try self.replica(id: replica.id) == nil else { throw refuse("the replica's id is in use") }
        let key = ReplicaKey(Int64(state.replicas.count) + 1)
        state.replicas.append(
            MemoryState.Replica(
                record: ReplicaRecord(
                    key: key,
                    id: replica.id,
                    client: replica.client,
                    organisation: replica.organisation,
                    schema: replica.schema,
                    scopeVersion: 0,
                    professionalsVersion: 0,
                    isRevoked: false,
                    enrolled: clock()
                )
            )
        )
        return key
    }

    func replica(id: String) throws -> ReplicaRecord? { state.replicas.first { $0.record.id == id }?.record }

    func scope(of replica: ReplicaKey) throws -> [ScopeLine] { state.scope(of: replica) }

    private func index(of replica: ReplicaKey) throws -> Int {
        let index = Int(replica.rawValue) - 1
        guard state.replicas.indices.contains(index) else { throw refuse("no such replica") }
        return index
    }

    @discardableResult
    func changeScope(of replica: ReplicaKey, setting lines: [ScopeLine], ending persons: [PersonKey]) throws -> Stamp? {
        let index = try index(of: replica)
        guard !state.replicas[index].record.isRevoked else { throw refuse("the replica was revoked") }
        state.replicas[index].record.scopeVersion += 1
        return try change(index, setting: lines, ending: persons)
    }

    @discardableResult
    func setProfessionals(_ numbers: Set<Int>, of replica: ReplicaKey) throws -> [PersonKey] {
        let index = try index(of: replica)
        let changed = state.replicas[index].professionals.symmetricDifference(numbers)
        guard !changed.isEmpty else { return [] }
        let next = stamp()
        let told = tell(index, at: next.position) { !changed.isDisjoint(with: self.state.blocks[$0] ?? []) }
        if !told.isEmpty { state.log.append(LogEntry(stamp: next, kind: .scope, unit: nil, person: nil)) }
        state.replicas[index].professionals = numbers
        state.replicas[index].record.professionalsVersion += 1
        return told.sorted()
    }

    func setBlocked(_ numbers: Set<Int>, of person: PersonKey) throws {
        _ = try patientID(of: person)
        let changed = (state.blocks[person] ?? []).symmetricDifference(numbers)
        state.blocks[person] = numbers
        let telling = state.replicas.indices.filter { index in
            !changed.isDisjoint(with: state.replicas[index].professionals)
                && state.replicas[index].lines.contains { $0.interval.to == nil && $0.line.person == person }
        }
        guard !telling.isEmpty else { return }
        if state.head.position == first {
            let stamp = stamp()
            state.log.append(LogEntry(stamp: stamp, kind: .tick, unit: nil, person: person))
        }
        for index in telling { _ = tell(index, at: state.head.position) { $0 == person } }
    }

    /// Lines that stand say something else from an entry on.
    private func tell(_ index: Int, at position: LogPosition, where isTold: (PersonKey) -> Bool) -> [PersonKey] {
        let places = state.replicas[index].lines.indices.filter { place in
            let line = state.replicas[index].lines[place]
            return line.interval.to == nil && isTold(line.line.person)
        }
        for place in places { state.replicas[index].lines[place].told.append(position) }
        return places.map { state.replicas[index].lines[$0].line.person }
    }

    func revoke(_ replica: ReplicaKey) throws {
        let index = try index(of: replica)
        state.replicas[index].record.isRevoked = true
        state.replicas[index].professionals = []
        _ = try change(index, setting: [], ending: state.scope(of: replica).map(\.person))
    }

    private func change(_ index: Int, setting lines: [ScopeLine], ending persons: [PersonKey]) throws -> Stamp? {
        let next = stamp()
        let replica = state.replicas[index].record.key
        let before = state.scope(of: replica)
        var after = Dictionary(uniqueKeysWithValues: before.map { ($0.person, $0) })
        for person in persons { after[person] = nil }
        for line in lines {
            _ = try patientID(of: line.person)
            after[line.person] = line.until > next.at ? line : nil
        }
        for place in state.replicas[index].lines.indices {
            let old = state.replicas[index].lines[place]
            guard old.interval.to == nil, let new = after[old.line.person] else { continue }
            if new.until != old.line.until { state.replicas[index].lines[place].told.append(next.position) }
            state.replicas[index].lines[place].line = new
        }
        let isTold = before.contains { $0.until != after[$0.person]?.until } || after.count != before.count
        guard isTold else { return nil }
        endLines(at: next.position) { $0 == replica && after[$1.person] == nil }
        let known = Set(before.map(\.person))
        for line in after.values.sorted(by: { $0.person < $1.person }) where !known.contains(line.person) {
            state.replicas[index].lines.append(
                MemoryState.Line(line: line, interval: Interval(from: next.position), told: [next.position])
            )
        }
        state.log.append(LogEntry(stamp: next, kind: .scope, unit: nil, person: nil))
        return next
    }

    func tick() { tick(by: { clock() }) }
}

extension MemoryState {
    /// When the next end of scope is due.
    var nextEnd: ServerTime? {
        replicas.flatMap(\.lines).filter { $0.interval.to == nil }.map(\.line.until).min()
    }

    func scope(of replica: ReplicaKey) -> [ScopeLine] {
        let index = Int(replica.rawValue) - 1
        guard replicas.indices.contains(index) else { return [] }
        return replicas[index].lines.filter { $0.interval.to == nil }.map(\.line).sorted { $0.person < $1.person }
    }
}
