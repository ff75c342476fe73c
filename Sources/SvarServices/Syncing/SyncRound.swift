import SvarDomain
import SvarStore
package import SvarSync

/// One answer of a round: walks its pages, each as the lines to send.
///
/// A page's rows of the log of use are committed before it is given, and what was closed while they were written is not
/// on it (decision 37). The answer may stop after any page: each ends with a token that goes on from there.
package struct SyncRound: Sendable {
    /// How many lines of each kind a page has.
    package struct Page: Sendable, Hashable {
        package let mode: SyncMode
        package let persons: Int
        package let denies: Int
        package let puts: Int
        /// Whether the round is complete with it.
        package let isLast: Bool
        /// Of units.
        var units: Int { denies + puts }

        init(_ page: DeltaPage, _ mode: SyncMode) {
            var (persons, denies, puts) = (0, 0, 0)
            for line in page.lines {
                switch line {
                case .person: persons += 1
                case .deny: denies += 1
                case .put: puts += 1
                case .begin, .page, .end: break
                }
            }
            (self.mode, self.persons, self.denies, self.puts, isLast) = (
                mode, persons, denies, puts, page.cursor == nil
            )
        }
    }

    private let service: ReplicaService
    private var place: SyncPlace
    private let persons: [WireKey]?
    private let owner: SyncTokens.Owner
    private let caller: Caller
    /// How many units the answer may still have.
    private var left: Int
    private var hasBegun = false
    /// Whether there is nothing more to send.
    package private(set) var isOver = false
    /// The page that was given last.
    package private(set) var lastPage: Page?

    init(
        _ service: ReplicaService,
        _ place: SyncPlace,
        persons: [WireKey]?,
        limit: Int,
        owner: SyncTokens.Owner,
        caller: Caller
    ) {
        self.service = service
        self.place = place
        self.persons = persons
        self.owner = owner
        self.caller = caller
        left = limit
    }

    /// The lines of the next page, the first ones after the round's beginning, the last ones with its end; nil when the
    /// answer is over.
    package mutating func next() async throws -> [UInt8]? {
        if isOver { return nil }
        let query = query
        var lines: [SyncLine] = []
        if !hasBegun {
            lines.append(.begin(try await begin(query)))
            hasBegun = true
        }
        let page = try await page(query)
        lines += page.lines
        place.page += 1
        place.lastHead = page.head
        place.cursor = page.cursor ?? .end
        if page.cursor != nil || !page.lines.isEmpty {
            lines.append(.page(number: place.page, token: try service.tokens.seal(place, for: owner)))
        }
        let counted = Page(page, place.kind.mode)
        lastPage = counted
        left -= counted.units
        isOver = left <= 0
        if page.cursor == nil {
            lines.append(.end(try await end()))
            isOver = true
        }
        var bytes: [UInt8] = []
        for line in lines { line.write(into: &bytes) }
        return bytes
    }

    private var query: DeltaQuery {
        DeltaQuery(
            replica: place.replica,
            mode: place.kind.mode,
            from: place.kind == .delta ? place.from.position : LogPosition(0),
            to: place.to.position,
            lastHead: place.lastHead,
            cursor: place.cursor,
            persons: persons,
            maximumUnits: max(1, min(service.configuration.pageUnits, left)),
            maximumBytes: service.configuration.pageBytes
        )
    }

    /// The next page as of a moment after its rows were committed, or with nothing changed since.
    private func page(_ query: DeltaQuery) async throws -> DeltaPage {
        var recorded: Set<DeltaPage.Shown> = []
        while true {
            try await service.tickIfDue()
            let page = try await read(query)
            let new = page.shown.filter { !recorded.contains($0) }
            // All was written down before this page was read.
            if new.isEmpty { return page }
            try await service.access.record(rows(new, page.head))
            try await service.tickIfDue()
            if try await !service.store.hasChanged(place.replica, after: page.head) { return page }
            recorded.formUnion(new)
        }
    }

    private func read(_ query: DeltaQuery) async throws -> DeltaPage {
        do {
            return try await service.store.page(query)
        } catch let error as SvarError where error.code == .storePositionPast {
            // What it needs was cleared away, though by its time it should not have been.
            throw SyncFault.tokenExpired
        }
    }

    /// One row a person for what is new to the replica, and one for what it had.
    private func rows(_ shown: [DeltaPage.Shown], _ head: LogPosition) -> [AuditRow] {
        Dictionary(grouping: shown, by: \.person).sorted { $0.key < $1.key }.flatMap { person, shown in
            [(AuditAction.sync, false), (.syncAgain, true)].compactMap { action, wasThere in
                let units = shown.filter { $0.wasThere == wasThere }.map(\.unit).sorted()
                if units.isEmpty { return nil }
                var row = service.row(action, person, caller, units: units, at: head)
                if wasThere { row.since = query.from }
                return row
            }
        }
    }

    private func begin(_ query: DeltaQuery) async throws -> SyncLine.Begin {
        SyncLine.Begin(
            mode: place.kind.mode,
            from: place.kind == .delta ? place.from.stamp : .zero,
            to: place.to.stamp,
            estimate: try await service.store.estimate(query),
            round: name
        )
    }

    /// What both sides' logs call the round, whichever answer of it: a keyed hash of what is fixed in it.
    private var name: String {
        var fixed = place
        (fixed.page, fixed.cursor, fixed.lastHead) = (0, nil, LogPosition(0))
        return Base64URL.encode(service.tokens.hash(fixed.encoded))
    }

    private func end() async throws -> SyncLine.End {
        var next = place
        next.kind = .rest
        // A reconcile round ends where it began: at the manifest's place.
        next.from = place.to
        (next.lastHead, next.cursor, next.page) = (place.to.position, nil, 0)
        next.persons = SyncPlace.noPersons
        let total = try await service.store.total(of: place.replica, at: place.to.position)
        return SyncLine.End(
            token: try service.tokens.seal(next, for: owner),
            count: total.count,
            digest: total.digest,
            more: try await service.store.hasChanged(place.replica, after: place.to.position)
        )
    }
}
