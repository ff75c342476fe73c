package import Crypto
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore
package import SvarSync

/// What a replica is told of itself.
package struct ReplicaFacts: Sendable {
    package let id: String
    package let epoch: String
    /// What sums are keyed with in this epoch.
    package let integrityKey: SymmetricKey
    package let scopeVersion: Int
    package let maximumPersons: Int
    package let pageUnits: Int
    /// Who may read it, and the version of that list.
    package let professionals: [EnrolledProfessional]
    package let professionalsVersion: Int
    /// The last change of this replica's state: what a reader who is new must have been told.
    package let stamp: SyncStamp
}

extension ReplicaService {
    /// Makes a replica known for the client and organisation of its caller, with an empty scope.
    package func enrol(_ body: [UInt8], caller: Caller) async throws -> ReplicaFacts {
        try Self.check(caller)
        try checkEnrolment(caller)
        let root = try ScopeRequest.object(body)
        try ScopeRequest.checkMembers(root, ["schema"], at: "")
        guard let schema = root["schema"]?.number.flatMap({ Int($0) }), (0...1_000_000).contains(schema) else {
            throw Refusal(.invalid, .value, "schema must be a whole number", expression: ["schema"])
        }
        guard schema >= configuration.oldestSchema else { throw SyncFault.schemaUnsupported }
        let new = NewReplica(
            id: ids.resourceID(),
            client: caller.actor.client,
            organisation: caller.actor.organisation,
            schema: schema
        )
        let row = row(.enrol, nil, caller)
        try await store.write { transaction in
            _ = try transaction.addReplica(new)
            try transaction.record(row)
        }
        return try await facts(of: replica(new.id, caller))
    }

    /// The same facts later, with the key of the present epoch.
    package func facts(_ id: String, caller: Caller) async throws -> ReplicaFacts {
        try await facts(of: replica(id, caller))
    }

    /// Most professionals of one replica.
    package static let mostProfessionals = 2_000

    /// Makes the professionals who may read the replica those of the body, and nobody else (row R04). Their organisation's
    /// system answers for who they are.
    package func setProfessionals(_ id: String, _ body: [UInt8], caller: Caller) async throws -> ReplicaFacts {
        let replica = try await replica(id, caller)
        let root = try ScopeRequest.object(body)
        try ScopeRequest.checkMembers(root, ["professionals"], at: "")
        let numbers = try ScopeRequest.professionals(root["professionals"], most: Self.mostProfessionals)
        let row = row(.enrol, nil, caller)
        try await store.write { transaction in
            guard let known = try transaction.replica(id: replica.id), !known.isRevoked else {
                throw SyncFault.replicaRevoked
            }
            let told = try transaction.setProfessionals(numbers, of: known.key)
            try transaction.record(row)
            // That it learns whom they have closed out stands in their logs.
            for person in told {
                var row = row
                (row.action, row.person) = (.scope, person)
                try transaction.record(row)
            }
        }
        return try await facts(of: replica)
    }

    /// Which list of those who may read is in force.
    package func professionalsVersion(of id: String) async throws -> Int {
        try await store.replica(id: id)?.professionalsVersion ?? 0
    }

    /// Ends a replica: its scope is emptied, and from now on it is told to destroy what it holds.
    package func end(_ id: String, caller: Caller) async throws {
        let replica = try await replica(id, caller)
        let model = row(.enrol, nil, caller, status: 204)
        try await store.write { transaction in
            guard let known = try transaction.replica(id: replica.id), !known.isRevoked else {
                throw SyncFault.replicaRevoked
            }
            let persons = try transaction.scope(of: known.key).map(\.person)
            try transaction.revoke(known.key)
            try transaction.record(model)
            for person in persons {
                var row = model
                (row.action, row.person) = (.scope, person)
                try transaction.record(row)
            }
        }
    }

    /// The replica of an id, if the caller may speak for it: its client and organisation are those that enrolled it.
    /// Ends of scope that are due are in the log before anything is answered.
    func replica(_ id: String, _ caller: Caller) async throws -> ReplicaRecord {
        try Self.check(caller)
        try await tickIfDue()
        guard let replica = try await store.replica(id: id), replica.client == caller.actor.client,
            replica.organisation == caller.actor.organisation
        else { throw SyncFault.replicaUnknown }
        if replica.isRevoked { throw SyncFault.replicaRevoked }
        return replica
    }

    /// The sandbox's caller is a replica too: of no client and no organisation.
    private static func check(_ caller: Caller) throws {
        guard caller.role == .replica || caller.role == .sandbox else { throw Refusal.forbidden }
    }

    private func facts(of replica: ReplicaRecord) async throws -> ReplicaFacts {
        ReplicaFacts(
            id: replica.id,
            epoch: try await store.epoch,
            integrityKey: try await store.integrityKey,
            scopeVersion: replica.scopeVersion,
            maximumPersons: configuration.maximumPersons,
            pageUnits: configuration.pageUnits,
            professionals: try await store.professionals(of: replica.key),
            professionalsVersion: try await store.replica(id: replica.id)?.professionalsVersion ?? 0,
            stamp: try await store.roundHead(of: replica.key).stamp
        )
    }

    /// A row of the log of use about this caller, now.
    func row(
        _ action: AuditRow.Action,
        _ person: PersonKey?,
        _ caller: Caller,
        units: [UnitKey] = [],
        basis: String = "",
        at position: LogPosition = LogPosition(0),
        status: Int = 200
    ) -> AuditRow {
        AuditRow(
            at: configuration.now(),
            action: action,
            outcome: AuditRow.Outcome(status: status),
            status: status,
            actor: caller.rowActor,
            person: person,
            units: units,
            basis: basis,
            position: position,
            request: caller.request
        )
    }
}
