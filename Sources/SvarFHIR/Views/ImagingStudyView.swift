public import SvarJSON

/// A set of images of one examination. Source: http://hl7.org/fhir/R4/imagingstudy.html
public struct ImagingStudyView: ResourceView {
    /// The type.
    public static var type: HostedType { .imagingStudy }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Study Instance UID and others.
    public var identifier: [Identifier] { elements("identifier") }
    /// registered, available, cancelled, entered-in-error or unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// The kinds of imaging.
    public var modality: [Coding] { elements("modality") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// The contact it belongs to.
    public var encounter: Reference? { element("encounter") }
    /// When it began.
    public var started: PrimitiveElement<FHIRDateTime>? { primitive("started") }
    /// What was asked for.
    public var basedOn: [Reference] { elements("basedOn") }
    /// Who asked.
    public var referrer: Reference? { element("referrer") }
    /// Who interpreted it.
    public var interpreter: [Reference] { elements("interpreter") }
    /// Where the images are.
    public var endpoint: [Reference] { elements("endpoint") }
    /// How many series.
    public var numberOfSeries: PrimitiveElement<FHIRUnsignedInt>? { primitive("numberOfSeries") }
    /// How many images.
    public var numberOfInstances: PrimitiveElement<FHIRUnsignedInt>? { primitive("numberOfInstances") }
    /// What was done.
    public var procedureCode: [CodeableConcept] { elements("procedureCode") }
    /// Why.
    public var reasonCode: [CodeableConcept] { elements("reasonCode") }
    /// Comments.
    public var note: [Annotation] { elements("note") }
    /// It in words.
    public var description: PrimitiveElement<FHIRString>? { primitive("description") }
    /// The series.
    public var series: [Series] { elements("series") }

    /// A series of images.
    public struct Series: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// Series Instance UID.
        public var uid: PrimitiveElement<FHIRID>? { primitive("uid") }
        /// Its number.
        public var number: PrimitiveElement<FHIRUnsignedInt>? { primitive("number") }
        /// The kind of imaging.
        public var modality: Coding? { element("modality") }
        /// It in words.
        public var description: PrimitiveElement<FHIRString>? { primitive("description") }
        /// How many images.
        public var numberOfInstances: PrimitiveElement<FHIRUnsignedInt>? { primitive("numberOfInstances") }
        /// Where on the body.
        public var bodySite: Coding? { element("bodySite") }
        /// Which side.
        public var laterality: Coding? { element("laterality") }
        /// When it began.
        public var started: PrimitiveElement<FHIRDateTime>? { primitive("started") }
    }
}
