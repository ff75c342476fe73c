import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// A search that was understood: what to look for, what to bring with it, and how much of it to show.
struct SearchPlan: Sendable {
    /// How results are chosen among those that match.
    enum Choice: Sendable, Hashable {
        case all
        /// `$lastn`: the latest so many of each code.
        case latest(Int)
        /// From this one on, by number.
        case skipping(Int)
    }

    /// Results of a page when none is asked for.
    static let defaultCount = 50

    var request: SearchRequest
    var criterion: RequestCriterion
    /// Persons that the address or the parameters name.
    var persons: [PersonName]
    var choice = Choice.all
    /// Followed until nothing new comes.
    var closure: [Include] = []
    /// Whether the number of all results is told.
    var wantsTotal: Bool
    /// A Patient that must be there for the caller, else nothing is.
    var requiredPatient: String?
    /// The national API's way of saying that nothing was found.
    var saysNoData = false
    /// What `self` shows; empty for a form.
    var shown: [(name: String, value: String)]
    /// Behind the base, for `self`.
    var path: String

    /// - Parameter begun: when the first page was served; what is near to now stays so on all pages.
    /// - Throws: `Refusal` invalid.
    init(_ search: SearchInteraction, begun: ServerTime) throws {
        switch search.kind {
        case .type(let type): try self.init(search, [type], search.parameters, begun)
        case .system:
            guard search.parameters.contains(where: { $0.name == "_type" }) else {
                throw Refusal(
                    .invalid,
                    .required,
                    "A search of all types names them: _type=DiagnosticReport,Observation."
                )
            }
            try self.init(search, HostedType.allCases, search.parameters, begun)
        case .compartment(let patient, let type):
            let name = try Self.patient(patient)
            let among = type.map { [$0] } ?? HostedType.allCases.filter { Self.compartment(name, $0) != nil }
            try self.init(search, among, search.parameters, begun)
            let parts = request.types.compactMap { Self.compartment(name, $0) }
            guard parts.count == request.types.count else {
                throw Refusal(.invalid, .notSupported, "The type is not in the compartment of a Patient.")
            }
            limit(to: .any(parts), name)
        case .everything(let patient): try self.init(everything: Self.patient(patient), search, begun)
        case .lastn: try self.init(lastn: search, begun)
        case .national(let type): try self.init(national: type, search, begun)
        }
        guard request.summary != .text || request.includes.isEmpty else {
            throw Refusal(.invalid, .invalid, "_summary=text cannot be together with _include or _revinclude.")
        }
    }

    /// A search with parameters in the forms of R4.
    init(_ search: SearchInteraction, _ types: [HostedType], _ parameters: [NamedValue], _ begun: ServerTime) throws {
        let pairs = parameters.map { (name: $0.name, value: $0.value) }
        do throws(SearchFault) {
            request = try SearchRequest(types: types, pairs, lenient: search.isLenient, now: begun)
        } catch {
            throw Refusal(error)
        }
        criterion = request.criterion
        persons = request.persons
        wantsTotal = request.total == .accurate
        shown = search.isPosted ? [] : request.used
        path = search.isPosted && search.path == types.first?.rawValue ? "\(search.path)/_search" : search.path
        closure = Self.members(request.includes)
    }

    /// Whether one thing is found by another: a chain or `_has`.
    var looksThrough: Bool { request.used.contains { $0.name.hasPrefix("_has:") || $0.name.contains(".") } }
    /// Only the number of results is wanted: `_summary=count` or `_count=0`.
    var isCountOnly: Bool { request.summary == .count || request.count == 0 }
    var count: Int { min(request.count ?? Self.defaultCount, SearchRequest.maximumCount) }
    var subset: Subset? { Subset(summary: request.summary, elements: request.elements) }

    /// One more thing that must hold, and the person it names.
    mutating func limit(to further: RequestCriterion, _ person: PersonName) {
        criterion = .all([further, criterion])
        if !persons.contains(person) { persons.insert(person, at: 0) }
    }

    /// The Patient of an address.
    static func patient(_ id: String) throws -> PersonName {
        guard FHIRID(id) != nil else { throw Refusal(.invalid, .value, "The id of the address is not a FHIR id.") }
        guard !PersonNumber.looksLikeOne(id) else { throw Refusal.identityNumberAsID }
        return .patient(id)
    }

    /// What makes a resource of the type part of the Patient's compartment; nil: the type is in none.
    private static func compartment(_ patient: PersonName, _ type: HostedType) -> RequestCriterion? {
        SearchRequest.compartment(patient: patient, type)
    }

    /// A report's results bring their members, and those theirs, so that no panel comes as an empty head.
    private static func members(_ includes: [Include]) -> [Include] {
        guard let result = SearchParameters.named(.diagnosticReport, "result"),
            let member = SearchParameters.named(.observation, "has-member"),
            includes.contains(where: { !$0.isReverse && $0.slots.contains(Slot(result.number)) })
        else { return [] }
        return [
            Include(
                source: .observation,
                slots: [Slot(member.number)],
                target: .observation,
                iterates: true,
                isReverse: false
            )
        ]
    }
}
