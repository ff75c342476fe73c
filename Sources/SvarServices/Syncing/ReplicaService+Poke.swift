import SvarDomain
import SvarStore
import SvarSync

extension ReplicaService {
    /// Waits until the replica has something to fetch since its token; false when it has not within the time given.
    package func poke(_ id: String, token: String, atMost wait: Duration, caller: Caller) async throws -> Bool {
        let replica = try await replica(id, caller)
        let place = try await place(token, replica)
        return try await store.waitForChange(of: replica.key, after: place.from.position, atMost: wait)
    }

    /// Listens for as long as the client likes: it is poked when it has something to fetch, and then not again until it
    /// has asked for it.
    package func listen(_ id: String, token: String, caller: Caller) async throws -> PokeListener {
        let replica = try await replica(id, caller)
        let place = try await place(token, replica)
        return PokeListener(replica.key, after: place.from.position, store: store, asked: asked)
    }
}

/// One replica that listens.
package actor PokeListener {
    private enum State {
        /// What changes after this place is news.
        case armed(LogPosition)
        /// The client was poked; what it asked for by then, and up to where changes are looked at.
        case poked(AskedPlaces.Asked, LogPosition)
    }

    private let replica: ReplicaKey
    private let store: any ResultStore & SyncStore
    private let asked: AskedPlaces
    private var state: State

    init(
        _ replica: ReplicaKey,
        after place: LogPosition,
        store: any ResultStore & SyncStore,
        asked: AskedPlaces
    ) {
        self.replica = replica
        self.store = store
        self.asked = asked
        state = .armed(place)
        asked.join(replica)
    }

    deinit { asked.leave(replica) }

    /// Waits for the next poke; false when there is none within the time given.
    package func next(atMost wait: Duration) async throws -> Bool {
        let end = ContinuousClock.now + wait
        wait: while true {
            let left = end - ContinuousClock.now
            guard left > .zero else { return false }
            switch state {
            case .armed(let place):
                guard try await store.waitForChange(of: replica, after: place, atMost: left) else { break wait }
                let asked = asked.asked(replica)
                if let fetched = asked.place, fetched > place {
                    // It asked without being poked: only what came since then is news.
                    state = .armed(fetched)
                    continue
                }
                state = .poked(asked, try await store.head())
                return true
            case .poked(let before, let seen):
                guard try await store.waitForChange(of: replica, after: seen, atMost: left) else { break wait }
                let asked = asked.asked(replica)
                if asked.count > before.count, let fetched = asked.place {
                    state = .armed(fetched)
                } else {
                    // It will have this too when it asks; a round that is under way says itself that there is more.
                    state = .poked(before, try await store.head())
                }
            }
        }
        // A store that lets nobody wait any more must not be asked again and again.
        try await Task.sleep(until: end, clock: .continuous)
        return false
    }
}
