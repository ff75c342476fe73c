package import SvarJSON

/// Names places in a resource as FHIRPath would.
package enum NodePath {
    /// The path of the value that starts at a byte, from the resource's type name on: `Observation.code.coding[1]`.
    ///
    /// - Parameters:
    ///   - offset: into the document's bytes.
    ///   - root: the resource; `$` stands for its type name where it has none.
    package static func path(to offset: Int, in root: JSONNode) -> String {
        var path = root["resourceType"]?.string ?? "$"
        var node = root
        while node.range.lowerBound != offset, let step = child(of: node, holding: offset) {
            path += step.text
            node = step.node
        }
        return path
    }

    private static func child(of node: JSONNode, holding offset: Int) -> (text: String, node: JSONNode)? {
        for member in node.members where member.value.range.contains(offset) {
            return ("." + member.key, member.value)
        }
        var index = 0
        for element in node.elements {
            if element.range.contains(offset) { return ("[\(index)]", element) }
            index += 1
        }
        return nil
    }
}
