import Foundation
import SvarAccess
import SvarDomain
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// Faults that tell of what is hidden, each of which the comparison must find.
@Suite(.aside)
struct MutantTests {
    /// The fault, who is told, and what they ask.
    static let faults: [(LeakingStore.Leak, Viewpoint.Actor, [ProbeKind])] = [
        (.read, .personnel(.exempt), [.read, .attachment]),
        (.versionRead, .personnel(.exempt), [.versionRead]),
        (.history, .personnel(.exempt), [.typeHistory, .systemHistory]),
        (.search, .personnel(.exempt), [.search, .compartment, .everything, .pages]),
        (.count, .personnel(.exempt), [.count, .pages]),
        (.chain, .personnel(.exempt), [.has, .chain]),
        (.include, .personnel(.exempt), [.include]),
        (.limit, .personnel(.exempt), [.pages]),
        (.window, .citizen(0), [.read, .search, .everything]),
        (.total, .replica, [.delta]),
        (.poke, .replica, [.poke]),
    ]

    /// One that few histories can show is looked for in the long run.
    static let places = faults.indices.filter { place in
        isLong || faults[place].0 != .poke
    }
    private static let isLong = ProcessInfo.processInfo.environment["SVAR_LONG"] == "1"

    @Test(arguments: places)
    func aFaultIsFound(_ index: Int) async throws {
        let (leak, actor, kinds) = Self.faults[index]
        for history in Self.histories(of: leak, actor).prefix(20) {
            var worlds = TwoWorlds(history: history) { Self.viewpoint($0, actor) }
            worlds.kinds = Array(repeating: kinds, count: 20).flatMap(\.self)
            worlds.leak = { LeakingStore($0, leak) }
            guard try await worlds.run().difference != nil else { continue }
            // It is the fault that shows, and nothing else.
            worlds.leak = { $0 }
            #expect(try await worlds.run().difference == nil)
            return
        }
        Issue.record("no history shows the fault \(leak)")
    }

    private static func viewpoint(_ history: WorldHistory, _ actor: Viewpoint.Actor) -> Viewpoint {
        Viewpoint(history: history, actor: actor, person: 0, isFocused: false)
    }

    /// Histories in which the fault can be told of: something is hidden, and something of the same is shown.
    private static func histories(of leak: LeakingStore.Leak, _ actor: Viewpoint.Actor) -> some Sequence<WorldHistory> {
        (UInt64(0)..<2_000).lazy.map { WorldHistory(seed: $0) }.filter { history in
            if actor == .replica, !history.hasReplica { return false }
            let viewpoint = viewpoint(history, actor)
            guard viewpoint.isSound else { return false }
            let own = history.units.values.filter { actor == .replica || $0.person == 0 }
            let shown = own.map { (unit: $0, count: viewpoint.shown($0)) }
            switch leak {
            // Later versions than those that are shown.
            case .window: return shown.contains { unit, count in count.map { $0 < unit.arrivals.count } ?? false }
            // Something hidden came after the replica asked last.
            case .poke:
                let kept = Set(viewpoint.lesserSteps.map(\.name))
                guard let last = history.steps.lastIndex(where: { $0.name.hasPrefix("sync") }) else { return false }
                let late = history.steps[(last + 1)...].filter { $0.unit != nil || $0.action.isSetting }
                return !late.isEmpty && late.allSatisfy { !kept.contains($0.name) }
            default: return shown.contains { $0.count == nil } && shown.contains { $0.count != nil }
            }
        }
    }
}
