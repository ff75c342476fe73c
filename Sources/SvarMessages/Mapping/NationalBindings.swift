import SvarFHIR
import SvarJSON

/// The required bindings of the NILAR profiles, by which a resource claims them or not (rule R33). The national codes are
/// compared by NILAR's URIs, which stand beside the OID form (rule R1). Deviations that are tolerated on purpose
/// (`identifier.system`, the OID form of tags) are not here.
enum NationalBindings {
    /// An element and the code systems it may have.
    private struct Binding {
        var element: String
        var systems: Set<String>

        init(_ element: String, _ numbers: [String]) {
            self.element = element
            systems = Set(numbers.map(Terminology.ehelse))
        }
    }

    private static let bindings: [HostedType: [Binding]] = [
        .observation: [
            Binding("category", ["8202"]),
            Binding("code", ["7010", "7270", "7280", "8212", "8219"]),
            Binding("valueCodeableConcept", ["7010", "7270", "8243", "8271", "8340"]),
            Binding("interpretation", ["8244"]),
            Binding("method", ["7010", "7270", "7280", "8212"]),
        ],
        .specimen: [Binding("type", ["8212", "8216", "8351"])],
        .diagnosticReport: [Binding("code", ["8202"]), Binding("category", ["8202"])],
        .serviceRequest: [Binding("reasonCode", ["8231"])],
    ]

    /// Code systems of coded remarks, where `nilar-comment` is bound.
    private static let comments: [HostedType: Set<String>] = [
        .diagnosticReport: Set(["8269", "8272", "8273"].map(Terminology.ehelse)),
        .serviceRequest: Set(["8234", "8274"].map(Terminology.ehelse)),
    ]

    /// The body, without the claim on NILAR's profile where a required binding is not met.
    static func claimed(_ body: JSONValue, _ type: HostedType) -> JSONValue {
        guard !areMet(body, type) else { return body }
        var result = body
        var meta = body["meta"] ?? .object([])
        let profiles = (meta["profile"]?.elements ?? []).filter { $0.string?.hasPrefix(Terminology.nilar) != true }
        meta["profile"] = .list(profiles)
        result["meta"] = meta
        return result
    }

    private static func areMet(_ body: JSONValue, _ type: HostedType) -> Bool {
        let own = (bindings[type] ?? []).allSatisfy { binding in
            concepts(body[binding.element]).allSatisfy { isIn($0, binding.systems) }
        }
        guard own, let allowed = comments[type] else { return own }
        let url = Terminology.nilarDefinition("comment")
        return (body["extension"]?.elements ?? []).allSatisfy { element in
            guard element["url"]?.string == url, let concept = element["valueCodeableConcept"] else { return true }
            return isIn(concept, allowed)
        }
    }

    private static func concepts(_ value: JSONValue?) -> [JSONValue] {
        guard let value else { return [] }
        if case .array(let elements) = value { return elements }
        return [value]
    }

    private static func isIn(_ concept: JSONValue, _ systems: Set<String>) -> Bool {
        (concept["coding"]?.elements ?? []).contains { $0["system"]?.string.map(systems.contains) ?? false }
    }
}
