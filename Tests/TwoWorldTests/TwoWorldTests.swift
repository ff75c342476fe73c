import Foundation
import SvarAccess
import SvarDomain
import SvarHTTP
import SvarSynthetic
import Synchronization
import TestLane
import Testing

/// The two-world test: what an actor may not see could as well never have existed. `SVAR_LONG=1` runs 5 000 histories
/// instead of 200; `SVAR_COUNT=n` as many, `SVAR_SEED=n` one, `SVAR_SEED=n-m` those from n to m.
@Suite(.aside)
struct TwoWorldTests {
    static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let text = environment["SVAR_SEED"] {
            let ends = text.split(separator: "-").compactMap { UInt64($0) }
            if let first = ends.first, let last = ends.last, first <= last { return Array(first...last) }
        }
        let count = environment["SVAR_COUNT"].flatMap { Int($0) } ?? (environment["SVAR_LONG"] == "1" ? 5_000 : 200)
        return (0..<count).map { UInt64($0) }
    }()

    /// Two threads share the histories.
    static let parts = 2

    /// What all parts met.
    private struct Tally {
        var (parts, histories, compared, requests, differences, logless) = (0, 0, 0, 0, 0, 0)
        var reached: [String: Bool] = [:]
    }
    private static let tally = Mutex(Tally())

    @Test(arguments: 0..<parts)
    func whatIsHiddenCouldAsWellNeverHaveExisted(_ part: Int) async throws {
        for seed in Self.seeds where seed % UInt64(Self.parts) == part {
            let worlds = TwoWorlds(history: WorldHistory(seed: seed), viewpoint: Self.viewpoint)
            let outcome: TwoWorlds.Outcome
            do {
                outcome = try await worlds.run()
            } catch let fault as WorldFault {
                Issue.record("SVAR_SEED=\(seed): \(fault)")
                continue
            }
            let differences = Self.tally.withLock { tally in
                tally.histories += 1
                tally.requests += outcome.requests
                tally.compared += outcome.hides ? 1 : 0
                tally.logless += outcome.leavesLogOut ? 1 : 0
                tally.reached.merge(outcome.reached) { $0 || $1 }
                if outcome.difference != nil { tally.differences += 1 }
                return tally.differences
            }
            guard let difference = outcome.difference else { continue }
            // Those after the first are likely the same, and to make them smaller takes long.
            let shrinking = Shrinking(worlds: worlds, viewpoint: outcome.viewpoint, ask: difference.ask)
            let shrunk = differences <= 10 ? try await shrinking.run() : nil
            let (viewpoint, least) = shrunk ?? (outcome.viewpoint, difference)
            Issue.record(
                """
                SVAR_SEED=\(seed) as \(viewpoint.actor) about person \(viewpoint.person)
                \(viewpoint.explanation)
                \(viewpoint.history.summary)
                \(least)
                """
            )
        }
        let tally = Self.tally.withLock { tally in
            tally.parts += 1
            return tally
        }
        if tally.parts == Self.parts { Self.conclude(tally) }
    }

    /// What is said of all histories together.
    private static func conclude(_ tally: Tally) {
        print(
            "two worlds: \(tally.histories) histories, \(tally.compared) hide something, \(tally.requests) requests,",
            "\(tally.differences) differ; the log was left out of \(tally.logless)"
        )
        guard tally.histories >= 200 else { return }
        #expect(tally.compared > tally.histories * 9 / 10)
        // 640 of 5 000: the log is compared in the other seven of eight.
        #expect(tally.logless < tally.histories / 5)
        func isAsked(_ route: String) -> Bool {
            tally.histories >= 1_000 || !seldom.contains { route.hasSuffix($0) }
        }
        let unreached = EndpointList.probedRoutes.filter { isAsked($0) && tally.reached[$0] == nil }
        #expect(unreached.isEmpty, "never asked: \(unreached)")
        // An auditor is told everything and is no viewpoint.
        let refused = EndpointList.probedRoutes.filter {
            isAsked($0) && tally.reached[$0] == false && !$0.contains("$explain-access")
        }
        #expect(refused.isEmpty, "never answered: \(refused)")
    }

    /// What needs a thing that few histories have, such as a setting that waits to be accepted: asked for in the long run.
    private static let seldom = ["/accept", "/extend", "/release", "/scope"]

    /// Who looks: somebody from whom something is hidden, if there is anybody.
    static func viewpoint(_ history: WorldHistory) -> Viewpoint {
        var random = SeededGenerator(seed: history.seed, stream: 0x5649_4557)
        var viewpoint = Viewpoint(history: history, actor: .personnel(.exempt), person: 0, isFocused: false)
        for _ in 0..<8 {
            let person = random.integer(0...history.persons.count - 1)
            let holder = history.register[person].mandates.first?.holder ?? person
            let actor: Viewpoint.Actor = random.pick([
                .personnel(.exempt), .personnel(random.pick(AccessBasis.allCases)), .citizen(person), .citizen(holder),
                .producer(history.introducer), history.hasReplica ? .replica : .personnel(.consent),
            ])
            viewpoint = Viewpoint(
                history: history,
                actor: actor,
                person: person,
                isFocused: actor != .replica && random.oneIn(2)
            )
            if viewpoint.hides, viewpoint.isSound { return viewpoint }
        }
        // Nothing is hidden from anybody, or what is left is a replica that had it.
        if viewpoint.isSound { return viewpoint }
        return Viewpoint(history: history, actor: .personnel(.exempt), person: 0, isFocused: false)
    }
}

extension EndpointList {
    /// Rows that requests go to.
    static var probedRoutes: [String] {
        rows.compactMap { if case .probed = $0.value { $0.key } else { nil } }.sorted()
    }
}
