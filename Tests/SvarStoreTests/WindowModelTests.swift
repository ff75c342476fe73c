import Foundation
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// Random windows: searches answer as a store does in which nothing beyond the windows was ever written, and reads that
/// name a resource or its versions give what is left when the versions are filtered one by one.
@Suite(.aside)
struct WindowModelTests {
    static let isLong = ProcessInfo.processInfo.environment["SVAR_LONG"] == "1"
    static let seeds: Range<UInt64> = 0..<(isLong ? 120 : 8)
    static let questions = isLong ? 60 : 12

    @Test(arguments: seeds)
    func windowsShowAStoreAsItStood(seed: UInt64) async throws {
        var make = RandomQueries(random: SeededGenerator(seed: seed))
        let plan = WindowPlan(&make)
        let directory = try TemporaryDirectory()
        let clock = ManualClock()
        var settings = StoreSettings()
        // So few rows are a long list where the list may be short: then results are found in order.
        if seed % 4 < 2 { settings.longestList = 0 }
        let kind = seed % 2 == 0 ? StoreKind.sandbox : .service
        let store = try openStore(directory, clock, kind: kind, settings: settings)
        try await plan.write(to: store, clock)
        let (reference, other) = WindowPlan.memory()
        try await plan.write(to: reference, other)
        var answered = 0
        for number in 0..<Self.questions {
            let name = "seed \(seed) question \(number)"
            let allowed = plan.allowed(&make)
            let (cut, cutClock) = WindowPlan.memory()
            try await plan.write(to: cut, cutClock, as: allowed)
            for _ in 0..<4 {
                let question = plan.question(&make)
                let wanted = try await question.ask(cut, .allowed(allowed.person, allowed.units))
                if wanted.count > 2 { answered += 1 }
                #expect(try await question.ask(store, .units(allowed)) == wanted, "\(name): \(question) in \(allowed)")
                #expect(
                    try await question.ask(reference, .units(allowed)) == wanted,
                    "\(name): \(question) in \(allowed), the reference"
                )
            }
            let dated = plan.dated(allowed, &make)
            // No other store says what these are; both must say the same.
            for _ in 0..<4 {
                let question = plan.question(&make)
                let wanted = try await question.ask(reference, .units(dated))
                #expect(try await question.ask(store, .units(dated)) == wanted, "\(name): \(question) in \(dated)")
            }
            let reads = try await plan.reads(of: store, dated, &make)
            for (place, read) in reads.enumerated() {
                #expect(try await read.ask(store) == read.wanted, "\(name) read \(place): \(read.name) in \(dated)")
                #expect(
                    try await read.ask(reference) == read.wanted,
                    "\(name) read \(place): \(read.name) in \(dated), the reference"
                )
            }
        }
        #expect(answered > Self.questions / 4, "the questions found little")
        try await store.close()
    }
}
