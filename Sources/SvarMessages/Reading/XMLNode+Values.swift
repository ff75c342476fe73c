/// Reading values off an element: an empty value is an absent one.
extension XMLNode {
    /// An attribute without white space around it (the schema's type token); nil when empty.
    func token(_ attribute: String) -> String? {
        guard let value = attributes[attribute]?.trimmed, !value.isEmpty else { return nil }
        return value
    }

    /// An attribute as sent; nil when blank.
    private func sent(_ attribute: String) -> String? {
        guard let value = attributes[attribute], !value.isBlank else { return nil }
        return value
    }

    /// This element as a coded value; nil when it says nothing.
    var coded: CodedValue? {
        let value = CodedValue(v: token("V"), dn: sent("DN"), s: token("S"), ot: sent("OT"))
        return value == CodedValue() ? nil : value
    }

    /// The coded value of a child.
    func coded(_ name: String) -> CodedValue? { first(name)?.coded }

    /// The coded values of all children of that name.
    func allCoded(_ name: String) -> [CodedValue] { all(name).compactMap(\.coded) }

    /// The time a child gives, as sent.
    func time(_ name: String) -> String? { first(name)?.token("V") }

    /// The text of a child as sent; nil when blank.
    func string(_ name: String) -> String? {
        guard let text = first(name).map({ PlainText.of($0).text }), !text.isBlank else { return nil }
        return text
    }

    /// The text of a child that identifies something: without white space around it.
    func identifier(_ name: String) -> String? { string(name)?.trimmed }

    /// The text or XHTML of a child; nil when blank.
    func markup(_ name: String) -> SentText? {
        guard let text = first(name).map(PlainText.of), !text.text.isBlank else { return nil }
        return text
    }

    /// The quantity of a child. An empty unit stays apart from none (rule R17).
    func quantity(_ name: String) -> SentQuantity? {
        first(name).map { SentQuantity(v: $0.token("V"), u: $0.attributes["U"]?.trimmed) }
    }

    /// The truth a child tells; nil for anything but true and false.
    func boolean(_ name: String) -> Bool? {
        switch first(name)?.token("V") {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// Where this element stands, below a parent; with its position if it may be repeated.
    func place(below path: String, _ index: Int? = nil) -> SentPlace {
        let step = index.map { "\(name)[\($0 + 1)]" } ?? name
        return SentPlace(path: path.isEmpty ? step : "\(path)/\(step)", line: line)
    }
}
