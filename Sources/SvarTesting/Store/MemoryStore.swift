package import SvarDomain
package import SvarFHIR
package import SvarSearch
package import SvarStore
import Synchronization

/// The reference: slow, in memory, and obviously right. What it answers is what every store must answer.
///
/// With a `stampDelay` it is the double of decision 18: a write is kept for other writers at once, but its stamp is
/// published, and with it the write becomes visible to readers, only after the delay; `write` returns after that.
package final class MemoryStore: ResultStore {
    private struct Content {
        /// What the next writer builds on.
        var kept = MemoryState()
        /// What readers see: the last state whose stamp is published.
        var seen = MemoryState()
        var writes = 0
        var published = 0
        var isClosed = false
    }

    private let content = Mutex(Content())
    let clock: @Sendable () -> ServerTime
    private let stampDelay: Duration
    package let epoch: String
    private let secret: [UInt8]
    let keys: SyncKeys
    /// What facts and reduced resources are made with; its rows are not asked for what is written with them.
    let index: StoreIndex?

    /// - Parameters:
    ///   - secret: what names and sums are made from; the same as another store's where their answers are compared
    ///   - index: what facts of versions and reduced resources are made with; nil: none are made
    package init(
        stampDelay: Duration = .zero,
        secret: [UInt8] = [UInt8](repeating: 7, count: 32),
        epoch: String = "memory",
        index: StoreIndex? = nil,
        clock: @escaping @Sendable () -> ServerTime
    ) {
        self.stampDelay = stampDelay
        self.clock = clock
        self.epoch = epoch
        self.index = index
        self.secret = secret
        keys = SyncKeys(secret: secret, epoch: epoch)
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any StoreTransaction) throws -> T) async throws -> T {
        try await run { try body($0) }
    }

    func run<T: Sendable>(_ body: @escaping @Sendable (MemoryTransaction) throws -> T) async throws -> T {
        let (value, state, number) = try content.withLock { content in
            guard !content.isClosed else { throw Self.closed }
            let transaction = MemoryTransaction(content.kept, index, clock: clock)
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            transaction.linkSubmissions()
            content.kept = transaction.state
            content.writes += 1
            return (value, content.kept, content.writes)
        }
        if stampDelay > .zero {
            // A task of its own: a caller that is cancelled must not keep the stamp from being published.
            let delay = stampDelay
            await Task.detached { try? await Task.sleep(for: delay) }.value
        }
        content.withLock { content in
            guard content.published < number else { return }
            content.seen = state
            content.published = number
        }
        return value
    }

    private static let closed = SvarError(.storeClosed, "the store is closed")

    func read<T>(_ body: (MemoryState) throws -> T) throws -> T {
        let state = try content.withLock { content in
            guard !content.isClosed else { throw Self.closed }
            return content.seen
        }
        return try body(state)
    }

    package func current(_ type: HostedType, _ id: String, in scope: Scope) async throws -> ResourceVersion? {
        try read { state in try state.key(type, id).flatMap { try state.current($0, in: scope, index) } }
    }

    package func version(_ type: HostedType, _ id: String, _ versionID: String, in scope: Scope) async throws
        -> ResourceVersion?
    {
        try read { state in
            try state.key(type, id).flatMap { key in
                try state.shown(key, in: scope, index).first { $0.versionID == versionID }
            }
        }
    }

    package func head() async throws -> LogPosition { try read { $0.head.position } }

    package func history(
        _ query: HistoryQuery,
        at position: LogPosition,
        before: Int64?,
        ascending: Bool,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try read { state in
            try MemorySearch(state: state, position: position, scope: scope, index: index)
                .history(query, before: before, ascending: ascending, limit: limit)
        }
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
        try read { state in
            let found = try MemorySearch(state: state, position: position, scope: scope, index: index)
                .page(query, after: key, isReversed: isReversed, limit: limit)
            var room = bytes
            return Array(
                found.prefix { version in
                    defer { room -= version.body.count }
                    return room > 0
                }
            )
        }
    }

    package func count(_ query: SearchQuery, at position: LogPosition, in scope: Scope) async throws -> Int {
        try read {
            try MemorySearch(state: $0, position: position, scope: scope, index: index).matching(query).count
        }
    }

    package func included(
        _ include: Include,
        from keys: [Int64],
        at position: LogPosition,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try read { state in
            try MemorySearch(state: state, position: position, scope: scope, index: index)
                .included(include, from: keys, limit: limit)
        }
    }

    package func facts(of person: PersonKey) async throws -> PersonRecord { try read { $0.record(of: person) } }

    package func lastChange(of person: PersonKey) async throws -> LogPosition {
        try read { $0.lastChange(of: person) }
    }

    package func due(at time: ServerTime) async throws -> (persons: [PersonKey], next: ServerTime?) {
        try read { state in
            let persons = state.due.filter { $0.value <= time }.keys.sorted()
            return (persons, state.due.values.filter { $0 > time }.min())
        }
    }

    package func members(of unit: UnitKey, in scope: Scope) async throws -> [ResourceVersion] {
        try read { state in
            guard state.unit(unit) != nil else { return [] }
            return try (0..<state.resources.count).filter { state.resources[$0].unit == unit }
                .compactMap { try state.current(Int64($0) + 1, in: scope, index) }.filter { !$0.isDeleted }
        }
    }

    package func person(patient id: String) async throws -> PersonKey? {
        try read { try MemoryTransaction($0, index, clock: clock).person(patient: id) }
    }

    package func person(number: PersonNumber) async throws -> PersonKey? {
        try read { try MemoryTransaction($0, index, clock: clock).person(number: number) }
    }

    package func attachment(_ key: AttachmentKey) async throws -> [UInt8]? {
        try read { state in
            let index = Int(key.rawValue) - 1
            guard state.attachments.indices.contains(index), !state.attachments[index].isErased else { return nil }
            return state.attachments[index].bytes
        }
    }

    package func log(after position: LogPosition, limit: Int) async throws -> [LogEntry] {
        try read { state in Array(state.log.filter { $0.stamp.position > position }.prefix(limit)) }
    }

    package func all(after key: Int64?, limit: Int) async throws -> [ResourceVersion] {
        try read { state in
            let current = (0..<state.resources.count).lazy.compactMap { state.versions(of: Int64($0) + 1).last }
            return Array(current.filter { $0.key > key ?? 0 && !$0.isDeleted }.prefix(limit))
        }
    }

    package func statistics() async throws -> StoreStatistics {
        try read { state in
            var result = StoreStatistics()
            result.persons = state.persons.count
            result.units = state.standing.count
            result.resources = state.resources.count { !$0.versions.isEmpty }
            result.versions = state.resources.reduce(0) { $0 + $1.versions.count }
            result.logEntries = state.log.count
            result.submissions = state.submissions.count { !$0.isErased }
            result.attachments = state.attachments.count { !$0.isErased }
            result.notStored = state.notStored
            return result
        }
    }

    /// Another store with what this one holds now, under an epoch of its own: a backup that was restored.
    package func copy(epoch: String) -> MemoryStore {
        let store = MemoryStore(stampDelay: stampDelay, secret: secret, epoch: epoch, index: index, clock: clock)
        let state = content.withLock { $0.seen }
        store.content.withLock { ($0.kept, $0.seen) = (state, state) }
        return store
    }

    /// Of how many submissions the bytes are kept.
    package var rawSubmissions: Int { content.withLock { $0.seen.submissions.count { $0.keepsRaw } } }

    /// The rows about writes, oldest first.
    package var audit: [AuditRow] { content.withLock { $0.seen.audit } }

    package func close() async throws { content.withLock { $0.isClosed = true } }
}
