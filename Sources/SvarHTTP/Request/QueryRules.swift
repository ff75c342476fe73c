import SvarFHIR
import SvarSearch
import SvarServices

/// Which query parameters an address takes besides `_format`, `_pretty` and those of a search, so that none is silently
/// passed over.
enum QueryRules {
    /// Refuses names that the interaction does not know, naming each once.
    static func check(_ query: [NamedValue], for interaction: Interaction) throws(HTTPRefusal) {
        if query.isEmpty { return }
        let known = names(of: interaction)
        var unknown: [String] = []
        for item in query where !known.contains(item.name) && !unknown.contains(item.name) {
            unknown.append(item.name)
            if unknown.count == 20 { break }
        }
        guard !unknown.isEmpty else { return }
        throw HTTPRefusal(
            400,
            unknown.map { name in
                OutcomeIssue(code: .notSupported, text: "Unknown parameter \"\(shown(name))\" at this address.")
            }
        )
    }

    private static func names(of interaction: Interaction) -> [String] {
        switch interaction {
        case .read, .versionRead: ["_summary", "_elements"]
        case .history, .typeHistory, .systemHistory: ["_count", "_since", "_at", SearchRequest.tokenParameter]
        case .capabilities, .nationalCapabilities: ["mode"]
        case .delta: ["token", "limit"]
        case .readSettings: ["history", "wish", "count", "after"]
        case .readSetting, .liftSetting: ["wish"]
        case .liftPreset: ["order", "organisation"]
        case .poke: ["token", "wait"]
        default: []
        }
    }

    /// A name as it may stand in an error: short, plain characters.
    private static func shown(_ name: String) -> String {
        String(
            name.unicodeScalars.prefix(40).map {
                $0.isASCII && $0.properties.isAlphabetic || "_:-.".unicodeScalars.contains($0) ? Character($0) : "?"
            }
        )
    }
}
