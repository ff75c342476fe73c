import SvarDomain
package import SvarFHIR
import SvarSearch
import SvarStore

extension ResultService {
    /// Creates a resource with an id of the server's own.
    /// - Parameter ifNoneExist: the query of `If-None-Exist`; exactly one match is answered instead of a creation.
    package func create(_ type: HostedType, _ bytes: [UInt8], ifNoneExist: String? = nil, caller: Caller) async throws
        -> WriteReply
    {
        let tokens = try ifNoneExist.map { query in
            guard let tokens = ConditionalQuery.identifier(query) else {
                throw Refusal(.invalid, .notSupported, "If-None-Exist supports the parameter identifier only.")
            }
            return tokens
        }
        let node = try DraftReader.resource(bytes, type, id: nil, maximumBytes: configuration.maximumBytes)
        return try await write(Draft(type, .create(ifNoneExist: tokens), node: node), caller: caller)
    }

    /// Makes a new version of a resource, or the resource under the client's id.
    /// - Parameter ifMatch: the version id that must be current.
    package func update(
        _ type: HostedType,
        _ id: String,
        _ bytes: [UInt8],
        ifMatch: String? = nil,
        caller: Caller
    ) async throws -> WriteReply {
        guard FHIRID(id) != nil else { throw Refusal(.invalid, .value, "The id of the address is not a FHIR id.") }
        guard !PersonNumber.looksLikeOne(id) else { throw Refusal.identityNumberAsID }
        let node = try DraftReader.resource(bytes, type, id: id, maximumBytes: configuration.maximumBytes)
        return try await write(Draft(type, .update(id: id, ifMatch: ifMatch), node: node), caller: caller)
    }

    /// Deletes a resource; a report goes with everything in its unit (decision 7).
    package func delete(_ type: HostedType, _ id: String, ifMatch: String? = nil, caller: Caller) async throws
        -> WriteReply
    {
        let ids = ids
        try await store.write { store in
            try DeleteRules.delete(type, id, ifMatch: ifMatch, ids: ids, store: store)
        }
        return WriteReply(outcome: .deleted, resource: nil, issues: [])
    }

    private func write(_ draft: Draft, caller: Caller) async throws -> WriteReply {
        let ids = ids
        let written = try await store.write { store in
            try UnitWriter(producer: caller.producer, ids: ids, store: store).write([draft])
        }
        return WriteReply(outcome: written[0].outcome, resource: written[0].served, issues: [])
    }
}
