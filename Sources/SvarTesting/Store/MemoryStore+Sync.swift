package import Crypto
package import SvarDomain
package import SvarStore
package import SvarSync

extension MemoryStore: SyncStore {
    package var integrityKey: SymmetricKey { keys.integrity }
    /// What names and sums are made from.
    package var syncKeys: SyncKeys { keys }

    private func sync<T>(_ replica: ReplicaKey, _ body: (MemorySync) throws -> T) throws -> T {
        let keys = keys
        return try read { try body(MemorySync($0, replica, keys)) }
    }

    package func replica(id: String) async throws -> ReplicaRecord? {
        try read { state in state.replicas.first { $0.record.id == id }?.record }
    }

    package func scope(of replica: ReplicaKey) async throws -> [ScopeLine] { try read { $0.scope(of: replica) } }

    package func professionals(of replica: ReplicaKey) async throws -> [EnrolledProfessional] {
        try sync(replica) { $0.professionals }
    }

    package func blocked(in replica: ReplicaKey) async throws -> [PersonKey: [WireKey]] {
        try sync(replica) { $0.blocked }
    }

    package func wireKeys(of persons: [PersonKey]) async throws -> [WireKey] {
        let keys = keys
        return try read { state in
            try persons.map { person in
                let index = Int(person.rawValue) - 1
                guard state.persons.indices.contains(index) else { throw SvarError(.storeFailed, "no such person") }
                return keys.person(state.persons[index].patients[0])
            }
        }
    }

    package func roundHead(of replica: ReplicaKey) async throws -> RoundHead { try sync(replica) { $0.head } }

    package func hasChanged(_ replica: ReplicaKey, after position: LogPosition) async throws -> Bool {
        try sync(replica) { $0.changes.contains { $0 > position } }
    }

    package func estimate(_ query: DeltaQuery) async throws -> Int? { nil }

    package func page(_ query: DeltaQuery) async throws -> DeltaPage { try sync(query.replica) { try $0.page(query) } }

    package func total(of replica: ReplicaKey, at position: LogPosition) async throws -> (
        count: Int, digest: SyncDigest
    ) {
        try await manifest(of: replica, at: position).reduce(into: (0, SyncDigest.zero)) { sum, row in
            sum.0 += row.count
            sum.1 += row.digest
        }
    }

    package func manifest(of replica: ReplicaKey, at position: LogPosition) async throws -> [ManifestRow] {
        try sync(replica) { $0.manifest(at: position) }
    }

    package func waitForChange(
        of replica: ReplicaKey,
        after position: LogPosition,
        atMost time: Duration
    ) async throws -> Bool {
        let end = ContinuousClock.now + time
        while try await !hasChanged(replica, after: position) {
            guard ContinuousClock.now < end, !Task.isCancelled else { return false }
            // A caller that is cancelled is told so by the next look.
            try? await Task.sleep(for: .milliseconds(1))
        }
        return true
    }

    package func tick() async throws -> ServerTime? {
        if let due = try read({ $0.nextEnd }), due <= clock() { try await run { $0.tick() } }
        return try read { $0.nextEnd }
    }

    package func place(before time: ServerTime) async throws -> LogPosition? {
        try read { state in state.log.last { $0.stamp.at < time }?.stamp.position }
    }

    package func pruneSync(before position: LogPosition) async throws -> Int {
        try await run { $0.state.syncFloor = max($0.state.syncFloor, position) }
        return 0
    }
}
