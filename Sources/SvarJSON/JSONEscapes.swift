/// The value of a hex digit.
@inline(__always)
func jsonHexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// The content of a string whose escapes were checked, as UTF-8.
func jsonUnescaped(_ content: some RandomAccessCollection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var rest = content.makeIterator()
    func unit() -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 { unit = unit << 4 | UInt32(rest.next().flatMap(jsonHexDigit) ?? 0) }
        return unit
    }
    while let byte = rest.next() {
        guard byte == UInt8(ascii: "\\"), let escape = rest.next() else {
            result.append(byte)
            continue
        }
        switch escape {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = unit()
            if 0xD800...0xDBFF ~= scalar {
                _ = rest.next()
                _ = rest.next()
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (unit() & 0x3FF)
            }
            result.append(contentsOf: String(Unicode.Scalar(scalar).map(Character.init) ?? "\u{FFFD}").utf8)
        default: result.append(escape)
        }
    }
    return result
}

/// The text as a JSON string with its quotes: only what must be escaped is, `/` is not, the rest is UTF-8.
public func jsonQuoted(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 2)
    jsonQuote(text, into: &result)
    return result
}

/// Appends the text as a JSON string.
func jsonQuote(_ text: String, into bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { source in
        var plain = 0
        for (at, byte) in source.enumerated() {
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: source[plain..<at])
            plain = at + 1
            appendEscape(byte, into: &bytes)
        }
        bytes.append(contentsOf: source[plain...])
    }
    bytes.append(UInt8(ascii: "\""))
}

private func appendEscape(_ byte: UInt8, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20:
        let low = byte & 0xF
        bytes.append(contentsOf: "u00".utf8)
        bytes.append(UInt8(ascii: "0") + byte >> 4)
        bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    default: bytes.append(byte)
    }
}
