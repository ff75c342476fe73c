/// Finds identity numbers in texts that are about to stand where none may: addresses, that logs, caches and browser
/// histories keep (decision 19).
package enum NumberScan {
    /// Identifier systems of person numbers, in the forms that clients send.
    private static let systems: Set<String> = {
        var systems = Set(PersonNumber.Kind.allCases.map(\.system))
        for name in ["FNR", "DNR", "FHNR"] { systems.insert("http://hl7.no/fhir/NamingSystem/\(name)") }
        for kind in PersonNumber.Kind.allCases { systems.insert(String(kind.system.dropFirst("urn:oid:".count))) }
        return systems
    }()

    /// Whether a text holds a number, or names the system of one before a `|`. Looked at as it is, and without
    /// the backslashes that a search takes out and the white space that people group digits with.
    package static func finds(in text: String) -> Bool {
        guard text.utf8.count >= 11, needsLook(text) else { return false }
        if holdsNumber(text) { return true }
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\\" && !$0.properties.isWhitespace })
        )
        if plain.utf8.count != text.utf8.count, holdsNumber(plain) { return true }
        return plain.utf8.split(separator: UInt8(ascii: ",")).contains { alternative in
            guard let bar = alternative.firstIndex(of: UInt8(ascii: "|")) else { return false }
            return systems.contains(String(Substring(alternative[..<bar])))
        }
    }

    /// Whether there are eleven digits in a row, or any byte by which a text comes to mean more than it says at sight:
    /// white space, `\`, `|`, or what is not ASCII. Few addresses have any.
    private static func needsLook(_ text: String) -> Bool {
        var run = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                run += 1
                if run == 11 { return true }
            case 0...0x20, UInt8(ascii: "\\"), UInt8(ascii: "|"), 0x7F...: return true
            default: run = 0
            }
        }
        return false
    }

    /// Whether eleven digits between non-digits look like a number. The hexadecimal digits of a UUID are let be.
    private static func holdsNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var first = 0
        for index in 0...bytes.count where index == bytes.count || !isDigit(bytes[index]) {
            let run = bytes[first..<index]
            if run.count == 11, PersonNumber.looksLikeOne(String(decoding: run, as: UTF8.self)),
                !isUUIDEnd(bytes, index)
            {
                return true
            }
            first = index + 1
        }
        return false
    }

    /// Whether the eleven digits before `end` are of the last part of a UUID: with one more hexadecimal digit beside
    /// them, after `-` and the other parts.
    private static func isUUIDEnd(_ bytes: [UInt8], _ end: Int) -> Bool {
        [end, end + 1].contains { end in
            guard end <= bytes.count, end >= 36, end == bytes.count || !isHexDigit(bytes[end]) else { return false }
            return bytes[(end - 36)..<end].enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHexDigit(byte)
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
    }
}
