/// One entry of the tape.
///
/// A leaf takes one word: kind (3 bits), escape flag (1), length in bytes (28), offset (32). A container takes two: the
/// second is the tape index behind its last descendant (32 bits) and its number of members (32). A key is a string word
/// in front of its value. Strings include their quotes.
struct Word {
    enum Kind: UInt64 {
        case string = 0
        case number
        case `true`
        case `false`
        case null
        case object
        case array
    }

    static let maximumLength = 1 << 28 - 1

    let bits: UInt64

    @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    init(_ kind: Kind, from start: Int, to end: Int, escaped: Bool = false) {
        let length = UInt64(truncatingIfNeeded: end &- start)
        bits =
            kind.rawValue << 61 | (escaped ? 1 << 60 : 0) | length << 32
            | UInt64(UInt32(truncatingIfNeeded: start))
    }

    /// The second word of a container.
    @inline(__always)
    static func extent(next: Int, count: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: count) << 32 | UInt64(UInt32(truncatingIfNeeded: next))
    }

    @inline(__always) var kind: Kind { Kind(rawValue: bits >> 61) ?? .null }
    @inline(__always) var isEscaped: Bool { bits & (1 << 60) != 0 }
    @inline(__always) var length: Int { Int(bits >> 32 & 0xFFF_FFFF) }
    @inline(__always) var start: Int { Int(UInt32(truncatingIfNeeded: bits)) }
    @inline(__always) var range: Range<Int> { start..<(start + length) }
    @inline(__always) var isContainer: Bool { bits >> 61 >= 5 }
    /// The bytes of a string between its quotes.
    @inline(__always) var content: Range<Int> { (start + 1)..<(start + max(length, 2) - 1) }
}
