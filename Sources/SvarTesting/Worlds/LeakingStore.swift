package import Crypto
package import SvarDomain
package import SvarFHIR
package import SvarSearch
package import SvarStore
package import SvarSync

/// A store with one fault that tells of what is hidden: a control for tests that must find such faults.
package struct LeakingStore: ResultStore, SyncStore {
    /// The classes of faults.
    package enum Leak: String, Sendable, CaseIterable {
        /// A read, a read of a version, a history or a search answers as if everything were shown.
        case read, versionRead, history, search
        /// Counts hold what is hidden.
        case count
        /// What is searched for is shown only when it may be, but what it refers to, or is referred to by, may be hidden:
        /// chains and `_has` tell of it.
        case chain
        /// Includes bring what is hidden.
        case include
        /// A limit counts what is hidden, so that pages are shorter.
        case limit
        /// Of what is shown versions are shown that are not to be seen yet.
        case window
        /// A replica's sums hold one more.
        case total
        /// A replica hears that something changed when nothing did that it may see.
        case poke
    }

    private let base: any ResultStore & SyncStore
    private let leak: Leak

    package init(_ base: any ResultStore & SyncStore, _ leak: Leak) { (self.base, self.leak) = (base, leak) }

    /// The scope, or everything where this is the fault.
    private func scope(_ scope: Scope, _ faults: Leak...) -> Scope {
        guard case .units(let set) = scope else { return scope }
        if leak == .window { return .units(AllowedSet(person: set.person, units: set.units)) }
        return faults.contains(leak) ? .everything : scope
    }

    // MARK: ResultStore

    package func write<T: Sendable>(_ body: @escaping @Sendable (any StoreTransaction) throws -> T) async throws -> T {
        try await base.write(body)
    }

    package func current(_ type: HostedType, _ id: String, in scope: Scope) async throws -> ResourceVersion? {
        try await base.current(type, id, in: self.scope(scope, .read))
    }

    package func version(_ type: HostedType, _ id: String, _ versionID: String, in scope: Scope) async throws
        -> ResourceVersion?
    {
        try await base.version(type, id, versionID, in: self.scope(scope, .versionRead))
    }

    package func head() async throws -> LogPosition { try await base.head() }

    package func history(
        _ query: HistoryQuery,
        at position: LogPosition,
        before: Int64?,
        ascending: Bool,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try await base.history(
            query,
            at: position,
            before: before,
            ascending: ascending,
            limit: limit,
            in: self.scope(scope, .history)
        )
    }

    package func search(
        _ query: SearchQuery,
        at position: LogPosition,
        after key: Int64?,
        isReversed: Bool,
        limit: Int,
        bytes: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        let asked = self.scope(scope, .search, .chain, .limit)
        let found = try await base.search(
            query,
            at: position,
            after: key,
            isReversed: isReversed,
            limit: leak == .chain ? .max : limit,
            bytes: bytes,
            in: asked
        )
        guard leak == .chain || leak == .limit, case .units(let set) = scope else { return found }
        return Array(found.filter { set.units.contains($0.unit) }.prefix(limit))
    }

    package func count(_ query: SearchQuery, at position: LogPosition, in scope: Scope) async throws -> Int {
        try await base.count(query, at: position, in: self.scope(scope, .count))
    }

    package func included(
        _ include: Include,
        from keys: [Int64],
        at position: LogPosition,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try await base.included(include, from: keys, at: position, limit: limit, in: self.scope(scope, .include))
    }

    package func facts(of person: PersonKey) async throws -> PersonRecord { try await base.facts(of: person) }
    package func lastChange(of person: PersonKey) async throws -> LogPosition {
        try await base.lastChange(of: person)
    }
    package func due(at time: ServerTime) async throws -> (persons: [PersonKey], next: ServerTime?) {
        try await base.due(at: time)
    }
    package func members(of unit: UnitKey, in scope: Scope) async throws -> [ResourceVersion] {
        try await base.members(of: unit, in: scope)
    }
    package func person(patient id: String) async throws -> PersonKey? { try await base.person(patient: id) }
    package func person(number: PersonNumber) async throws -> PersonKey? { try await base.person(number: number) }
    package func patient(of person: PersonKey) async throws -> String? { try await base.patient(of: person) }
    package func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(
        number: Int64, row: AuditRow
    )] {
        try await base.rows(about: person, before: before, limit: limit)
    }
    package func row(_ number: Int64) async throws -> AuditRow? { try await base.row(number) }
    package func number(from time: ServerTime) async throws -> Int64 { try await base.number(from: time) }
    package func attachment(_ key: AttachmentKey) async throws -> [UInt8]? { try await base.attachment(key) }
    package func log(after position: LogPosition, limit: Int) async throws -> [LogEntry] {
        try await base.log(after: position, limit: limit)
    }
    package func all(after key: Int64?, limit: Int) async throws -> [ResourceVersion] {
        try await base.all(after: key, limit: limit)
    }
    package func statistics() async throws -> StoreStatistics { try await base.statistics() }
    package func close() async throws { try await base.close() }

    // MARK: SyncStore

    package var epoch: String { get async throws { try await base.epoch } }
    package var integrityKey: SymmetricKey { get async throws { try await base.integrityKey } }
    package func replica(id: String) async throws -> ReplicaRecord? { try await base.replica(id: id) }
    package func scope(of replica: ReplicaKey) async throws -> [ScopeLine] { try await base.scope(of: replica) }
    package func professionals(of replica: ReplicaKey) async throws -> [EnrolledProfessional] {
        try await base.professionals(of: replica)
    }

    package func blocked(in replica: ReplicaKey) async throws -> [PersonKey: [WireKey]] {
        try await base.blocked(in: replica)
    }

    package func wireKeys(of persons: [PersonKey]) async throws -> [WireKey] { try await base.wireKeys(of: persons) }
    package func roundHead(of replica: ReplicaKey) async throws -> RoundHead { try await base.roundHead(of: replica) }
    package func hasChanged(_ replica: ReplicaKey, after position: LogPosition) async throws -> Bool {
        let hasChanged = try await base.hasChanged(replica, after: position)
        guard leak == .poke else { return hasChanged }
        let head = try await base.head()
        return hasChanged || head > position
    }
    package func estimate(_ query: DeltaQuery) async throws -> Int? { try await base.estimate(query) }
    package func page(_ query: DeltaQuery) async throws -> DeltaPage { try await base.page(query) }
    package func total(of replica: ReplicaKey, at position: LogPosition) async throws -> (
        count: Int, digest: SyncDigest
    ) {
        let total = try await base.total(of: replica, at: position)
        guard leak == .total else { return total }
        // As many as there ever were units.
        return (try await base.statistics().units, total.digest)
    }
    package func manifest(of replica: ReplicaKey, at position: LogPosition) async throws -> [ManifestRow] {
        try await base.manifest(of: replica, at: position)
    }
    package func waitForChange(of replica: ReplicaKey, after position: LogPosition, atMost: Duration) async throws
        -> Bool
    {
        if leak == .poke, try await base.head() > position { return true }
        return try await base.waitForChange(of: replica, after: position, atMost: atMost)
    }
    package func tick() async throws -> ServerTime? { try await base.tick() }
    package func place(before time: ServerTime) async throws -> LogPosition? { try await base.place(before: time) }
    package func pruneSync(before position: LogPosition) async throws -> Int {
        try await base.pruneSync(before: position)
    }
}
