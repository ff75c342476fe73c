import SvarDomain
import SvarFHIR
import SvarSearch

extension SearchPlan {
    /// `Patient/[id]/$everything` (http://hl7.org/fhir/R4/patient-operation-everything.html): the Patient, whatever is in
    /// the person's units, and what those refer to in the directory.
    init(everything patient: PersonName, _ search: SearchInteraction, _ begun: ServerTime) throws {
        let owned = HostedType.allCases.filter { [.member, .personBound].contains($0.typeClass) }
        var rest = search.parameters
        var limits: [RequestCriterion] = []
        let since = rest.filter { $0.name == "_since" }
        let dates = rest.filter { $0.name == "start" || $0.name == "end" }
        rest.removeAll { ["_since", "start", "end"].contains($0.name) }
        let taken = ["_type", "_count", "_total", "_summary", "_elements"]
        let unknown = rest.filter { !taken.contains($0.name) }.map { item in
            OutcomeIssue(
                severity: search.isLenient ? .warning : .error,
                code: .notSupported,
                text: "$everything does not take the parameter \(Self.safe(item.name))."
            )
        }
        guard unknown.isEmpty || search.isLenient else { throw Refusal(.invalid, unknown) }
        rest.removeAll { !taken.contains($0.name) }
        for item in since {
            guard let from = FHIRDateTime(item.value)?.range.lowerBound else {
                throw Refusal(.invalid, .value, "_since: not a date or time.")
            }
            limits.append(.plain(.updated(from: from, to: nil)))
        }
        try self.init(search, owned, rest, begun)
        if !dates.isEmpty { limits.append(try Self.care(dates, request.types, search, begun)) }
        limits.append(.person(patient, slots: []))
        criterion = .all(limits + [criterion])
        persons = [patient]
        request.includes = Self.directory
        if case .patient(let id) = patient { requiredPatient = id }
        request.ignored += unknown
        shown += search.isPosted ? [] : (since + dates).map { ($0.name, $0.value) }
    }

    /// The parameter that says when care was given, by type. Resources of other types, and those without a date, are in
    /// any period.
    private static let careDates: [HostedType: String] = [
        .diagnosticReport: "date", .observation: "date", .specimen: "collected", .serviceRequest: "authored",
        .imagingStudy: "started", .media: "created", .documentReference: "date", .encounter: "date",
    ]

    private static func care(
        _ dates: [NamedValue],
        _ types: [HostedType],
        _ search: SearchInteraction,
        _ begun: ServerTime
    ) throws -> RequestCriterion {
        var dated: [Slot] = []
        var within: [RequestCriterion] = []
        for type in types {
            guard let code = careDates[type], let parameter = SearchParameters.named(type, code) else { continue }
            dated.append(Slot(parameter.number))
            let bounds = dates.map { NamedValue(code, ($0.name == "start" ? "ge" : "le") + $0.value) }
            var plain = search
            plain.isLenient = false
            within.append(try SearchPlan(plain, [type], bounds, begun).criterion)
        }
        return .any([.plain(.not(.row(dated, .always)))] + within)
    }

    /// Whatever of the directory the person's resources and each other name.
    private static let directory: [Include] = {
        let targets = HostedType.allCases.filter { $0.typeClass == .directory }
        return HostedType.allCases.flatMap { source in
            let parameters = SearchParameters.all.filter { $0.base == source && $0.kind == .reference }
            return targets.compactMap { target -> Include? in
                let slots = parameters.filter { $0.targets.contains(target) }.map { Slot($0.number) }
                if slots.isEmpty || source.typeClass == .conformance { return nil }
                return Include(source: source, slots: slots, target: target, iterates: true, isReverse: false)
            }
        }
    }()

    /// A parameter's name as it may stand in an answer.
    static func safe(_ name: String) -> String { SearchProblem.shown(name) }
}
