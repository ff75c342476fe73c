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
        let view = ByteView(source)
        var plain = 0
        var at = 0
        while at < view.count {
            let special = mustEscape(view.eight(at: at))
            at &+= special == 0 ? 8 : special.trailingZeroBitCount >> 3
            // Behind the end the view has NUL, which must be escaped, so that a run stops there at the latest.
            guard special != 0, at < view.count else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[plain..<at]))
            appendEscape(source[at], into: &bytes)
            at &+= 1
            plain = at
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[plain...]))
    }
    bytes.append(UInt8(ascii: "\""))
}

/// The high bit of each byte that a JSON string must escape; exact for the lowest one.
@inline(__always)
private func mustEscape(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let zeros = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
    return (zeros | ((word &- ones &* 0x20) & ~word)) & 0x8080_8080_8080_8080
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
