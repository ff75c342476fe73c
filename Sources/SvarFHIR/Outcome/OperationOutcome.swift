public import SvarJSON

/// The resource that tells a client what went wrong or well. Source: http://hl7.org/fhir/R4/operationoutcome.html
public struct OperationOutcome: Hashable, Sendable {
    /// The issues, worst or first one first as the caller has them.
    public var issues: [OutcomeIssue]

    /// An outcome of these issues. FHIR wants at least one: none at all is written as one information that all is well.
    public init(_ issues: [OutcomeIssue]) {
        self.issues = issues
    }

    /// An outcome of one issue.
    public init(_ issue: OutcomeIssue) {
        self.init([issue])
    }

    /// The resource as a value, for a Bundle entry's response.
    public var json: JSONValue {
        let shown =
            issues.isEmpty ? [OutcomeIssue(severity: .information, code: .informational, text: "All OK")] : issues
        return .object([
            JSONMemberValue("resourceType", "OperationOutcome"),
            JSONMemberValue("issue", .array(shown.map(\.json))),
        ])
    }

    /// The resource as compact JSON.
    public var bytes: [UInt8] { json.bytes }
}

extension OutcomeIssue {
    /// The entry in the order of the elements in R4; empty texts are left out.
    var json: JSONValue {
        var members = [
            JSONMemberValue("severity", .string(severity.rawValue)),
            JSONMemberValue("code", .string(code.rawValue)),
        ]
        var details: [JSONMemberValue] = []
        if let detail {
            var coding: [JSONMemberValue] = []
            if let system = detail.system { coding.append(JSONMemberValue("system", .string(system))) }
            coding.append(JSONMemberValue("code", .string(detail.code)))
            details.append(JSONMemberValue("coding", .array([.object(coding)])))
        }
        if !text.isEmpty { details.append(JSONMemberValue("text", .string(text))) }
        if !details.isEmpty { members.append(JSONMemberValue("details", .object(details))) }
        if let diagnostics, !diagnostics.isEmpty {
            members.append(JSONMemberValue("diagnostics", .string(diagnostics)))
        }
        let places = expression.filter { !$0.isEmpty }
        if !places.isEmpty {
            members.append(JSONMemberValue("expression", .array(places.map { .string($0) })))
        }
        return .object(members)
    }
}
