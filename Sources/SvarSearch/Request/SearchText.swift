/// The separators and escapes of search values. Source: http://hl7.org/fhir/R4/search.html#escaping
enum SearchText {
    /// Splits at a separator that no backslash escapes; the escapes stay.
    static func split(_ text: some StringProtocol, at separator: Unicode.Scalar, most: Int = .max) -> [String] {
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isEscaped, scalar == separator, parts.count < most - 1 {
                parts.append(String(part))
                part = String.UnicodeScalarView()
                continue
            }
            isEscaped = !isEscaped && scalar == "\\"
            part.append(scalar)
        }
        return parts + [String(part)]
    }

    /// The text without its escapes.
    static func unescaped(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
            } else {
                result.append(scalar)
                isEscaped = false
            }
        }
        if isEscaped { result.append("\\") }
        return String(result)
    }
}

/// A token as searched: `code`, `system|code`, `|code` or `system|`.
struct TokenText: Hashable {
    /// Nil: any system. Empty: none.
    let system: String?
    /// Nil: any code.
    let code: String?

    init(system: String?, code: String?) {
        self.system = system
        self.code = code
    }

    /// Nil when neither is named.
    init?(_ text: String) {
        let parts = SearchText.split(text, at: "|", most: 2).map { SearchText.unescaped($0) }
        system = parts.count > 1 ? parts[0] : nil
        code = parts[parts.count - 1].isEmpty ? nil : parts[parts.count - 1]
        if code == nil, system?.isEmpty ?? true { return nil }
    }

    /// Holds for rows of value (or identifier) facets.
    var condition: RowCondition {
        var conditions: [RowCondition] = []
        if let code { conditions.append(.compare(.value, .equal, .text(IndexText.whole(code)))) }
        if let system { conditions.append(.compare(.extra, .equal, .text(IndexText.whole(system)))) }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }
}

/// The prefixes of ordered values. Source: http://hl7.org/fhir/R4/search.html#prefix
enum SearchPrefix: String {
    case equal = "eq", notEqual = "ne", greater = "gt", less = "lt", greaterOrEqual = "ge", lessOrEqual = "le"
    case startsAfter = "sa", endsBefore = "eb", approximately = "ap"

    /// The prefix of a value and what stands behind it.
    static func read(_ text: String) -> (SearchPrefix, String) {
        guard let prefix = SearchPrefix(rawValue: String(text.prefix(2))) else { return (.equal, text) }
        return (prefix, String(text.dropFirst(2)))
    }
}
