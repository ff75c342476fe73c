import Foundation
import SvarAccess
import SvarTesting

/// What one access decision costs: the rules over random persons, reports, settings and callers, as the oracle makes them.
enum Decisions {
    private static let situations = 2_000
    private static let rounds = 5
    /// Each round asks all situations so often.
    private static let turns = 50

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        var random = RandomSituations(seed: 37)
        let situations = (0..<situations).map { _ in random.next() }
        var shown = 0
        func microseconds() -> Double {
            let start = ownCPUSeconds()
            for _ in 0..<turns {
                for situation in situations {
                    let decision = AccessRules.decide(
                        actor: situation.actor,
                        person: situation.person,
                        unit: situation.unit,
                        policy: situation.policy,
                        at: situation.at
                    )
                    shown += decision.verdict.shows ? 1 : 0
                }
            }
            return (ownCPUSeconds() - start) / Double(turns * situations.count) * 1e6
        }
        _ = microseconds()
        let measured = median((0..<rounds).map { _ in microseconds() })
        guard shown > 0 else { throw BenchError("no decision shows anything") }
        let entries = Double(situations.reduce(0) { $0 + $1.person.settings.all.count }) / Double(situations.count)
        let floor = try await Proofs.verification()
        return [
            Row(
                what: "an access decision, \(decimal(entries, 1)) random settings a person, CPU µs",
                measured: decimal(measured, 2),
                floor: decimal(floor, 1) + " one P-256 verification",
                ratio: decimal(measured / floor, 3) + "×",
                reach: "≤ 3 µs",
                isReached: measured <= 3
            )
        ]
    }
}
