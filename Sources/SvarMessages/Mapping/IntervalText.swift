import SvarFHIR

/// Reference intervals as text (rule R18). Only four forms are read, and only when nothing else stands beside them.
struct IntervalText: Hashable, Sendable {
    /// Decimal lexemes.
    let low: String?
    let high: String?

    /// Nil unless the text is `a - b`, `a-b`, `<a` or `>a`, with comma or point and any spaces.
    init?(_ text: String) {
        var rest = Substring(text)
        Self.skipSpaces(&rest)
        if let sign = rest.first, sign == "<" || sign == ">" {
            rest.removeFirst()
            Self.skipSpaces(&rest)
            guard let bound = Self.number(&rest), Self.isAtEnd(&rest) else { return nil }
            low = sign == ">" ? bound : nil
            high = sign == "<" ? bound : nil
            return
        }
        guard let first = Self.number(&rest) else { return nil }
        Self.skipSpaces(&rest)
        guard rest.first == "-" else { return nil }
        rest.removeFirst()
        Self.skipSpaces(&rest)
        guard let second = Self.number(&rest), Self.isAtEnd(&rest), let from = FHIRDecimal(first),
            let to = FHIRDecimal(second), from <= to
        else { return nil }
        low = first
        high = second
    }

    private static func skipSpaces(_ rest: inout Substring) {
        while let next = rest.unicodeScalars.first, next == " " || next == "\t" || next == "\u{A0}" || next == "\n" {
            rest.unicodeScalars.removeFirst()
        }
    }

    private static func isAtEnd(_ rest: inout Substring) -> Bool {
        skipSpaces(&rest)
        return rest.isEmpty
    }

    /// Digits with at most one comma or point between them.
    private static func number(_ rest: inout Substring) -> String? {
        let end = rest.firstIndex { !($0.isASCII && ($0.isNumber || $0 == "," || $0 == ".")) } ?? rest.endIndex
        let text = rest[..<end]
        guard text.first?.isNumber == true, text.last?.isNumber == true else { return nil }
        rest = rest[end...]
        return DecimalText.lexeme(String(text))
    }
}
