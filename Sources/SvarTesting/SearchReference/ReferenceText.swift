import Foundation

/// How strings are compared when neither case nor accents count. Source: http://hl7.org/fhir/R4/search.html#string
package enum ReferenceText {
    /// The text without case and accents, with single spaces and none at the ends. `å`, `ø` and `æ` are letters of
    /// their own, however they are written.
    package static func folded(_ text: String) -> String {
        var result = ""
        for letter in text.precomposedStringWithCanonicalMapping.lowercased() {
            if letter.isWhitespace {
                if !result.isEmpty, !result.hasSuffix(" ") { result += " " }
                continue
            }
            var scalars = Array(String(letter).decomposedStringWithCanonicalMapping.unicodeScalars)
            let isRinged = scalars.count > 1 && scalars[0] == "a" && scalars[1...].contains("\u{30A}")
            scalars.removeAll { $0.properties.generalCategory == .nonspacingMark }
            if isRinged {
                scalars[0] = "å"
            } else if scalars == ["ß"] {
                scalars = ["s", "s"]
            }
            result.unicodeScalars.append(contentsOf: scalars)
        }
        if result.hasSuffix(" ") { result.removeLast() }
        return result
    }

    /// Whether a text begins with another, scalar by scalar.
    package static func text(_ text: String, startsWith start: String) -> Bool {
        Array(text.unicodeScalars).starts(with: Array(start.unicodeScalars))
    }

    /// Whether a text holds another somewhere, scalar by scalar.
    package static func text(_ text: String, contains part: String) -> Bool {
        let (text, part) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
    }

    /// Whether two texts are the same, scalar by scalar (`==` of String does not tell composed from decomposed).
    package static func same(_ a: String?, _ b: String?) -> Bool {
        switch (a, b) {
        case (let a?, let b?): a.unicodeScalars.elementsEqual(b.unicodeScalars)
        case (nil, nil): true
        default: false
        }
    }
}
