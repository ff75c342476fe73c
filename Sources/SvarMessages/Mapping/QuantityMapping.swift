import SvarFHIR
import SvarJSON

/// Numbers with units (rules R16, R17).
struct QuantityMapping {
    /// Codes of the analysis in the laboratory code system, in order: some units mean something only for them.
    let analytes: [String]

    /// What a unit text becomes; `isUnknown` when it is a unit that the table does not know.
    struct Unit: Hashable {
        var members: [(String, JSONValue)]
        var isUnknown: Bool

        static func == (a: Self, b: Self) -> Bool {
            a.isUnknown == b.isUnknown && a.members.elementsEqual(b.members) { $0.0 == $1.0 && $0.1 == $1.1 }
        }
        func hash(into hasher: inout Hasher) { hasher.combine(isUnknown) }
    }

    func unit(_ sent: String?) -> Unit {
        let text = sent?.trimmedOrNil ?? ""
        let ucum = UnitTable.ucum(text, analytes: analytes)
        if let ucum {
            let shown = ucum == "1" ? "1" : text
            let members: [(String, JSONValue)] = [
                ("unit", .string(shown)), ("system", .string(Terminology.ucum)), ("code", .string(ucum)),
            ]
            return Unit(members: members, isUnknown: false)
        }
        return Unit(members: text.isEmpty ? [] : [("unit", .string(text))], isUnknown: !text.isEmpty)
    }

    /// A Quantity of a decimal lexeme.
    func quantity(_ value: String, unit: Unit, comparator: String? = nil, sent: JSONValue? = nil) -> JSONValue {
        let head: [(String, JSONValue?)] = [
            ("extension", sent.map { [$0] }), ("value", .number(value)), ("comparator", .text(comparator)),
        ]
        let members = head.compactMap { key, value in value.map { JSONMemberValue(key, $0) } }
        return .object(members + unit.members.map { JSONMemberValue($0.0, $0.1) })
    }

    /// FHIR's comparator of 8239; nil for EQ and for NE, which no comparator says.
    static func comparator(_ code: String?) -> String? {
        switch code {
        case "LT", "ML": "<"
        case "LE": "<="
        case "GE": ">="
        case "GT", "MG": ">"
        default: nil
        }
    }
}
