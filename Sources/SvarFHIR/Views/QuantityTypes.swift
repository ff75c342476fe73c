public import SvarJSON

/// A measured amount. Source: http://hl7.org/fhir/R4/datatypes.html#Quantity
public struct Quantity: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The number, every digit kept.
    public var value: PrimitiveElement<FHIRDecimal>? { primitive("value") }
    /// `<`, `<=`, `>=` or `>`: the true value lies on that side.
    public var comparator: PrimitiveElement<FHIRCode>? { primitive("comparator") }
    /// The unit for people.
    public var unit: PrimitiveElement<FHIRString>? { primitive("unit") }
    /// The system of the coded unit.
    public var system: PrimitiveElement<FHIRURI>? { primitive("system") }
    /// The coded unit.
    public var code: PrimitiveElement<FHIRCode>? { primitive("code") }
}

/// A Range between two amounts, both included. Source: http://hl7.org/fhir/R4/datatypes.html#Range
public struct QuantityRange: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The lower end.
    public var low: Quantity? { element("low") }
    /// The upper end.
    public var high: Quantity? { element("high") }
}

/// One amount to another, such as a titre. Source: http://hl7.org/fhir/R4/datatypes.html#Ratio
public struct Ratio: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Above the line.
    public var numerator: Quantity? { element("numerator") }
    /// Below the line.
    public var denominator: Quantity? { element("denominator") }
}

/// A time from start to end, both included. Source: http://hl7.org/fhir/R4/datatypes.html#Period
public struct Period: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// When it began.
    public var start: PrimitiveElement<FHIRDateTime>? { primitive("start") }
    /// When it ended; absent while it goes on.
    public var end: PrimitiveElement<FHIRDateTime>? { primitive("end") }
}

/// A series of measurements by a device. Source: http://hl7.org/fhir/R4/datatypes.html#SampledData
public struct SampledData: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Zero value and unit.
    public var origin: Quantity? { element("origin") }
    /// Milliseconds between samples.
    public var period: PrimitiveElement<FHIRDecimal>? { primitive("period") }
    /// What to multiply the data by before adding the origin.
    public var factor: PrimitiveElement<FHIRDecimal>? { primitive("factor") }
    /// Below this the device shows `L`.
    public var lowerLimit: PrimitiveElement<FHIRDecimal>? { primitive("lowerLimit") }
    /// Above this the device shows `U`.
    public var upperLimit: PrimitiveElement<FHIRDecimal>? { primitive("upperLimit") }
    /// How many values a sample has.
    public var dimensions: PrimitiveElement<FHIRPositiveInt>? { primitive("dimensions") }
    /// Decimals with spaces between, `E`, `U` or `L`.
    public var data: PrimitiveElement<FHIRString>? { primitive("data") }
}
