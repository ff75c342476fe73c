public import SvarJSON

/// A code of a code system. Source: http://hl7.org/fhir/R4/datatypes.html#Coding
public struct Coding: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The code system.
    public var system: PrimitiveElement<FHIRURI>? { primitive("system") }
    /// The version of the system.
    public var version: PrimitiveElement<FHIRString>? { primitive("version") }
    /// The code.
    public var code: PrimitiveElement<FHIRCode>? { primitive("code") }
    /// The system's words for the code.
    public var display: PrimitiveElement<FHIRString>? { primitive("display") }
    /// Whether a person chose it.
    public var userSelected: PrimitiveElement<FHIRBoolean>? { primitive("userSelected") }
}

/// A concept as codes, words or both. Source: http://hl7.org/fhir/R4/datatypes.html#CodeableConcept
public struct CodeableConcept: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The concept in one or more systems.
    public var coding: [Coding] { elements("coding") }
    /// The concept in words.
    public var text: PrimitiveElement<FHIRString>? { primitive("text") }
}

/// A business identifier. Source: http://hl7.org/fhir/R4/datatypes.html#Identifier
public struct Identifier: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// usual, official, temp, secondary or old.
    public var use: PrimitiveElement<FHIRCode>? { primitive("use") }
    /// What kind of identifier it is.
    public var type: CodeableConcept? { element("type") }
    /// Who gives such identifiers.
    public var system: PrimitiveElement<FHIRURI>? { primitive("system") }
    /// The identifier.
    public var value: PrimitiveElement<FHIRString>? { primitive("value") }
    /// When it was in use.
    public var period: Period? { element("period") }
    /// Who gave it.
    public var assigner: Reference? { element("assigner") }
}

/// A pointer at another resource. Source: http://hl7.org/fhir/R4/references.html
public struct Reference: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Literal reference: relative, absolute, `urn:` or `#id`.
    public var reference: PrimitiveElement<FHIRString>? { primitive("reference") }
    /// The type of the target.
    public var type: PrimitiveElement<FHIRURI>? { primitive("type") }
    /// Logical reference.
    public var identifier: Identifier? { element("identifier") }
    /// Words for the target.
    public var display: PrimitiveElement<FHIRString>? { primitive("display") }
}
