import SvarDomain
import SvarFHIR

/// Compiles search parameters into criteria: what a name and a value ask of the resources of some types.
struct SearchCompiler {
    /// Links of chain and `_has` that may follow each other.
    static let maximumLinks = 3
    /// Conditions that one search may compile to.
    static let maximumConditions = 2_000

    /// Microseconds since 1970, for approximate dates.
    let now: Int64
    private var conditionCount = 0

    init(now: Int64) { self.now = now }

    /// - Parameter links: how many chains and `_has` were followed to get here.
    mutating func criterion(
        _ name: String,
        _ value: String,
        of types: [HostedType],
        links: Int = 0
    ) throws(SearchProblem) -> RequestCriterion {
        guard let parsed = ParameterName(name) else {
            throw .value("The search parameter _has is written _has:Type:reference:parameter.")
        }
        switch parsed {
        case .plain(let code, let modifier):
            return try plain(try ParameterSet(code, of: types, name: name), modifier, value, name, isFirst: links == 0)
        case .chain(let code, let type, let rest):
            let set = try ParameterSet(code, of: types, name: name)
            return try chain(set, to: type, rest, value, name, links: links + 1)
        case .has(let type, let reference, let rest):
            return try has(type, reference, rest, value, name, of: types, links: links + 1)
        }
    }

    /// The alternatives of a value.
    mutating func alternatives(_ value: String, _ name: String) throws(SearchProblem) -> [String] {
        let parts = SearchText.split(value, at: ",")
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            throw .value("The search parameter \"\(SearchProblem.shown(name))\" has an empty value.")
        }
        guard parts.count <= SearchRequest.maximumAlternatives else {
            throw .tooCostly(
                "At most \(SearchRequest.maximumAlternatives) alternatives are taken in "
                    + "\"\(SearchProblem.shown(name))\"."
            )
        }
        try count(parts.count)
        return parts
    }

    /// Keeps the whole criterion within bounds.
    private mutating func count(_ more: Int) throws(SearchProblem) {
        conditionCount += more
        guard conditionCount <= Self.maximumConditions else {
            throw .tooCostly("The search has too many alternatives and chains; ask for less at a time.")
        }
    }

    /// The refusal of a value that cannot be understood. Values are never repeated.
    static func badValue(_ name: String, _ kind: SearchParameter.Kind) -> SearchProblem {
        let form =
            switch kind {
            case .token: "code, system|code, |code or system|"
            case .string: "a text of at most \(IndexText.maximumLength) bytes"
            case .date: "an optional prefix and a date, such as ge2026-01-31"
            case .number: "an optional prefix and a number"
            case .quantity: "an optional prefix and number, number|system|code or number||code"
            case .uri: "a URI"
            case .reference: "an id, Type/id or a URL, without version"
            case .composite: "the values of its components, separated by $"
            }
        return .value("The value of the search parameter \"\(SearchProblem.shown(name))\" must be \(form).")
    }

    // MARK: Chains

    private mutating func chain(
        _ set: ParameterSet,
        to typeName: String?,
        _ rest: String,
        _ value: String,
        _ name: String,
        links: Int
    ) throws(SearchProblem) -> RequestCriterion {
        try checkLinks(links)
        guard set.kind == .reference, !set.isCanonical else {
            throw .unsupported("The search parameter \"\(SearchProblem.shown(name))\" cannot be chained.")
        }
        let targets = try self.targets(of: set, typeName, name)
        var found: [RequestCriterion] = []
        var problem: SearchProblem?
        for target in targets {
            if targets.count > 1, !Self.isKnown(rest, of: target) { continue }
            do throws(SearchProblem) {
                found.append(try self.target(target, of: set, rest, value, name, links: links))
            } catch {
                // Which type is meant is not said: what one of them cannot answer, another may.
                guard targets.count > 1, !error.isTooCostly else { throw error }
                problem = problem ?? error
            }
        }
        guard !found.isEmpty else {
            throw problem
                ?? .unsupported(
                    "No type that \"\(SearchProblem.shown(name))\" leads to has a search parameter of that name."
                )
        }
        return found.count == 1 ? found[0] : .any(found)
    }

    /// What a chain asks of one type that its reference may name.
    private mutating func target(
        _ target: HostedType,
        of set: ParameterSet,
        _ rest: String,
        _ value: String,
        _ name: String,
        links: Int
    ) throws(SearchProblem) -> RequestCriterion {
        if target == .patient, set.namesPerson, rest == "identifier" || rest == "_id" {
            return try person(set, rest, value, name)
        }
        let inner = try criterion(rest, value, of: [target], links: links)
        return .refers(set.namingSlots([target]), to: [target], inner)
    }

    /// The types a reference is followed to.
    private func targets(
        of set: ParameterSet,
        _ typeName: String?,
        _ name: String
    ) throws(SearchProblem) -> [HostedType] {
        guard let typeName else { return set.targets }
        guard let type = HostedType(rawValue: typeName), set.targets.contains(type) else {
            throw .unsupported("\"\(SearchProblem.shown(name))\" cannot lead to that type.")
        }
        return [type]
    }

    /// Whether a type has the first parameter of a chain's rest.
    private static func isKnown(_ rest: String, of type: HostedType) -> Bool {
        switch ParameterName(rest) {
        case .plain(let code, _), .chain(let code, _, _): SearchParameters.named(type, code) != nil
        case .has: true
        case nil: false
        }
    }

    private mutating func has(
        _ typeName: String,
        _ reference: String,
        _ rest: String,
        _ value: String,
        _ name: String,
        of types: [HostedType],
        links: Int
    ) throws(SearchProblem) -> RequestCriterion {
        try checkLinks(links)
        guard let type = HostedType(rawValue: typeName) else {
            throw .unsupported("\"\(SearchProblem.shown(name))\" names a type that is not supported.")
        }
        let set = try ParameterSet(reference, of: [type], name: name)
        guard set.kind == .reference, !set.isCanonical, types.contains(where: { set.targets.contains($0) }) else {
            throw .unsupported("In \"\(SearchProblem.shown(name))\" the reference cannot name the type searched for.")
        }
        if let only = set.parameters[0].onlyType, types != [only] {
            throw .unsupported(
                "In \"\(SearchProblem.shown(name))\" the reference names one type only; search that type."
            )
        }
        return .referred(from: type, set.namingSlots(types), try criterion(rest, value, of: [type], links: links))
    }

    private func checkLinks(_ links: Int) throws(SearchProblem) {
        guard links <= Self.maximumLinks else {
            throw .tooCostly("At most \(Self.maximumLinks) chains and _has may follow each other.")
        }
    }
}
