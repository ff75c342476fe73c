import SvarFHIR
import SvarJSON

/// The value of a result, as it came and as people read it.
public struct ResultValue: Sendable, Hashable {
    /// For people, such as `< 5.2 mmol/L` or the words of a code.
    public var text: String
    /// The number with every digit it came with; nil where the value is no amount.
    public var number: String?
    /// `<`, `<=`, `>=` or `>`: the true value lies on that side.
    public var comparator: String?
    /// The unit for people.
    public var unit: String?
    /// Nil where the value is no code.
    public var code: ReportCode?

    init(text: String) { self.text = text }

    /// The `value[x]` of an observation or a component; nil when there is none.
    init?(of node: JSONNode) {
        guard let value = ResultElement(node).choice("value") else { return nil }
        switch value {
        case .quantity(let quantity): self.init(quantity)
        case .range(let range):
            self.init(text: Self.joined(range.low, range.high, "–"))
        case .ratio(let ratio):
            self.init(text: Self.joined(ratio.numerator, ratio.denominator, " : "))
        case .codeableConcept(let concept):
            self.init(text: ReportCode.title(of: concept.node))
            code = ReportCode.all(of: concept.node).first
        case .coding(let coding): self.init(text: coding.node["display"]?.string ?? coding.node["code"]?.string ?? "")
        case .period(let period):
            self.init(text: [period.start?.text, period.end?.text].map { $0 ?? "" }.joined(separator: "–"))
        case .boolean(let value): self.init(text: value.text ?? "")
        case .integer(let value):
            self.init(text: value.text ?? "")
            number = value.text
        case .decimal(let value):
            self.init(text: value.text ?? "")
            number = value.text
        case .string(let value): self.init(text: value.text ?? "")
        case .code(let value): self.init(text: value.text ?? "")
        case .uri(let value): self.init(text: value.text ?? "")
        case .time(let value): self.init(text: value.text ?? "")
        case .date(let value): self.init(text: value.text ?? "")
        case .dateTime(let value): self.init(text: value.text ?? "")
        case .instant(let value): self.init(text: value.text ?? "")
        case .reference(let reference): self.init(text: reference.node["display"]?.string ?? "")
        case .identifier(let identifier): self.init(text: identifier.node["value"]?.string ?? "")
        case .attachment(let attachment): self.init(text: attachment.node["title"]?.string ?? "")
        case .sampledData(let data): self.init(text: data.node["data"]?.string ?? "")
        case .other: self.init(text: "")
        }
    }

    init(_ quantity: Quantity) {
        number = quantity.node["value"]?.number
        comparator = quantity.node["comparator"]?.string
        unit = quantity.node["unit"]?.string ?? quantity.node["code"]?.string
        text = [comparator, number, unit].compactMap(\.self).joined(separator: " ")
    }

    private static func joined(_ low: Quantity?, _ high: Quantity?, _ mark: String) -> String {
        [low, high].map { $0.map { ResultValue($0).text } ?? "" }.joined(separator: mark)
    }
}

/// How to read a value.
public struct ReferenceRange: Sendable, Hashable {
    /// The lower end; nil: none.
    public var low: ResultValue?
    /// The upper end; nil: none.
    public var high: ResultValue?
    /// For people.
    public var text: String

    init(_ node: JSONNode) {
        low = node["low"].map { ResultValue(Quantity($0)) }
        high = node["high"].map { ResultValue(Quantity($0)) }
        let ends = "\(low?.number ?? "")–\(high?.number ?? "")"
        text = node["text"]?.string ?? (low == nil && high == nil ? "" : ends)
    }

    static func all(of node: JSONNode) -> [ReferenceRange] {
        node["referenceRange"]?.elements.map { ReferenceRange($0) } ?? []
    }
}

/// Any object, for the readers that FHIR's views share.
struct ResultElement: FHIRElement {
    let node: JSONNode
    init(_ node: JSONNode) { self.node = node }
}
