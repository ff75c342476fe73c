import SvarTesting
import Testing

/// The model has teeth: each way of building the protocol wrong is caught within the counts of `make test`, on schedules
/// that the right one passes (`ModelTests` runs the same seeds).
@Suite struct ModelMutantTests {
    @Test(arguments: ModelMutant.allCases.filter { ![.positionsAsStamps, .endWithNextEntry].contains($0) })
    func wrongProtocolIsCaught(mutant: ModelMutant) {
        let seeds = 0..<UInt64(400)
        let caught = seeds.first { ModelRun.run(ModelSchedule.random(seed: $0), mutant: mutant) != nil }
        #expect(caught != nil, "\(mutant) passes \(seeds.count) schedules")
    }

    /// What each fault breaks first, in the least schedule of its own; the right protocol passes it.
    @Test(arguments: LeastSchedule.all)
    func leastScheduleTellsWrongFromRight(least: LeastSchedule) {
        #expect(ModelRun.run(least.actions, mutant: least.mutant)?.property == least.property)
        #expect(ModelRun.run(least.actions) == nil)
    }

    @Test func shrinkingKeepsTheFaultAndNothingThatItDoesNotNeed() throws {
        let fails: ([ModelAction]) -> Bool = { ModelRun.run($0, mutant: .noCheckAtServing) != nil }
        let seed = try #require((0..<UInt64(400)).first { fails(ModelSchedule.random(seed: $0)) })
        let shrunk = ModelSchedule.shrunk(ModelSchedule.random(seed: seed), fails)
        #expect(fails(shrunk) && shrunk.count < 10)
        for place in shrunk.indices {
            var fewer = shrunk
            fewer.remove(at: place)
            #expect(!fails(fewer))
        }
    }
}
