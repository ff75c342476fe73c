import SvarDomain
import Synchronization

/// Up to where replicas that listen for pokes have asked for their changes meanwhile. Knows those that listen, and no
/// others.
final class AskedPlaces: Sendable {
    /// What a replica that listens has asked since it began to.
    struct Asked: Sendable, Hashable {
        /// How many times.
        var count = 0
        /// Where the last round goes to.
        var place: LogPosition?
    }

    private struct Entry {
        var listeners = 0
        var asked = Asked()
    }

    private let entries = Mutex<[ReplicaKey: Entry]>([:])

    func join(_ replica: ReplicaKey) { entries.withLock { $0[replica, default: Entry()].listeners += 1 } }

    func leave(_ replica: ReplicaKey) {
        entries.withLock { entries in
            entries[replica]?.listeners -= 1
            if entries[replica]?.listeners == 0 { entries[replica] = nil }
        }
    }

    /// A round of the replica goes to this place.
    func note(_ replica: ReplicaKey, _ place: LogPosition) {
        entries.withLock { entries in
            guard entries[replica] != nil else { return }
            entries[replica]?.asked.count += 1
            entries[replica]?.asked.place = place
        }
    }

    func asked(_ replica: ReplicaKey) -> Asked { entries.withLock { $0[replica]?.asked ?? Asked() } }
}
