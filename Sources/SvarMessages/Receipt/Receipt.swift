package import SvarJSON

/// The answer to a submitted message. It holds codes, paths, lines and our own ids: nothing of the person or the result.
package struct Receipt: Sendable, Hashable {
    /// The answer about one report.
    package struct Report: Sendable, Hashable {
        package var outcome: ReceiptOutcome
        /// Our id of the DiagnosticReport; nil when nothing is stored.
        package var report: String?
        /// Its `versionId`; nil when nothing is stored.
        package var version: String?
        package var issues: [IntakeIssue]

        package init(
            _ outcome: ReceiptOutcome,
            report: String? = nil,
            version: String? = nil,
            issues: [IntakeIssue] = []
        ) {
            self.outcome = outcome
            self.report = report
            self.version = version
            self.issues = issues
        }
    }

    package let outcome: ReceiptOutcome
    /// In the message's order.
    package let reports: [Report]
    /// About the message outside its reports.
    package let issues: [IntakeIssue]
    /// The status of the answer over HTTP.
    package let httpStatus: Int

    /// The receipt of a message that was read.
    package init(reports: [Report], issues: [IntakeIssue]) {
        self.reports = reports
        self.issues = issues
        outcome = .of(reports.map(\.outcome), messageIsWarned: issues.contains { !$0.code.isRefusal })
        httpStatus = outcome.httpStatus
    }

    /// The receipt of a message of which nothing was taken.
    package init(_ refusal: MessageRefusal) {
        reports = []
        issues = refusal.issues
        outcome = .refused
        httpStatus = refusal.status.rawValue
    }

    /// `{outcome, reports: [{outcome, report, version, issues}], issues: [{code, path, line, text}]}`; what there is
    /// none of is null.
    package var json: JSONValue {
        .object([
            "outcome": .string(outcome.rawValue),
            "reports": .array(
                reports.map { report in
                    .object([
                        "outcome": .string(report.outcome.rawValue),
                        "report": Self.text(report.report),
                        "version": Self.text(report.version),
                        "issues": Self.list(report.issues),
                    ])
                }
            ),
            "issues": Self.list(issues),
        ])
    }

    private static func list(_ issues: [IntakeIssue]) -> JSONValue {
        .array(
            issues.map { issue in
                .object([
                    "code": .string(issue.code.rawValue),
                    "path": .string(issue.path),
                    "line": issue.line.map { JSONValue($0) } ?? .null,
                    "text": .string(issue.text),
                ])
            }
        )
    }

    private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
