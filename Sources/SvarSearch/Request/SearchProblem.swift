import SvarFHIR

/// Why one search parameter cannot be used.
package struct SearchProblem: Error {
    /// Not known or not supported: left out when the client asks for lenient handling. Else the client has written a
    /// known parameter wrongly, which is refused either way.
    let isIgnorable: Bool
    let issue: OutcomeIssue
    /// It would be understood, and is too much.
    var isTooCostly: Bool { issue.code == .tooCostly }

    /// The parameter or modifier is not known or not supported.
    static func unsupported(_ text: String) -> Self {
        Self(isIgnorable: true, issue: OutcomeIssue(code: .notSupported, text: text))
    }

    /// The value cannot be understood.
    static func value(_ text: String) -> Self {
        Self(isIgnorable: false, issue: OutcomeIssue(code: .value, text: text))
    }

    static func tooCostly(_ text: String) -> Self {
        Self(isIgnorable: false, issue: OutcomeIssue(code: .tooCostly, text: text))
    }

    /// A name as it may stand in an error: short, no digits, plain characters.
    package static func shown(_ name: some StringProtocol) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.prefix(60).map {
                    ($0.isASCII && $0.properties.isAlphabetic) || "_:-.".unicodeScalars.contains($0) ? $0 : "?"
                }
            )
        )
    }
}
