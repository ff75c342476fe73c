import Foundation
import SvarTesting
import TestLane
import Testing

/// The real parts together, over a network, clocks, disks and servers that fail. `SVAR_LONG=1` runs twenty times as many
/// seeds; `SVAR_SEED=n` runs that one alone and prints its trace.
@Suite(.aside) struct SimulationTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isLong = environment["SVAR_LONG"] != nil
    private static let only = environment["SVAR_SEED"].flatMap { UInt64($0) }
    private static let count: UInt64 = isLong ? 20_000 : 1_000
    private static let parts: UInt64 = 8

    struct Failure: Error { var violation: SimulationViolation, trace: [String] }

    /// Every tenth runs on the store that is served.
    private static func kind(_ seed: UInt64) -> SimulatedStore.Kind { seed % 10 == 7 ? .sqlite : .memory }

    private static func replicas(_ seed: UInt64) -> Int { seed % 4 == 3 ? 2 : 1 }

    /// The trace of a run, and what was violated.
    private static func run(
        _ seed: UInt64,
        _ steps: [SimulationStep],
        mutant: SimulationMutant? = nil
    ) async throws -> (trace: [String], violation: SimulationViolation?) {
        let simulation = try await Simulation(
            seed: seed,
            kind: kind(seed),
            replicas: replicas(seed),
            mutant: mutant
        )
        var violation: SimulationViolation?
        do {
            try await simulation.run(steps)
        } catch let found as SimulationViolation {
            violation = found
        } catch {
            violation = SimulationViolation(property: "error", detail: "\(error)")
        }
        try await simulation.end()
        return (await simulation.trace, violation)
    }

    private static func steps(_ seed: UInt64) -> [SimulationStep] {
        SimulationStep.schedule(seed, replicas: replicas(seed))
    }

    @Test(arguments: 0..<parts)
    func everybodyEndsUpAsTheServerSays(_ part: UInt64) async throws {
        var seeds = Array(stride(from: part, to: Self.count, by: UInt64.Stride(Self.parts)))
        if let only = Self.only { seeds = part == 0 ? [only] : [] }
        for seed in seeds {
            let steps = Self.steps(seed)
            let result = try await Self.run(seed, steps)
            if Self.only != nil { print(result.trace.joined(separator: "\n")) }
            guard let violation = result.violation else { continue }
            let shrunk = await SimulationStep.shrunk(steps) { fewer in
                (try? await Self.run(seed, fewer))?.violation?.property == violation.property
            }
            let least = try await Self.run(seed, shrunk)
            Issue.record(
                """
                SVAR_SEED=\(seed): \(violation)
                shrunk to \(shrunk.count) of \(steps.count) steps: \(least.violation.map { "\($0)" } ?? "")
                \(least.trace.joined(separator: "\n"))
                """
            )
            return
        }
    }

    @Test(arguments: [0, 1, 3, 7, 17, 27] as [UInt64])
    func theSameSeedGivesTheSameRun(_ seed: UInt64) async throws {
        let first = try await Self.run(seed, Self.steps(seed))
        let second = try await Self.run(seed, Self.steps(seed))
        #expect(first.trace == second.trace)
        #expect(first.trace.count > 20)
    }

    /// What is taken away between the parts is missed.
    @Test(arguments: SimulationMutant.allCases)
    func whatIsTakenAwayIsMissed(_ mutant: SimulationMutant) async throws {
        for seed in 0..<UInt64(400) where Self.kind(seed) == .memory {
            let steps = Self.steps(seed)
            guard try await Self.run(seed, steps, mutant: mutant).violation != nil else { continue }
            #expect(try await Self.run(seed, steps).violation == nil, "seed \(seed) fails without it")
            return
        }
        Issue.record("\(mutant) is not noticed")
    }
}
