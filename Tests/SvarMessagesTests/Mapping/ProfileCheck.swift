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

    /// A required binding of an element that is a concept: what its value set allows, by code system.
    private struct Bound {
        var element: String
        var systems: Set<String>
    }

    private let name: String
    private var bounds: [Bound] = []
    private var rules: [Rule] = []

    init(_ name: String) throws {
        self.name = name
        let text = try #require(PublicData.text("fhir/norway/nilar/StructureDefinition-\(name).json"))
        let definition = JSONValue(try JSONDocument(Array(text.utf8)).root)
        for element in definition.at("differential.element")?.elements ?? [] {
            guard let id = element["id"]?.string, let path = element["path"]?.string else { continue }
            if let bound = try Self.bound(element, id) { bounds.append(bound) }
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

    /// Bindings of elements right below the resource; not those of `identifier.system` and `meta.tag`, which are listed as
    /// deviations.
    private static func bound(_ element: JSONValue, _ id: String) throws -> Bound? {
        guard element.text("binding.strength") == "required", let set = element.text("binding.valueSet") else {
            return nil
        }
        let last = id.split(separator: ".").dropFirst().joined(separator: ".")
        let name = last.split(separator: ":").last.map(String.init) ?? last
        guard !name.contains("."), !last.hasPrefix("extension") else { return nil }
        let file = "fhir/norway/nilar/ValueSet-\(set.split(separator: "/").last ?? "").json"
        let text = try #require(PublicData.text(file))
        let includes = JSONValue(try JSONDocument(Array(text.utf8)).root).at("compose.include")?.elements ?? []
        return Bound(element: name, systems: Set(includes.compactMap { $0["system"]?.string }))
    }

    private func unbound(_ resource: JSONValue) -> [String] {
        bounds.flatMap { bound -> [String] in
            guard let value = resource[bound.element] else { return [] }
            let concepts: [JSONValue] = if case .array(let elements) = value { elements } else { [value] }
            return concepts.compactMap { concept in
                let codings = concept["coding"]?.elements ?? []
                let isMet = codings.contains { $0["system"]?.string.map(bound.systems.contains) ?? false }
                return isMet ? nil : "\(name) \(bound.element): no code of its value set"
            }
        }
    }

    /// What a resource does not meet, without its content.
    func violations(_ resource: JSONValue) -> [String] {
        unbound(resource)
            + rules.flatMap { rule -> [String] in
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
