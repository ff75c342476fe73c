import SvarFHIR
import SvarJSON

/// Rows of numbers and quantities: value is the number's bytes, extra the unit.
extension IndexWalk {
    mutating func number(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        guard let number = value.decimal else { return }
        add(leaf.number, .value, .bytes(DecimalKey.bytes(number)), part: part)
    }

    mutating func quantity(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        guard let number = value["value"]?.decimal else { return }
        quantity(number, unit: value, leaf, part)
    }

    mutating func money(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        guard let number = value["value"]?.decimal else { return }
        let currency = value.text("currency") ?? ""
        let unit = QuantityUnit.text(system: "urn:iso:std:iso:4217", code: currency, unit: currency)
        add(leaf.number, .value, .bytes(DecimalKey.bytes(number)), .text(unit), part: part)
    }

    mutating func range(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        if let low = value["low"] { quantity(low, leaf, part) }
        if let high = value["high"] { quantity(high, leaf, part) }
    }

    /// The smallest and the largest of the data.
    mutating func sampledData(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        guard let origin = value["origin"], let zero = origin["value"]?.decimal, let data = value.text("data") else {
            return
        }
        let factor = value["factor"]?.decimal ?? FHIRDecimal(1)
        var bounds: (least: FHIRDecimal, most: FHIRDecimal)?
        for word in data.utf8.split(whereSeparator: { $0 <= 0x20 }) {
            let word = String(Substring(word))
            let datum: FHIRDecimal? =
                switch word {
                case "E": nil
                case "L": value["lowerLimit"]?.decimal
                case "U": value["upperLimit"]?.decimal
                default: FHIRDecimal(word)
                }
            guard let datum else { continue }
            bounds = bounds.map { (min($0.least, datum), max($0.most, datum)) } ?? (datum, datum)
        }
        guard let bounds else { return }
        for datum in [bounds.least, bounds.most] {
            guard let scaled = datum * factor, let number = zero + scaled else { continue }
            quantity(number, unit: origin, leaf, part)
        }
    }

    private mutating func quantity(_ number: FHIRDecimal, unit value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        let unit = QuantityUnit.text(
            system: value.text("system") ?? "",
            code: value.text("code") ?? "",
            unit: value.text("unit") ?? ""
        )
        add(leaf.number, .value, .bytes(DecimalKey.bytes(number)), .text(unit), part: part)
    }
}

extension JSONNode {
    /// The number with all its digits; nil for other kinds.
    var decimal: FHIRDecimal? { number.flatMap { FHIRDecimal($0) } }
}
