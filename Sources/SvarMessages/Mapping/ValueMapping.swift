import SvarFHIR
import SvarJSON

/// The value of a result (rules R15–R18, R32).
struct MappedValue {
    /// `valueQuantity`, `valueCodeableConcept` … and its value.
    var member: (key: String, value: JSONValue)?
    /// Interpretation that the value itself carries: susceptibility.
    var interpretation: JSONValue?
    /// The unit, which reference intervals share.
    var unit = QuantityMapping.Unit(members: [], isUnknown: false)
}

extension ReportMapper {
    /// The value of an item.
    mutating func value(_ item: ResultItem, quantities: QuantityMapping) -> MappedValue {
        switch item.value {
        case nil: return MappedValue()
        case .number(let result): return number(result, item, quantities)
        case .text(let result): return text(result, item, quantities)
        case .date(let sent):
            guard let time = time(sent, at: item.place, "DateResult/DateResultValue") else { return MappedValue() }
            return MappedValue(member: ("valueDateTime", .string(time.text)))
        case .interval(let low, let high):
            return interval(low, high, item, quantities)
        }
    }

    private mutating func number(_ result: NumResult, _ item: ResultItem, _ quantities: QuantityMapping) -> MappedValue
    {
        guard let sent = result.value.v?.trimmedOrNil else { return MappedValue() }
        let unit = unit(result.value.u, item, "NumResult", quantities)
        let comparison = result.arithmeticComp?.v?.trimmedOrNil
        guard let lexeme = DecimalText.lexeme(sent), comparison != "NE" else {
            let sign = comparison == "NE" ? "≠" : QuantityMapping.comparator(comparison)
            let words = [sign, sent, result.value.u?.trimmedOrNil].compactMap(\.self).joined(separator: " ")
            return MappedValue(member: ("valueCodeableConcept", ["text": .string(words)]), unit: unit)
        }
        var kept: JSONValue?
        if let code = result.arithmeticComp, comparison == "ML" || comparison == "MG",
            let concept = CodeMapping.concept(code, system: "8239")
        {
            kept = .extension(SvarCanonical.sourceComparator, "CodeableConcept", concept)
        }
        let comparator = QuantityMapping.comparator(comparison)
        let quantity = quantities.quantity(lexeme, unit: unit, comparator: comparator, sent: kept)
        return MappedValue(member: ("valueQuantity", quantity), unit: unit)
    }

    private mutating func text(_ result: TextResult, _ item: ResultItem, _ quantities: QuantityMapping) -> MappedValue {
        var words = result.value?.text.trimmedOrNil
        let codes = result.textCodes.filter { $0.v?.trimmedOrNil != nil || CodeMapping.text($0) != nil }
        if codes.isEmpty, words == nil { return MappedValue() }
        // A group's name is the item's code, not its value (rule R9).
        if codes.isEmpty, ItemCode.groupName(item) != nil { return MappedValue() }
        if let sentUnit = result.unit?.trimmedOrNil, let value = words {
            if codes.isEmpty, let lexeme = DecimalText.lexeme(value) {
                let unit = unit(sentUnit, item, "TextResult", quantities)
                return MappedValue(member: ("valueQuantity", quantities.quantity(lexeme, unit: unit)), unit: unit)
            }
            words = "\(value) \(sentUnit)"
        }
        let heading = result.heading?.in("8243")
        let coded = [heading].compactMap(\.self) + codes.map { $0 }
        if words == nil, !codes.contains(where: { $0.v?.trimmedOrNil != nil }) {
            words = codes.compactMap(CodeMapping.text).joined(separator: ", ").trimmedOrNil
        }
        let concept = JSONValue.members(
            ("coding", .list(coded.flatMap(CodeMapping.codings))),
            ("text", .text(words))
        )
        return MappedValue(
            member: ("valueCodeableConcept", concept),
            interpretation: codes.lazy.compactMap(Interpretation.susceptibility).first
        )
    }

    private mutating func interval(
        _ low: SentQuantity?,
        _ high: SentQuantity?,
        _ item: ResultItem,
        _ quantities: QuantityMapping
    ) -> MappedValue {
        var bounds: [JSONMemberValue] = []
        var words: [String] = []
        var isPlain = true
        var shared = QuantityMapping.Unit(members: [], isUnknown: false)
        for (name, sent) in [("low", low), ("high", high)] {
            guard let sent, let text = sent.v?.trimmedOrNil else { continue }
            let unit = unit(sent.u, item, "Interval", quantities)
            shared = unit
            words.append([text, sent.u?.trimmedOrNil].compactMap(\.self).joined(separator: " "))
            guard let lexeme = DecimalText.lexeme(text) else {
                isPlain = false
                continue
            }
            bounds.append(JSONMemberValue(name, quantities.quantity(lexeme, unit: unit)))
        }
        if words.isEmpty { return MappedValue() }
        if isPlain { return MappedValue(member: ("valueRange", .object(bounds)), unit: shared) }
        let text = words.joined(separator: " – ")
        return MappedValue(member: ("valueCodeableConcept", ["text": .string(text)]), unit: shared)
    }

    private mutating func unit(
        _ sent: String?,
        _ item: ResultItem,
        _ element: String,
        _ quantities: QuantityMapping
    ) -> QuantityMapping.Unit {
        let unit = quantities.unit(sent)
        if unit.isUnknown { note(.unitUnknown, at: item.place, element) }
        return unit
    }

    /// Reference intervals (rule R18): the text always, bounds only where it is nothing but an interval.
    func referenceRanges(_ item: ResultItem, value: MappedValue, quantities: QuantityMapping) -> JSONValue? {
        .list(
            item.refIntervals.compactMap { sent in
                guard let text = sent.trimmedOrNil else { return nil }
                let bounds = IntervalText(text)
                let bound = { (lexeme: String?) in lexeme.map { quantities.quantity($0, unit: value.unit) } }
                return .members(("low", bound(bounds?.low)), ("high", bound(bounds?.high)), ("text", .string(text)))
            }
        )
    }
}

/// Interpretations (rule R32).
enum Interpretation {
    /// 8244 with the base code beside it.
    static func deviation(_ indicator: CodedValue?) -> JSONValue? {
        guard let indicator, let code = indicator.v?.trimmedOrNil else { return nil }
        let base: [JSONValue] =
            switch code {
            case "1": [CodeMapping.coding(Terminology.interpretation, "H", "High")]
            case "2": [CodeMapping.coding(Terminology.interpretation, "L", "Low")]
            case "3": [CodeMapping.coding(Terminology.interpretation, "A", "Abnormal")]
            default: []
            }
        return CodeMapping.concept([indicator.in("8244")], more: base)
    }

    /// S, I or R of 8271; nil for everything else sent under that number.
    static func susceptibility(_ code: CodedValue) -> JSONValue? {
        guard code.s?.trimmedOrNil == Terminology.codeSystemRoot + "8271" else { return nil }
        let displays = ["S": "Susceptible", "I": "Intermediate", "R": "Resistant"]
        guard let value = code.v?.trimmedOrNil, let display = displays[value] else { return nil }
        return ["coding": [CodeMapping.coding(Terminology.interpretation, value, display)]]
    }
}
