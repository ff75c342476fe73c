/// A limited look at narrative: one `div` that holds nothing that runs, loads or frames. It is no XHTML parser; well
/// formed mark-up is the validator's business. Source: http://hl7.org/fhir/R4/narrative.html#xhtml
enum XHTMLSyntax {
    private static let forbidden: [StaticString] = [
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input", "button", "select",
        "textarea", "base", "link", "head", "body", "html", "meta", "xlink", "style", "svg", "math", "audio", "video",
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
            var endsWord = false
            if let open = quote {
                if byte == open { (quote, endsWord) = (nil, true) }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
                if startsScript(text, at: index + 1, to: end) { return nil }
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if byte == UInt8(ascii: "=") {
                // XHTML quotes every value.
                var value = index + 1
                while value < end, TextSyntax.isSpace(text[value]) { value += 1 }
                guard value < end, text[value] == UInt8(ascii: "\"") || text[value] == UInt8(ascii: "'") else {
                    return nil
                }
            } else {
                endsWord = TextSyntax.isSpace(byte) || byte == UInt8(ascii: "/")
            }
            if endsWord, startsIgnoringCase(text, "on", at: index + 1) { return nil }
            index += 1
        }
        return nil
    }

    /// Whether an attribute's value is a URL that runs a script, also where characters are written as entities.
    private static func startsScript(_ text: Span<UInt8>, at start: Int, to end: Int) -> Bool {
        var scheme: [UInt8] = []
        var index = start
        while index < end, scheme.count <= 10 {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "&") {
                var name: [UInt8] = []
                while index < end, text[index] != UInt8(ascii: ";"), name.count < 12 {
                    name.append(text[index] | 0x20)
                    index += 1
                }
                index += 1
                scheme.append(character(ofEntity: name))
            } else if byte > 0x20 {
                scheme.append(byte | 0x20)
            }
            while let last = scheme.last, last <= 0x20 { scheme.removeLast() }
            if scheme.last == UInt8(ascii: ":") {
                return scheme.elementsEqual("javascript:".utf8) || scheme.elementsEqual("vbscript:".utf8)
            }
        }
        return false
    }

    /// The character an entity stands for in lower case; 0 for white space and `?` for what is no ASCII.
    private static func character(ofEntity name: [UInt8]) -> UInt8 {
        guard name.first == UInt8(ascii: "#") else {
            switch String(decoding: name, as: UTF8.self) {
            case "colon": return UInt8(ascii: ":")
            case "tab", "newline": return 0
            default: return UInt8(ascii: "?")
            }
        }
        let isHex = name.dropFirst().first == UInt8(ascii: "x")
        let digits = String(decoding: name.dropFirst(isHex ? 2 : 1), as: UTF8.self)
        guard let value = UInt8(digits, radix: isHex ? 16 : 10), value < 0x80 else { return UInt8(ascii: "?") }
        return value > 0x20 ? value | 0x20 : 0
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
