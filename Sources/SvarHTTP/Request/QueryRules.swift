import SvarFHIR
import SvarSearch

/// Which query parameters an address takes besides those of a search, so that none is silently passed over.
enum QueryRules {
    /// Taken everywhere on the FHIR base.
    private static let general: Set<String> = ["_format", "_pretty"]

    /// Refuses names that the interaction does not know, naming each once.
    static func check(_ query: [QueryItem], for interaction: Interaction) throws(HTTPRefusal) {
        var unknown: [String] = []
        for item in query where !general.contains(item.name) && !unknown.contains(item.name) {
            let isKnown =
                switch interaction {
                case .history: item.name == "_count" || item.name == SearchRequest.tokenParameter
                case .capabilities: item.name == "mode"
                default: false
                }
            if !isKnown { unknown.append(item.name) }
        }
        guard !unknown.isEmpty else { return }
        let issues = unknown.prefix(20).map { name in
            OutcomeIssue(
                code: .notSupported,
                text: "Unknown parameter \"\(SearchRequest.shown(name))\" at this address."
            )
        }
        throw HTTPRefusal(400, issues)
    }

    /// The parameters of a history.
    static func history(_ query: [QueryItem]) throws(HTTPRefusal) -> (count: Int, token: String?) {
        var count = 50
        if let text = query.last(where: { $0.name == "_count" })?.value {
            guard let number = Int(text), number >= 1 else {
                throw HTTPRefusal(400, .value, "_count must be a number from 1.")
            }
            count = min(number, SearchRequest.maximumCount)
        }
        return (count, query.last { $0.name == SearchRequest.tokenParameter }?.value)
    }

    /// A search as asked for.
    static func search(_ type: HostedType, _ query: [QueryItem]) throws(HTTPRefusal) -> SearchRequest {
        do throws(SearchFault) {
            return try SearchRequest(type, query.map { ($0.name, $0.value) })
        } catch {
            var issues: [OutcomeIssue] = []
            for issue in error.issues where !issues.contains(issue) { issues.append(issue) }
            throw HTTPRefusal(400, issues)
        }
    }
}
