package import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
package import SvarSync

/// One person of a scope as the client is told of it.
package struct ScopeEntry: Sendable, Hashable {
    package let person: WireKey
    package let basis: String
    package let responsible: String
    package let until: ServerTime
}

/// A scope, or the part of it that a change set, in the order asked.
package struct ScopeReply: Sendable, Hashable {
    package let version: Int
    package let persons: [ScopeEntry]
}

extension ReplicaService {
    /// The scope in force.
    package func scope(_ id: String, caller: Caller) async throws -> ScopeReply {
        let replica = try await replica(id, caller)
        let lines = try await store.scope(of: replica.key)
        let reply = ScopeReply(version: replica.scopeVersion, persons: try await entries(lines))
        try await access.record(row(.scope, nil, caller), keeping: nil)
        return reply
    }

    /// Makes the scope what the body says.
    /// - Parameters:
    ///   - version: the one that is changed (`If-Match`); nil: whichever there is.
    ///   - user: the professional whose own token is shown beside the system's, with basis and category as asked
    package func setScope(
        _ id: String,
        _ body: [UInt8],
        ifMatch version: Int?,
        caller: Caller,
        user: Caller? = nil
    ) async throws -> ScopeReply {
        let replica = try await replica(id, caller)
        let request = try ScopeRequest.whole(body, rules)
        if let version, version != replica.scopeVersion {
            return try await fulfilled(replica, request, version, caller)
        }
        let admission = try await admit(request.lines, to: replica, caller, user)
        return try await change(replica, request, replacing: true, ending: [], version, caller, admission)
    }

    /// Sets and ends lines of a scope; the others stay.
    package func changeScope(
        _ id: String,
        _ body: [UInt8],
        ifMatch version: Int?,
        caller: Caller,
        user: Caller? = nil
    ) async throws -> ScopeReply {
        let replica = try await replica(id, version, caller)
        let request = try ScopeRequest.changes(body, rules)
        let admission = try await admit(request.lines, to: replica, caller, user)
        var ended: [PersonKey] = []
        if !request.ended.isEmpty {
            let wanted = try Set(request.ended.map { try WireKey(wire: $0) })
            // One that is not in the scope has ended already.
            let persons = try await store.scope(of: replica.key).map(\.person)
            let keys = try await store.wireKeys(of: persons)
            ended = zip(persons, keys).filter { wanted.contains($0.1) }.map(\.0)
        }
        return try await change(replica, request, replacing: false, ending: ended, version, caller, admission)
    }

    private var rules: ScopeRequest.Rules {
        ScopeRequest.Rules(
            now: configuration.now(),
            takesSynthetic: configuration.environment != .production,
            maximumPersons: configuration.maximumPersons
        )
    }

    /// Looks at the version before any work is done; the write looks again.
    private func replica(_ id: String, _ version: Int?, _ caller: Caller) async throws -> ReplicaRecord {
        let replica = try await replica(id, caller)
        if let version, version != replica.scopeVersion { throw SyncFault.scopeConflict }
        return replica
    }

    /// A whole scope that is sent for another version: when it stands already, the answer to it was lost and it comes
    /// again. Nothing is to be done then; it is a conflict when anything else stands.
    private func fulfilled(_ replica: ReplicaRecord, _ request: ScopeRequest, _ version: Int, _ caller: Caller)
        async throws -> ScopeReply
    {
        let (model, register) = (row(.scope, nil, caller), configuration.population)
        let (present, lines) = try await store.write { transaction in
            guard let known = try transaction.replica(id: replica.id), !known.isRevoked else {
                throw SyncFault.replicaRevoked
            }
            let lines = try request.lines.map { line in
                guard let person = try transaction.person(line.person, register) else { throw SyncFault.scopeConflict }
                return ScopeLine(line, person)
            }
            guard (0..<known.scopeVersion).contains(version),
                try Self.byPerson(lines) == Self.byPerson(transaction.scope(of: known.key))
            else { throw SyncFault.scopeConflict }
            try transaction.record(model)
            return (known.scopeVersion, lines)
        }
        let set = Self.byPerson(lines)
        return ScopeReply(version: present, persons: try await entries(lines.map { set[$0.person] ?? $0 }))
    }

    /// One person may be named twice, by two numbers: the line that lasts longest counts.
    private static func byPerson(_ lines: [ScopeLine]) -> [PersonKey: ScopeLine] {
        Dictionary(lines.map { ($0.person, $0) }) { $0.until < $1.until ? $1 : $0 }
    }

    private func change(
        _ replica: ReplicaRecord,
        _ request: ScopeRequest,
        replacing: Bool,
        ending ended: [PersonKey],
        _ version: Int?,
        _ caller: Caller,
        _ admission: Admission
    ) async throws -> ScopeReply {
        let persons = try await keys(of: request.lines.map(\.person))
        let lines = zip(request.lines, persons).map(ScopeLine.init)
        let asked = Self.byPerson(lines)
        let most = configuration.maximumPersons
        let model = row(.scope, nil, caller)
        let newVersion = try await store.write { transaction in
            guard let known = try transaction.replica(id: replica.id), !known.isRevoked else {
                throw SyncFault.replicaRevoked
            }
            if let version, version != known.scopeVersion { throw SyncFault.scopeConflict }
            let before = try Self.byPerson(transaction.scope(of: known.key))
            // Whom they may not see gets no line from them, and keeps the one that another has set.
            let set = try asked.filter { person, line in
                try before[person] == line || !admission.isBlocked(line, in: transaction)
            }
            let leaving = replacing ? before.keys.filter { asked[$0] == nil } : ended.filter { before[$0] != nil }
            let ending = leaving.filter { asked[$0] == nil }.sorted()
            let count = before.count - ending.count + set.keys.count { before[$0] == nil }
            guard count <= most else { throw Refusal.scopeTooLarge(most) }
            let setting = set.values.filter { before[$0.person] != $0 }.sorted { $0.person < $1.person }
            try transaction.changeScope(of: known.key, setting: setting, ending: ending)
            for line in setting {
                var row = model
                (row.person, row.basis) = (line.person, line.basis)
                if let actor = admission.actor(of: line) { row.actor = actor }
                try transaction.record(row)
            }
            for person in ending {
                var row = model
                row.person = person
                try transaction.record(row)
            }
            for line in asked.values.filter({ set[$0.person] == nil }).sorted(by: { $0.person < $1.person }) {
                var row = row(.scope, line.person, caller, basis: line.basis, status: 403)
                if let actor = admission.actor(of: line) { row.actor = actor }
                try transaction.record(row)
            }
            if setting.isEmpty, ending.isEmpty { try transaction.record(model) }
            return try transaction.replica(id: replica.id)?.scopeVersion ?? known.scopeVersion
        }
        return ScopeReply(version: newVersion, persons: try await entries(lines.map { asked[$0.person] ?? $0 }))
    }

    private func entries(_ lines: [ScopeLine]) async throws -> [ScopeEntry] {
        let keys = try await store.wireKeys(of: lines.map(\.person))
        return zip(lines, keys).map { line, key in
            ScopeEntry(person: key, basis: line.basis, responsible: line.responsible, until: line.until)
        }
    }

    /// The persons of these names. Who is not known becomes a person, so that the answer does not tell who was; a few at
    /// a time, so that other writes get their turn.
    private func keys(of names: [PersonName]) async throws -> [PersonKey] {
        var keys: [PersonKey] = []
        keys.reserveCapacity(names.count)
        let register = configuration.population
        for start in stride(from: 0, to: names.count, by: 500) {
            let some = Array(names[start..<min(start + 500, names.count)])
            // Ids are drawn outside: the write may run again.
            let fresh = some.map { _ in ids.resourceID() }
            keys += try await store.write { transaction in
                try zip(some, fresh).map { name, id in
                    if let known = try transaction.person(name, register) { return known }
                    return switch name {
                    case .number(let number): try transaction.addPerson(patient: id, numbers: [number])
                    case .patient(let patient): try transaction.addPerson(patient: patient, numbers: [])
                    }
                }
            }
        }
        return keys
    }
}

extension ScopeLine {
    init(_ line: ScopeRequest.Line, _ person: PersonKey) {
        self.init(person: person, basis: line.basis.rawValue, responsible: line.responsible, until: line.until)
    }
}

extension StoreTransaction {
    /// The person of a name, or of another number that the register says is theirs; nil when nobody is known by it.
    func person(_ name: PersonName, _ register: any PopulationRegister) throws -> PersonKey? {
        switch name {
        case .number(let number): try register.person(number, in: self)
        case .patient(let patient): try person(patient: patient)
        }
    }
}

extension WireKey {
    /// A key as it is written in bodies.
    /// - Throws: `Refusal` for any other text.
    package init(wire text: String) throws {
        guard let bytes = Base64URL.decode(text.utf8), let key = WireKey(bytes: bytes) else {
            throw Refusal(.invalid, .value, "a person is named by the 22 characters of its p")
        }
        self = key
    }
}
