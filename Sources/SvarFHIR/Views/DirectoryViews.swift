public import SvarJSON

/// A professional. Source: http://hl7.org/fhir/R4/practitioner.html
public struct PractitionerView: ResourceView {
    /// The type.
    public static var type: HostedType { .practitioner }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// HPR number and others.
    public var identifier: [Identifier] { elements("identifier") }
    /// Whether the record is in use.
    public var active: PrimitiveElement<FHIRBoolean>? { primitive("active") }
    /// Names.
    public var name: [HumanName] { elements("name") }
    /// How to reach them.
    public var telecom: [ContactPoint] { elements("telecom") }
}

/// A professional in an organisation. Source: http://hl7.org/fhir/R4/practitionerrole.html
public struct PractitionerRoleView: ResourceView {
    /// The type.
    public static var type: HostedType { .practitionerRole }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// Whether the record is in use.
    public var active: PrimitiveElement<FHIRBoolean>? { primitive("active") }
    /// How long the role is held.
    public var period: Period? { element("period") }
    /// Who.
    public var practitioner: Reference? { element("practitioner") }
    /// Where.
    public var organization: Reference? { element("organization") }
    /// The role.
    public var code: [CodeableConcept] { elements("code") }
    /// The specialty.
    public var specialty: [CodeableConcept] { elements("specialty") }
    /// The places.
    public var location: [Reference] { elements("location") }
    /// How to reach them.
    public var telecom: [ContactPoint] { elements("telecom") }
}

/// An organisation or a unit of one. Source: http://hl7.org/fhir/R4/organization.html
public struct OrganizationView: ResourceView {
    /// The type.
    public static var type: HostedType { .organization }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Organisation number and others.
    public var identifier: [Identifier] { elements("identifier") }
    /// Whether the record is in use.
    public var active: PrimitiveElement<FHIRBoolean>? { primitive("active") }
    /// The kind.
    public var type: [CodeableConcept] { elements("type") }
    /// The name.
    public var name: PrimitiveElement<FHIRString>? { primitive("name") }
    /// Other names.
    public var alias: [PrimitiveElement<FHIRString>] { primitives("alias") }
    /// How to reach it.
    public var telecom: [ContactPoint] { elements("telecom") }
    /// Addresses.
    public var address: [Address] { elements("address") }
    /// The organisation it is part of.
    public var partOf: Reference? { element("partOf") }
}

/// A place. Source: http://hl7.org/fhir/R4/location.html
public struct LocationView: ResourceView {
    /// The type.
    public static var type: HostedType { .location }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// active, suspended or inactive.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// The name.
    public var name: PrimitiveElement<FHIRString>? { primitive("name") }
    /// What is done there.
    public var type: [CodeableConcept] { elements("type") }
    /// How to reach it.
    public var telecom: [ContactPoint] { elements("telecom") }
    /// Where it is.
    public var address: Address? { element("address") }
    /// Who runs it.
    public var managingOrganization: Reference? { element("managingOrganization") }
    /// The place it is part of.
    public var partOf: Reference? { element("partOf") }
}
