package import SvarFHIR

/// Which search parameters each type has now. Search and CapabilityStatement come from this table.
package struct SearchParameter: Hashable, Sendable {
    package let name: String
    /// FHIR `search-param-type`.
    package let kind: String
    package let documentation: String

    /// The parameters of a type, `_count` and `_summary` left out: those shape the answer and are taken everywhere.
    package static func all(for type: HostedType) -> [SearchParameter] {
        var result = [SearchParameter(name: "_id", kind: "token", documentation: "Logical ids, comma-separated.")]
        if hasIdentifier(type) {
            result.append(
                SearchParameter(
                    name: "identifier",
                    kind: "token",
                    documentation: "system|value. Identity numbers only by POST _search."
                )
            )
        }
        if hasPatient(type) {
            result.append(
                SearchParameter(
                    name: "patient",
                    kind: "reference",
                    documentation: "Patient/[id] or [id]; finds literal and logical references alike."
                )
            )
        }
        return result
    }

    /// Parameters that any request may have.
    static let general: Set<String> = ["_format", "_pretty"]
    /// Parameters that shape a search's answer. `_page` comes from a `next` link.
    static let shaping: Set<String> = ["_count", "_summary", "_page"]
    /// Parameters of history.
    static let history: Set<String> = ["_count", "_page"]

    private static func hasIdentifier(_ type: HostedType) -> Bool {
        switch type {
        case .binary, .provenance, .searchParameter: false
        default: true
        }
    }

    private static func hasPatient(_ type: HostedType) -> Bool {
        switch type.typeClass {
        case .member: type != .binary
        case .personBound: type != .patient
        case .directory, .conformance: false
        }
    }

    /// Names in a query that an interaction does not know, in order, each once.
    package static func unknown(_ query: [QueryItem], for interaction: Interaction, _ type: HostedType?) -> [String] {
        var unknown: [String] = []
        for item in query where !general.contains(item.name) {
            let isKnown =
                switch interaction {
                case .search, .searchByPost:
                    shaping.contains(item.name) || type.map { all(for: $0) }?.contains { $0.name == item.name } == true
                case .history: history.contains(item.name)
                case .capabilities: item.name == "mode"
                default: false
                }
            if !isKnown, !unknown.contains(item.name) { unknown.append(item.name) }
        }
        return unknown
    }
}
