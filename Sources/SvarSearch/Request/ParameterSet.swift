import SvarFHIR

/// One search parameter as the types searched have it: the same code and kind, rows of each type.
struct ParameterSet {
    let parameters: [SearchParameter]
    let kind: SearchParameter.Kind

    /// - Parameter name: the whole name as sent, for the refusal.
    init(_ code: String, of types: [HostedType], name: String) throws(SearchProblem) {
        let parameters = types.compactMap { SearchParameters.named($0, code) }
        guard parameters.count == types.count, let kind = parameters.first?.kind else {
            let among = types.count == 1 ? "for \(types[0].rawValue)" : "for all types of this search"
            throw .unsupported("The search parameter \"\(SearchProblem.shown(name))\" is not supported \(among).")
        }
        guard parameters.allSatisfy({ $0.kind == kind && $0.isCanonical == parameters[0].isCanonical }) else {
            throw .unsupported(
                "The search parameter \"\(SearchProblem.shown(name))\" differs between the types of this search."
            )
        }
        self.parameters = parameters
        self.kind = kind
    }

    var code: String { parameters[0].code }
    var isCanonical: Bool { parameters[0].isCanonical }
    /// Whether it names the person in every type searched.
    var namesPerson: Bool { parameters.allSatisfy(\.namesPerson) }
    var valueSlots: [Slot] { slots(.value) }
    /// Where rows are that name a resource of one of these types.
    func namingSlots(_ types: [HostedType]) -> [Slot] {
        Array(Set(parameters.flatMap { $0.namingSlots(types) })).sorted()
    }

    var identifierSlots: [Slot] { Array(Set(parameters.flatMap(\.identifierSlots))).sorted() }

    func slots(_ facet: Slot.Facet) -> [Slot] { Array(Set(parameters.flatMap { $0.slots(facet) })).sorted() }

    /// Every type it may name, each once, in the order of the table.
    var targets: [HostedType] {
        let all = Set(parameters.flatMap { $0.onlyType.map { [$0] } ?? $0.targets })
        return HostedType.allCases.filter { all.contains($0) }
    }

    /// Has this modifier in every type searched.
    func has(_ modifier: String) -> Bool { parameters.allSatisfy { $0.modifiers.contains(modifier) } }

    /// A row of the values for which the condition of its parameter holds. Nil: there is no condition.
    func row(_ condition: (SearchParameter) -> RowCondition?) -> Criterion? {
        var found: [(slots: [Slot], condition: RowCondition)] = []
        for parameter in parameters {
            guard let condition = condition(parameter) else { return nil }
            if let same = found.firstIndex(where: { $0.condition == condition }) {
                found[same].slots += parameter.slots()
            } else {
                found.append((parameter.slots(), condition))
            }
        }
        let criteria = found.map { Criterion.row(Array(Set($0.slots)).sorted(), $0.condition) }
        return criteria.count == 1 ? criteria[0] : .any(criteria)
    }

    /// Has any row of the parameter.
    var present: Criterion {
        switch kind {
        case .token: .row(valueSlots + slots(.text), .always)
        case .reference:
            .any([
                row { $0.onlyType.map { .ofType($0.rawValue) } ?? .always } ?? .any([]),
                .row(identifierSlots, .always),
            ])
        default: .row(valueSlots, .always)
        }
    }
}
