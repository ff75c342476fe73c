package import Crypto
package import SvarDomain
package import SvarSync

/// The part of the port that replicas are fed from. Everything asked here is asked about one replica, within its scope:
/// the store applies scope and visibility on every branch, as intervals of the log (decision 39).
///
/// What a replica may hold of units is `Presence`; of a present unit the version as of the place asked about. The cost of
/// a page is its changes, never the store.
package protocol SyncStore: Sendable {
    /// Random, new when the store is restored.
    var epoch: String { get async throws }
    /// What sums are keyed with, one an epoch (decision 47). Replicas are given it at enrolment.
    var integrityKey: SymmetricKey { get async throws }

    /// A revoked one too.
    func replica(id: String) async throws -> ReplicaRecord?
    /// The lines in force, ascending by person.
    func scope(of replica: ReplicaKey) async throws -> [ScopeLine]
    /// How persons are called toward replicas, in the order given.
    func wireKeys(of persons: [PersonKey]) async throws -> [WireKey]

    /// The professionals who may read a replica, ascending by number.
    func professionals(of replica: ReplicaKey) async throws -> [EnrolledProfessional]
    /// Of the persons in its scope, those who are closed by name from an enrolled professional: as their lines say it.
    func blocked(in replica: ReplicaKey) async throws -> [PersonKey: [WireKey]]

    /// A place to fix a round at: the newest one.
    func roundHead(of replica: ReplicaKey) async throws -> RoundHead
    /// Whether the replica's state changed after a place. Exact: what it may not see never makes it true. Costs
    /// microseconds.
    func hasChanged(_ replica: ReplicaKey, after position: LogPosition) async throws -> Bool
    /// About how many units a round says something of, cheaply; for progress only.
    func estimate(_ query: DeltaQuery) async throws -> Int?
    /// The next page of a round.
    func page(_ query: DeltaQuery) async throws -> DeltaPage
    /// How many units are present as of a place, and their sum.
    func total(of replica: ReplicaKey, at position: LogPosition) async throws -> (count: Int, digest: SyncDigest)
    /// Every person in the scope as of a place, those without units too, ascending by wire key.
    func manifest(of replica: ReplicaKey, at position: LogPosition) async throws -> [ManifestRow]
    /// Waits until the replica's state has changed after a place; false when it has not within the time given.
    func waitForChange(of replica: ReplicaKey, after position: LogPosition, atMost: Duration) async throws -> Bool

    /// Writes an entry when an end of scope is due and nothing has been stamped since (decision 15).
    /// - Returns: when the next one is due.
    func tick() async throws -> ServerTime?
    /// The last place before a time; nil when nothing is as old.
    func place(before time: ServerTime) async throws -> LogPosition?
    /// Drops rows that only rounds from before a place need.
    func pruneSync(before position: LogPosition) async throws -> Int
}
