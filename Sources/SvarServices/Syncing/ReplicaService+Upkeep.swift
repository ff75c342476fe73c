import SvarDomain
import SvarStore

extension ReplicaService {
    /// Lets scopes end that are over (decision 15). Costs nothing until one is due, so that it can be asked for several
    /// times a second.
    package func tickIfDue() async throws {
        _ = try await store.tick()
        try await decideDueFeeds()
    }

    /// Decides anew what replicas are fed of persons for whom an instant has come: a seal begins or ends (decision 15).
    func decideDueFeeds() async throws {
        let feed = FeedDecision(policy: configuration.policy, now: configuration.now())
        for person in try await store.due(at: feed.now).persons {
            try await store.write { try feed.apply(to: person, in: $0) }
        }
    }

    /// Drops what only tokens need that are refused by now.
    /// - Returns: how many rows.
    package func prune() async throws -> Int {
        let day = Duration.seconds(86_400)
        let time = configuration.now().microseconds - (configuration.retention + day).microseconds
        guard let place = try await store.place(before: ServerTime(microseconds: time)) else { return 0 }
        return try await store.pruneSync(before: place)
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
