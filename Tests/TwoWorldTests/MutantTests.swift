import SvarAccess
import SvarDomain
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// Faults that tell of what is hidden, each of which the comparison must find.
@Suite(.aside)
struct MutantTests {
    /// The fault, who is told, what they ask, and a history that shows it soon; those after it are looked at as well.
    static let faults: [(LeakingStore.Leak, Viewpoint.Actor?, [ProbeKind], UInt64)] = [
        (.read, nil, [.read, .attachment], 0),
        (.versionRead, nil, [.versionRead], 0),
        (.history, nil, [.typeHistory, .systemHistory], 0),
        (.search, nil, [.search, .compartment, .everything, .pages], 0),
        (.count, nil, [.count, .pages], 0),
        (.chain, nil, [.chain, .has], 0),
        (.include, nil, [.include], 0),
        (.limit, nil, [.pages], 0),
        (.earlier, .citizen(0), [.versionRead], 0),
        (.total, .replica, [.delta], 0),
        (.poke, .replica, [.poke], 0),
    ]

    @Test(arguments: faults.indices)
    func aFaultIsFound(_ index: Int) async throws {
        let (leak, actor, kinds, first) = Self.faults[index]
        for seed in first..<first + 100 {
            let history = WorldHistory(seed: seed)
            if actor == .replica, !history.hasReplica { continue }
            var worlds = TwoWorlds(history: history) { history in
                Viewpoint(history: history, actor: actor ?? .personnel(.exempt), person: 0, isFocused: actor == nil)
            }
            worlds.kinds = Array(repeating: kinds, count: 20).flatMap(\.self)
            worlds.leak = { LeakingStore($0, leak) }
            guard try await worlds.run().difference != nil else { continue }
            // It is the fault that shows, and nothing else.
            worlds.leak = { $0 }
            guard try await worlds.run().difference == nil else { continue }
            print("fault \(leak) found in history \(seed)")
            return
        }
        Issue.record("no history shows the fault \(leak)")
    }
}
