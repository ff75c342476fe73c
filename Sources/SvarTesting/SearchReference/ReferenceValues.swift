import SvarFHIR
package import SvarJSON

/// Reading values out of a resource, the plain way: walk down by member names, through arrays, to what stands there.
package enum ReferenceValues {
    /// Every value at the path, in order of place.
    package static func at(_ path: some Collection<String>, in node: JSONNode) -> [JSONNode] {
        if node.kind == .array { return node.elements.flatMap { at(path, in: $0) } }
        guard let name = path.first else { return node.isNull ? [] : [node] }
        return node[name].map { at(path.dropFirst(), in: $0) } ?? []
    }

    // MARK: Tokens

    package struct Token: Hashable, Sendable {
        /// Nil when the value has none.
        package var system: String?
        /// Nil when the value has none.
        package var code: String?
    }

    /// - Parameter system: the code system of a `code` element.
    package static func tokens(_ node: JSONNode, _ type: String, system: String? = nil) -> [Token] {
        switch type {
        case "CodeableConcept":
            return (node["coding"].map { at([], in: $0) } ?? []).flatMap { tokens($0, "Coding") }
        case "Coding":
            return some(Token(system: node["system"]?.string, code: node["code"]?.string))
        case "Identifier":
            return some(Token(system: node["system"]?.string, code: node["value"]?.string))
        case "ContactPoint":
            return some(Token(system: node["use"]?.string, code: node["value"]?.string))
        case "Email": return node["system"]?.string == "email" ? tokens(node, "ContactPoint") : []
        case "Phone": return node["system"]?.string == "phone" ? tokens(node, "ContactPoint") : []
        case "boolean":
            return some(Token(code: node.bool.map { $0 ? "true" : "false" }))
        default:
            return node.string.map { [Token(system: system, code: $0)] } ?? []
        }
    }

    private static func some(_ token: Token) -> [Token] { token.system == nil && token.code == nil ? [] : [token] }

    /// What `:text` searches: the concept's text, displays of codings, the text of an identifier's type.
    package static func texts(_ node: JSONNode, _ type: String) -> [String] {
        switch type {
        case "CodeableConcept":
            [node["text"]?.string].compactMap(\.self) + at(["coding", "display"], in: node).compactMap(\.string)
        case "Coding": [node["display"]?.string].compactMap(\.self)
        case "Identifier": [node["type"]?["text"]?.string].compactMap(\.self)
        default: []
        }
    }

    // MARK: Times

    /// The time an element covers; nil when it says nothing.
    package static func span(_ node: JSONNode, _ type: String) -> TimeSpan? {
        switch type {
        case "Period":
            let start = node["start"]?.string.flatMap { TimeSpan(fhir: $0) }
            let end = node["end"]?.string.flatMap { TimeSpan(fhir: $0) }
            guard start != nil || end != nil else { return nil }
            if let start, let end, end.high <= start.low { return start }
            return TimeSpan(start?.low ?? .min, end?.high ?? .max)
        case "Timing":
            // "only the outer limits matter": all events and the bounds.
            var spans = at(["event"], in: node).compactMap { $0.string.flatMap { TimeSpan(fhir: $0) } }
            if let bounds = node["repeat"]?["boundsPeriod"] { spans += span(bounds, "Period").map { [$0] } ?? [] }
            return spans.dropFirst().reduce(spans.first) { $0?.joined($1) }
        default: return node.string.flatMap { TimeSpan(fhir: $0) }
        }
    }

    // MARK: Strings

    package static func strings(_ node: JSONNode, _ type: String) -> [String] {
        switch type {
        case "HumanName": ["text", "family", "given", "prefix", "suffix"].flatMap { part(node, $0) }
        case "Address":
            ["text", "line", "city", "district", "state", "postalCode", "country"].flatMap { part(node, $0) }
        default: [node.string].compactMap(\.self)
        }
    }

    private static func part(_ node: JSONNode, _ name: String) -> [String] { at([name], in: node).compactMap(\.string) }

    // MARK: Quantities

    package struct Quantity: Sendable {
        package var value: LongDecimal
        package var system: String?
        package var code: String?
        package var unit: String?
    }

    package static func quantities(_ node: JSONNode, _ type: String) -> [Quantity] {
        if type == "SampledData" { return sampled(node) }
        guard let value = decimal(node["value"]) else { return [] }
        return [quantity(node, value)]
    }

    /// The smallest and the largest that was measured.
    private static func sampled(_ node: JSONNode) -> [Quantity] {
        guard let origin = node["origin"], let zero = decimal(origin["value"]) else { return [] }
        let factor = decimal(node["factor"])
        let values = (node["data"]?.string ?? "").split(separator: " ").compactMap { word -> LongDecimal? in
            let datum =
                switch word {
                case "L": decimal(node["lowerLimit"])
                case "U": decimal(node["upperLimit"])
                default: LongDecimal(word)
                }
            return datum.map { zero + (factor.map { [$0] } ?? []).reduce($0) { $0 * $1 } }
        }
        return [values.min(), values.max()].compactMap { $0.map { quantity(origin, $0) } }
    }

    private static func decimal(_ node: JSONNode?) -> LongDecimal? { node?.number.flatMap { LongDecimal($0) } }

    private static func quantity(_ node: JSONNode, _ value: LongDecimal) -> Quantity {
        Quantity(
            value: value,
            system: node["system"]?.string,
            code: node["code"]?.string,
            unit: node["unit"]?.string
        )
    }

    // MARK: References

    package struct Reference: Sendable {
        /// `Reference.reference` as it stands.
        package var text: String?
        /// What it names on this server, without the version.
        package var local: (type: String, id: String)?
        package var identifier: Token?
        /// `Reference.type`
        package var type: String?
    }

    package static func reference(_ node: JSONNode) -> Reference {
        var result = Reference(text: node["reference"]?.string, type: node["type"]?.string)
        if let parts = result.text?.split(separator: "/", omittingEmptySubsequences: false).map(String.init),
            parts.count == 2 || (parts.count == 4 && parts[2] == "_history"), let letter = parts[0].first,
            letter.isUppercase
        {
            result.local = (parts[0], parts[1])
        }
        result.identifier = node["identifier"].flatMap { tokens($0, "Identifier").first }
        return result
    }
}
