/// A limited look at narrative: one `div` that holds nothing that runs, loads or frames. It is no XHTML parser; well
/// formed mark-up is the validator's business. Source: http://hl7.org/fhir/R4/narrative.html#xhtml
enum XHTMLSyntax {
    private static let forbidden: [StaticString] = [
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input", "button", "select",
        "textarea", "base", "link", "head", "body", "html", "meta", "xlink",
    ]

    static func isSafe(_ text: Span<UInt8>) -> Bool {
        var start = 0
        while start < text.count, TextSyntax.isSpace(text[start]) { start += 1 }
        var end = text.count
        while end > start, TextSyntax.isSpace(text[end - 1]) { end -= 1 }
        guard isTag(text, at: start, "div"), end - start >= 6, text[end - 1] == UInt8(ascii: ">") else { return false }
        var index = start
        while index < end {
            guard text[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            guard let next = safeTagEnd(text, from: index, to: end) else { return false }
            index = next
        }
        return true
    }

    /// The place behind a tag or comment; nil when it is not closed or not allowed.
    private static func safeTagEnd(_ text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        if TextSyntax.starts(text, with: "<!--", at: start) {
            var index = start + 4
            while index < end, !TextSyntax.starts(text, with: "-->", at: index) { index += 1 }
            return index < end ? index + 3 : nil
        }
        for name in forbidden where isTag(text, at: start, name) { return nil }
        var index = start + 1
        var quote: UInt8?
        while index < end {
            let byte = text[index]
            if let open = quote {
                if byte == open { quote = nil }
                if startsIgnoringCase(text, "javascript:", at: index) { return nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if TextSyntax.isSpace(byte), startsIgnoringCase(text, "on", at: index + 1) {
                return nil
            }
            index += 1
        }
        return nil
    }

    /// Whether a tag of the name opens here.
    private static func isTag(_ text: Span<UInt8>, at start: Int, _ name: StaticString) -> Bool {
        let end = start + 1 + name.utf8CodeUnitCount
        guard end < text.count, text[start] == UInt8(ascii: "<"), startsIgnoringCase(text, name, at: start + 1) else {
            return false
        }
        return TextSyntax.isSpace(text[end]) || text[end] == UInt8(ascii: ">") || text[end] == UInt8(ascii: "/")
    }

    private static func startsIgnoringCase(_ text: Span<UInt8>, _ word: StaticString, at start: Int) -> Bool {
        guard text.count - start >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount {
            let byte = text[start + index]
            let lower = TextSyntax.isLetter(byte) ? byte | 0x20 : byte
            if lower != word.utf8Start[index] { return false }
        }
        return true
    }
}
