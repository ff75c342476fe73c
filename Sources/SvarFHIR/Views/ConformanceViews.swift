public import SvarJSON

/// A set of codes. Source: http://hl7.org/fhir/R4/valueset.html
public struct ValueSetView: ResourceView {
    /// The type.
    public static var type: HostedType { .valueSet }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// The canonical URL.
    public var url: PrimitiveElement<FHIRURI>? { primitive("url") }
    /// The version.
    public var version: PrimitiveElement<FHIRString>? { primitive("version") }
    /// The name for programs.
    public var name: PrimitiveElement<FHIRString>? { primitive("name") }
    /// The name for people.
    public var title: PrimitiveElement<FHIRString>? { primitive("title") }
    /// draft, active, retired or unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// When it last changed.
    public var date: PrimitiveElement<FHIRDateTime>? { primitive("date") }
    /// Who publishes it.
    public var publisher: PrimitiveElement<FHIRString>? { primitive("publisher") }
    /// It in words.
    public var description: PrimitiveElement<FHIRMarkdown>? { primitive("description") }
    /// Whether the definition stays as it is.
    public var immutable: PrimitiveElement<FHIRBoolean>? { primitive("immutable") }
}

/// A system of codes. Source: http://hl7.org/fhir/R4/codesystem.html
public struct CodeSystemView: ResourceView {
    /// The type.
    public static var type: HostedType { .codeSystem }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// The canonical URL.
    public var url: PrimitiveElement<FHIRURI>? { primitive("url") }
    /// The version.
    public var version: PrimitiveElement<FHIRString>? { primitive("version") }
    /// The name for programs.
    public var name: PrimitiveElement<FHIRString>? { primitive("name") }
    /// The name for people.
    public var title: PrimitiveElement<FHIRString>? { primitive("title") }
    /// draft, active, retired or unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// When it last changed.
    public var date: PrimitiveElement<FHIRDateTime>? { primitive("date") }
    /// Who publishes it.
    public var publisher: PrimitiveElement<FHIRString>? { primitive("publisher") }
    /// It in words.
    public var description: PrimitiveElement<FHIRMarkdown>? { primitive("description") }
    /// Whether case matters in codes.
    public var caseSensitive: PrimitiveElement<FHIRBoolean>? { primitive("caseSensitive") }
    /// The value set of all its codes.
    public var valueSet: PrimitiveElement<FHIRCanonical>? { primitive("valueSet") }
    /// not-present, example, fragment, complete or supplement.
    public var content: PrimitiveElement<FHIRCode>? { primitive("content") }
    /// How many concepts it has.
    public var count: PrimitiveElement<FHIRUnsignedInt>? { primitive("count") }
}

/// A type or a profile. Source: http://hl7.org/fhir/R4/structuredefinition.html
public struct StructureDefinitionView: ResourceView {
    /// The type.
    public static var type: HostedType { .structureDefinition }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// The canonical URL.
    public var url: PrimitiveElement<FHIRURI>? { primitive("url") }
    /// The version.
    public var version: PrimitiveElement<FHIRString>? { primitive("version") }
    /// The name for programs.
    public var name: PrimitiveElement<FHIRString>? { primitive("name") }
    /// The name for people.
    public var title: PrimitiveElement<FHIRString>? { primitive("title") }
    /// draft, active, retired or unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// When it last changed.
    public var date: PrimitiveElement<FHIRDateTime>? { primitive("date") }
    /// Who publishes it.
    public var publisher: PrimitiveElement<FHIRString>? { primitive("publisher") }
    /// It in words.
    public var description: PrimitiveElement<FHIRMarkdown>? { primitive("description") }
    /// The FHIR version it is for.
    public var fhirVersion: PrimitiveElement<FHIRCode>? { primitive("fhirVersion") }
    /// primitive-type, complex-type, resource or logical.
    public var kind: PrimitiveElement<FHIRCode>? { primitive("kind") }
    /// Whether it has no instances.
    public var abstract: PrimitiveElement<FHIRBoolean>? { primitive("abstract") }
    /// The type it is or constrains.
    public var type: PrimitiveElement<FHIRURI>? { primitive("type") }
    /// What it builds on.
    public var baseDefinition: PrimitiveElement<FHIRCanonical>? { primitive("baseDefinition") }
    /// specialization or constraint.
    public var derivation: PrimitiveElement<FHIRCode>? { primitive("derivation") }
}

/// A search parameter. Source: http://hl7.org/fhir/R4/searchparameter.html
public struct SearchParameterView: ResourceView {
    /// The type.
    public static var type: HostedType { .searchParameter }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// The canonical URL.
    public var url: PrimitiveElement<FHIRURI>? { primitive("url") }
    /// The version.
    public var version: PrimitiveElement<FHIRString>? { primitive("version") }
    /// The name for programs.
    public var name: PrimitiveElement<FHIRString>? { primitive("name") }
    /// The name for people.
    public var title: PrimitiveElement<FHIRString>? { primitive("title") }
    /// draft, active, retired or unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// When it last changed.
    public var date: PrimitiveElement<FHIRDateTime>? { primitive("date") }
    /// Who publishes it.
    public var publisher: PrimitiveElement<FHIRString>? { primitive("publisher") }
    /// It in words.
    public var description: PrimitiveElement<FHIRMarkdown>? { primitive("description") }
    /// Its name in a URL.
    public var code: PrimitiveElement<FHIRCode>? { primitive("code") }
    /// The types it is for.
    public var base: [PrimitiveElement<FHIRCode>] { primitives("base") }
    /// number, date, string, token, reference, composite, quantity, uri or special.
    public var type: PrimitiveElement<FHIRCode>? { primitive("type") }
    /// What it finds, in FHIRPath.
    public var expression: PrimitiveElement<FHIRString>? { primitive("expression") }
    /// The types a reference may point at.
    public var target: [PrimitiveElement<FHIRCode>] { primitives("target") }
}
