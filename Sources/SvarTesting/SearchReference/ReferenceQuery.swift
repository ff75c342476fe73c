/// The text of a search value, cut where commas, bars and dollar signs stand without a backslash before them.
/// Source: http://hl7.org/fhir/R4/search.html#escaping
package struct EscapedText: Hashable, Sendable {
    /// Each character, and whether a backslash stood before it.
    private var marks: [Mark]

    private struct Mark: Hashable { var character: Character; var isEscaped: Bool }

    private init(marks: [Mark]) { self.marks = marks }

    package init(_ text: String) {
        marks = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            marks.append(Mark(character: Character(scalar), isEscaped: isEscaped))
            isEscaped = false
        }
        // A backslash at the end escapes nothing and stands for itself.
        if isEscaped { marks.append(Mark(character: "\\", isEscaped: true)) }
    }

    /// Without the backslashes.
    package var text: String {
        var scalars = String.UnicodeScalarView()
        for mark in marks { scalars.append(contentsOf: mark.character.unicodeScalars) }
        return String(scalars)
    }

    package func split(_ separator: Character) -> [EscapedText] {
        marks.split(omittingEmptySubsequences: false) { $0.character == separator && !$0.isEscaped }
            .map { EscapedText(marks: Array($0)) }
    }
}

/// The name of a search parameter, taken apart.
package indirect enum ReferenceName: Hashable, Sendable {
    /// `code`, `code:modifier`
    case plain(String, modifier: String?)
    /// `code.rest`, `code:Type.rest`
    case chain(String, type: String?, ReferenceName)
    /// `_has:Type:code:rest`
    case has(String, String, ReferenceName)

    /// Nil when it is none of these.
    package init?(_ text: String) {
        if text.hasPrefix("_has:") {
            let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4, let rest = ReferenceName(parts[3]) else { return nil }
            self = .has(parts[1], parts[2], rest)
            return
        }
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let head = halves[0].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard head.count <= 2, !head.contains("") else { return nil }
        let suffix = head.count == 2 ? head[1] : nil
        if halves.count == 1 {
            self = .plain(head[0], modifier: suffix)
        } else {
            guard let rest = ReferenceName(halves[1]) else { return nil }
            self = .chain(head[0], type: suffix, rest)
        }
    }
}
