import SvarJSON

extension JSONValue {
    /// An object without the members that have no value.
    static func members(_ members: (String, JSONValue?)...) -> JSONValue {
        .object(members.compactMap { key, value in value.map { JSONMemberValue(key, $0) } })
    }

    /// An array, or nil when it would be empty, which FHIR does not allow.
    static func list(_ elements: [JSONValue]) -> JSONValue? { elements.isEmpty ? nil : .array(elements) }

    /// A string, or nil without one.
    static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }

    /// An extension with one value.
    static func `extension`(_ url: String, _ kind: String, _ value: JSONValue) -> JSONValue {
        .object([JSONMemberValue("url", .string(url)), JSONMemberValue("value\(kind)", value)])
    }

    /// A reference to another resource of the unit.
    static func reference(_ key: String) -> JSONValue { ["reference": .string(LocalResource.urn(key))] }
}

extension String {
    /// The text without white space around it; nil when nothing is left.
    var trimmedOrNil: String? {
        let isSpace = { (c: UInt8) in c == 0x20 || (0x09...0x0D).contains(c) }
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return nil }
        return String(self[first...last])
    }
}
