import SvarSearch

/// A stretch of one slot by the rows' value, both ends included; nil is open. It may hold more than a condition asks for,
/// never less.
struct KeyRange: Hashable {
    var lower: IndexKey?
    var upper: IndexKey?

    static let all = Self(lower: nil, upper: nil)

    /// The most stretches one condition is looked up by.
    private static let most = 128

    /// Stretches that hold every row for which the condition is true; nil: it may be anywhere.
    ///
    /// - Parameters:
    ///   - column: what the rows are ordered by.
    ///   - isInterval: both columns hold integers, and the value is not above the extra.
    static func ranges(of condition: RowCondition, by column: RowCondition.Column, isInterval: Bool) -> [KeyRange]? {
        switch condition {
        case .compare(let asked, let relation, let key):
            if asked == column { return [range(relation, key)] }
            guard isInterval, case .integer = key else { return nil }
            // The start is not above the end, and the end not below the start.
            switch (column, relation) {
            case (.value, .less), (.value, .lessOrEqual), (.value, .equal):
                return [KeyRange(lower: nil, upper: key)]
            case (.extra, .greater), (.extra, .greaterOrEqual), (.extra, .equal):
                return [KeyRange(lower: key, upper: nil)]
            default: return nil
            }
        case .prefix(let asked, let text):
            return asked == column ? [KeyRange(lower: .text(text), upper: after(text))] : nil
        case .contains(let asked, _):
            return asked == column ? [KeyRange(lower: .text(""), upper: .bytes([]))] : nil
        case .all(let inner):
            return inner.reduce(nil) { both($0, ranges(of: $1, by: column, isInterval: isInterval)) }
        case .any(let inner):
            var found: [KeyRange] = []
            for condition in inner {
                guard let more = ranges(of: condition, by: column, isInterval: isInterval) else { return nil }
                found += more
            }
            return found.count > most ? nil : found
        case .not: return nil
        }
    }

    private static func range(_ relation: RowCondition.Relation, _ key: IndexKey) -> KeyRange {
        // Kinds do not mix: integers lie before all texts, texts before all bytes.
        let (first, last): (IndexKey?, IndexKey?) =
            switch key {
            case .integer: (nil, .text(""))
            case .text: (.text(""), .bytes([]))
            case .bytes: (.bytes([]), nil)
            }
        return switch relation {
        case .equal: KeyRange(lower: key, upper: key)
        case .less, .lessOrEqual: KeyRange(lower: first, upper: key)
        case .greater, .greaterOrEqual: KeyRange(lower: key, upper: last)
        }
    }

    /// What no text with this start lies after: the text that follows all of them.
    private static func after(_ start: String) -> IndexKey {
        var scalars = Array(start.unicodeScalars)
        while let last = scalars.popLast() {
            // Surrogates are no scalars.
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            if let scalar = Unicode.Scalar(next) {
                scalars.append(scalar)
                var text = ""
                text.unicodeScalars.append(contentsOf: scalars)
                return .text(text)
            }
        }
        return .bytes([])
    }

    /// What lies in both.
    private static func both(_ a: [KeyRange]?, _ b: [KeyRange]?) -> [KeyRange]? {
        guard let a, let b else { return a ?? b }
        guard a.count * b.count <= most else { return a.count < b.count ? a : b }
        return a.flatMap { x in
            b.compactMap { y in
                let lower = [x.lower, y.lower].compactMap { $0 }.max()
                let upper = [x.upper, y.upper].compactMap { $0 }.min()
                if let lower, let upper, upper < lower { return nil }
                return KeyRange(lower: lower, upper: upper)
            }
        }
    }
}
