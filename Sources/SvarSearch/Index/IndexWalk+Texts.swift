import SvarJSON

/// Rows of strings (value folded, extra exact) and of URIs.
extension IndexWalk {
    mutating func text(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        guard let text = value.string else { return }
        add(
            leaf.number,
            .value,
            .text(IndexText.beginning(StringFolding.folded(text))),
            .text(IndexText.whole(text)),
            part: part
        )
    }

    /// Each of these members is a value of its own.
    mutating func texts(_ value: JSONNode, of names: [String], _ leaf: IndexPlan.Leaf, _ part: Int) {
        for member in value.members where names.contains(where: { member.hasKey($0) }) {
            guard member.value.kind == .array else { text(member.value, leaf, part); continue }
            for element in member.value.elements { text(element, leaf, part) }
        }
    }

    mutating func uri(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        if let text = value.string { add(leaf.number, .value, .text(IndexText.whole(text)), part: part) }
    }

    /// The address as value, the version behind the bar as extra.
    mutating func canonical(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        guard let text = value.string else { return }
        let (url, version) = Canonical.parts(of: text)
        add(
            leaf.number,
            .value,
            .text(IndexText.whole(url)),
            .text(IndexText.whole(version ?? "")),
            part: part
        )
    }
}

/// A canonical address: `url` or `url|version`.
enum Canonical {
    static func parts(of text: String) -> (url: String, version: String?) {
        guard let bar = text.utf8.firstIndex(of: UInt8(ascii: "|")) else { return (text, nil) }
        return (String(text[..<bar]), String(text[text.utf8.index(after: bar)...]))
    }
}
