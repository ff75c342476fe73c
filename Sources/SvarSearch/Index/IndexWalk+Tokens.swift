import SvarJSON

/// Rows of tokens: value is the code, extra the system.
extension IndexWalk {
    mutating func codeableConcept(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        for member in value.members {
            if member.hasKey("coding") {
                guard member.value.kind == .array else { coding(member.value, leaf, part); continue }
                for element in member.value.elements { coding(element, leaf, part) }
            } else if member.hasKey("text"), let text = member.value.string {
                display(text, leaf, part)
            }
        }
    }

    mutating func coding(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        var code: String?
        var system: String?
        for member in value.members {
            if member.hasKey("code") {
                code = member.value.string
            } else if member.hasKey("system") {
                system = member.value.string
            } else if member.hasKey("display"), let text = member.value.string {
                display(text, leaf, part)
            }
        }
        token(code, system, leaf, part)
    }

    mutating func identifier(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        let number = value.text("value")
        token(number, value.text("system"), leaf, part)
        guard let type = value["type"] else { return }
        if let text = type.text("text") { display(text, leaf, part) }
        guard let number, let codings = type["coding"] else { return }
        for coding in codings.kind == .array ? Array(codings.elements) : [codings] {
            guard let code = coding.text("code") else { continue }
            let kind = IndexText.whole("\(coding.text("system") ?? "")|\(code)")
            add(leaf.number, .ofType, .text(IndexText.whole(number)), .text(kind), part: part)
        }
    }

    mutating func contactPoint(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        token(value.text("value"), value.text("use"), leaf, part)
    }

    /// A primitive as a token.
    mutating func code(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        let code = value.string ?? value.bool.map { $0 ? "true" : "false" }
        if let code { token(code, leaf.system, leaf, part) }
    }

    private mutating func token(_ code: String?, _ system: String?, _ leaf: IndexPlan.Leaf, _ part: Int) {
        guard code != nil || system != nil else { return }
        add(
            leaf.number,
            .value,
            .text(IndexText.whole(code ?? "")),
            .text(IndexText.whole(system ?? "")),
            part: part
        )
    }

    private mutating func display(_ text: String, _ leaf: IndexPlan.Leaf, _ part: Int) {
        let folded = IndexText.beginning(StringFolding.folded(text))
        if !folded.isEmpty { add(leaf.number, .text, .text(folded), part: part) }
    }
}
