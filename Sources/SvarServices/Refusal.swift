package import SvarFHIR
package import SvarSearch

/// Why a use case did not do what was asked: an expected answer that the edge turns into a status and an
/// OperationOutcome. It never holds patient data.
package struct Refusal: Error, Sendable, Hashable {
    /// The closed list; the edge has one table from it to HTTP.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case invalid
        case forbidden
        case notFound
        case gone
        case methodNotAllowed
        case conflict
        case preconditionFailed
        case tooLarge
        case unprocessable
    }

    package let kind: Kind
    package let issues: [OutcomeIssue]

    package init(_ kind: Kind, _ issues: [OutcomeIssue]) {
        self.kind = kind
        self.issues = issues
    }

    package init(_ kind: Kind, _ code: IssueType, _ text: String, expression: [String] = []) {
        self.kind = kind
        issues = [OutcomeIssue(severity: .error, code: code, text: text, expression: expression)]
    }

    /// Parameters that are not understood.
    package init(_ fault: SearchFault) { self.init(.invalid, fault.issues) }

    /// An identity number must never stand in a URL, so it cannot be an id.
    static let identityNumberAsID = Refusal(.invalid, .value, "An identity number cannot be the id of a resource.")

    /// Hidden, foreign and absent give this same answer.
    package static let notFound = Refusal(.notFound, .notFound, "No such resource.")
}
