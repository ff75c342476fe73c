extension JSONValue {
    /// The value as compact JSON in UTF-8; equal values give equal bytes.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        write(into: &result)
        return result
    }

    /// Appends the value as compact JSON.
    public func write(into bytes: inout [UInt8]) {
        switch self {
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                jsonQuote(member.key, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string(let text): jsonQuote(text, into: &bytes)
        case .number(let lexeme): bytes.append(contentsOf: lexeme.utf8)
        case .bool(let value): bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .null: bytes.append(contentsOf: "null".utf8)
        }
    }
}
