/// A `base64Binary`: RFC 4648 section 4 with white space allowed anywhere, not empty.
public struct FHIRBase64: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .base64Binary }
    /// The text as received, white space kept.
    public let text: String

    /// Nil when the text is no base64: groups of four characters, padding only at the end.
    public init?(_ text: String) {
        guard Self.isValid(text.utf8Span.span) else { return nil }
        self.text = text
    }

    /// The text of bytes; nil for no bytes, which FHIR cannot hold.
    public init?(encoding bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        text = String(decoding: Self.encode(bytes), as: UTF8.self)
    }

    /// The bytes the text stands for.
    public var bytes: [UInt8] { Self.decode(text.utf8Span.span) ?? [] }

    /// Base64 of bytes, with padding and without white space.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { buffer, count in
            var index = 0
            while index < bytes.count {
                let second: UInt8? = index + 1 < bytes.count ? bytes[index + 1] : nil
                let third: UInt8? = index + 2 < bytes.count ? bytes[index + 2] : nil
                let group = UInt32(bytes[index]) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
                buffer[count] = character(group >> 18)
                buffer[count + 1] = character(group >> 12)
                buffer[count + 2] = second == nil ? UInt8(ascii: "=") : character(group >> 6)
                buffer[count + 3] = third == nil ? UInt8(ascii: "=") : character(group)
                count += 4
                index += 3
            }
        }
    }

    /// The bytes of base64 text, white space skipped; nil when it is no base64. Empty text gives no bytes.
    public static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3)
        var state = Base64State()
        for index in text.indices {
            guard state.take(text[index]) else { return nil }
            if state.isGroupComplete { state.append(to: &result) }
        }
        return state.isAtGroupStart ? result : nil
    }

    /// Whether bytes are base64 and at least one group, without decoding.
    static func isValid(_ text: Span<UInt8>) -> Bool {
        var state = Base64State()
        for index in text.indices where !state.take(text[index]) { return false }
        return state.isAtGroupStart && state.hasGroup
    }

    private static func character(_ bits: UInt32) -> UInt8 {
        switch UInt8(truncatingIfNeeded: bits & 63) {
        case let value where value < 26: value + UInt8(ascii: "A")
        case let value where value < 52: value - 26 + UInt8(ascii: "a")
        case let value where value < 62: value - 52 + UInt8(ascii: "0")
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }
}

/// Reads base64 one character at a time.
private struct Base64State {
    private var group: UInt32 = 0
    private var count = 0
    private var padding = 0
    private(set) var hasGroup = false

    var isGroupComplete: Bool { count == 4 }
    var isAtGroupStart: Bool { count == 0 || count == 4 }

    /// False when the character cannot stand here.
    mutating func take(_ byte: UInt8) -> Bool {
        if TextSyntax.isSpace(byte) {
            if count == 4 { next() }
            return true
        }
        if count == 4 { next() }
        if byte == UInt8(ascii: "=") {
            guard count >= 2 else { return false }
            padding += 1
            group <<= 6
        } else {
            guard padding == 0, let bits = Self.bits(byte) else { return false }
            group = group << 6 | bits
        }
        count += 1
        hasGroup = hasGroup || count == 4
        return true
    }

    /// Appends the bytes of a complete group.
    mutating func append(to result: inout [UInt8]) {
        result.append(UInt8(truncatingIfNeeded: group >> 16))
        if padding < 2 { result.append(UInt8(truncatingIfNeeded: group >> 8)) }
        if padding < 1 { result.append(UInt8(truncatingIfNeeded: group)) }
        next()
    }

    /// Begins a new group; after padding none may follow, so the padding stays.
    private mutating func next() {
        (group, count) = (0, 0)
    }

    private static func bits(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
