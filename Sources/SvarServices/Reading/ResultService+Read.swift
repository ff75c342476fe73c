import SvarDomain
package import SvarFHIR
import SvarSearch
package import SvarStore

extension ResultService {
    /// The current version of a resource.
    /// - Throws: `Refusal` notFound (hidden, foreign and absent alike), gone, or what `admission` throws.
    package func read(_ type: HostedType, _ id: String, caller: Caller) async throws -> ServedResource {
        try await audited(.read, caller, naming: Self.named(type, id, caller), of: [type]) { admission in
            let version = try await current(type, id, admission)
            guard try await !isWithdrawnContent(version, admission) else { throw Refusal.notFound }
            return (try await served(version, admission, isContentKnownToStand: true), [version.unit])
        }
    }

    /// One version of a resource.
    /// - Throws: `Refusal` notFound or, for a version that is a deletion, gone.
    package func vread(_ type: HostedType, _ id: String, _ versionID: String, caller: Caller) async throws
        -> ServedResource
    {
        try await audited(.vread, caller, naming: Self.named(type, id, caller), of: [type]) { admission in
            guard let version = try await store.version(type, id, versionID, in: admission.scope),
                try await shows(version, admission), try await !isWithdrawnContent(version, admission)
            else { throw Refusal.notFound }
            return (try await served(version, admission, isContentKnownToStand: true), [version.unit])
        }
    }

    /// The bytes of a Binary with its content type, for clients that ask for the content itself.
    /// - Parameter taking: whether the client takes content of that type; what it does not take is not shown.
    package func content(
        _ id: String,
        taking: (_ contentType: String) -> Bool = { _ in true },
        caller: Caller
    ) async throws -> (contentType: String, bytes: [UInt8])? {
        do {
            return try await audited(.attachment, caller) { admission in
                let version = try await current(.binary, id, admission)
                // Withdrawn content is not there; what is left of the Binary can be read as a resource.
                guard !version.isDeleted, try await rendition(version, admission) == nil,
                    let content = try await BinaryContent.content(of: version, store: store),
                    taking(content.contentType)
                else { throw Refusal.notFound }
                return (content, [version.unit])
            }
        } catch let refusal as Refusal where refusal.kind == .notFound {
            return nil
        }
    }

    /// A stored version as this caller gets it: its server time in place, for a Binary of a message its data, without
    /// what was withdrawn, and with its labels.
    /// - Parameter isContentKnownToStand: whether it is known that something still shows a Binary, so that it is not
    ///   asked again.
    /// - Throws: `Refusal` gone for a deletion.
    package func served(
        _ version: ResourceVersion,
        _ admission: Admission,
        isContentKnownToStand: Bool = false
    ) async throws -> ServedResource {
        if version.isDeleted { throw Refusal.gone }
        let rendition = try await rendition(version, admission, isContentKnownToStand)
        let (body, stampOffset) = rendition ?? (version.body, version.stampOffset)
        var bytes = StoredForm.served(body, stampOffset: stampOffset, at: version.stamp.at.microseconds)
        var place: Int? = stampOffset
        if let key = version.attachment, let data = try await store.attachment(key) {
            bytes = BinaryContent.inline(data, into: bytes)
            place = nil
        }
        return ServedResource(
            type: version.type,
            id: version.id,
            versionID: version.versionID,
            lastModified: version.stamp.at.microseconds,
            bytes: try SecurityLabels.adding(admission.labels(of: version.unit), to: bytes, stampOffset: place),
            isSteady: admission.isSteady(version.unit)
        )
    }

    /// Whether a version that was found as of an earlier place, or is an earlier one, may be shown: the scope knows
    /// (decisions 8 and 22).
    package func shows(_ version: ResourceVersion, _ admission: Admission) async throws -> Bool {
        guard Self.isAboutNamed(version, admission) else { return false }
        guard case .units(let allowed) = admission.scope,
            !allowed.showsEarlierVersions || allowed.windows[version.unit] != nil
        else { return true }
        return try await store.version(version.type, version.id, version.versionID, in: admission.scope) != nil
    }

    private func current(_ type: HostedType, _ id: String, _ admission: Admission) async throws -> ResourceVersion {
        guard let version = try await store.current(type, id, in: admission.scope),
            Self.isAboutNamed(version, admission)
        else { throw Refusal.notFound }
        return version
    }

    /// Whoever need not name a person and does gets nothing about another: the row says whom it was about. One whom the store
    /// does not know is another too, else the answer would tell who is known. Other scopes are of the person already.
    private static func isAboutNamed(_ version: ResourceVersion, _ admission: Admission) -> Bool {
        guard admission.isAboutOne, let person = version.person,
            [.member, .personBound].contains(version.type.typeClass)
        else { return true }
        if case .units = admission.scope { return true }
        return person == admission.person
    }

    /// What is served in place of the stored bytes, if anything. Producers and the sandbox get their own in full: their
    /// scope gives them nothing else.
    private func rendition(
        _ version: ResourceVersion,
        _ admission: Admission,
        _ isContentKnownToStand: Bool = false
    ) async throws -> (body: [UInt8], stampOffset: Int)? {
        guard case .units = admission.scope else { return nil }
        // The bytes of an attachment that came in a message are not in its Binary; the mapping took a withdrawn one away.
        if version.type == .binary, version.attachment != nil { return nil }
        var isWithdrawn = admission.withdrawn.contains(version.unit)
        if !isWithdrawn, !isContentKnownToStand { isWithdrawn = try await isWithdrawnContent(version, admission) }
        return try WithdrawnRendition.of(
            version.type,
            version.body,
            stampOffset: version.stampOffset,
            isUnitWithdrawn: isWithdrawn
        )
    }

    /// Whether it is a Binary that others than its producer get no more, as what named it was withdrawn or names it no
    /// longer.
    private func isWithdrawnContent(_ version: ResourceVersion, _ admission: Admission) async throws -> Bool {
        // Of messages the mapping has taken it out already.
        guard version.type == .binary, version.attachment == nil, !version.isDeleted, case .units = admission.scope
        else { return false }
        let members = try await store.members(of: version.unit, in: admission.scope)
        return try !WithdrawnContent.standingBinaries(of: members.lazy.map { ($0.type, $0.body) }).contains(version.id)
    }

    /// Health personnel who follow a link to a Patient name that person by it, unless the field names one.
    private static func named(_ type: HostedType, _ id: String, _ caller: Caller) -> [PersonName] {
        type == .patient && caller.role == .personnel && caller.person == nil ? [.patient(id)] : []
    }
}

extension Refusal {
    /// A resource that was deleted, for those who could see it (decision 7).
    package static let gone = Refusal(.gone, .deleted, "The resource was deleted.")
}
