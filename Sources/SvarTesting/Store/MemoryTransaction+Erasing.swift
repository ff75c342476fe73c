package import SvarDomain
import SvarStore

extension MemoryTransaction {
    func beginErasing(_ person: PersonKey) throws {
        let index = try index(of: person)
        let begun = state.erasures.first { $0.person == person }
        guard hasAnything(person, beyond: begun) else { return }
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
        state.erasures.removeAll { $0.person == person }
        state.erasures.append(
            MemoryErasure(
                person: person,
                last: UnitKey(Int64(state.units.count)),
                attachments: state.attachments.count,
                submissions: state.submissions.count
            )
        )
    }

    func erase(_ person: PersonKey, atMost units: Int) throws -> Bool {
        guard let erasure = state.erasures.first(where: { $0.person == person }) else { return true }
        let waiting = state.standing.filter { $0.person == person && $0.key <= erasure.last }
        for unit in waiting.prefix(units) { erase(unit.key, of: person) }
        guard waiting.count <= units else { return false }
        eraseRest(erasure)
        state.erasures.removeAll { $0.person == person }
        return true
    }

    private func hasAnything(_ person: PersonKey, beyond begun: MemoryErasure?) -> Bool {
        let last = begun?.last ?? UnitKey(0)
        return state.standing.contains { $0.person == person && $0.key > last }
            || !state.persons[Int(person.rawValue) - 1].numbers.isEmpty
            || state.attachments.dropFirst(begun?.attachments ?? 0).contains { $0.person == person && !$0.isErased }
            || state.submissions.dropFirst(begun?.submissions ?? 0)
                .contains { $0.persons.contains(person) && !$0.isErased }
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

    private func eraseRest(_ erasure: MemoryErasure) {
        let (person, last) = (erasure.person, erasure.last)
        let named = Set(state.resources.flatMap(\.versions).compactMap(\.new.attachment))
        for index in 0..<erasure.attachments where state.attachments[index].person == person {
            guard !named.contains(AttachmentKey(Int64(index) + 1)) else { continue }
            state.attachments[index].isErased = true
            state.attachments[index].bytes = []
        }
        for index in 0..<erasure.submissions where state.submissions[index].persons.contains(person) {
            state.submissions[index].persons.remove(person)
            if state.submissions[index].persons.isEmpty { state.submissions[index].isErased = true }
        }
        for index in state.log.indices {
            guard let unit = state.log[index].unit, state.log[index].person == person, unit <= last else { continue }
            state.log[index].kind = .erased
        }
    }
}

/// An erasure that was begun: what it reaches.
struct MemoryErasure {
    var person: PersonKey
    /// The last unit that was there when it began.
    var last: UnitKey
    /// So many of all attachments and submissions were there.
    var attachments: Int
    var submissions: Int
}

extension UnitRecord {
    /// Nobody's from here on.
    fileprivate mutating func disown() {
        producer = producer.asErased
        report = nil
    }
}

extension MemoryStore: ErasingStore {
    package func pendingErasures() async throws -> [PersonKey] { try read { $0.erasures.map(\.person) } }
    /// There are no files.
    package func hasErasureTraces() async throws -> Bool { false }
    package func dropErasureTraces() async throws -> Bool { true }
}
