import HTTPTypes
import SvarAccess
import SvarDomain
import SvarStore
import SvarSync
import SvarSynthetic
import SvarTesting

/// One comparison of two worlds: a history, a viewpoint, and what is asked.
struct TwoWorlds {
    let history: WorldHistory
    /// Who looks; asked when it is known what there is.
    let viewpoint: (WorldHistory) -> Viewpoint
    /// How many families of requests are drawn.
    var probes = 24
    /// Which families; nil: all.
    var kinds: [ProbeKind]?
    var leak: (any World.Store) -> any World.Store = { $0 }

    struct Outcome {
        var viewpoint: Viewpoint
        var hides = false
        /// Whether its log was not compared.
        var leavesLogOut = false
        var difference: Comparison.Difference?
        var requests = 0
        var reached: [String: Bool] = [:]
    }

    func run() async throws -> Outcome {
        let full = try World(history, leak: leak)
        let lesser = try World(history, leak: leak)
        for step in history.steps { try await full.perform(step) }
        let ground = try await Ground(full)
        var known = ground.completed(history)
        for name in full.refused.keys { known.settings[name] = nil }
        for name in full.notLifted { known.settings[name]?.liftedAt = nil }
        let viewpoint = viewpoint(known)
        let steps = viewpoint.lesserSteps
        for step in steps { try await lesser.perform(step) }
        guard full.refused == lesser.refused, full.notLifted == lesser.notLifted else {
            throw WorldFault("seed \(history.seed): settings refused \(full.refused) and \(lesser.refused)")
        }
        var outcome = try await compare(full, lesser, ground, viewpoint)
        outcome.hides = steps.count < history.steps.count
        try await full.close()
        try await lesser.close()
        return outcome
    }

    /// What one request shows to a viewpoint, in new worlds.
    func difference(from viewpoint: Viewpoint, asking ask: Ask) async throws -> Comparison.Difference? {
        let full = try World(viewpoint.history, leak: leak)
        let lesser = try World(viewpoint.history, leak: leak)
        for step in viewpoint.history.steps { try await full.perform(step) }
        for step in viewpoint.lesserSteps { try await lesser.perform(step) }
        for world in [full, lesser] {
            world.clock.move(microseconds: viewpoint.history.end + 1_000_000 - world.clock.now.microseconds)
        }
        var comparison = try await Comparison(full: full, lesser: lesser, actor: viewpoint.actor.name)
        if viewpoint.actor == .replica {
            let all = Ask(.get, "/v1/sync/replicas/{{replica}}/delta")
            if let difference = try await comparison.compare(all, .delta, "first") { return difference }
        }
        let difference = try await comparison.compare(ask, nil, "again")
        try await full.close()
        try await lesser.close()
        return difference
    }

    private func compare(_ full: World, _ lesser: World, _ ground: Ground, _ viewpoint: Viewpoint) async throws
        -> Outcome
    {
        for world in [full, lesser] { world.clock.move(microseconds: history.end - world.clock.now.microseconds) }
        var comparison = try await Comparison(full: full, lesser: lesser, actor: viewpoint.actor.name)
        var maker = ProbeMaker(
            history: history,
            ground: ground,
            actor: viewpoint.actor,
            person: viewpoint.person,
            random: SeededGenerator(seed: history.seed, stream: 0x5052_4F42)
        )
        // A replica begins with everything; what changes the worlds comes last.
        var kinds = self.kinds ?? chosen(viewpoint, &maker.random)
        if viewpoint.actor == .replica { kinds.insert(.delta, at: 0) }
        kinds = kinds.filter { !$0.changes } + kinds.filter(\.changes)
        // Whoever looked and was shown something stands in the log, also when it was closed to them since (row A64).
        var outcome = Outcome(viewpoint: viewpoint)
        if full.looks != lesser.looks {
            outcome.leavesLogOut = kinds.contains(where: \.isLog)
            kinds.removeAll(where: \.isLog)
        }
        for (place, kind) in kinds.enumerated() where outcome.difference == nil {
            // With a setting that was lifted what was hidden is shown, as it should be.
            for (number, ask) in maker.asks(kind).enumerated()
            where outcome.difference == nil && !comparison.hasOpened {
                for world in [full, lesser] { world.clock.move(microseconds: 1_000_000) }
                outcome.difference = try await comparison.compare(ask, kind, "probe \(place).\(number)")
            }
        }
        outcome.requests = comparison.count
        outcome.reached = comparison.reached
        return outcome
    }

    private func chosen(_ viewpoint: Viewpoint, _ random: inout SeededGenerator) -> [ProbeKind] {
        let replica = viewpoint.actor == .replica
        let producer = if case .producer = viewpoint.actor { true } else { false }
        let all = ProbeKind.allCases
        let writes = Array(all.drop { $0 != .create }.prefix { $0 != .set })
        let settings = Array(all.drop { $0 != .set }.prefix { $0 != .delta })
        let syncs = Array(all.drop { $0 != .delta })
        let reads = Array(all.prefix { $0 != .create })
        return (0..<probes).map { _ in
            let own =
                replica ? syncs : producer && random.oneIn(2) ? writes : !producer && random.oneIn(8) ? settings : reads
            return random.pick(random.oneIn(15) ? all : own)
        }
    }
}
