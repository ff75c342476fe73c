public import SvarJSON

/// A typed view of a JSON object: it holds a place in the document and reads when asked, so that making one costs
/// nothing. A view never changes or checks what came; elements of a wrong kind read as absent.
public protocol FHIRElement: Sendable {
    /// The object.
    var node: JSONNode { get }
    /// A view of an object.
    init(_ node: JSONNode)
}

extension FHIRElement {
    /// The element's `extension`s.
    public var extensions: [Extension] { elements("extension") }

    /// A child that is an object.
    public func element<Child: FHIRElement>(_ name: String, as type: Child.Type = Child.self) -> Child? {
        guard let child = node[name], child.kind == .object else { return nil }
        return Child(child)
    }

    /// A repeating child; slots that are no objects are left out.
    public func elements<Child: FHIRElement>(_ name: String, as type: Child.Type = Child.self) -> [Child] {
        guard let child = node[name] else { return [] }
        return child.elements.lazy.filter { $0.kind == .object }.map { Child($0) }
    }

    /// A primitive child with what stands in its `_name` sibling; nil when neither is there.
    public func primitive<Value: FHIRPrimitive>(
        _ name: String,
        as type: Value.Type = Value.self
    ) -> PrimitiveElement<Value>? {
        PrimitiveElement(node[name], sibling: node["_" + name])
    }

    /// A repeating primitive child. Slots keep their place: one that is `null` in the one array takes what the other
    /// array has there.
    public func primitives<Value: FHIRPrimitive>(
        _ name: String,
        as type: Value.Type = Value.self
    ) -> [PrimitiveElement<Value>] {
        let values = node[name].map { Array($0.elements) } ?? []
        let siblings = node["_" + name].map { Array($0.elements) } ?? []
        return (0..<max(values.count, siblings.count)).compactMap { index in
            PrimitiveElement(
                index < values.count ? values[index] : nil,
                sibling: index < siblings.count ? siblings[index] : nil
            )
        }
    }

    /// The value of a primitive child; nil when it is absent, has only extensions or is invalid.
    public func value<Value: FHIRPrimitive>(_ name: String, as type: Value.Type = Value.self) -> Value? {
        primitive(name, as: type)?.value
    }

    /// A choice element such as `value[x]`.
    ///
    /// - Parameter name: without `[x]`.
    public func choice(_ name: String) -> FHIRValue? {
        for member in node.members {
            let key = member.key
            let isSibling = key.utf8.first == UInt8(ascii: "_")
            let plain = isSibling ? key.dropFirst() : key[...]
            guard plain.utf8.count > name.utf8.count, plain.utf8.starts(with: name.utf8) else { continue }
            let suffix = plain.dropFirst(name.count)
            guard let first = suffix.utf8.first, (0x41...0x5A).contains(first) else { continue }
            return FHIRValue(
                typeSuffix: String(suffix),
                isSibling ? node[String(plain)] : member.value,
                sibling: isSibling ? member.value : node["_" + key]
            )
        }
        return nil
    }
}
