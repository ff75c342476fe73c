public import SvarJSON

/// A photo, video or sound. Source: http://hl7.org/fhir/R4/media.html
public struct MediaView: ResourceView {
    /// The type.
    public static var type: HostedType { .media }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// What was asked for.
    public var basedOn: [Reference] { elements("basedOn") }
    /// The event it belongs to.
    public var partOf: [Reference] { elements("partOf") }
    /// preparation, in-progress, completed and the like.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// image, video or audio.
    public var type: CodeableConcept? { element("type") }
    /// How it was made.
    public var modality: CodeableConcept? { element("modality") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// When: dateTime or Period.
    public var created: FHIRValue? { choice("created") }
    /// When this version was made public.
    public var issued: PrimitiveElement<FHIRInstant>? { primitive("issued") }
    /// Who made it.
    public var `operator`: Reference? { element("operator") }
    /// Where on the body.
    public var bodySite: CodeableConcept? { element("bodySite") }
    /// The device.
    public var device: Reference? { element("device") }
    /// The content.
    public var content: Attachment? { element("content") }
    /// Comments.
    public var note: [Annotation] { elements("note") }
}

/// A document and where it is. Source: http://hl7.org/fhir/R4/documentreference.html
public struct DocumentReferenceView: ResourceView {
    /// The type.
    public static var type: HostedType { .documentReference }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The identifier of this version.
    public var masterIdentifier: Identifier? { element("masterIdentifier") }
    /// Other identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// current, superseded or entered-in-error.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// preliminary, final, amended or entered-in-error.
    public var docStatus: PrimitiveElement<FHIRCode>? { primitive("docStatus") }
    /// The kind of document.
    public var type: CodeableConcept? { element("type") }
    /// The class of document.
    public var category: [CodeableConcept] { elements("category") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// When this reference was made.
    public var date: PrimitiveElement<FHIRInstant>? { primitive("date") }
    /// Who wrote it.
    public var author: [Reference] { elements("author") }
    /// It in words.
    public var description: PrimitiveElement<FHIRString>? { primitive("description") }
    /// The document.
    public var content: [Content] { elements("content") }

    /// One form of a document.
    public struct Content: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// Where it is.
        public var attachment: Attachment? { element("attachment") }
        /// Rules its content follows.
        public var format: Coding? { element("format") }
    }
}

/// Bytes of any format. Source: http://hl7.org/fhir/R4/binary.html
public struct BinaryView: ResourceView {
    /// The type.
    public static var type: HostedType { .binary }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The media type.
    public var contentType: PrimitiveElement<FHIRCode>? { primitive("contentType") }
    /// Whose access rules it follows.
    public var securityContext: Reference? { element("securityContext") }
    /// The bytes.
    public var data: PrimitiveElement<FHIRBase64>? { primitive("data") }
}

/// Who made something, when and from what. Source: http://hl7.org/fhir/R4/provenance.html
public struct ProvenanceView: ResourceView {
    /// The type.
    public static var type: HostedType { .provenance }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// What it is about; often a version.
    public var target: [Reference] { elements("target") }
    /// When it was done: dateTime or Period.
    public var occurred: FHIRValue? { choice("occurred") }
    /// When it was written down.
    public var recorded: PrimitiveElement<FHIRInstant>? { primitive("recorded") }
    /// Why.
    public var reason: [CodeableConcept] { elements("reason") }
    /// What was done.
    public var activity: CodeableConcept? { element("activity") }
    /// Who took part.
    public var agent: [Agent] { elements("agent") }
    /// What was used.
    public var entity: [Entity] { elements("entity") }

    /// Someone who took part.
    public struct Agent: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// How.
        public var type: CodeableConcept? { element("type") }
        /// In which role.
        public var role: [CodeableConcept] { elements("role") }
        /// Who.
        public var who: Reference? { element("who") }
        /// For whom.
        public var onBehalfOf: Reference? { element("onBehalfOf") }
    }

    /// Something that was used.
    public struct Entity: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// derivation, revision, quotation, source or removal.
        public var role: PrimitiveElement<FHIRCode>? { primitive("role") }
        /// What.
        public var what: Reference? { element("what") }
    }
}
