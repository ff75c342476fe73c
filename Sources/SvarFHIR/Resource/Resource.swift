public import SvarJSON

/// A resource: an object with a `resourceType`, read where it stands in its document.
public struct Resource: Sendable {
    /// The object.
    public let node: JSONNode

    /// Nil when the value is no object with a `resourceType`.
    public init?(_ node: JSONNode) {
        guard node.kind == .object, node["resourceType"]?.kind == .string else { return nil }
        self.node = node
    }

    /// Nil when the document is no resource.
    public init?(_ document: JSONDocument) {
        self.init(document.root)
    }

    /// The name in `resourceType`.
    public var typeName: String { node["resourceType"]?.string ?? "" }

    /// The type; nil when this service does not host it.
    public var hostedType: HostedType? { HostedType(rawValue: typeName) }

    /// The logical id as received.
    public var id: FHIRID? { node["id"].flatMap { FHIRID($0) } }

    /// Version, time, profiles, labels and tags.
    public var meta: Meta? {
        node["meta"].flatMap { $0.kind == .object ? Meta($0) : nil }
    }

    /// The business identifiers that have a value. Where `identifier` is one object it counts too.
    public var identifiers: [(system: String?, value: String)] {
        guard let found = node["identifier"] else { return [] }
        let nodes = found.kind == .array ? Array(found.elements) : [found]
        return nodes.compactMap { node in
            node["value"]?.string.map { (node["system"]?.string, $0) }
        }
    }

    /// The references that may name the person the resource is about: those of the type's patient element
    /// (`HostedType.patientElement`) that do not name another type than Patient.
    public var patientReferences: [Reference] {
        guard let name = hostedType?.patientElement, let found = node[name] else { return [] }
        let nodes = found.kind == .array ? Array(found.elements) : [found]
        return nodes.lazy.filter { $0.kind == .object }.map { Reference($0) }.filter { reference in
            let named = reference.target?.typeName ?? reference.node["type"]?.string
            return named == nil || named == "Patient"
        }
    }

    /// Every reference in it, contained resources included.
    public var references: [FoundReference] { ReferenceScan.references(in: node) }

    /// The typed view; nil when the resource has another type.
    public func view<View: ResourceView>(_ type: View.Type = View.self) -> View? {
        node["resourceType"]?.isString(View.type.rawValue) ?? false ? View(node) : nil
    }
}

extension HostedType {
    /// The element that names the person; nil for types that name none. A Patient is its own person.
    public var patientElement: String? {
        switch self {
        case .diagnosticReport, .observation, .specimen, .serviceRequest, .encounter, .imagingStudy, .media,
            .documentReference:
            "subject"
        case .relatedPerson: "patient"
        case .provenance: "target"
        case .binary, .patient, .practitioner, .practitionerRole, .organization, .location, .valueSet, .codeSystem,
            .structureDefinition, .searchParameter:
            nil
        }
    }
}
