import Foundation
import SvarAccess
import SvarDomain
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// Faults that tell of what is hidden, each of which the comparison must find.
@Suite(.aside, .enabled(if: ProcessInfo.processInfo.environment["SVAR_LONG"] == "1", "part of the long run"))
struct MutantTests {
    /// The fault, who is told, and what they ask.
    static let faults: [(LeakingStore.Leak, Viewpoint.Actor?, [ProbeKind])] = [
        (.read, nil, [.read, .read, .read, .read, .attachment]),
        (.versionRead, nil, [.versionRead, .versionRead, .versionRead, .versionRead]),
        (.history, nil, [.typeHistory, .systemHistory]),
        (.search, nil, [.search, .compartment, .everything, .pages]),
        (.count, nil, [.count, .count, .pages]),
        (.chain, nil, [.chain, .has, .chain, .has, .chain, .has]),
        (.include, nil, [.include, .include, .include]),
        (.limit, nil, [.pages, .pages]),
        (.earlier, .citizen(0), [.versionRead, .versionRead, .versionRead, .versionRead]),
        (.total, .replica, [.delta]),
        (.poke, .replica, [.poke]),
    ]

    @Test(arguments: faults.indices)
    func aFaultIsFound(_ index: Int) async throws {
        let (leak, actor, kinds) = Self.faults[index]
        for seed in UInt64(0)..<400 {
            let history = WorldHistory(seed: seed)
            if actor == .replica, !history.hasReplica { continue }
            var worlds = TwoWorlds(history: history) { history in
                Viewpoint(history: history, actor: actor ?? .personnel(.exempt), person: 0, isFocused: actor == nil)
            }
            worlds.kinds = kinds
            worlds.leak = { LeakingStore($0, leak) }
            if try await worlds.run().difference != nil { return }
        }
        Issue.record("no history shows the fault \(leak)")
    }
}
