import SvarJSON

/// What a result is a result of (rules R9–R13).
enum ItemCode {
    /// All codes of an item in order, of every Investigation.
    static func ids(_ item: ResultItem) -> [CodedValue] {
        item.investigations.flatMap(\.ids).filter { $0.v?.trimmedOrNil != nil || CodeMapping.text($0) != nil }
    }

    /// The numbers of the code systems and the codes of an item, in order.
    static func codes(_ item: ResultItem) -> [(system: String, code: String)] {
        ids(item).compactMap { id in
            guard let code = id.v?.trimmedOrNil, let system = id.s.flatMap(CodeMapping.number) else { return nil }
            return (system, code)
        }
    }

    /// `Observation.code`: its own codes; else the name of its group, the heading, the parent's code, and at last a text.
    static func concept(_ item: ResultItem, parent: JSONValue?) -> JSONValue {
        if let own = CodeMapping.concept(ids(item)) { return own }
        let heading = heading(item)
        if let concept = CodeMapping.concept([heading?.in("8243")].compactMap(\.self), text: groupName(item)) {
            return concept
        }
        return parent ?? ["text": "Uspesifisert"]
    }

    /// The name of a group: the one line of text of an item under heading GR that has no code. Longer text and XHTML
    /// are a finding, not a name, and stay the value.
    static func groupName(_ item: ResultItem) -> String? {
        guard ids(item).isEmpty, case .text(let result)? = item.value, result.heading?.v?.trimmedOrNil == "GR",
            let value = result.value, !value.wasMarkup, let text = value.text.trimmedOrNil,
            text.unicodeScalars.count <= 120, !text.unicodeScalars.contains("\n")
        else { return nil }
        return text
    }

    /// What tells an item without IdResultItem from its siblings with other codes (rule R3).
    static func key(_ item: ResultItem) -> String {
        if let first = ids(item).first {
            if let code = first.v?.trimmedOrNil { return "\(first.s.flatMap(CodeMapping.number) ?? ""):\(code)" }
            return CodeMapping.text(first) ?? ""
        }
        if let name = groupName(item) { return "GR:\(name)" }
        return heading(item)?.v?.trimmedOrNil ?? ""
    }

    private static func heading(_ item: ResultItem) -> CodedValue? {
        guard case .text(let result)? = item.value else { return nil }
        return result.heading
    }
}
