/// The character encodings a message may come in.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case latin1 = "ISO-8859-1"
    case latin9 = "ISO-8859-15"
    case windows1252 = "windows-1252"
    case ascii = "US-ASCII"

    /// Which encoding the bytes are in, and how many bytes its mark takes; nil for one that is not read.
    ///
    /// 1. A byte order mark wins over any declaration (XML 1.0 appendix F). UTF-32 is not read.
    /// 2. `<` as two bytes is UTF-16 whatever is declared: no other reading makes XML of it.
    /// 3. Otherwise the declaration rules, also when the bytes would be valid UTF-8: a sender that declares
    ///    ISO-8859-1 and writes `C2 B5` has said "Âµ". What it says is kept; the unit is then unknown and warned of.
    /// 4. A declaration of UTF-16 over single bytes cannot be true (it comes from programs that print a string's
    ///    own encoding); it counts as none.
    /// 5. No declaration is UTF-8.
    package static func detect(_ bytes: [UInt8]) -> (encoding: TextEncoding, markLength: Int)? {
        func starts(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
        if starts([0xFF, 0xFE, 0, 0]) || starts([0, 0, 0xFE, 0xFF]) { return nil }
        if starts([0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if starts([0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if starts([0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if starts([0x3C, 0]) { return (.utf16LittleEndian, 0) }
        if starts([0, 0x3C]) { return (.utf16BigEndian, 0) }
        guard let name = XMLDeclaration.encodingName(in: bytes) else { return (.utf8, 0) }
        guard let encoding = named(name) else { return nil }
        return (encoding, 0)
    }

    /// The encoding of a declared name, any case. UTF-16 over single bytes counts as UTF-8 (rule 4 above).
    private static func named(_ name: String) -> TextEncoding? {
        switch name.lowercased() {
        case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "utf16", "unicode": .utf8
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1": .latin1
        case "iso-8859-15", "iso8859-15", "iso_8859-15", "latin9", "latin-9": .latin9
        case "windows-1252", "cp1252", "cp-1252": .windows1252
        case "us-ascii", "ascii": .ascii
        default: nil
        }
    }
}

/// The XML declaration at the very start of a document: `<?xml version="1.0" encoding="…"?>`.
enum XMLDeclaration {
    /// The declared encoding, read from bytes that agree with ASCII.
    static func encodingName(in bytes: [UInt8]) -> String? {
        guard let range = range(in: bytes) else { return nil }
        let text = Array(bytes[range])
        let key = Array("encoding".utf8)
        guard text.count > key.count,
            let start = (0..<text.count - key.count).first(where: { text[$0..<$0 + key.count].elementsEqual(key) })
        else { return nil }
        var index = start + key.count
        while index < text.count, isSpace(text[index]) || text[index] == UInt8(ascii: "=") { index += 1 }
        guard index < text.count, text[index] == 0x22 || text[index] == 0x27 else { return nil }
        let quote = text[index]
        guard let end = text[(index + 1)...].firstIndex(of: quote) else { return nil }
        return String(decoding: text[(index + 1)..<end], as: UTF8.self)
    }

    /// The declaration's bytes, `<?xml` to `?>`; nil where there is none. At most 256 bytes are looked at.
    static func range(in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.starts(with: Array("<?xml".utf8)), bytes.count > 5, isSpace(bytes[5]) else { return nil }
        let limit = min(bytes.count, 256)
        guard let end = (5..<limit - 1).first(where: { bytes[$0] == 0x3F && bytes[$0 + 1] == 0x3E }) else {
            return nil
        }
        return 0..<end + 2
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
