/// Writes XML as UTF-8 bytes. Small and quick: messages are made by the thousand for benchmarks.
struct XMLBuilder {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Markup as it stands.
    mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Text or an attribute's value, escaped.
    mutating func escaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "\""): raw("&quot;")
            case UInt8(ascii: "\n"): raw("&#10;")
            default: bytes.append(byte)
            }
        }
    }

    /// `<name>text</name>`; nothing without a text.
    mutating func element(_ name: String, _ text: String?) {
        guard let text else { return }
        open(name)
        escaped(text)
        close(name)
    }

    /// `<name>…</name>`
    mutating func element(_ name: String, _ content: (inout XMLBuilder) -> Void) {
        open(name)
        content(&self)
        close(name)
    }

    /// A coded value: `<name V="…" DN="…"/>`.
    mutating func coded(_ name: String, _ value: String, _ display: String? = nil) {
        raw("<")
        raw(name)
        attribute("V", value)
        if let display { attribute("DN", display) }
        raw("/>")
    }

    /// A coded value that names its list: `<name V="…" S="2.16.578.1.12.4.1.1.…" DN="…"/>`.
    mutating func coded(_ name: String, _ code: ReportDraft.Code) {
        raw("<")
        raw(name)
        attribute("V", code.value)
        attribute("S", "2.16.578.1.12.4.1.1.\(code.list)")
        attribute("DN", code.display)
        raw("/>")
    }

    mutating func attribute(_ name: String, _ value: String) {
        raw(" ")
        raw(name)
        raw("=\"")
        escaped(value)
        raw("\"")
    }

    private mutating func open(_ name: String) {
        raw("<")
        raw(name)
        raw(">")
    }

    private mutating func close(_ name: String) {
        raw("</")
        raw(name)
        raw(">\n")
    }
}

extension Laboratory.Encoding {
    /// The name in the XML declaration.
    var declaration: String {
        switch self {
        case .utf8, .utf8WithMark: "UTF-8"
        case .latin1: "ISO-8859-1"
        }
    }

    /// UTF-8 bytes in this encoding. Every character the messages use has a place in ISO-8859-1.
    func encode(_ utf8: [UInt8]) -> [UInt8] {
        switch self {
        case .utf8: return utf8
        case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + utf8
        case .latin1:
            var result: [UInt8] = []
            result.reserveCapacity(utf8.count)
            var index = 0
            while index < utf8.count {
                let byte = utf8[index]
                if byte < 0x80 {
                    result.append(byte)
                    index += 1
                } else {
                    // two bytes for U+0080 to U+00FF
                    result.append((byte & 0x03) << 6 | utf8[index + 1] & 0x3F)
                    index += 2
                }
            }
            return result
        }
    }
}
