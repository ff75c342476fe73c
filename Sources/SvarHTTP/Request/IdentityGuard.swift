import SvarDomain
package import SvarFHIR
import SvarServices

/// Keeps identity numbers out of URLs (decision 19): logs, caches and browser histories keep URLs.
package enum IdentityGuard {
    /// The issue to answer with, when a path segment or a query value holds an identity number or names its system.
    package static func check(_ target: Target) -> OutcomeIssue? {
        for segment in target.segments where NumberScan.finds(in: segment) { return issue(at: "the path") }
        for item in target.query where NumberScan.finds(in: item.value) || NumberScan.finds(in: item.name) {
            return issue(at: "the query")
        }
        return nil
    }

    private static func issue(at place: String) -> OutcomeIssue {
        OutcomeIssue(
            code: .value,
            text: "\(place) holds what looks like an identity number; numbers must not stand in a URL: "
                + "put it in the field person-id, or POST [type]/_search with the number in the form"
        )
    }
}
