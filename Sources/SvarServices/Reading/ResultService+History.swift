import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension ResultService {
    /// One page of a history as a `history` Bundle, newest first: of a resource, a type or everything
    /// (http://hl7.org/fhir/R4/http.html#history). Pages are those of `search`.
    /// - Throws: `Refusal`, with its row in the log of use; notFound for a resource that is hidden, foreign or absent.
    package func history(_ history: HistoryInteraction, base: String, caller: Caller) async throws -> [UInt8] {
        try await recorded(.history, caller) { admission in
            let asked = KeptInteraction(
                path: history.path,
                parameters: history.parameters,
                isPosted: false,
                isLenient: false,
                person: nil
            )
            let walk = try await walk(asked, caller)
            let plan = try HistoryPlan(history.level, walk.kept.parameters)
            while true {
                let decision = try await self.admission(walk.caller, naming: plan.persons(walk.caller), of: plan.types)
                admission = decision
                try check(walk, decision)
                let (body, units, kept) = try await page(plan, walk, base: base, decision)
                try await audit(.history, decision, units: units, keeping: kept)
                if try await stillShows(units, decision) { return body }
            }
        }
    }

    private func page(_ plan: HistoryPlan, _ walk: Walk, base: String, _ admission: Admission) async throws
        -> (body: [UInt8], units: Set<UnitKey>, kept: KeptQuery?)
    {
        let position = walk.place?.position ?? admission.position
        let found = try await found(plan, walk, position, admission)
        if found.versions.isEmpty, walk.place == nil { try await requireResource(plan, admission) }
        let page = Walk.Page(
            first: found.versions.first?.version.number,
            last: found.versions.last?.version.number,
            hasMore: found.hasMore
        )
        let own = (walk.kept.path, walk.kept.parameters.map { (name: $0.name, value: $0.value) })
        let (links, kept) = try links(walk, page, base: base, own: own, at: position, admission)
        var set = SearchSet("history", base: base, total: nil, links: links)
        var older: Set<Int64> = []
        var entries: [HistoryEntry] = []
        // From the oldest on: what has an older one beside it on the page is no creation, and needs no question.
        for (version, resource) in found.versions.reversed() {
            let isCreation =
                older.insert(version.key).inserted ? try await isFirst(version, position, admission) : false
            entries.append(
                HistoryEntry(
                    type: version.type,
                    id: version.id,
                    versionID: version.versionID,
                    lastModified: version.stamp.at.microseconds,
                    resource: resource,
                    isCreation: isCreation
                )
            )
        }
        for entry in entries.reversed() { set.append(entry) }
        return (set.ended(), Set(found.versions.map(\.version.unit)), kept)
    }

    private typealias Shown = (version: ResourceVersion, resource: ServedResource?)

    /// The versions of one page, newest first.
    private func found(_ plan: HistoryPlan, _ walk: Walk, _ position: LogPosition, _ admission: Admission) async throws
        -> (versions: [Shown], hasMore: Bool)
    {
        var shown: [Shown] = []
        var place = walk.key
        var bytes = 0
        while true {
            let step = min(plan.count - shown.count + 1, AnswerLimits.step(shown.count, bytes))
            let versions = try await store.history(
                plan.query,
                at: position,
                before: place,
                ascending: walk.isReversed,
                limit: step,
                in: admission.scope
            )
            for version in versions {
                place = version.number
                guard try await shows(version, admission) else { continue }
                if shown.count == plan.count || (bytes >= AnswerLimits.pageBytes && !shown.isEmpty) {
                    return (walk.isReversed ? shown.reversed() : shown, true)
                }
                let resource = version.isDeleted ? nil : try await served(version, admission)
                shown.append((version, resource))
                bytes += resource?.bytes.count ?? 0
            }
            if versions.count < step { return (walk.isReversed ? shown.reversed() : shown, false) }
        }
    }

    /// Whether no older version of the resource is there.
    private func isFirst(_ version: ResourceVersion, _ position: LogPosition, _ admission: Admission) async throws
        -> Bool
    {
        if version.isDeleted { return false }
        return try await store.history(
            HistoryQuery(.resource(version.type, version.id)),
            at: position,
            before: version.number,
            ascending: false,
            limit: 1,
            in: admission.scope
        ).isEmpty
    }

    /// The history of a resource that is not there is no empty one.
    private func requireResource(_ plan: HistoryPlan, _ admission: Admission) async throws {
        guard case .resource(let type, let id) = plan.query.level else { return }
        if try await store.current(type, id, in: admission.scope) == nil { throw Refusal.notFound }
    }
}

/// A history that was understood.
struct HistoryPlan: Sendable {
    var query: HistoryQuery
    var count = SearchPlan.defaultCount

    /// - Throws: `Refusal` invalid.
    init(_ level: HistoryInteraction.Level, _ parameters: [NamedValue]) throws {
        query =
            switch level {
            case .resource(let type, let id): HistoryQuery(.resource(type, id))
            case .type(let type): HistoryQuery(.type(type))
            case .system: HistoryQuery(.system)
            }
        var seen: Set<String> = []
        for item in parameters {
            guard seen.insert(item.name).inserted else {
                throw Refusal(.invalid, .invalid, "\(SearchPlan.safe(item.name)): give it once.")
            }
            switch item.name {
            case "_count":
                guard let number = Int(item.value), number > 0 else {
                    throw Refusal(.invalid, .value, "_count: a number of at least 1.")
                }
                count = min(number, SearchRequest.maximumCount)
            case "_since":
                guard let span = FHIRDateTime(item.value)?.range else {
                    throw Refusal(.invalid, .value, "_since: not an instant; in an address + is written %2B.")
                }
                query.since = ServerTime(microseconds: span.lowerBound)
            case "_at":
                guard let span = FHIRDateTime(item.value)?.range else {
                    throw Refusal(.invalid, .value, "_at: not a date or time; in an address + is written %2B.")
                }
                query.at = span
            default:
                throw Refusal(
                    .invalid,
                    .notSupported,
                    "A history does not take the parameter \(SearchPlan.safe(item.name)). "
                        + "Supported: _at, _count, _since."
                )
            }
        }
    }

    /// The types that are certain, for the decision.
    var types: [HostedType] {
        switch query.level {
        case .resource(let type, _), .type(let type): [type]
        case .system: []
        }
    }

    /// Health personnel who follow a link to a Patient name that person by it, as when they read it.
    func persons(_ caller: Caller) -> [PersonName] {
        guard case .resource(.patient, let id) = query.level, caller.role == .personnel, caller.person == nil else {
            return []
        }
        return [.patient(id)]
    }
}
