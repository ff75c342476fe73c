public import SvarJSON

/// What a requester asked for. Source: http://hl7.org/fhir/R4/servicerequest.html
public struct ServiceRequestView: ResourceView {
    /// The type.
    public static var type: HostedType { .serviceRequest }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Business identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// What it fulfils.
    public var basedOn: [Reference] { elements("basedOn") }
    /// The order it is part of.
    public var requisition: Identifier? { element("requisition") }
    /// draft, active, on-hold, revoked, completed, entered-in-error or unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// proposal, plan, order and the like.
    public var intent: PrimitiveElement<FHIRCode>? { primitive("intent") }
    /// The kind of service.
    public var category: [CodeableConcept] { elements("category") }
    /// routine, urgent, asap or stat.
    public var priority: PrimitiveElement<FHIRCode>? { primitive("priority") }
    /// What was asked for.
    public var code: CodeableConcept? { element("code") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// The contact it belongs to.
    public var encounter: Reference? { element("encounter") }
    /// When it should be done.
    public var occurrence: FHIRValue? { choice("occurrence") }
    /// When it was asked for.
    public var authoredOn: PrimitiveElement<FHIRDateTime>? { primitive("authoredOn") }
    /// Who asked.
    public var requester: Reference? { element("requester") }
    /// Who should do it.
    public var performer: [Reference] { elements("performer") }
    /// Why.
    public var reasonCode: [CodeableConcept] { elements("reasonCode") }
    /// Why, as resources.
    public var reasonReference: [Reference] { elements("reasonReference") }
    /// The specimens.
    public var specimen: [Reference] { elements("specimen") }
    /// Comments.
    public var note: [Annotation] { elements("note") }
}
