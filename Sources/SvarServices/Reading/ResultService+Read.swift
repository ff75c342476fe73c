import SvarDomain
package import SvarFHIR
import SvarStore

extension ResultService {
    /// The current version of a resource.
    /// - Throws: `Refusal` notFound (hidden, foreign and absent alike) or gone.
    package func read(_ type: HostedType, _ id: String, caller: Caller) async throws -> ServedResource {
        guard let version = try await store.current(type, id, in: caller.scope) else { throw Refusal.notFound }
        return try await served(version)
    }

    /// One version of a resource.
    /// - Throws: `Refusal` notFound or, for a version that is a deletion, gone.
    package func vread(_ type: HostedType, _ id: String, _ versionID: String, caller: Caller) async throws
        -> ServedResource
    {
        guard let version = try await store.version(type, id, versionID, in: caller.scope) else {
            throw Refusal.notFound
        }
        return try await served(version)
    }

    /// The versions of one resource, newest first.
    /// - Parameter token: where the page before ended.
    package func history(_ type: HostedType, _ id: String, count: Int, token: String?, caller: Caller) async throws
        -> Page<HistoryEntry>
    {
        let query = "history \(type.rawValue)/\(id)"
        let before = try token.map { LogPosition(try tokens.open($0, of: query)) }
        var entries: [HistoryEntry] = []
        var place = before
        var bytes = 0
        while true {
            let step = min(count - entries.count + 1, AnswerLimits.step(entries.count, bytes))
            let versions = try await store.history(type, id, before: place, limit: step, in: caller.scope)
            if versions.isEmpty, entries.isEmpty, before == nil { throw Refusal.notFound }
            for version in versions {
                if entries.count == count || (bytes >= AnswerLimits.pageBytes && !entries.isEmpty) {
                    let next = try place.map { try tokens.seal($0.rawValue, of: query) }
                    return Page(elements: entries, total: nil, next: next)
                }
                let resource = version.isDeleted ? nil : try await served(version)
                bytes += resource?.bytes.count ?? 0
                entries.append(
                    HistoryEntry(
                        type: type,
                        id: id,
                        versionID: version.versionID,
                        lastModified: version.stamp.at.microseconds,
                        resource: resource,
                        isCreation: false
                    )
                )
                place = version.stamp.position
            }
            if versions.count < step {
                // Nothing is older than the last one: it is the creation.
                if let last = entries.indices.last { entries[last].isCreation = true }
                return Page(elements: entries, total: nil, next: nil)
            }
        }
    }

    /// The bytes of a Binary with its content type, for clients that ask for the content itself.
    package func content(_ id: String, caller: Caller) async throws -> (contentType: String, bytes: [UInt8])? {
        guard let version = try await store.current(.binary, id, in: caller.scope), !version.isDeleted else {
            return nil
        }
        return try await BinaryContent.content(of: version, store: store)
    }

    /// A stored version with its server time in place and, for a Binary of a message, its data.
    func served(_ version: ResourceVersion) async throws -> ServedResource {
        if version.isDeleted {
            throw Refusal(.gone, .deleted, "The resource was deleted.")
        }
        var bytes = StoredForm.served(
            version.body,
            stampOffset: version.stampOffset,
            at: version.stamp.at.microseconds
        )
        if let key = version.attachment, let data = try await store.attachment(key) {
            bytes = BinaryContent.inline(data, into: bytes)
        }
        return ServedResource(
            type: version.type,
            id: version.id,
            versionID: version.versionID,
            lastModified: version.stamp.at.microseconds,
            bytes: bytes
        )
    }
}
