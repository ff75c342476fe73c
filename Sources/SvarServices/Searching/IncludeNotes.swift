import SvarFHIR
import SvarSearch
import SvarStore

/// What an answer says of includes that are not whole.
enum IncludeNotes {
    /// `:iterate` stopped where it always does.
    static let deeper = OutcomeIssue(
        severity: .warning,
        code: .incomplete,
        text:
            "include-depth: :iterate was followed \(IncludeFollower.maximumSteps) steps beyond the first and would lead "
            + "further. Search from the resources of the last step to go on."
    )

    /// One result has more than a page may hold.
    static func cut(_ plan: SearchPlan, _ match: ResourceVersion) -> OutcomeIssue {
        let ways = plan.request.used.compactMap { way($0.name, $0.value, match) }
        let how = ways.isEmpty ? "" : " All of them are found by: " + ways.joined(separator: " or ") + "."
        return OutcomeIssue(
            severity: .warning,
            code: .tooCostly,
            text:
                "include-incomplete: what \(match.type.rawValue)/\(match.id) includes is more than one page holds; some is "
                + "left out." + how
        )
    }

    /// The search that gives all of an include, page by page.
    private static func way(_ name: String, _ value: String, _ match: ResourceVersion) -> String? {
        let parts = value.split(separator: ":").map(String.init)
        guard parts.count >= 2 else { return nil }
        if name.hasPrefix("_include"), parts[0] == match.type.rawValue {
            return "\(parts.count > 2 ? parts[2] : "[type]")?_has:\(parts[0]):\(parts[1]):_id=\(match.id)"
        }
        if name.hasPrefix("_revinclude") {
            return "\(parts[0])?\(parts[1])=\(match.type.rawValue)/\(match.id)"
        }
        return nil
    }
}
