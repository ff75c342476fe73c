import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension ResultService {
    /// One page of a search as a `searchset` Bundle.
    ///
    /// The first page fixes the place in the log that all pages are answered as of; what is shown of it is what may be
    /// seen when the page is served (decision 43).
    /// - Parameter base: what stands before `Type/id` in addresses.
    /// - Throws: `Refusal`, with its row in the log of use.
    package func search(_ search: SearchInteraction, base: String, caller: Caller) async throws -> [UInt8] {
        try await recorded(search.action, caller) { admission in
            let asked = KeptInteraction(
                path: search.path,
                parameters: search.parameters,
                isPosted: search.isPosted,
                isLenient: search.isLenient,
                person: nil
            )
            let walk = try await walk(asked, caller)
            var continued = search
            continued.parameters = walk.kept.parameters
            continued.isPosted = walk.kept.isPosted
            continued.isLenient = walk.kept.isLenient
            let plan = try SearchPlan(continued, begun: walk.begun)
            try SearchRules.checkPerson(search.kind, plan, walk.caller)
            while true {
                let decision = try await self.admission(walk.caller, naming: plan.persons, of: plan.request.types)
                admission = decision
                try check(walk, decision)
                let (body, units, kept) = try await page(plan, walk, base: base, decision)
                try await audit(search.action, decision, units: units, keeping: kept)
                // What was closed while the row was written is not shown (decision 37).
                if try await stillShows(units, decision) { return body }
            }
        }
    }

    /// Runs a reading interaction whose refusals, of the decision or after it, have their row.
    func recorded<Answer>(
        _ action: AuditRow.Action,
        _ caller: Caller,
        _ body: (inout Admission?) async throws -> Answer
    ) async throws -> Answer {
        var admission: Admission?
        do {
            return try await body(&admission)
        } catch {
            guard let refusal = Self.refusal(error) else { throw error }
            if let admission {
                try await audit(action, admission, status: refusal.kind.statusCode, units: [UnitKey]())
            } else {
                try await audit(action, refusal, of: caller)
            }
            throw refusal
        }
    }

    /// What is an expected answer among what a search may throw.
    private static func refusal(_ error: any Error) -> Refusal? {
        switch error {
        case let refusal as Refusal: refusal
        case let error as SvarError where error.code == .storePositionPast: .expiredPage
        case let error as SvarError where error.code == .storeTooCostly:
            Refusal(.invalid, .tooCostly, "too-costly: the search takes longer than one search may; narrow it.")
        default: nil
        }
    }

    private func page(_ plan: SearchPlan, _ walk: Walk, base: String, _ admission: Admission) async throws
        -> (body: [UInt8], units: Set<UnitKey>, kept: KeptQuery?)
    {
        let position = walk.place?.position ?? admission.position
        let search = try await SearchPage(plan, walk, admission, at: position, of: self)
        let total = walk.place == nil && (plan.wantsTotal || plan.isCountOnly) ? try await search.total() : nil
        var found = SearchPage.Found()
        if !plan.isCountOnly { found = try await search.found() }
        var page = Walk.Page(first: nil, last: nil, hasMore: false)
        let isPaged = if case .skipping = plan.choice { false } else { !plan.isCountOnly }
        if isPaged {
            page = Walk.Page(
                first: found.matches.first?.version.key,
                last: found.matches.last?.version.key,
                hasMore: found.hasMore
            )
        }
        let (links, kept) = try links(
            walk,
            page,
            base: base,
            own: (plan.path, plan.shown),
            at: position,
            admission
        )
        var expected = 1 << 10
        for entries in [found.matches, found.included] {
            for entry in entries { expected += entry.resource.bytes.count + base.utf8.count + 160 }
        }
        var set = SearchSet("searchset", base: base, total: total, links: links, expected: expected)
        for entry in found.matches { set.append(entry.resource, .match) }
        for entry in found.included { set.append(entry.resource, .include) }
        var notes = plan.request.ignored + found.notes
        if plan.saysNoData, total == 0 { notes.append(Self.noData) }
        if let told = admission.told { notes.append(told) }
        set.append(notes)
        var units = Set(found.matches.map(\.version.unit)).union(found.included.map(\.version.unit))
        // A number, or what was found by something else, tells of more than what is on the page.
        if total != nil || plan.looksThrough { units.formUnion(admission.asked?.decision.set.units ?? []) }
        return (set.ended(), units, kept)
    }

    /// The national API's `no_data`.
    private static let noData = OutcomeIssue(
        severity: .information,
        code: .notFound,
        text: "no-data: nothing was found."
    )
}

extension SearchInteraction {
    /// How the log of use calls it.
    var action: AuditRow.Action {
        switch kind {
        case .everything: .everything
        case .lastn: .lastn
        case .type, .system, .compartment, .national: .search
        }
    }
}

extension Caller {
    var isCitizen: Bool {
        if case .citizen = role { true } else { false }
    }
}
