import Yams

extension Description {
    /// Reads a description; throws when it is no YAML, lacks a part or refers to what is not there.
    init(yaml: String) throws {
        guard let root = try Yams.compose(yaml: yaml) else { throw DescriptionFault.missing("document") }
        let reader = DescriptionReader(root: root)
        guard let info = root["info"], let paths = root["paths"]?.mapping else {
            throw DescriptionFault.missing("info or paths")
        }
        title = info["title"].text
        summary = info["summary"].text
        text = info["description"].text
        security = root["components"]?["securitySchemes"].entries.map { ($0.name, $0.node["description"].text) } ?? []
        let general = DescriptionReader.scopes(root["security"])
        var operations: [(tag: String, operation: Operation)] = []
        for (path, item) in paths {
            for (name, node) in Optional(item).entries where DescriptionReader.methods.contains(name) {
                let operation = try reader.operation(name, path.string ?? "", item, node, general: general)
                operations.append((node["tags"]?.sequence?.first?.string ?? "", operation))
            }
        }
        groups = root["tags"].items.map { tag in
            let name = tag["name"].text
            return Group(
                name: name,
                text: tag["description"].text,
                operations: operations.filter { $0.tag == name }.map(\.operation)
            )
        }
        for (name, node) in root["components"]?["responses"].entries ?? [] {
            let answer = try reader.answer("", node)
            if answer.media.contains(where: { $0.schema.name == "OperationOutcome" }) { errors.append((name, answer)) }
        }
        schemas = try root["components"]?["schemas"].entries.map { ($0.name, try reader.schema($0.node)) } ?? []
    }
}

/// Turns nodes of a description into its parts.
struct DescriptionReader {
    static let methods: Set<String> = ["get", "put", "post", "delete", "patch", "head", "options", "trace"]
    let root: Node

    func operation(_ method: String, _ path: String, _ item: Node, _ node: Node, general: [String]) throws
        -> Description.Operation
    {
        let parameters = try (item["parameters"].items + node["parameters"].items).map(parameter)
        return Description.Operation(
            method: method.uppercased(),
            path: path,
            id: node["operationId"].text,
            summary: node["summary"].text,
            text: node["description"].text,
            since: node["x-since"].text,
            example: node["x-curl"].text,
            scopes: node["security"].map { Self.scopes($0) } ?? general,
            parameters: parameters,
            body: try node["requestBody"].map(body),
            answers: try node["responses"].entries.map { try answer($0.name, $0.node) }
        )
    }

    /// The scopes of which one is needed, each once, whatever ways there are to show a token.
    static func scopes(_ security: Node?) -> [String] {
        let all = security.items.flatMap { need in
            Optional(need).entries.flatMap { $0.node.sequence?.compactMap(\.string) ?? [] }
        }
        return all.enumerated().filter { place, scope in all.firstIndex(of: scope) == place }.map(\.element)
    }

    private func parameter(_ node: Node) throws -> Description.Parameter {
        let node = try followed(node).node
        let schema = try node["schema"].map(schema)
        return Description.Parameter(
            name: node["name"].text,
            place: node["in"].text,
            isRequired: node["required"]?.bool ?? false,
            text: node["description"]?.string ?? schema?.text ?? "",
            type: schema?.type ?? "",
            schema: schema?.longName,
            example: node["example"]?.string
        )
    }

    private func body(_ node: Node) throws -> Description.Body {
        let node = try followed(node).node
        return Description.Body(
            isRequired: node["required"]?.bool ?? false,
            text: node["description"].text,
            media: try media(node["content"])
        )
    }

    func answer(_ status: String, _ node: Node) throws -> Description.Answer {
        let (node, name) = try followed(node)
        return Description.Answer(
            status: status,
            name: name,
            text: node["description"].text,
            headers: try node["headers"].entries.map { ($0.name, try followed($0.node).node["description"].text) },
            media: try media(node["content"])
        )
    }

    private func media(_ content: Node?) throws -> [Description.Media] {
        try content.entries.map { type, node in
            let schema = try node["schema"].map(schema) ?? Description.Schema(type: "any", text: "", properties: [])
            var examples: [(String, String)] = []
            if let example = node["example"] { examples.append(("Example", NodeText.of(example, for: type))) }
            for (name, example) in node["examples"].entries {
                let example = try followed(example).node
                let text = example["value"].map { NodeText.of($0, for: type) } ?? ""
                examples.append((example["summary"]?.string ?? name, text))
            }
            return Description.Media(type: type, schema: schema, examples: examples)
        }
    }

    func schema(_ node: Node) throws -> Description.Schema {
        let (node, name) = try followed(node)
        let required = Set(node["required"].items.compactMap(\.string))
        let properties = try node["properties"].entries.map { property, node in
            let schema = try schema(node)
            return Description.Parameter(
                name: property,
                place: "form",
                isRequired: required.contains(property),
                text: schema.text,
                type: schema.type,
                schema: schema.longName
            )
        }
        return Description.Schema(
            name: name,
            type: try type(node),
            text: node["description"].text,
            properties: properties
        )
    }

    /// A schema in a few words: `integer from 0, default 50`, `final | amended`, `list of Link`.
    private func type(_ node: Node) throws -> String {
        if let constant = node["const"]?.string { return constant }
        if let values = node["enum"]?.sequence {
            return values.compactMap(\.string).joined(separator: " | ") + defaultText(node)
        }
        let names = node["type"]?.sequence?.compactMap(\.string) ?? [node["type"]?.string].compactMap { $0 }
        var text = names.joined(separator: " or ")
        if names == ["array"], let item = node["items"] {
            let (target, name) = try followed(item)
            text = try "list of \(name ?? type(target))"
        }
        if let format = node["format"]?.string { text += ", \(format)" }
        if let minimum = node["minimum"]?.string { text += " from \(minimum)" }
        if let length = node["maxLength"]?.string { text += ", at most \(length) characters" }
        return text + defaultText(node)
    }

    private func defaultText(_ node: Node) -> String {
        node["default"]?.string.map { ", default \($0)" } ?? ""
    }

    /// A node, or what its `$ref` names, and the last part of that name.
    private func followed(_ node: Node) throws -> (node: Node, name: String?) {
        guard let reference = node["$ref"]?.string else { return (node, nil) }
        var target = root
        let steps = reference.split(separator: "/").dropFirst().map(String.init)
        for step in steps {
            guard let next = target[step] else { throw DescriptionFault.unresolved(reference) }
            target = next
        }
        return (target, steps.last)
    }
}

extension Description.Schema {
    /// The name of a shared schema that takes many words.
    fileprivate var longName: String? { type.utf8.count > 60 || !properties.isEmpty ? name : nil }
}

extension Optional where Wrapped == Node {
    /// The scalar's text; empty when there is none.
    var text: String { self?.string ?? "" }
    /// The items of a sequence; empty when it is none.
    var items: [Node] { self?.sequence.map(Array.init) ?? [] }
    /// The members of a mapping in their order; empty when it is none.
    var entries: [(name: String, node: Node)] { self?.mapping?.map { ($0.key.string ?? "", $0.value) } ?? [] }
    subscript(name: String) -> Node? { self.flatMap { $0[name] } }
}
