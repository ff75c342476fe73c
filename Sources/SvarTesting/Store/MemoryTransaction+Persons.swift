import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

extension MemoryTransaction {
    func record(of person: PersonKey) throws -> PersonRecord { state.record(of: person) }

    func entries(of person: PersonKey) throws -> [PersonEntry] { state.entries[person] ?? [] }

    func countNotStored(of producer: Producer, at time: ServerTime) throws {
        let day = OsloTime.local(time.microseconds).date
        if let place = state.notStored.firstIndex(where: { $0.producer == producer && $0.day == day }) {
            state.notStored[place].count += 1
            return
        }
        state.notStored.append(NotStored(producer: producer, day: day, count: 1))
        state.notStored.sort { ($0.day, $0.producer.rawValue) < ($1.day, $1.producer.rawValue) }
    }

    func enter(_ kind: LogEntry.Kind, subject: Int64, _ body: [UInt8], about person: PersonKey) throws -> Stamp {
        guard kind.isAboutPerson else { throw refuse("not an entry about a person") }
        _ = try index(of: person)
        let stamp = stamp()
        state.log.append(LogEntry(stamp: stamp, kind: kind, unit: nil, person: person))
        state.entries[person, default: []].append(
            PersonEntry(stamp: stamp, kind: kind, subject: subject, body: body)
        )
        return stamp
    }

    func newSubject() throws -> Int64 {
        state.lastSubject += 1
        return state.lastSubject
    }

    func setClosed(_ units: Set<UnitKey>, of person: PersonKey, next: ServerTime?) throws {
        _ = try index(of: person)
        state.due[person] = next
        let changed = state.standing.filter {
            $0.person == person && !state.isDoomed($0) && $0.state.isClosed != units.contains($0.key)
        }
        guard !changed.isEmpty else { return }
        if state.head.position == first {
            let stamp = stamp()
            state.log.append(LogEntry(stamp: stamp, kind: .tick, unit: nil, person: person))
        }
        for unit in changed {
            state.units[Int(unit.key.rawValue) - 1].state.isClosed = !unit.state.isClosed
            state.setClosed(unit.key, !unit.state.isClosed, at: state.head.position)
        }
    }

    /// Keeps what the rules must know of a version of a person's unit.
    func noteFacts(of unit: UnitKey, _ given: [UInt8]?, _ stamp: Stamp) throws {
        guard state.unit(unit)?.person != nil else { return }
        let members = try members(of: unit).map(\.version).filter { !$0.isDeleted }
        guard let facts = try given ?? index?.facts?(members) else { return }
        state.versionRecords.append(UnitVersionRecord(unit: unit, stamp: stamp, facts: facts))
    }
}

extension MemoryState {
    func record(of person: PersonKey) -> PersonRecord {
        let index = Int(person.rawValue) - 1
        let units = standing.filter { $0.person == person && !isDoomed($0) }
        let keys = Set(units.map(\.key))
        return PersonRecord(
            person: person,
            numbers: (persons.indices.contains(index) ? persons[index].numbers : [])
                .sorted { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) },
            units: units,
            versions: versionRecords.filter { keys.contains($0.unit) }
                .sorted { ($0.unit, $0.stamp.position) < ($1.unit, $1.stamp.position) },
            entries: entries[person] ?? [],
            last: lastChange(of: person)
        )
    }

    /// Whether it is being erased.
    func isDoomed(_ unit: UnitRecord) -> Bool {
        erasures.contains { $0.person == unit.person && unit.key <= $0.last }
    }

    func lastChange(of person: PersonKey) -> LogPosition {
        log.last { $0.person == person }?.stamp.position ?? LogPosition(0)
    }

    /// Begins or ends an interval; what begins and ends at one place never was.
    mutating func setClosed(_ unit: UnitKey, _ isClosed: Bool, at position: LogPosition) {
        var intervals = closed[unit] ?? []
        let isOpen = intervals.last.map { $0.to == nil } ?? false
        if isClosed, !isOpen { intervals.append(Interval(from: position)) }
        if !isClosed, isOpen, let last = intervals.popLast() {
            intervals.append(Interval(from: last.from, to: position))
        }
        closed[unit] = intervals
    }
}
