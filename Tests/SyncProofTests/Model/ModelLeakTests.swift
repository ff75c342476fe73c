import SvarSynthetic
import SvarTesting
import Testing

/// P14: what a replica is sent does not depend on what it may not see. Two worlds go through the same schedule; one has
/// entries in between that are none of replica 0's: units that are always held, persons it never follows, the other
/// replica. The bytes must be the same, tokens and the times of answers with nothing in them included.
@Suite struct ModelLeakTests {
    /// Person 2 (units 2 and 5) is never in replica 0's scope, unit 6 is always held.
    private static func seen(_ random: inout SeededGenerator) -> ModelAction {
        let unit = random.pick([0, 1, 3, 4])
        switch random.integer(0...19) {
        case 0..<6: return .version(unit: unit, isHeld: random.oneIn(6))
        case 6: return .closed(unit: unit)
        case 7: return .opened(unit: unit)
        case 8: return .emptied(unit: unit)
        // Some end while the schedule runs, which takes some tens of milliseconds.
        case 9: return .scope(replica: 0, person: random.integer(0...1), milliseconds: random.pick([0, 2, 9, 9_000]))
        case 10: return .scopeEnd(replica: 0, person: random.integer(0...1))
        case 11..<16: return .ask(replica: 0, back: 0, pages: random.integer(1...3), limit: random.integer(1...3))
        case 16: return .arrive(replica: 0, which: 0, .cut(random.integer(0...9)))
        case 17: return .pass(milliseconds: 1)
        default: return .arrive(replica: 0, which: random.integer(0...1), .whole)
        }
    }

    private static func hidden(_ random: inout SeededGenerator) -> ModelAction {
        switch random.integer(0...7) {
        case 0...2: .version(unit: random.pick([2, 5]), isHeld: random.oneIn(6))
        case 3: .version(unit: 6, isHeld: true)
        case 4: random.oneIn(2) ? .closed(unit: 6) : .opened(unit: 5)
        case 5: .scope(replica: 1, person: random.integer(0...2), milliseconds: random.pick([0, 2, 9, 9_000]))
        case 6: .scopeEnd(replica: 1, person: random.integer(0...2))
        default: .ask(replica: 1, back: 0, pages: 1, limit: 2)
        }
    }

    /// Runs one schedule, with what is hidden or without.
    private static func trace(
        _ schedule: [(action: ModelAction, isHidden: Bool)],
        withHidden: Bool,
        mutant: ModelMutant?
    ) throws(ModelViolation) -> [UInt8] {
        // Not at whole milliseconds, where scopes end: no two entries can have one microsecond.
        var run = ModelRun(mutant: mutant, now: 1_767_225_600_000_007)
        for (place, (action, isHidden)) in schedule.enumerated() {
            if !isHidden {
                // Some time goes by before a question, and what is hidden happens anywhere in it.
                if action.isQuestion { try run.step(.pass(milliseconds: 3)) }
                try run.step(action)
            } else if withHidden {
                let next = schedule[place...].first { !$0.isHidden }?.action
                try run.stepAside(action, spread: next?.isQuestion ?? false ? 13 : 1)
            }
        }
        return run.trace
    }

    private static func differs(_ seed: UInt64, mutant: ModelMutant? = nil) throws(ModelViolation) -> Bool {
        var random = SeededGenerator(seed: seed)
        var schedule: [(action: ModelAction, isHidden: Bool)] = []
        for _ in 0..<60 {
            schedule.append(random.oneIn(3) ? (hidden(&random), true) : (seen(&random), false))
        }
        return try trace(schedule, withHidden: true, mutant: mutant)
            != trace(schedule, withHidden: false, mutant: mutant)
    }

    @Test func replicaIsSentTheSameWhateverItMayNotSee() throws {
        for seed in ModelTests.seeds {
            guard try Self.differs(seed) else { continue }
            Issue.record("SVAR_SEED=\(seed): what is hidden shows")
            return
        }
    }

    @Test(arguments: [ModelMutant.positionsAsStamps, .endWithNextEntry])
    func stampsThatLeakAreCaught(mutant: ModelMutant) throws {
        let isCaught = try (0..<UInt64(100)).contains { try Self.differs($0, mutant: mutant) }
        #expect(isCaught)
    }
}

extension ModelAction {
    fileprivate var isQuestion: Bool { if case .ask = self { true } else { false } }
}
