public import SvarJSON

/// The primitive types of R4. Raw values are FHIR's names; the structure check asks here whether a JSON value is one.
/// Source: http://hl7.org/fhir/R4/datatypes.html#primitive
public enum PrimitiveType: String, CaseIterable, Hashable, Sendable {
    /// The types, by FHIR's names.
    case base64Binary, boolean, canonical, code, date, dateTime, decimal, id, instant, integer, markdown, oid
    /// The types, by FHIR's names.
    case positiveInt, string, time, unsignedInt, uri, url, uuid, xhtml

    /// How JSON writes values of the type.
    public var jsonKind: JSONNode.Kind {
        switch self {
        case .boolean: .bool
        case .decimal, .integer, .positiveInt, .unsignedInt: .number
        default: .string
        }
    }

    /// Whether a JSON value has the right kind and the syntax of the type.
    ///
    /// - Complexity: O(length), on the received bytes; only texts with escapes are copied.
    public func accepts(_ node: JSONNode) -> Bool {
        guard node.kind == jsonKind else { return false }
        if self == .boolean { return true }
        let bytes = node.bytes
        if node.kind == .number { return accepts(bytes.span) }
        let content = bytes.dropFirst().dropLast()
        if content.contains(UInt8(ascii: "\\")) {
            guard let text = node.string else { return false }
            return accepts(text.utf8Span.span)
        }
        return accepts(content.span)
    }

    /// Whether a text has the syntax of the type.
    public func accepts(text: String) -> Bool {
        accepts(text.utf8Span.span)
    }

    /// Whether UTF-8 has the syntax of the type.
    public func accepts(_ text: Span<UInt8>) -> Bool {
        switch self {
        case .boolean: TextSyntax.starts(text, with: text.count == 4 ? "true" : "false") && text.count <= 5
        case .integer: TextSyntax.integer(text) != nil
        case .unsignedInt: TextSyntax.integer(text).map { $0 >= 0 && text[0] != UInt8(ascii: "+") } ?? false
        case .positiveInt: TextSyntax.integer(text).map { $0 > 0 } ?? false
        case .decimal: DecimalSyntax(text) != nil
        case .string: TextSyntax.isString(text)
        case .markdown: TextSyntax.isMarkdown(text)
        case .code: TextSyntax.isCode(text)
        case .id: TextSyntax.isID(text)
        case .uri, .url, .canonical: TextSyntax.isURI(text)
        case .oid: TextSyntax.isOID(text)
        case .uuid: TextSyntax.isUUID(text)
        case .date: DateTimeFields(dateTime: text).map { !$0.hasTime } ?? false
        case .dateTime: DateTimeFields(dateTime: text) != nil
        case .instant: DateTimeFields(dateTime: text).map { $0.hasTime } ?? false
        case .time: DateTimeFields(time: text) != nil
        case .base64Binary: FHIRBase64.isValid(text)
        case .xhtml: XHTMLSyntax.isSafe(text)
        }
    }
}
