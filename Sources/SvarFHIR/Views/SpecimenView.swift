public import SvarJSON

/// A specimen. Source: http://hl7.org/fhir/R4/specimen.html
public struct SpecimenView: ResourceView {
    /// The type.
    public static var type: HostedType { .specimen }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Business identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// The laboratory's own number.
    public var accessionIdentifier: Identifier? { element("accessionIdentifier") }
    /// available, unavailable, unsatisfactory or entered-in-error.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// The material.
    public var type: CodeableConcept? { element("type") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// When the laboratory got it.
    public var receivedTime: PrimitiveElement<FHIRDateTime>? { primitive("receivedTime") }
    /// What it was taken from.
    public var parent: [Reference] { elements("parent") }
    /// Why it was taken.
    public var request: [Reference] { elements("request") }
    /// How it was taken.
    public var collection: Collection? { element("collection") }
    /// What it is kept in.
    public var container: [Container] { elements("container") }
    /// The state it came in.
    public var condition: [CodeableConcept] { elements("condition") }
    /// Comments.
    public var note: [Annotation] { elements("note") }

    /// How a specimen was taken.
    public struct Collection: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// Who took it.
        public var collector: Reference? { element("collector") }
        /// When: dateTime or Period.
        public var collected: FHIRValue? { choice("collected") }
        /// How long it took.
        public var duration: Quantity? { element("duration") }
        /// How much.
        public var quantity: Quantity? { element("quantity") }
        /// The technique.
        public var method: CodeableConcept? { element("method") }
        /// Where on the body.
        public var bodySite: CodeableConcept? { element("bodySite") }
        /// Whether the patient was fasting.
        public var fastingStatus: FHIRValue? { choice("fastingStatus") }
    }

    /// What a specimen is kept in.
    public struct Container: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// Its identifiers.
        public var identifier: [Identifier] { elements("identifier") }
        /// It in words.
        public var description: PrimitiveElement<FHIRString>? { primitive("description") }
        /// The kind.
        public var type: CodeableConcept? { element("type") }
        /// How much it holds.
        public var capacity: Quantity? { element("capacity") }
        /// How much is in it.
        public var specimenQuantity: Quantity? { element("specimenQuantity") }
        /// What was added.
        public var additive: FHIRValue? { choice("additive") }
    }
}
