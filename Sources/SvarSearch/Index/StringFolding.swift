import SvarDefinitions

/// Texts without case, accents and idle white space, as string searches see them. Å, ø and æ are letters of their own.
/// Source: http://hl7.org/fhir/R4/search.html#string, docs/api/search-semantics.md.
package enum StringFolding {
    /// The folded text.
    package static func folded(_ text: String) -> String {
        if let plain = foldedASCII(text) { return plain }
        var result = String.UnicodeScalarView()
        var isSpacePending = false
        for scalar in text.unicodeScalars {
            if isMark(scalar) {
                // A ring makes å of an a, whichever other marks stand between.
                if scalar == "\u{30A}", !isSpacePending, result.last == "a" {
                    result.removeLast()
                    result.append("å")
                }
                continue
            }
            if scalar.properties.isWhitespace {
                isSpacePending = !result.isEmpty
                continue
            }
            if isSpacePending {
                result.append(" ")
                isSpacePending = false
            }
            switch scalar {
            case "ß", "ẞ": result.append(contentsOf: "ss".unicodeScalars)
            case "ς": result.append("σ")
            default:
                for small in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(small) {
                    result.append(FoldedLetters.table[small] ?? small)
                }
            }
        }
        return String(result)
    }

    /// The same for ASCII, which most texts are.
    private static func foldedASCII(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: text.utf8.count) { buffer in
            var count = 0
            var isSpacePending = false
            for byte in text.utf8 {
                if byte == 0x20 || (0x09...0x0D).contains(byte) {
                    isSpacePending = count > 0
                    continue
                }
                if isSpacePending {
                    buffer[count] = 0x20
                    count += 1
                    isSpacePending = false
                }
                buffer[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                count += 1
            }
            return count
        }
    }

    /// Combining marks: what is written onto the letter before.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x36F, 0x483...0x487, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        default: false
        }
    }
}
