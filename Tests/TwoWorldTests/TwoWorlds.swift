import SvarDomain
import SvarStore
import SvarSync
import SvarSynthetic
import SvarTesting

/// One comparison of two worlds: a history, a viewpoint, and what is asked.
struct TwoWorlds {
    let history: WorldHistory
    let viewpoint: Viewpoint
    /// How many families of requests are drawn.
    var probes = 24
    /// Which families; nil: all.
    var kinds: [ProbeKind]?
    var leak: (any World.Store) -> any World.Store = { $0 }

    struct Outcome {
        var difference: Comparison.Difference?
        var requests = 0
        var reached: [String: Bool] = [:]
    }

    func run() async throws -> Outcome {
        let cast = Cast(history)
        let full = try World(seed: history.seed, cast: cast, leak: leak)
        let lesser = try World(seed: history.seed, cast: cast, leak: leak)
        for step in history.steps { try await full.perform(step) }
        for step in viewpoint.lesserSteps { try await lesser.perform(step) }
        let outcome = try await compare(full, lesser)
        try await full.close()
        try await lesser.close()
        return outcome
    }

    private func compare(_ full: World, _ lesser: World) async throws -> Outcome {
        for world in [full, lesser] { world.clock.move(microseconds: history.end - world.clock.now.microseconds) }
        var comparison = try Comparison(full: full, lesser: lesser, actor: viewpoint.actor)
        var maker = ProbeMaker(
            history: history,
            ground: try await Ground(full),
            actor: viewpoint.actor,
            person: viewpoint.person,
            random: SeededGenerator(seed: history.seed, stream: 0x5052_4F42)
        )
        // What changes the worlds comes last.
        var kinds = self.kinds ?? chosen(&maker.random)
        kinds = kinds.filter { !$0.changes } + kinds.filter(\.changes)
        var outcome = Outcome()
        for (place, kind) in kinds.enumerated() where outcome.difference == nil {
            for (number, ask) in maker.asks(kind).enumerated() where outcome.difference == nil {
                for world in [full, lesser] { world.clock.move(microseconds: 1_000_000) }
                outcome.difference = try await comparison.compare(ask, kind, "probe \(place).\(number)")
            }
        }
        outcome.requests = comparison.count
        outcome.reached = comparison.reached
        return outcome
    }

    private func chosen(_ random: inout SeededGenerator) -> [ProbeKind] {
        let producer = viewpoint.actor.hasPrefix("producer")
        let replica = viewpoint.actor == Cast.replica
        let all = ProbeKind.allCases
        let writes = Array(all.drop { $0 != .create }.prefix { $0 != .delta })
        let syncs = Array(all.drop { $0 != .delta })
        let reads = Array(all.prefix { $0 != .create })
        return (0..<probes).map { _ in
            let own = replica ? syncs : producer && random.oneIn(2) ? writes : reads
            return random.pick(random.oneIn(15) ? all : own)
        }
    }
}
