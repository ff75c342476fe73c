import Yams

/// A YAML example as a body shows it: JSON with the digits as they stand, or a form's fields.
enum NodeText {
    /// The text of an example for a media type.
    static func of(_ node: Node, for mediaType: String) -> String {
        if mediaType == "application/x-www-form-urlencoded" {
            return Optional(node).entries.map { "\($0.name)=\($0.node.string ?? "")" }.joined(separator: "\n")
        }
        if node.string != nil, node.tag.rawValue.hasSuffix(":str") { return node.string ?? "" }
        return json(node, indent: "")
    }

    /// Short lists and objects stay on one line.
    private static func json(_ node: Node, indent: String) -> String {
        let inner = indent + "  "
        switch node {
        case .mapping:
            let members = Optional(node).entries.map { "\(quoted($0.name)): \(json($0.node, indent: inner))" }
            return joined(members, "{", "}", indent: indent)
        case .sequence(let items): return joined(items.map { json($0, indent: inner) }, "[", "]", indent: indent)
        case .scalar(let scalar):
            let isText = node.tag.rawValue.hasSuffix(":str") || node.tag.rawValue.hasSuffix(":timestamp")
            return isText ? quoted(scalar.string) : scalar.string
        case .alias: return "null"
        }
    }

    private static func joined(_ parts: [String], _ open: String, _ close: String, indent: String) -> String {
        let line = parts.joined(separator: ", ")
        if line.utf8.count + indent.utf8.count <= 76, !line.contains("\n") { return open + line + close }
        return "\(open)\n\(indent)  \(parts.joined(separator: ",\n\(indent)  "))\n\(indent)\(close)"
    }
}
