import SvarDefinitions
package import SvarFHIR

/// Every search parameter this service supports: what stands here works, and nothing else is taken.
/// Source: the SearchParameter resources of R4, compiled by `scripts/definitions`.
package enum SearchParameters {
    /// All of them, type by type in the order of the codes.
    package static let all: [SearchParameter] = HostedType.allCases.flatMap { byType[$0] ?? [] }

    /// Counts up whenever the rows of a resource change, or where they lie (a new parameter, another rule): stores make
    /// their index again.
    package static let generation = 3

    /// Those of one type, in the order of their codes.
    package static func of(_ type: HostedType) -> [SearchParameter] { byType[type] ?? [] }

    /// The parameter of a type with this code.
    package static func named(_ type: HostedType, _ code: String) -> SearchParameter? { byCode[type]?[code] }

    private static let byCode: [HostedType: [String: SearchParameter]] = byType.mapValues { parameters in
        Dictionary(uniqueKeysWithValues: parameters.map { ($0.code, $0) })
    }

    private static let byType: [HostedType: [SearchParameter]] = {
        let facts = Dictionary(grouping: SearchParameterFact.all, by: \.base)
        var byType: [HostedType: [SearchParameter]] = [:]
        for type in HostedType.allCases {
            let own = Dictionary(uniqueKeysWithValues: (facts[type.rawValue] ?? []).map { ($0.code, $0) })
            byType[type] = (common(type) + own.values.compactMap { parameter($0, type, own) }).sorted {
                $0.code < $1.code
            }
        }
        return byType
    }()

    /// `_id` and `_lastUpdated`, which every store answers without rows.
    private static func common(_ type: HostedType) -> [SearchParameter] {
        [
            SearchParameter(
                number: 0,
                base: type,
                code: "_id",
                kind: .token,
                modifiers: ["missing", "not"],
                definition: "http://hl7.org/fhir/SearchParameter/Resource-id"
            ),
            SearchParameter(
                number: 0,
                base: type,
                code: "_lastUpdated",
                kind: .date,
                modifiers: ["missing"],
                definition: "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated"
            ),
        ]
    }

    private static func parameter(
        _ fact: SearchParameterFact,
        _ type: HostedType,
        _ own: [String: SearchParameterFact]
    ) -> SearchParameter? {
        guard let kind = SearchParameter.Kind(rawValue: fact.kind) else { return nil }
        var components: [String] = []
        var onlyType: HostedType?
        var sources = [fact]
        switch fact.source {
        case .elements: break
        case .shared(let codes, let only):
            sources = codes.compactMap { own[$0] }
            onlyType = only.flatMap(HostedType.init(rawValue:))
        case .paired(let codes):
            sources = []
            components = codes
        }
        let elements = sources.flatMap(\.elements)
        return SearchParameter(
            number: fact.number,
            base: type,
            code: fact.code,
            kind: kind,
            targets: kind != .reference ? [] : fact.targets?.compactMap(HostedType.init) ?? HostedType.allCases,
            modifiers: modifiers(kind, elements),
            components: components,
            definition: fact.definition,
            rows: sources.map(\.number),
            onlyType: onlyType,
            isCanonical: elements.contains { $0.type == "canonical" },
            namesPerson: kind == .reference && !elements.isEmpty && elements.allSatisfy { $0.namesPerson(of: type) }
        )
    }

    private static func modifiers(_ kind: SearchParameter.Kind, _ elements: [SearchParameterFact.Element]) -> [String] {
        let types = Set(elements.map(\.type))
        switch kind {
        case .token:
            let hasText = !types.isDisjoint(with: ["CodeableConcept", "Coding", "Identifier"])
            return ["missing", "not"] + (hasText ? ["text"] : []) + (types.contains("Identifier") ? ["of-type"] : [])
        case .string: return ["missing", "contains", "exact"]
        case .reference: return types.contains("Reference") ? ["missing", "identifier"] : ["missing"]
        case .date, .number, .quantity, .uri, .composite: return ["missing"]
        }
    }
}

extension SearchParameterFact {
    /// The elements it indexes itself.
    var elements: [Element] {
        guard case .elements(let elements) = source else { return [] }
        return elements
    }
}

extension SearchParameterFact.Element {
    /// Whether this is the element by which a resource of the type names its person.
    func namesPerson(of type: HostedType) -> Bool {
        self.type == "Reference" && steps.count == 1 && steps[0].member == type.patientElement
    }
}
