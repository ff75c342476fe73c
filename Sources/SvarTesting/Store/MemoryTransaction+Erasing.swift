package import SvarDomain
import SvarStore

extension MemoryTransaction {
    func erase(_ person: PersonKey, atMost units: Int) throws -> Bool {
        let index = try index(of: person)
        if !state.erasures.contains(where: { $0.person == person }) {
            guard hasAnything(person) else { return true }
            let stamp = stamp()
            state.log.append(LogEntry(stamp: stamp, kind: .erased, unit: nil, person: person))
            let all = state.standing.filter { $0.person == person }.map(\.key)
            try setClosed(Set(all), of: person, next: state.due[person])
            for index in state.units.indices where state.units[index].person == person {
                state.units[index].disown()
            }
            let numbers = state.persons[index].numbers
            state.persons[index].hidden += numbers.filter { !state.persons[index].hidden.contains($0) }
            state.persons[index].numbers = []
            state.erasures.append((person, UnitKey(Int64(state.units.count))))
        }
        guard let erasure = state.erasures.first(where: { $0.person == person }) else { return true }
        let waiting = state.standing.filter { $0.person == person && $0.key <= erasure.last }
        for unit in waiting.prefix(units) { erase(unit.key, of: person) }
        guard waiting.count <= units else { return false }
        eraseRest(of: person, through: erasure.last)
        state.erasures.removeAll { $0.person == person }
        return true
    }

    private func hasAnything(_ person: PersonKey) -> Bool {
        state.standing.contains { $0.person == person } || !state.persons[Int(person.rawValue) - 1].numbers.isEmpty
            || state.attachments.contains { $0.person == person && !$0.isErased }
            || state.submissions.contains { $0.persons.contains(person) && !$0.isErased }
    }

    private func erase(_ unit: UnitKey, of person: PersonKey) {
        for index in state.resources.indices where state.resources[index].unit == unit {
            let resource = state.resources[index]
            state.keys[MemoryState.Name(type: resource.type, id: resource.id)] = nil
            state.resources[index].versions = []
        }
        state.contributions[unit] = nil
        state.versionRecords.removeAll { $0.unit == unit }
        state.erased[unit] = person
    }

    private func eraseRest(of person: PersonKey, through last: UnitKey) {
        let named = Set(state.resources.flatMap(\.versions).compactMap(\.new.attachment))
        for index in state.attachments.indices where state.attachments[index].person == person {
            guard !named.contains(AttachmentKey(Int64(index) + 1)) else { continue }
            state.attachments[index].isErased = true
            state.attachments[index].bytes = []
        }
        for index in state.submissions.indices where state.submissions[index].persons.contains(person) {
            state.submissions[index].persons.remove(person)
            if state.submissions[index].persons.isEmpty { state.submissions[index].isErased = true }
        }
        for index in state.log.indices {
            guard let unit = state.log[index].unit, state.log[index].person == person, unit <= last else { continue }
            state.log[index].kind = .erased
        }
    }
}

extension UnitRecord {
    /// Nobody's from here on.
    fileprivate mutating func disown() {
        producer = producer.asErased
        report = report.map {
            ReportKey(producer: producer, serviceProvider: $0.serviceProvider, reportID: $0.reportID, person: $0.person)
        }
    }
}

extension MemoryStore: ErasingStore {
    package func pendingErasures() async throws -> [PersonKey] { try read { $0.erasures.map(\.person) } }
    /// There are no files.
    package func hasErasureTraces() async throws -> Bool { false }
    package func dropErasureTraces() async throws -> Bool { true }
}
