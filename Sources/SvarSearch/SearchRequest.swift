package import SvarDomain
package import SvarFHIR

/// Search parameters as sent, understood. Whatever is not understood is refused by name, so that no filter is ever
/// silently ignored; with lenient handling it is left out and `ignored` tells of it.
package struct SearchRequest: Sendable {
    package var types: [HostedType]
    /// Persons are still as they were named; `PersonName` is resolved by the caller through `resolved`.
    package var criterion: RequestCriterion
    package var sort: [SortKey] = []
    package var includes: [Include] = []
    /// Results a page; nil when not asked for. At most `maximumCount`.
    package var count: Int?
    package var total: Total?
    package var summary: Summary?
    /// `_elements`: top-level element names to keep.
    package var elements: [String] = []
    /// The page token, when this asks for another page.
    package var token: String?
    /// The parameters used, for `self`; the page token left out.
    package var used: [(name: String, value: String)] = []
    /// Lenient handling: what was left out, one issue each.
    package var ignored: [OutcomeIssue] = []
    /// Every person that the request names by `patient`, `subject` or a chain to them, in order, each once.
    package var persons: [PersonName] = []

    package enum Total: String, Hashable, Sendable { case none, accurate }
    package enum Summary: String, Hashable, Sendable { case yes = "true", no = "false", text, data, count }

    /// Most parameters of a search, and most alternatives (commas) of one parameter.
    package static let maximumParameters = 50
    package static let maximumAlternatives = 100
    /// Most results of one page.
    package static let maximumCount = 1_000
    /// The parameter of `next` links.
    package static let tokenParameter = "_page"
}

/// How a request names a person.
package enum PersonName: Hashable, Sendable {
    /// By the id of a Patient resource.
    case patient(String)
    case number(PersonNumber)
}

/// A criterion in which persons are still named as they were sent. `.person` without a name: a person nobody can be.
package indirect enum RequestCriterion: Hashable, Sendable {
    case plain(Criterion)
    case person(PersonName?, slots: [Slot])
    case refers([Slot], to: [HostedType], RequestCriterion)
    case referred(from: HostedType, [Slot], RequestCriterion)
    case not(RequestCriterion)
    case all([RequestCriterion])
    case any([RequestCriterion])

    /// The criterion for a store, with each person's key put in.
    package func resolved(_ key: (PersonName) -> PersonKey?) -> Criterion {
        switch self {
        case .plain(let criterion): criterion
        case .person(let name, let slots): .person(name.flatMap(key), slots: slots)
        case .refers(let slots, let types, let criterion): .refers(slots, to: types, criterion.resolved(key))
        case .referred(let type, let slots, let criterion): .referred(from: type, slots, criterion.resolved(key))
        case .not(let criterion): .not(criterion.resolved(key))
        case .all(let criteria): .all(criteria.map { $0.resolved(key) })
        case .any(let criteria): .any(criteria.map { $0.resolved(key) })
        }
    }
}

extension RequestCriterion {
    /// Every person it names, in order, each once.
    package var persons: [PersonName] {
        var found: [PersonName] = []
        collect(into: &found)
        return found
    }

    private func collect(into found: inout [PersonName]) {
        switch self {
        case .plain: break
        case .person(let name, _): if let name, !found.contains(name) { found.append(name) }
        case .refers(_, _, let criterion), .referred(_, _, let criterion), .not(let criterion):
            criterion.collect(into: &found)
        case .all(let criteria), .any(let criteria): for criterion in criteria { criterion.collect(into: &found) }
        }
    }
}

/// What is wrong with search parameters: an issue for each, naming it.
package struct SearchFault: Error, Sendable, Hashable {
    package let issues: [OutcomeIssue]
    package init(issues: [OutcomeIssue]) { self.issues = issues }
    package init(_ code: IssueType, _ text: String) { issues = [OutcomeIssue(code: code, text: text)] }
}
