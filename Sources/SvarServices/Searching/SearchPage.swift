import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Finds what stands on one page of a search: the results, what they include, and what is to be told of it.
struct SearchPage: Sendable {
    struct Found: Sendable {
        /// In the order of the search.
        var matches: [PageEntry] = []
        var included: [PageEntry] = []
        /// There is more the way the page was walked.
        var hasMore = false
        var notes: [OutcomeIssue] = []
    }

    private let plan: SearchPlan
    private let walk: Walk
    private let admission: Admission
    private let service: ResultService
    private let filler: PageFiller
    private let follower: IncludeFollower
    private let subset: Subset?

    /// - Throws: `Refusal` when this caller may not search so, or a Patient that must be there is not.
    init(_ plan: SearchPlan, _ walk: Walk, _ admission: Admission, at position: LogPosition, of service: ResultService)
        async throws
    {
        self.plan = plan
        self.walk = walk
        self.admission = admission
        self.service = service
        subset = plan.subset
        try SearchRules.check(plan, admission)
        if let patient = plan.requiredPatient {
            let version = try await service.store.current(.patient, patient, in: admission.scope)
            guard let version, !version.isDeleted else { throw Refusal.notFound }
        }
        var keys: [PersonName: PersonKey] = [:]
        for name in plan.persons + [walk.caller.person].compactMap(\.self) {
            keys[name] = try await service.person(name)
        }
        var criterion = plan.criterion.resolved { keys[$0] }
        if let person = walk.caller.person, SearchRules.limitsToPerson(plan, admission) {
            criterion = .all([.person(keys[person], slots: []), criterion])
        }
        filler = PageFiller(
            store: service.store,
            query: SearchQuery(types: plan.request.types, criterion: criterion, sort: plan.request.sort),
            position: position,
            scope: admission.scope
        )
        follower = IncludeFollower(
            service.store,
            plan.request.includes,
            closure: plan.closure,
            at: position,
            in: admission.scope
        )
    }

    /// How many results there are.
    func total() async throws -> Int {
        if case .latest(let maximum) = plan.choice { return try await latest(maximum).count }
        if let ids = SearchRules.directoryIDs(plan, admission) { return try await directory(ids).count }
        return try await service.store.count(filler.query, at: filler.position, in: filler.scope)
    }

    func found() async throws -> Found {
        let filled = try await matches()
        var found = try await complete(filled)
        if walk.isReversed { found.matches.reverse() }
        return found
    }

    /// The results, in the order of the walk.
    private func matches() async throws -> PageFiller.Filled {
        if let ids = SearchRules.directoryIDs(plan, admission) {
            return PageFiller.Filled(entries: try await rendered(directory(ids)))
        }
        switch plan.choice {
        case .all: return try await fill(after: walk.key)
        case .latest(let maximum): return try await page(of: latest(maximum))
        case .skipping(0): return try await fill(after: nil)
        case .skipping(let count):
            let (key, isWhole) = try await filler.skip(count)
            return isWhole ? try await fill(after: key) : PageFiller.Filled()
        }
    }

    private func fill(after key: Int64?) async throws -> PageFiller.Filled {
        try await filler.fill(after: key, isReversed: walk.isReversed, count: plan.count, showing: isShown) {
            try await match($0)
        }
    }

    /// On later pages, or when something was written meanwhile, a version may have been withdrawn or corrected since the
    /// place that is searched, and not everybody gets it then.
    private func isShown(_ version: ResourceVersion) async throws -> Bool {
        if walk.place == nil, try await service.store.head() == filler.position { return true }
        return try await service.shows(version, admission)
    }

    // MARK: Directory

    /// Entries of the directory that those who may not list it ask for by id.
    private func directory(_ ids: [String]) async throws -> [ResourceVersion] {
        var versions: [ResourceVersion] = []
        for type in plan.request.types {
            for id in ids {
                let version = try await service.store.current(type, id, in: filler.scope)
                if let version, !version.isDeleted { versions.append(version) }
            }
        }
        return versions
    }

    // MARK: $lastn

    private func latest(_ maximum: Int) async throws -> [(key: Int64, id: String)] {
        var latest = LatestByCode()
        try await filler.each { version in
            guard latest.count < LatestByCode.maximumObservations else {
                throw Refusal(.invalid, .tooCostly, "$lastn: too many observations; name a category or a code.")
            }
            try latest.add(version)
            return true
        }
        return latest.chosen(maximum)
    }

    /// One page of those chosen. A place that is gone cannot be continued from.
    private func page(of chosen: [(key: Int64, id: String)]) async throws -> PageFiller.Filled {
        let ordered = walk.isReversed ? chosen.reversed() : chosen
        var start = 0
        if let key = walk.key {
            guard let place = ordered.firstIndex(where: { $0.key == key }) else { throw Refusal.expiredPage }
            start = place + 1
        }
        let slice = ordered[start...].prefix(plan.count)
        var filled = PageFiller.Filled(hasMore: start + slice.count < ordered.count)
        var bytes = 0
        for step in stride(from: slice.startIndex, to: slice.endIndex, by: 64) {
            let part = slice[step..<min(step + 64, slice.endIndex)]
            let query = SearchQuery(types: [.observation], criterion: .ids(part.map(\.id)))
            let versions = try await service.store.search(
                query,
                at: filler.position,
                after: nil,
                isReversed: false,
                limit: part.count,
                in: filler.scope
            )
            let byKey = Dictionary(versions.map { ($0.key, $0) }) { first, _ in first }
            for version in part.compactMap({ byKey[$0.key] }) {
                guard try await isShown(version) else { continue }
                guard bytes < AnswerLimits.pageBytes else {
                    filled.hasMore = true
                    return filled
                }
                let resource = try await match(version)
                bytes += resource.bytes.count
                filled.entries.append(PageEntry(version: version, resource: resource))
            }
        }
        return filled
    }

    // MARK: Includes

    /// Adds what the results include. A page on which it would not all fit ends earlier; of one single result that has
    /// too much, the answer says so and how to get the rest.
    private func complete(_ filled: PageFiller.Filled) async throws -> Found {
        var found = Found(matches: filled.entries, hasMore: filled.hasMore)
        while !plan.request.includes.isEmpty, !found.matches.isEmpty {
            let included = try await follower.included(
                from: found.matches.map(\.version),
                limit: AnswerLimits.includedResources
            )
            let isSingle = found.matches.count == 1
            let used = found.matches.reduce(0) { $0 + $1.resource.bytes.count }
            var room = (isSingle ? AnswerLimits.resultBytes : max(AnswerLimits.pageBytes * 2, used)) - used
            var entries: [PageEntry] = []
            var isCut = included.isTooMany
            for version in included.versions {
                guard try await isShown(version) else { continue }
                let resource = try await rendered(version, subset?.isOfMatchesOnly == true ? nil : subset)
                room -= resource.bytes.count
                if room < 0 {
                    isCut = true
                    break
                }
                entries.append(PageEntry(version: version, resource: resource))
            }
            if isCut, !isSingle {
                found.matches.removeLast((found.matches.count + 1) / 2)
                found.hasMore = true
                continue
            }
            found.included = entries
            if isCut { found.notes.append(IncludeNotes.cut(plan, found.matches[0].version)) }
            if included.isDeeper { found.notes.append(IncludeNotes.deeper) }
            break
        }
        return found
    }

    // MARK: Renditions

    private func match(_ version: ResourceVersion) async throws -> ServedResource {
        try await rendered(version, subset)
    }

    private func rendered(_ versions: [ResourceVersion]) async throws -> [PageEntry] {
        var entries: [PageEntry] = []
        for version in versions { entries.append(PageEntry(version: version, resource: try await match(version))) }
        return entries
    }

    private func rendered(_ version: ResourceVersion, _ subset: Subset?) async throws -> ServedResource {
        guard let subset else { return try await service.served(version, admission) }
        var version = version
        if subset.omitsData { version.attachment = nil }
        return try await service.served(version, admission).reduced(to: subset)
    }
}

extension ServedResource {
    /// The resource with what is chosen of it.
    package func reduced(to subset: Subset) throws -> ServedResource {
        ServedResource(
            type: type,
            id: id,
            versionID: versionID,
            lastModified: lastModified,
            bytes: try subset.applied(to: bytes),
            isSteady: isSteady
        )
    }
}
