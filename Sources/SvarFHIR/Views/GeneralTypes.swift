public import SvarJSON

/// Something the base specification has no element for. Source: http://hl7.org/fhir/R4/extensibility.html
public struct Extension: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// What it means.
    public var url: PrimitiveElement<FHIRURI>? { primitive("url") }
    /// Its value; absent when it holds extensions.
    public var value: FHIRValue? { choice("value") }
}

/// What a server and its callers say about a resource. Source: http://hl7.org/fhir/R4/resource.html#Meta
public struct Meta: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The version.
    public var versionId: PrimitiveElement<FHIRID>? { primitive("versionId") }
    /// When the server stored the version.
    public var lastUpdated: PrimitiveElement<FHIRInstant>? { primitive("lastUpdated") }
    /// Where it came from.
    public var source: PrimitiveElement<FHIRURI>? { primitive("source") }
    /// Profiles it claims to meet.
    public var profile: [PrimitiveElement<FHIRCanonical>] { primitives("profile") }
    /// Security labels.
    public var security: [Coding] { elements("security") }
    /// Tags.
    public var tag: [Coding] { elements("tag") }
}

/// A summary for people. Source: http://hl7.org/fhir/R4/narrative.html
public struct Narrative: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// generated, extensions, additional or empty.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
}

/// Content of another format. Source: http://hl7.org/fhir/R4/datatypes.html#Attachment
public struct Attachment: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The media type.
    public var contentType: PrimitiveElement<FHIRCode>? { primitive("contentType") }
    /// The language.
    public var language: PrimitiveElement<FHIRCode>? { primitive("language") }
    /// The content itself.
    public var data: PrimitiveElement<FHIRBase64>? { primitive("data") }
    /// Where the content is.
    public var url: PrimitiveElement<FHIRURL>? { primitive("url") }
    /// Bytes of the content at the URL.
    public var size: PrimitiveElement<FHIRUnsignedInt>? { primitive("size") }
    /// SHA-1 of the content.
    public var hash: PrimitiveElement<FHIRBase64>? { primitive("hash") }
    /// What to show in place of the content.
    public var title: PrimitiveElement<FHIRString>? { primitive("title") }
    /// When it was first made.
    public var creation: PrimitiveElement<FHIRDateTime>? { primitive("creation") }
}

/// A note with its author. Source: http://hl7.org/fhir/R4/datatypes.html#Annotation
public struct Annotation: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Who: a Reference or a string.
    public var author: FHIRValue? { choice("author") }
    /// When.
    public var time: PrimitiveElement<FHIRDateTime>? { primitive("time") }
    /// The note.
    public var text: PrimitiveElement<FHIRMarkdown>? { primitive("text") }
}

/// A name of a person. Source: http://hl7.org/fhir/R4/datatypes.html#HumanName
public struct HumanName: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// usual, official, temp, nickname, anonymous, old or maiden.
    public var use: PrimitiveElement<FHIRCode>? { primitive("use") }
    /// The whole name.
    public var text: PrimitiveElement<FHIRString>? { primitive("text") }
    /// The family name.
    public var family: PrimitiveElement<FHIRString>? { primitive("family") }
    /// Given names, middle names included.
    public var given: [PrimitiveElement<FHIRString>] { primitives("given") }
    /// What comes before.
    public var prefix: [PrimitiveElement<FHIRString>] { primitives("prefix") }
    /// What comes after.
    public var suffix: [PrimitiveElement<FHIRString>] { primitives("suffix") }
    /// When it was in use.
    public var period: Period? { element("period") }
}

/// A telephone number, an address for mail or the like. Source: http://hl7.org/fhir/R4/datatypes.html#ContactPoint
public struct ContactPoint: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// phone, fax, email, pager, url, sms or other.
    public var system: PrimitiveElement<FHIRCode>? { primitive("system") }
    /// The number or address.
    public var value: PrimitiveElement<FHIRString>? { primitive("value") }
    /// home, work, temp, old or mobile.
    public var use: PrimitiveElement<FHIRCode>? { primitive("use") }
    /// Which to try first.
    public var rank: PrimitiveElement<FHIRPositiveInt>? { primitive("rank") }
}

/// A postal address. Source: http://hl7.org/fhir/R4/datatypes.html#Address
public struct Address: FHIRElement {
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// home, work, temp, old or billing.
    public var use: PrimitiveElement<FHIRCode>? { primitive("use") }
    /// postal, physical or both.
    public var type: PrimitiveElement<FHIRCode>? { primitive("type") }
    /// The whole address.
    public var text: PrimitiveElement<FHIRString>? { primitive("text") }
    /// Street, number and the like.
    public var line: [PrimitiveElement<FHIRString>] { primitives("line") }
    /// The town.
    public var city: PrimitiveElement<FHIRString>? { primitive("city") }
    /// The district; in Norway the municipality.
    public var district: PrimitiveElement<FHIRString>? { primitive("district") }
    /// The postal code.
    public var postalCode: PrimitiveElement<FHIRString>? { primitive("postalCode") }
    /// The country.
    public var country: PrimitiveElement<FHIRString>? { primitive("country") }
}
