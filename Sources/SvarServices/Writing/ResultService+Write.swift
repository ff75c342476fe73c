import SvarDomain
package import SvarFHIR
import SvarSearch
import SvarStore

/// What an update or delete aims at: a resource by its id, or the one that a search finds.
package enum WriteAim: Sendable, Hashable {
    case id(String)
    case search([NamedValue])
}

extension ResultService {
    /// Creates a resource with an id of the server's own.
    /// - Parameter ifNoneExist: the query of `If-None-Exist`; exactly one match is answered instead of a creation.
    package func create(_ type: HostedType, _ bytes: [UInt8], ifNoneExist: [NamedValue]? = nil, caller: Caller)
        async throws -> WriteReply
    {
        try await auditingRefusals(.create, caller) {
            let authority = try caller.writeAuthority(hidden: .forbidden)
            let condition = try ifNoneExist.map { try Condition(type, $0, now: configuration.now()) }
            let node = try DraftReader.resource(bytes, type, id: nil, maximumBytes: configuration.maximumBytes)
            return try await write(.create, try Draft(type, .create(condition), node: node), authority, caller)
        }
    }

    /// Makes a new version of a resource; in a sandbox or an import also the resource under the client's id.
    /// - Parameters:
    ///   - ifMatch: the version id that must be current.
    ///   - onlyNew: `If-None-Match: *`, refuse when there is one already.
    package func update(
        _ type: HostedType,
        _ aim: WriteAim,
        _ bytes: [UInt8],
        ifMatch: String? = nil,
        onlyNew: Bool = false,
        caller: Caller
    ) async throws -> WriteReply {
        try await auditingRefusals(.update, caller) {
            let authority = try caller.writeAuthority(hidden: .updateNotAllowed)
            let target: Draft.UpdateAim
            var bodyID: String?
            switch aim {
            case .id(let id):
                guard FHIRID(id) != nil else {
                    throw Refusal(.invalid, .value, "The id of the address is not a FHIR id.")
                }
                guard !PersonNumber.looksLikeOne(id) else { throw Refusal.identityNumberAsID }
                bodyID = id
                target = .id(id)
            case .search(let parameters): target = .condition(try Condition(type, parameters, now: configuration.now()))
            }
            let node = try DraftReader.resource(bytes, type, id: bodyID, maximumBytes: configuration.maximumBytes)
            let draft = try Draft(type, .update(target, ifMatch: ifMatch, onlyNew: onlyNew), node: node)
            return try await write(.update, draft, authority, caller)
        }
    }

    /// Makes a new version of the resource with this id.
    package func update(
        _ type: HostedType,
        _ id: String,
        _ bytes: [UInt8],
        ifMatch: String? = nil,
        caller: Caller
    ) async throws -> WriteReply {
        try await update(type, .id(id), bytes, ifMatch: ifMatch, caller: caller)
    }

    /// Deletes a resource; a report goes with everything in its unit (decision 7).
    package func delete(_ type: HostedType, _ aim: WriteAim, ifMatch: String? = nil, caller: Caller) async throws
        -> WriteReply
    {
        try await auditingRefusals(.delete, caller) {
            let authority = try caller.writeAuthority(hidden: .notFound)
            let target: DeleteRules.Aim
            switch aim {
            case .id(let id): target = .id(id)
            case .search(let parameters): target = .condition(try Condition(type, parameters, now: configuration.now()))
            }
            let writer = writer(authority)
            return try await recorded(.delete, caller) { store in
                let unit = try DeleteRules(writer: writer(store)).delete(type, target, ifMatch: ifMatch)
                let reply = WriteReply(outcome: .deleted, resource: nil, issues: [])
                return RecordedWrite(reply, status: 204, TouchedUnits(unit.key, of: unit.person))
            }
        }
    }

    /// Deletes the resource with this id.
    package func delete(_ type: HostedType, _ id: String, ifMatch: String? = nil, caller: Caller) async throws
        -> WriteReply
    {
        try await delete(type, .id(id), ifMatch: ifMatch, caller: caller)
    }

    private func write(_ action: AuditRow.Action, _ draft: Draft, _ authority: WriteAuthority, _ caller: Caller)
        async throws -> WriteReply
    {
        let writer = writer(authority)
        return try await recorded(action, caller) { store in
            guard case .written(let written)? = try writer(store).write([draft]).first else {
                return RecordedWrite(.notStored, status: 202, TouchedUnits())
            }
            let reply = WriteReply(outcome: written.outcome, resource: written.served, issues: [])
            return RecordedWrite(
                reply,
                status: written.outcome == .created ? 201 : 200,
                TouchedUnits(written.unit, of: written.person)
            )
        }
    }
}

/// The units that a write was about, by their persons: each finds it in their log of use.
struct TouchedUnits: Sendable {
    private var units: [PersonKey?: Set<UnitKey>] = [:]

    init() {}
    init(_ unit: UnitKey, of person: PersonKey?) { add(unit, of: person) }

    mutating func add(_ unit: UnitKey, of person: PersonKey?) { units[person, default: []].insert(unit) }

    /// One for each person; what is about nobody stands with the first. One without anything where there is nothing.
    var rows: [(person: PersonKey?, units: [UnitKey])] {
        var persons = units
        let nobodys = persons.removeValue(forKey: nil) ?? []
        if persons.isEmpty { return [(nil, nobodys.sorted())] }
        return persons.keys.compactMap(\.self).sorted().enumerated().map { place, person in
            (person, persons[person, default: []].union(place == 0 ? nobodys : []).sorted())
        }
    }
}

/// What a write gives its caller, and what its rows in the log of use say of it.
struct RecordedWrite<Value: Sendable>: Sendable {
    let value: Value
    let status: Int
    let touched: TouchedUnits
    init(_ value: Value, status: Int, _ touched: TouchedUnits) {
        self.value = value
        self.status = status
        self.touched = touched
    }
}

extension ResultService {
    /// Runs a write and its rows in one transaction: all are kept or all are lost (decision 37).
    func recorded<Value: Sendable>(
        _ action: AuditRow.Action,
        _ caller: Caller,
        _ body: @escaping @Sendable (any StoreTransaction) throws -> RecordedWrite<Value>
    ) async throws -> Value {
        let row = row(action, caller, nil, LogPosition(0), status: 200, units: EmptyCollection<UnitKey>())
        return try await store.write { store in
            let write = try body(store)
            var row = row
            row.status = write.status
            row.outcome = AuditRow.Outcome(status: write.status)
            for part in write.touched.rows {
                (row.person, row.units) = part
                try store.record(row)
            }
            return write.value
        }
    }

    /// Runs an interaction; a refusal of it has its row in the log of use.
    func auditingRefusals<Value>(_ action: AuditRow.Action, _ caller: Caller, _ body: () async throws -> Value)
        async throws -> Value
    {
        do {
            return try await body()
        } catch let refusal as Refusal {
            try await audit(action, refusal, of: caller)
            throw refusal
        }
    }
}
