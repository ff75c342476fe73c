/// Whether bytes of UTF-8 follow the syntax of a FHIR primitive. Each follows the regular expression of
/// http://hl7.org/fhir/R4/datatypes.html; where it is stricter the comment says so.
enum TextSyntax {
    /// A `string` holds at most this many bytes.
    static let maximumStringBytes = 1 << 20

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

    /// `[A-Za-z0-9\-\.]{1,64}`
    static func isID(_ text: Span<UInt8>) -> Bool {
        isID(text, 0..<text.count)
    }

    static func isID(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard (1...64).contains(range.count) else { return false }
        for index in range {
            let byte = text[index]
            guard isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else {
                return false
            }
        }
        return true
    }

    /// `[^\s]+(\s[^\s]+)*`, and as the text of the page has it, no white space but single spaces.
    static func isCode(_ text: Span<UInt8>) -> Bool {
        var follows = false
        for index in text.indices {
            if isSpace(text[index]) {
                guard follows, text[index] == 0x20 else { return false }
                follows = false
            } else {
                follows = true
            }
        }
        return follows
    }

    /// `\S*`, and not empty.
    static func isURI(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where isSpace(text[index]) { return false }
        return !text.isEmpty
    }

    /// `urn:oid:[0-2](\.(0|[1-9][0-9]*))+`
    static func isOID(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 11, starts(text, with: "urn:oid:"), (0x30...0x32).contains(text[8]) else { return false }
        var index = 9
        while index < text.count {
            guard text[index] == UInt8(ascii: "."), index + 1 < text.count, isDigit(text[index + 1]) else {
                return false
            }
            let isZero = text[index + 1] == 0x30
            index += 2
            if isZero { continue }
            while index < text.count, isDigit(text[index]) { index += 1 }
        }
        return true
    }

    /// `urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`
    static func isUUID(_ text: Span<UInt8>) -> Bool {
        guard text.count == 45, starts(text, with: "urn:uuid:") else { return false }
        for index in 9..<45 {
            let byte = text[index]
            switch index - 9 {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
            default: guard isDigit(byte) || (byte >= 0x61 && byte <= 0x66) else { return false }
            }
        }
        return true
    }

    /// `[ \r\n\t\S]+`, at most 1 MB, and the first character no control character.
    static func isString(_ text: Span<UInt8>) -> Bool {
        text.count <= maximumStringBytes && isMarkdown(text)
    }

    /// As a string, of any length: R4 says only that it is not empty.
    static func isMarkdown(_ text: Span<UInt8>) -> Bool {
        guard !text.isEmpty, text[0] >= 0x20 || isSpace(text[0]) else { return false }
        for index in text.indices where text[index] == 0x0B || text[index] == 0x0C { return false }
        return true
    }

    /// `0|[-+]?[1-9][0-9]*` inside 32 bits; the number, nil when the text is none.
    static func integer(_ text: Span<UInt8>) -> Int32? {
        guard (1...11).contains(text.count) else { return nil }
        let isSigned = text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")
        let start = isSigned ? 1 : 0
        guard start < text.count else { return nil }
        if text[start] == 0x30 { return text.count == 1 ? 0 : nil }
        var value: Int64 = 0
        for index in start..<text.count {
            guard isDigit(text[index]) else { return nil }
            value = value * 10 + Int64(text[index] - 0x30)
        }
        return Int32(exactly: text[0] == UInt8(ascii: "-") ? -value : value)
    }

    static func starts(_ text: Span<UInt8>, with prefix: StaticString, at start: Int = 0) -> Bool {
        guard text.count - start >= prefix.utf8CodeUnitCount else { return false }
        for index in 0..<prefix.utf8CodeUnitCount where text[start + index] != prefix.utf8Start[index] { return false }
        return true
    }
}
