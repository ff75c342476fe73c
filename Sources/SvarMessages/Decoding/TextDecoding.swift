/// From bytes as received to UTF-8 that has been checked. Nothing is ever dropped or replaced: what cannot be decoded
/// is an error, since a lost `µ` makes a value a million times too large.
package enum TextDecoding {
    /// The bytes are not in the encoding they are in by mark or declaration, or hold a forbidden character.
    package struct Failure: Error, Hashable, Sendable {
        /// Line of the first byte at fault, from 1; nil where the encoding itself is not read.
        package var line: Int?

        package init(line: Int?) {
            self.line = line
        }
    }

    /// The document in UTF-8, without byte order mark, its XML declaration blanked (it names another encoding).
    ///
    /// Refused beside what is undecodable: NUL and the other control characters but tab and line ends; C1 controls
    /// and DEL, which no text needs and which betray a wrong declaration (ISO-8859-1 declared over windows-1252 or a
    /// DOS code page, or UTF-8 decoded as ISO-8859-1 on its way here); U+FFFE and U+FFFF.
    package static func decode(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        guard let (encoding, mark) = TextEncoding.detect(bytes) else { throw Failure(line: nil) }
        var text: [UInt8]
        switch encoding {
        case .utf8:
            text = mark == 0 ? bytes : Array(bytes[mark...])
            try checkUTF8(text)
        case .ascii:
            text = bytes
            if let bad = text.firstIndex(where: { $0 > 0x7F }) { throw Failure(line: line(of: bad, in: text)) }
        case .latin1: text = try expand(bytes) { $0 < 0xA0 ? nil : UInt32($0) }
        case .latin9: text = try expand(bytes, CodePage.latin9)
        case .windows1252: text = try expand(bytes, CodePage.windows1252)
        case .utf16LittleEndian: text = try fromUTF16(bytes[mark...], high: 1)
        case .utf16BigEndian: text = try fromUTF16(bytes[mark...], high: 0)
        }
        try checkCharacters(text)
        blankDeclaration(&text)
        return text
    }

    private static func checkUTF8(_ text: [UInt8]) throws(Failure) {
        var decoder = UTF8.ForwardParser()
        var iterator = text.makeIterator()
        guard !text.allSatisfy({ $0 < 0x80 }), String(validating: text, as: UTF8.self) == nil else { return }
        // It is invalid: once more, slowly, to tell the line.
        var line = 1
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): if scalar.first == 0x0A { line += 1 }
            case .error: throw Failure(line: line)
            case .emptyInput: throw Failure(line: line)
            }
        }
    }

    /// Single bytes to UTF-8; `upper` gives the character of a byte above 0x7F.
    private static func expand(_ bytes: [UInt8], _ upper: (UInt8) -> UInt32?) throws(Failure) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 16)
        for (index, byte) in bytes.enumerated() {
            if byte < 0x80 {
                text.append(byte)
            } else if let value = upper(byte), let scalar = Unicode.Scalar(value) {
                if let units = UTF8.encode(scalar) { text.append(contentsOf: units) }
            } else {
                throw Failure(line: line(of: index, in: bytes))
            }
        }
        return text
    }

    private static func fromUTF16(_ bytes: ArraySlice<UInt8>, high: Int) throws(Failure) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else { throw Failure(line: nil) }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw Failure(line: nil) }
        return Array(text.utf8)
    }

    private static func checkCharacters(_ text: [UInt8]) throws(Failure) {
        let bad: Int? = text.withUnsafeBufferPointer { text in
            for index in text.indices {
                let byte = text[index]
                if byte < 0x20 {
                    if byte != 0x0A && byte != 0x0D && byte != 0x09 { return index }
                } else if byte == 0x7F {
                    return index
                } else if byte == 0xC2 {
                    if text[index + 1] < 0xA0 { return index }
                } else if byte == 0xEF, text[index + 1] == 0xBF, text[index + 2] >= 0xBE {
                    return index
                }
            }
            return nil
        }
        if let bad { throw Failure(line: line(of: bad, in: text)) }
    }

    /// Spaces over the declaration; its line ends stay, so that lines are counted as sent.
    private static func blankDeclaration(_ text: inout [UInt8]) {
        guard let range = XMLDeclaration.range(in: text) else { return }
        for index in range where text[index] != 0x0A && text[index] != 0x0D { text[index] = 0x20 }
    }

    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        bytes[..<index].reduce(into: 1) { if $1 == 0x0A { $0 += 1 } }
    }
}
