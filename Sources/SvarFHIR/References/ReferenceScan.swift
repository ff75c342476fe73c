public import SvarJSON

/// A reference found in a resource: where it stands and what it points at.
public struct FoundReference: Sendable {
    /// Which member holds it.
    public enum Form: Hashable, Sendable {
        /// `Reference.reference`
        case reference
        /// A member `url`, as in Attachment, that points at a Binary or another entry of the Bundle.
        case url
        /// A Reference with an identifier only.
        case identifier
    }

    /// The Reference or the holder of the URL.
    public let element: JSONNode
    /// Which member holds it.
    public let form: Form
    /// The string to replace when the reference is resolved, quotes included, in the document's bytes; nil for a
    /// logical reference.
    public let valueRange: Range<Int>?
    /// What it points at.
    public let target: ReferenceTarget

    fileprivate let root: JSONNode

    /// The text; nil for a logical reference.
    public var text: String? { (form == .url ? element["url"] : element["reference"])?.string }

    /// FHIRPath-like place of the value inside the scanned resource: `DiagnosticReport.result[0].reference`. Computed
    /// when asked for.
    public var path: String {
        NodePath.path(to: valueRange?.lowerBound ?? element.range.lowerBound, in: root)
    }
}

/// Finds the references of a resource without knowing its type.
///
/// A Reference is an object with a string member `reference`, or one whose members are all those of Reference and one
/// is an `identifier` object. Members `url` count when their text begins with `urn:uuid:` or `Binary/`, but not where
/// they name an extension or the resource itself. Canonicals do not count: they are never rewritten.
public enum ReferenceScan {
    /// The references of a resource, contained resources and extensions included, in the order they stand.
    ///
    /// - Complexity: O(size of the resource); allocates for what it finds only.
    public static func references(in resource: JSONNode) -> [FoundReference] {
        var found: [FoundReference] = []
        scan(resource, root: resource, into: &found)
        return found
    }

    private static func scan(
        _ node: JSONNode,
        root: JSONNode,
        isExtension: Bool = false,
        into found: inout [FoundReference]
    ) {
        switch node.kind {
        case .array:
            for element in node.elements {
                scan(element, root: root, isExtension: isExtension, into: &found)
            }
        case .object:
            var isReference = false
            var hasIdentifier = false
            for member in node.members {
                let value = member.value
                switch value.kind {
                case .string where member.hasKey("reference"):
                    isReference = true
                    append(value, of: node, .reference, root: root, to: &found)
                case .string where !isExtension && member.hasKey("url") && isRewritable(value, in: node):
                    append(value, of: node, .url, root: root, to: &found)
                case .object:
                    hasIdentifier = hasIdentifier || member.hasKey("identifier")
                    scan(value, root: root, into: &found)
                case .array:
                    let holdsExtensions = member.hasKey("extension") || member.hasKey("modifierExtension")
                    scan(value, root: root, isExtension: holdsExtensions, into: &found)
                default: break
                }
            }
            if hasIdentifier, !isReference, let identifier = logicalIdentifier(of: node) {
                found.append(
                    FoundReference(
                        element: node,
                        form: .identifier,
                        valueRange: nil,
                        target: .logical(
                            system: identifier["system"]?.string,
                            value: identifier["value"]?.string
                        ),
                        root: root
                    )
                )
            }
        default: break
        }
    }

    private static func append(
        _ value: JSONNode,
        of element: JSONNode,
        _ form: FoundReference.Form,
        root: JSONNode,
        to found: inout [FoundReference]
    ) {
        guard let text = value.string else { return }
        found.append(
            FoundReference(
                element: element,
                form: form,
                valueRange: value.range,
                target: ReferenceTarget(text),
                root: root
            )
        )
    }

    private static func isRewritable(_ value: JSONNode, in holder: JSONNode) -> Bool {
        let content = value.bytes.dropFirst()
        guard holder["resourceType"] == nil else { return false }
        return content.starts(with: "urn:uuid:".utf8) || content.starts(with: "Binary/".utf8)
    }

    /// The identifier of an object that has no members but those of Reference.
    private static func logicalIdentifier(of node: JSONNode) -> JSONNode? {
        let own = ["identifier", "type", "_type", "display", "_display", "_reference", "id", "extension"]
        for member in node.members where !own.contains(where: { member.hasKey($0) }) { return nil }
        return node["identifier"]
    }
}
