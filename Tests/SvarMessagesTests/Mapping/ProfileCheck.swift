import SvarJSON
import Testing

/// What is simple to check of a NILAR profile: required elements, how many there may be, which types a choice has, and
/// required extensions.
struct ProfileCheck {
    private struct Rule {
        var path: [String]
        var minimum: Int
        var maximum: Int?
        var types: [String]
        var extensionURL: String?
    }

    private let name: String
    private var rules: [Rule] = []

    init(_ name: String) throws {
        self.name = name
        let text = try #require(PublicData.text("fhir/norway/nilar/StructureDefinition-\(name).json"))
        let definition = JSONValue(try JSONDocument(Array(text.utf8)).root)
        for element in definition.at("differential.element")?.elements ?? [] {
            guard let id = element["id"]?.string, let path = element["path"]?.string else { continue }
            let types = element["type"]?.elements ?? []
            let slice = id.firstRange(of: ".extension:").map { id[$0.upperBound...] }
            let isExtension = slice.map { !$0.contains(".") && !$0.contains(":") } ?? false
            if id.contains(":") && !isExtension { continue }
            let minimum: Int = if case .number(let text)? = element["min"] { Int(text) ?? 0 } else { 0 }
            rules.append(
                Rule(
                    path: path.split(separator: ".").dropFirst().map(String.init),
                    minimum: minimum,
                    maximum: element["max"]?.string.flatMap { Int($0) },
                    types: path.hasSuffix("[x]") ? types.compactMap { $0["code"]?.string } : [],
                    extensionURL: isExtension ? types.first?.text("profile[0]") : nil
                )
            )
        }
    }

    /// What a resource does not meet, without its content.
    func violations(_ resource: JSONValue) -> [String] {
        rules.flatMap { rule -> [String] in
            guard let last = rule.path.last else { return [] }
            return parents(resource, rule.path.dropLast()).flatMap { parent -> [String] in
                let found = children(parent, last, rule)
                var result: [String] = []
                let where_ = "\(name) \(rule.path.joined(separator: "."))\(rule.extensionURL ?? "")"
                if found.count < rule.minimum { result.append("\(where_): \(found.count) < \(rule.minimum)") }
                if let maximum = rule.maximum, found.count > maximum {
                    result.append("\(where_): \(found.count) > \(maximum)")
                }
                if !rule.types.isEmpty {
                    let stem = String(last.dropLast(3))
                    let allowed = rule.types.map { stem + $0.prefix(1).uppercased() + $0.dropFirst() }
                    result += found.compactMap { allowed.contains($0) ? nil : "\(where_): \($0)" }
                }
                return result
            }
        }
    }

    private func parents(_ resource: JSONValue, _ path: ArraySlice<String>) -> [JSONValue] {
        path.reduce([resource]) { nodes, step in
            nodes.flatMap { node -> [JSONValue] in
                guard let value = node[step] else { return [] }
                if case .array(let elements) = value { return elements }
                return [value]
            }
        }
    }

    /// Names of what is found, one for each.
    private func children(_ parent: JSONValue, _ name: String, _ rule: Rule) -> [String] {
        if let url = rule.extensionURL {
            return (parent["extension"]?.elements ?? []).filter { $0["url"]?.string == url }.map { _ in "extension" }
        }
        if name.hasSuffix("[x]") {
            let stem = name.dropLast(3)
            return Set(parent.members.map { $0.key.hasPrefix("_") ? String($0.key.dropFirst()) : $0.key })
                .filter { $0.hasPrefix(stem) && $0.dropFirst(stem.count).first?.isUppercase == true }
                .sorted()
        }
        guard let value = parent[name] else { return [] }
        if case .array(let elements) = value { return elements.map { _ in name } }
        return [name]
    }
}
