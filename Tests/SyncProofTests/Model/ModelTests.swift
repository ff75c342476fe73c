import Foundation
import SvarTesting
import Testing

/// The protocol against the oracle, over random schedules. `SVAR_LONG=1` runs fifty times as many;
/// `SVAR_SEED=n` runs that seed alone.
@Suite struct ModelTests {
    private static let isLong = ProcessInfo.processInfo.environment["SVAR_LONG"] != nil
    private static let seed = ProcessInfo.processInfo.environment["SVAR_SEED"].flatMap { UInt64($0) }
    static let seeds: Range<UInt64> = seed.map { $0..<$0 + 1 } ?? 0..<(isLong ? 20_000 : 400)

    /// Found by a long run: a sum counted from damaged bytes, less the part of the hash beside them, was neither.
    @Test func sumIsRightAfterDamageAndADenialWhilePuttingRight() {
        let actions: [ModelAction] = [
            .scope(replica: 0, person: 1, milliseconds: 4_000),
            .scope(replica: 0, person: 0, milliseconds: 1_946),
            .version(unit: 1, isHeld: false),
            .ask(replica: 0, back: 0, pages: 3, limit: 3),
            .arrive(replica: 0, which: 0, .whole),
            .damage(replica: 0, kind: 0, which: 55),
            .scrub(replica: 0),
            .ask(replica: 0, back: 0, pages: 3, limit: 1),
            .arrive(replica: 0, which: 0, .whole),
            .scopeEnd(replica: 0, person: 0),
        ]
        #expect(ModelRun.run(actions) == nil)
    }

    @Test func protocolHoldsInEverySchedule() {
        for seed in Self.seeds {
            let actions = ModelSchedule.random(seed: seed)
            let asBytes = seed % 16 == 0
            guard let violation = ModelRun.run(actions, asBytes: asBytes) else { continue }
            let shrunk = ModelSchedule.shrunk(actions) { ModelRun.run($0, asBytes: asBytes) != nil }
            let last = ModelRun.run(shrunk, asBytes: asBytes)
            Issue.record(
                """
                SVAR_SEED=\(seed): \(violation)
                shrunk: \(last.map(String.init(describing:)) ?? "")
                \(shrunk.map { "    .\($0)," }.joined(separator: "\n"))
                """
            )
            return
        }
    }
}
