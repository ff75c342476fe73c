/// OperationOutcome as bytes.
package enum OutcomeBytes {
    /// The resource for some issues; with none, one that says all is well.
    package static func make(_ issues: [Issue]) -> [UInt8] {
        let issues = issues.isEmpty ? [Issue(.information, "informational", "done")] : issues
        var text = #"{"resourceType":"OperationOutcome","issue":["#
        for (index, issue) in issues.enumerated() {
            if index > 0 { text += "," }
            text += "{\"severity\":\"\(issue.severity.rawValue)\",\"code\":\"\(issue.code)\""
            text += ",\"details\":{\"text\":\(quoted(issue.text))}"
            if !issue.expression.isEmpty {
                text += ",\"expression\":[\(issue.expression.map(quoted).joined(separator: ","))]"
            }
            text += "}"
        }
        text += "]}"
        return Array(text.utf8)
    }
}

/// A text as a JSON string, quotes included.
func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case _ where scalar.value < 0x20:
            let hex = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
