/// Lifts the base64 of large attachments out of a document before it is parsed, and puts it back into the tree:
/// the parser (libxml2) takes no text of more than 10 MB and is slow long before that.
///
/// A mark stands in for each: a private-use character on either side of a number and of the text's line ends, so that
/// lines are counted as sent. A document that holds the character itself is left as it is.
struct LongTexts {
    /// Shorter texts stay where they are.
    private static let minimumBytes = 64 << 10
    private static let mark = Array("\u{F8FF}".utf8)

    /// The document with marks.
    private(set) var document: [UInt8]
    private var texts: [String] = []

    var isEmpty: Bool { texts.isEmpty }

    init(_ text: [UInt8]) {
        document = text
        guard text.count >= Self.minimumBytes, !Self.holdsMark(text) else { return }
        var result: [UInt8] = []
        var copied = 0
        for run in Self.runs(in: text) {
            result += text[copied..<run.lowerBound]
            result += Self.mark + Array("\(texts.count)".utf8)
            result += text[run].lazy.filter { $0 == 0x0A }
            result += Self.mark
            // The parser would have made one line end of CR LF.
            texts.append(String(decoding: text[run].lazy.filter { $0 != 0x0D }, as: UTF8.self))
            copied = run.upperBound
        }
        guard !texts.isEmpty else { return }
        result += text[copied...]
        document = result
    }

    /// The text with its marks replaced by what they stand for.
    func restored(_ text: String) -> String {
        guard !texts.isEmpty, text.unicodeScalars.contains("\u{F8FF}") else { return text }
        let parts = text.split(separator: "\u{F8FF}", omittingEmptySubsequences: false)
        return parts.enumerated().map { place, part in
            guard !place.isMultiple(of: 2), let number = Int(String(part).trimmed), texts.indices.contains(number)
            else { return String(part) }
            return texts[number]
        }.joined()
    }

    private static func holdsMark(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { text in
            text.indices.dropLast(2).contains { index in
                text[index] == mark[0] && text[index + 1] == mark[1] && text[index + 2] == mark[2]
            }
        }
    }

    /// The texts between `>` and `<` that are long and of base64's characters and white space only.
    private static func runs(in text: [UInt8]) -> [Range<Int>] {
        text.withUnsafeBufferPointer { text in
            var runs: [Range<Int>] = []
            var start: Int?
            for index in text.indices {
                switch text[index] {
                case 0x3E: start = index + 1
                case 0x3C:
                    if let start, index - start >= minimumBytes { runs.append(start..<index) }
                    start = nil
                case 0x41...0x5A, 0x61...0x7A, 0x2F...0x39, 0x2B, 0x3D, 0x20, 0x09, 0x0A, 0x0D: break
                default: start = nil
                }
            }
            return runs
        }
    }
}
