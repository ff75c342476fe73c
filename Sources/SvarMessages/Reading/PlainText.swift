/// Plain text of an element that may hold XHTML (rule R15): a line a paragraph.
///
/// What would change its meaning when the markup is dropped is written out: `10<sup>9</sup>` is `10^9`, struck text is
/// marked as struck, list items keep their number. Elements of other kinds give their text.
struct PlainText {
    private var result = ""
    /// A space is owed before the next word.
    private var owesSpace = false

    /// The element's text; without markup exactly as sent.
    static func of(_ node: XMLNode) -> SentText {
        guard node.elements.contains(where: { _ in true }) else { return SentText(node.text) }
        var plain = PlainText()
        plain.content(of: node, listNumber: nil)
        return SentText(plain.result.trimmed, wasMarkup: true)
    }

    private mutating func content(of node: XMLNode, listNumber: Int?) {
        var number = listNumber
        for piece in node.pieces {
            switch piece {
            case .text(let text): words(text)
            case .element(let child):
                element(child, number)
                if child.name.lowercased() == "li" { number = number.map { $0 + 1 } }
            }
        }
    }

    private mutating func element(_ node: XMLNode, _ number: Int?) {
        switch node.name.lowercased() {
        case "br": newLine()
        case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "dl", "dt", "dd", "blockquote", "pre",
            "ul", "caption", "thead", "tbody", "tfoot", "hr", "section", "address":
            block(node, nil)
        case "ol": block(node, 1)
        case "li":
            endLine()
            result += number.map { "\($0). " } ?? "- "
            content(of: node, listNumber: nil)
            endLine()
        case "td", "th":
            owesSpace = true
            content(of: node, listNumber: nil)
            owesSpace = true
        case "sup":
            owesSpace = false
            result += "^"
            content(of: node, listNumber: nil)
        case "s", "del", "strike":
            words(" [strøket: ")
            content(of: node, listNumber: nil)
            words("]")
        case "style", "script", "head": break
        default: content(of: node, listNumber: nil)
        }
    }

    private mutating func block(_ node: XMLNode, _ number: Int?) {
        endLine()
        content(of: node, listNumber: number)
        endLine()
    }

    /// Adds text, each run of white space as one space, none at a line's start.
    private mutating func words(_ text: String) {
        for scalar in text.unicodeScalars {
            if scalar == " " || (0x09...0x0D).contains(scalar.value) {
                owesSpace = true
            } else {
                if owesSpace, !result.isEmpty, result.utf8.last != 0x0A { result += " " }
                owesSpace = false
                result.unicodeScalars.append(scalar)
            }
        }
    }

    /// Ends the line if something stands on it.
    private mutating func endLine() {
        owesSpace = false
        if !result.isEmpty, result.utf8.last != 0x0A { result += "\n" }
    }

    private mutating func newLine() {
        owesSpace = false
        result += "\n"
    }
}
