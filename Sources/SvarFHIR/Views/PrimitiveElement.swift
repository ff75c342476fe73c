public import SvarJSON

/// A primitive as an element: its value, and the `id` and `extension` that JSON writes in the `_name` sibling.
/// Source: http://hl7.org/fhir/R4/json.html#primitive
public struct PrimitiveElement<Value: FHIRPrimitive>: Sendable {
    /// The value as it came; nil where only the sibling says something.
    public let node: JSONNode?
    private let sibling: JSONNode?

    /// Nil when neither value nor sibling is there; `null` is not there.
    init?(_ node: JSONNode?, sibling: JSONNode?) {
        self.node = node.flatMap { $0.isNull ? nil : $0 }
        self.sibling = sibling.flatMap { $0.kind == .object ? $0 : nil }
        if self.node == nil && self.sibling == nil { return nil }
    }

    /// The value; nil when there is none or it is invalid.
    public var value: Value? { node.flatMap { Value($0) } }

    /// The value's text; nil when there is none or it is invalid.
    public var text: String? { value?.text }

    /// The `id` of the element, for references inside the resource.
    public var id: String? { sibling?["id"]?.string }

    /// The element's extensions.
    public var extensions: [Extension] { sibling.map { Extension($0).extensions } ?? [] }

    /// The extension with this URL; nil when there is none.
    public func extensionValue(_ url: String) -> FHIRValue? {
        extensions.first { $0.node["url"]?.isString(url) ?? false }?.value
    }
}

extension FHIRPrimitive {
    /// Nil when the JSON value has another kind or is no value of the type.
    public init?(_ node: JSONNode) {
        guard node.kind == Self.primitiveType.jsonKind else { return nil }
        switch node.kind {
        case .string:
            guard let text = node.string else { return nil }
            self.init(text)
        case .number:
            guard let text = node.number else { return nil }
            self.init(text)
        case .bool: self.init(node.bool == true ? "true" : "false")
        case .object, .array, .null: return nil
        }
    }
}
