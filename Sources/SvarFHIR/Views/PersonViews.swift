public import SvarJSON

/// The person results are about. Source: http://hl7.org/fhir/R4/patient.html
public struct PatientView: ResourceView {
    /// The type.
    public static var type: HostedType { .patient }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// National and local identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// Whether the record is in use.
    public var active: PrimitiveElement<FHIRBoolean>? { primitive("active") }
    /// Names.
    public var name: [HumanName] { elements("name") }
    /// How to reach them.
    public var telecom: [ContactPoint] { elements("telecom") }
    /// male, female, other or unknown.
    public var gender: PrimitiveElement<FHIRCode>? { primitive("gender") }
    /// The date of birth.
    public var birthDate: PrimitiveElement<FHIRDate>? { primitive("birthDate") }
    /// boolean or dateTime.
    public var deceased: FHIRValue? { choice("deceased") }
    /// Addresses.
    public var address: [Address] { elements("address") }
    /// The general practitioner.
    public var generalPractitioner: [Reference] { elements("generalPractitioner") }
    /// Who keeps the record.
    public var managingOrganization: Reference? { element("managingOrganization") }
    /// Other records of the same person.
    public var link: [Link] { elements("link") }

    /// Another record of the same person.
    public struct Link: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// The other Patient or RelatedPerson.
        public var other: Reference? { element("other") }
        /// replaced-by, replaces, refer or seealso.
        public var type: PrimitiveElement<FHIRCode>? { primitive("type") }
    }
}

/// A parent, guardian or other person near a patient. Source: http://hl7.org/fhir/R4/relatedperson.html
public struct RelatedPersonView: ResourceView {
    /// The type.
    public static var type: HostedType { .relatedPerson }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// Whether the record is in use.
    public var active: PrimitiveElement<FHIRBoolean>? { primitive("active") }
    /// The patient.
    public var patient: Reference? { element("patient") }
    /// What they are to the patient.
    public var relationship: [CodeableConcept] { elements("relationship") }
    /// Names.
    public var name: [HumanName] { elements("name") }
    /// How to reach them.
    public var telecom: [ContactPoint] { elements("telecom") }
    /// male, female, other or unknown.
    public var gender: PrimitiveElement<FHIRCode>? { primitive("gender") }
    /// The date of birth.
    public var birthDate: PrimitiveElement<FHIRDate>? { primitive("birthDate") }
    /// Addresses.
    public var address: [Address] { elements("address") }
    /// How long the relationship lasts.
    public var period: Period? { element("period") }
}

/// A contact between a patient and the health service. Source: http://hl7.org/fhir/R4/encounter.html
public struct EncounterView: ResourceView {
    /// The type.
    public static var type: HostedType { .encounter }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// planned, arrived, in-progress, finished, cancelled and the like.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// The kind of contact.
    public var type: [CodeableConcept] { elements("type") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// What asked for it.
    public var basedOn: [Reference] { elements("basedOn") }
    /// From when to when.
    public var period: Period? { element("period") }
    /// Why.
    public var reasonCode: [CodeableConcept] { elements("reasonCode") }
    /// Who is responsible for it.
    public var serviceProvider: Reference? { element("serviceProvider") }
}
