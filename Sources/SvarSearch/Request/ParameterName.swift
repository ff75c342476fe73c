/// The name of a search parameter, taken apart: `code`, `code:modifier`, `code:Type.rest`, `_has:Type:ref:rest`.
enum ParameterName {
    case plain(code: String, modifier: String?)
    /// A chain: the reference, the type it is followed to, the name behind the point.
    case chain(code: String, type: String?, rest: String)
    case has(type: String, reference: String, rest: String)

    /// Nil when the parts of `_has` are missing.
    init?(_ name: String) {
        if name == "_has" || name.hasPrefix("_has:") {
            let parts = name.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
            self = .has(type: parts[1], reference: parts[2], rest: parts[3])
            return
        }
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let modifier = head.count > 1 ? head[1] : nil
        self =
            parts.count > 1
            ? .chain(code: head[0], type: modifier, rest: String(parts[1])) : .plain(code: head[0], modifier: modifier)
    }
}
