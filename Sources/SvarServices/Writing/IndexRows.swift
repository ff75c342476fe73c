import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
package import SvarSearch
package import SvarStore

/// Resource → index rows: what intake writes, and what `svar store verify` and a new index are made with.
package enum IndexRows {
    /// How a store makes its index.
    package static let store = store()

    /// How a store makes its index, and what it lets the access rules know.
    /// - Parameter genetic: codes that are genetic analyses
    package static func store(genetic: Set<String> = DisciplineCodes.knownGenetic) -> StoreIndex {
        StoreIndex(
            generation: SearchParameters.generation,
            parameters: SearchParameters.all,
            facts: { try UnitFactsCoding.encode($0, genetic: genetic) },
            metadata: metadata,
            entryUnits: renamed,
            rows: of
        )
    }

    /// The body of a setting that names a unit, with another name for it.
    @Sendable private static func renamed(
        _ kind: LogEntry.Kind,
        _ body: [UInt8],
        _ name: (UnitKey) throws -> UnitKey
    ) throws -> [UInt8] {
        guard kind == .setting, let unit = SettingCoding.unit(in: body) else { return body }
        return SettingCoding.replacing(unit: try name(unit), in: body)
    }

    /// The bare fact that a report exists; nothing of any other resource (decision 21).
    @Sendable private static func metadata(_ version: ResourceVersion) throws -> ResourceVersion? {
        guard version.type == .diagnosticReport, !version.isDeleted,
            let form = try MetadataRendition.of(version.body, stampOffset: version.stampOffset)
        else { return nil }
        var version = version
        (version.body, version.stampOffset) = form
        return version
    }

    /// The rows of a stored version.
    package static func of(_ version: ResourceVersion) throws -> [IndexRow] {
        version.isDeleted ? [] : try of(version.type, version.body)
    }

    /// The rows of a resource as it is stored.
    static func of(_ type: HostedType, _ body: [UInt8]) throws -> [IndexRow] {
        let root = try JSONDocument(body).root
        return try values(of: type, root) + SearchIndex.referenceRows(of: type, root) { _ in nil }
    }

    /// All rows but those of references. What was withdrawn is not found by its value either (decision 8).
    static func values(of type: HostedType, _ resource: JSONNode) throws -> [IndexRow] {
        guard let stripped = try WithdrawnRendition.stripped(resource, type) else {
            return SearchIndex.rows(of: type, resource)
        }
        return SearchIndex.rows(of: type, try JSONDocument(stripped).root)
    }
}
