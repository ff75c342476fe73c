/// One element of a parsed document, with what stands in it in order.
struct XMLNode: Sendable {
    /// What stands in an element.
    enum Piece: Sendable {
        case text(String)
        case element(XMLNode)
    }

    /// Local name.
    var name: String
    /// Namespace; empty for none.
    var namespace: String
    /// By name; a prefixed one keeps its prefix.
    var attributes: [String: String]
    var pieces: [Piece] = []
    /// Line of the start tag, from 1, as far as the parser tells.
    var line: Int

    /// The elements directly inside.
    var elements: some Sequence<XMLNode> {
        pieces.lazy.compactMap { piece in
            if case .element(let node) = piece { node } else { nil }
        }
    }

    /// The text directly inside, joined.
    var text: String {
        var joined = ""
        for case .text(let text) in pieces { joined += text }
        return joined
    }

    /// Whether anything but white space stands directly inside.
    var hasText: Bool {
        pieces.contains { piece in
            if case .text(let text) = piece { !text.isBlank } else { false }
        }
    }

    /// The first element of that name, in this element's own namespace.
    func first(_ name: String) -> XMLNode? {
        for case .element(let node) in pieces where node.name == name && node.namespace == namespace { return node }
        return nil
    }

    /// All elements of that name, in this element's own namespace.
    func all(_ name: String) -> [XMLNode] {
        elements.filter { $0.name == name && $0.namespace == namespace }
    }

    /// How many elements of that name stand inside, at any depth.
    func count(of name: String) -> Int {
        elements.reduce(0) { $0 + ($1.name == name ? 1 : 0) + $1.count(of: name) }
    }
}

extension String {
    /// Whether nothing but XML's white space stands in it.
    var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }

    /// Without XML's white space at either end.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last,
            first <= 0x20 || last <= 0x20
        else { return self }
        let isText: (UInt8) -> Bool = { $0 > 0x20 }
        guard let from = utf8.firstIndex(where: isText), let to = utf8.lastIndex(where: isText) else { return "" }
        return String(self[from...to])
    }
}
