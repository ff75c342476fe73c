public import SvarJSON

/// The value of a choice element such as `Observation.value[x]`, by its type.
public enum FHIRValue: Sendable {
    /// Also Age, Count, Distance and Duration.
    case quantity(Quantity)
    /// A Range.
    case range(QuantityRange)
    /// A Ratio.
    case ratio(Ratio)
    /// A CodeableConcept.
    case codeableConcept(CodeableConcept)
    /// A Coding.
    case coding(Coding)
    /// A Period.
    case period(Period)
    /// A Reference.
    case reference(Reference)
    /// An Identifier.
    case identifier(Identifier)
    /// An Attachment.
    case attachment(Attachment)
    /// A SampledData.
    case sampledData(SampledData)
    /// A boolean.
    case boolean(PrimitiveElement<FHIRBoolean>)
    /// An integer, positiveInt or unsignedInt.
    case integer(PrimitiveElement<FHIRInteger>)
    /// A decimal.
    case decimal(PrimitiveElement<FHIRDecimal>)
    /// A string or markdown.
    case string(PrimitiveElement<FHIRString>)
    /// A code.
    case code(PrimitiveElement<FHIRCode>)
    /// A uri, url, canonical, oid or uuid.
    case uri(PrimitiveElement<FHIRURI>)
    /// A time of day.
    case time(PrimitiveElement<FHIRTime>)
    /// A date.
    case date(PrimitiveElement<FHIRDate>)
    /// A dateTime.
    case dateTime(PrimitiveElement<FHIRDateTime>)
    /// An instant.
    case instant(PrimitiveElement<FHIRInstant>)
    /// Another type, by the ending of the member's name.
    case other(type: String, JSONNode)

    init?(typeSuffix: String, _ node: JSONNode?, sibling: JSONNode?) {
        if let node, node.kind == .object {
            self = Self.complex(typeSuffix, node)
        } else if let value = Self.primitive(typeSuffix, node, sibling) {
            self = value
        } else if let node, !node.isNull {
            self = .other(type: typeSuffix, node)
        } else {
            return nil
        }
    }

    private static func complex(_ type: String, _ node: JSONNode) -> Self {
        switch type {
        case "Quantity", "Age", "Count", "Distance", "Duration": .quantity(Quantity(node))
        case "Range": .range(QuantityRange(node))
        case "Ratio": .ratio(Ratio(node))
        case "CodeableConcept": .codeableConcept(CodeableConcept(node))
        case "Coding": .coding(Coding(node))
        case "Period": .period(Period(node))
        case "Reference": .reference(Reference(node))
        case "Identifier": .identifier(Identifier(node))
        case "Attachment": .attachment(Attachment(node))
        case "SampledData": .sampledData(SampledData(node))
        default: .other(type: type, node)
        }
    }

    private static func primitive(_ type: String, _ node: JSONNode?, _ sibling: JSONNode?) -> Self? {
        func read<Value: FHIRPrimitive>(_ make: (PrimitiveElement<Value>) -> Self) -> Self? {
            PrimitiveElement<Value>(node, sibling: sibling).map(make)
        }
        return switch type {
        case "Boolean": read(Self.boolean)
        case "Integer", "PositiveInt", "UnsignedInt": read(Self.integer)
        case "Decimal": read(Self.decimal)
        case "String", "Markdown": read(Self.string)
        case "Code", "Id": read(Self.code)
        case "Uri", "Url", "Canonical", "Oid", "Uuid": read(Self.uri)
        case "Time": read(Self.time)
        case "Date": read(Self.date)
        case "DateTime": read(Self.dateTime)
        case "Instant": read(Self.instant)
        default: nil
        }
    }
}
