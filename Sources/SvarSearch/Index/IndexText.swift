/// Texts as index rows hold them: bounded, so that no resource makes an index of its own size.
package enum IndexText {
    /// Longest text a row holds, in bytes of UTF-8.
    package static let maximumLength = 1_000

    /// A text compared as a whole. A longer one keeps its beginning and, in place of the rest, its length and two
    /// hashes, so that equal texts stay equal and others differ.
    package static func whole(_ text: String) -> String {
        guard text.utf8.count > maximumLength else { return text }
        return beginning(text, maximumLength - 60) + "\u{1}\(text.utf8.count)\u{1}\(hash(text, 0xcbf2_9ce4_8422_2325))"
            + "\u{1}\(hash(text, 0x9e37_79b9_7f4a_7c15))"
    }

    /// The beginning of a text, for searches that look at its start or inside it.
    package static func beginning(_ text: String, _ length: Int = maximumLength) -> String {
        guard text.utf8.count > length else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: length)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }

    /// FNV-1a with a last mix.
    private static func hash(_ text: String, _ seed: UInt64) -> UInt64 {
        var hash = seed
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash ^= hash >> 31
        return hash &* 0xc2b2_ae3d_27d4_eb4f
    }
}
