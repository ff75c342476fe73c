import SvarJSON

/// A typed view of a resource of one hosted type.
public protocol ResourceView: FHIRElement {
    /// The type.
    static var type: HostedType { get }
}

extension ResourceView {
    /// The logical id.
    public var id: FHIRID? { value("id") }
    /// Version, time, profiles, labels and tags.
    public var meta: Meta? { element("meta") }
    /// The language of the content.
    public var language: PrimitiveElement<FHIRCode>? { primitive("language") }
    /// The summary for people.
    public var text: Narrative? { element("text") }
    /// Resources inside this one.
    public var contained: [Resource] {
        node["contained"]?.elements.compactMap { Resource($0) } ?? []
    }
    /// The same resource without its type.
    public var resource: Resource? { Resource(node) }
}

extension Narrative {
    /// The XHTML as it came; show it only when `PrimitiveType.xhtml` accepts it.
    public var div: String? { node["div"]?.string }
}

extension Coding {
    /// Whether this is the code of the system.
    public func matches(system: String, code: String) -> Bool {
        (node["system"]?.isString(system) ?? false) && (node["code"]?.isString(code) ?? false)
    }
}

extension CodeableConcept {
    /// The first code of a system; nil when it has none.
    public func code(in system: String) -> String? {
        coding.first { $0.node["system"]?.isString(system) ?? false }?.node["code"]?.string
    }
}

extension Reference {
    /// What it points at: the literal reference, else the identifier; nil when it has only words.
    public var target: ReferenceTarget? {
        if let text = node["reference"]?.string { return ReferenceTarget(text) }
        guard let identifier else { return nil }
        return .logical(system: identifier.node["system"]?.string, value: identifier.node["value"]?.string)
    }
}
