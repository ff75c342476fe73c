/// One problem, hint or confirmation for a client: an entry of OperationOutcome.issue. Its texts hold no patient data.
public struct OutcomeIssue: Hashable, Sendable {
    /// How bad it is. Source: http://hl7.org/fhir/R4/valueset-issue-severity.html
    public enum Severity: String, CaseIterable, Hashable, Sendable {
        /// The action failed and further checks could not run.
        case fatal
        /// The action failed.
        case error
        /// The action went through but may not have done what was meant.
        case warning
        /// Nothing is wrong.
        case information
    }

    /// A code of our own or of a national list beside the FHIR one.
    public struct Detail: Hashable, Sendable {
        /// Where the code is from.
        public var system: String?
        /// The code.
        public var code: String

        /// A code with its system.
        public init(system: String?, code: String) {
            self.system = system
            self.code = code
        }
    }

    /// How bad it is.
    public var severity: Severity
    /// What kind of problem it is.
    public var code: IssueType
    /// A text for people.
    public var text: String
    /// FHIRPath-like places of the elements at fault: `DiagnosticReport.result[2].reference`.
    public var expression: [String]
    /// More for developers.
    public var diagnostics: String?
    /// A stable code a program can act on.
    public var detail: Detail?

    /// An issue.
    public init(
        severity: Severity = .error,
        code: IssueType,
        text: String,
        expression: [String] = [],
        diagnostics: String? = nil,
        detail: Detail? = nil
    ) {
        self.severity = severity
        self.code = code
        self.text = text
        self.expression = expression
        self.diagnostics = diagnostics
        self.detail = detail
    }
}
