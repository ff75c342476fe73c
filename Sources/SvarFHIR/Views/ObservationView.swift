public import SvarJSON

/// One result. Source: http://hl7.org/fhir/R4/observation.html
public struct ObservationView: ResourceView {
    /// The type.
    public static var type: HostedType { .observation }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Business identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// What was asked for.
    public var basedOn: [Reference] { elements("basedOn") }
    /// The larger event it belongs to.
    public var partOf: [Reference] { elements("partOf") }
    /// registered, preliminary, final, amended, corrected, cancelled, entered-in-error or unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// The kinds of observation.
    public var category: [CodeableConcept] { elements("category") }
    /// What was observed.
    public var code: CodeableConcept? { element("code") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// The contact it belongs to.
    public var encounter: Reference? { element("encounter") }
    /// The clinically relevant time: dateTime, Period, Timing or instant.
    public var effective: FHIRValue? { choice("effective") }
    /// When this version was made public.
    public var issued: PrimitiveElement<FHIRInstant>? { primitive("issued") }
    /// Who is responsible.
    public var performer: [Reference] { elements("performer") }
    /// The result.
    public var value: FHIRValue? { choice("value") }
    /// Why there is no result.
    public var dataAbsentReason: CodeableConcept? { element("dataAbsentReason") }
    /// High, low, resistant and the like.
    public var interpretation: [CodeableConcept] { elements("interpretation") }
    /// Comments.
    public var note: [Annotation] { elements("note") }
    /// Where on the body.
    public var bodySite: CodeableConcept? { element("bodySite") }
    /// How it was done.
    public var method: CodeableConcept? { element("method") }
    /// The specimen.
    public var specimen: Reference? { element("specimen") }
    /// The instrument.
    public var device: Reference? { element("device") }
    /// How to read the result.
    public var referenceRange: [ReferenceRange] { elements("referenceRange") }
    /// Results that belong to this group.
    public var hasMember: [Reference] { elements("hasMember") }
    /// What the result is made from.
    public var derivedFrom: [Reference] { elements("derivedFrom") }
    /// Parts of the result.
    public var component: [Component] { elements("component") }

    /// A guide on how to read a result.
    public struct ReferenceRange: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// The lower end.
        public var low: Quantity? { element("low") }
        /// The upper end.
        public var high: Quantity? { element("high") }
        /// Normal, recommended, therapeutic and the like.
        public var type: CodeableConcept? { element("type") }
        /// For whom.
        public var appliesTo: [CodeableConcept] { elements("appliesTo") }
        /// For which ages.
        public var age: QuantityRange? { element("age") }
        /// The range in words.
        public var text: PrimitiveElement<FHIRString>? { primitive("text") }
    }

    /// A part of a result with a code of its own.
    public struct Component: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// What was observed.
        public var code: CodeableConcept? { element("code") }
        /// The result.
        public var value: FHIRValue? { choice("value") }
        /// Why there is no result.
        public var dataAbsentReason: CodeableConcept? { element("dataAbsentReason") }
        /// High, low and the like.
        public var interpretation: [CodeableConcept] { elements("interpretation") }
        /// How to read the result.
        public var referenceRange: [ReferenceRange] { elements("referenceRange") }
    }
}
