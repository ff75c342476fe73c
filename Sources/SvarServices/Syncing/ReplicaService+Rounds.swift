import Crypto
import SvarDomain
import SvarStore
package import SvarSync

/// The answer to a replica that asks what changed.
package enum DeltaReply: Sendable {
    /// Nothing; with another token when the one it has grows old.
    case unchanged(token: String?)
    case round(SyncRound)
}

/// Every person a replica follows, as it should hold them.
package struct ManifestReply: Sendable {
    package let rows: [ManifestRow]
    package let count: Int
    package let digest: SyncDigest
    /// For the delta that follows, and for reconciling.
    package let token: String
    /// The replica's last change before it: where rounds with the token begin, and where reconciling ends.
    package let stamp: SyncStamp
}

extension ReplicaService {
    /// Most persons of one reconcile round.
    package static let reconciledPersons = 500

    /// What changed since a token, or goes on with the round it is of; everything without one.
    /// - Parameter limit: most units of the answer.
    package func delta(_ id: String, token: String?, limit: Int, caller: Caller) async throws -> DeltaReply {
        let replica = try await syncing(id, caller)
        guard let token else {
            let to = try await mark(of: replica)
            asked.note(replica.key, to.position)
            return .round(round(try await begun(.snapshot, from: .zero, to: to, replica), nil, limit, replica, caller))
        }
        let place = try await place(token, replica)
        switch place.kind {
        case .delta, .snapshot: return .round(round(place, nil, limit, replica, caller))
        case .reconcile: throw SyncFault.tokenMalformed
        case .rest:
            guard try await store.hasChanged(replica.key, after: place.from.position) else {
                return .unchanged(token: try await renewed(place, replica))
            }
            let to = try await mark(of: replica)
            asked.note(replica.key, to.position)
            return .round(
                round(try await begun(.delta, from: place.from, to: to, replica), nil, limit, replica, caller)
            )
        }
    }

    /// All units of some persons as of the manifest that the token came with, or goes on with the round it is of.
    /// - Parameter persons: as the manifest calls them; of those not in the scope nothing is said.
    package func reconcile(_ id: String, token: String, persons: [WireKey], limit: Int, caller: Caller) async throws
        -> SyncRound
    {
        let replica = try await syncing(id, caller)
        var place = try await place(token, replica)
        let listed = Array(Set(persons)).sorted()
        let bytes = listed.flatMap(\.bytes)
        switch place.kind {
        case .rest:
            place = try await begun(.reconcile, from: place.from, to: place.from, replica)
            place.persons = tokens.hash(bytes)
        case .reconcile:
            guard tokens.isHash(place.persons, of: bytes) else { throw SyncFault.tokenMalformed }
        case .delta, .snapshot: throw SyncFault.tokenMalformed
        }
        return round(place, listed, limit, replica, caller)
    }

    /// What the replica should hold now.
    package func manifest(_ id: String, caller: Caller) async throws -> ManifestReply {
        let replica = try await syncing(id, caller)
        let mark = try await mark(of: replica)
        let rows = try await told(try await store.manifest(of: replica.key, at: mark.position), replica.key)
        let total = try await store.total(of: replica.key, at: mark.position)
        let place = try await begun(.rest, from: mark, to: mark, replica)
        try await access.record(row(.sync, nil, caller, at: mark.position), keeping: nil)
        return ManifestReply(
            rows: rows,
            count: total.count,
            digest: total.digest,
            token: try tokens.seal(place, for: Self.owner(replica)),
            stamp: mark.stamp
        )
    }

    /// The rows with what each person's line adds: an end that was moved, or a block that was set, while no delta could
    /// tell it changes no unit, and the replica must be told all the same.
    private func told(_ rows: [ManifestRow], _ replica: ReplicaKey) async throws -> [ManifestRow] {
        let (lines, key) = (try await store.scope(of: replica), try await store.integrityKey)
        let persons = try await store.wireKeys(of: lines.map(\.person))
        let blocked = try await store.blocked(in: replica)
        let said = Dictionary(zip(persons, lines)) { first, _ in first }
        return rows.map { row in
            // Who left meanwhile differs, and is looked at again.
            guard let line = said[row.person] else { return row }
            var row = row
            row.digest += .person(
                row.person,
                until: line.until.microseconds / 1_000,
                blocked: blocked[line.person] ?? [],
                key: key
            )
            return row
        }
    }

    static func owner(_ replica: ReplicaRecord) -> SyncTokens.Owner {
        SyncTokens.Owner(replica: replica.id, client: replica.client)
    }

    /// A replica that may be sent something.
    private func syncing(_ id: String, _ caller: Caller) async throws -> ReplicaRecord {
        let replica = try await replica(id, caller)
        guard replica.schema >= configuration.oldestSchema else { throw SyncFault.schemaUnsupported }
        // What is due is denied on the first page already.
        try await decideDueFeeds()
        return replica
    }

    /// The place a token of the replica names, if rounds can start there.
    func place(_ token: String, _ replica: ReplicaRecord) async throws -> SyncPlace {
        let place = try tokens.open(token, of: Self.owner(replica))
        guard place.replica == replica.key else { throw SyncFault.tokenNotYours }
        guard place.epoch == Self.epochHash(try await store.epoch) else { throw SyncFault.epochChanged }
        // The store knows less than the token: it is not the one that gave it, whatever its epoch says.
        let head = try await store.head()
        guard max(place.from.position, place.to.position, place.lastHead) <= head else { throw SyncFault.epochChanged }
        guard place.scopeVersion <= replica.scopeVersion else { throw SyncFault.scopeReset }
        let age = configuration.now().microseconds - place.oldest.time.microseconds
        guard age <= configuration.retention.microseconds else { throw SyncFault.tokenExpired }
        return place
    }

    /// The newest place, with the replica's last own change.
    private func mark(of replica: ReplicaRecord) async throws -> SyncPlace.Mark {
        // The time first: rows are kept from a little earlier than needed rather than later.
        let time = configuration.now()
        let head = try await store.roundHead(of: replica.key)
        return SyncPlace.Mark(position: head.position, stamp: head.stamp, time: time)
    }

    private func begun(
        _ kind: SyncPlace.Kind,
        from: SyncPlace.Mark,
        to: SyncPlace.Mark,
        _ replica: ReplicaRecord
    ) async throws -> SyncPlace {
        SyncPlace(
            kind: kind,
            replica: replica.key,
            epoch: Self.epochHash(try await store.epoch),
            scopeVersion: replica.scopeVersion,
            from: from,
            to: to,
            // Whatever was closed since the last round goes first, whoever's turn it is.
            lastHead: kind == .delta ? from.position : to.position,
            cursor: nil,
            page: 0,
            persons: SyncPlace.noPersons
        )
    }

    /// The token to use in place of one that grows old while nothing changes; nil when it may go on.
    private func renewed(_ place: SyncPlace, _ replica: ReplicaRecord) async throws -> String? {
        let age = configuration.now().microseconds - place.from.time.microseconds
        guard age > configuration.renewal.microseconds else { return nil }
        // Fixed before it is looked whether anything changed up to there.
        let mark = try await mark(of: replica)
        guard try await !store.hasChanged(replica.key, after: place.from.position) else { return nil }
        return try tokens.seal(try await begun(.rest, from: mark, to: mark, replica), for: Self.owner(replica))
    }

    private func round(
        _ place: SyncPlace,
        _ persons: [WireKey]?,
        _ limit: Int,
        _ replica: ReplicaRecord,
        _ caller: Caller
    ) -> SyncRound {
        SyncRound(self, place, persons: persons, limit: limit, owner: Self.owner(replica), caller: caller)
    }

    private static func epochHash(_ epoch: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(epoch.utf8)).prefix(8))
    }
}
