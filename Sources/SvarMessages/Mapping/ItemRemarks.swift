import SvarJSON

/// Remarks and structured pieces of a result (rule R31).
extension ReportMapper {
    /// Comments of the result and of its investigations, and the diagnosis comment.
    func notes(_ item: ResultItem) -> [JSONValue] {
        var texts = [item.comment] + item.investigations.map(\.comment)
        if let comment = item.diagComment {
            let modifiers = comment.modifiers.map { modifier in
                let values = modifier.values.compactMap(Self.words).joined(separator: ", ")
                return [Self.words(modifier.name), values].compactMap { $0?.trimmedOrNil }.joined(separator: ": ")
            }
            texts.append(
                ([Self.words(comment.concept)] + modifiers).compactMap { $0?.trimmedOrNil }.joined(separator: "; ")
            )
        }
        return texts.compactMap { $0?.trimmedOrNil }.map { ["text": .string($0)] }
    }

    /// StructuredInfo as components; a piece with several values is several components with the same code.
    mutating func components(_ item: ResultItem) -> [JSONValue] {
        var result: [JSONValue] = []
        for info in item.structuredInfos {
            let code = CodeMapping.concept([info.type]) ?? ["text": "Uspesifisert"]
            if info.values.isEmpty { result.append(["code": code]) }
            for value in info.values {
                result.append(.members(("code", code), component(value, item)))
            }
        }
        return result
    }

    private mutating func component(_ value: StructuredInfo.Value, _ item: ResultItem) -> (String, JSONValue?) {
        switch value {
        case .text(let text): return ("valueString", .text(text.trimmedOrNil))
        case .boolean(let flag): return ("valueBoolean", .bool(flag))
        case .coded(let code): return ("valueCodeableConcept", CodeMapping.concept([code]))
        case .integer(let text):
            guard let number = Int32(text.trimmedOrNil ?? "") else { return ("valueString", .text(text.trimmedOrNil)) }
            return ("valueInteger", JSONValue(number))
        case .quantity(let quantity):
            let quantities = QuantityMapping(analytes: [])
            let unit = quantities.unit(quantity.u)
            if unit.isUnknown { note(.unitUnknown, at: item.place, "StructuredInfo") }
            guard let lexeme = DecimalText.lexeme(quantity.v) else {
                let words = [quantity.v, quantity.u].compactMap { $0?.trimmedOrNil }.joined(separator: " ")
                return ("valueString", .text(words.trimmedOrNil))
            }
            return ("valueQuantity", quantities.quantity(lexeme, unit: unit))
        }
    }

    private static func words(_ code: CodedValue) -> String? { CodeMapping.text(code) ?? code.v?.trimmedOrNil }
}
