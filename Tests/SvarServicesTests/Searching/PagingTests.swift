import Foundation
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

@testable import SvarServices

/// Decision 43: the union of pages is what matched when the first was served, whatever is written in between.
@Suite(.aside)
struct PagingTests {
    private static var rounds: UInt64 { ProcessInfo.processInfo.environment["SVAR_LONG"] == nil ? 3 : 40 }

    private static let queries = [
        "patient=p", "patient=p&_sort=date", "patient=p&_sort=-date,_id", "patient=p&_sort=-value-quantity",
        "patient=p&code=http://loinc.org|b&_sort=-_lastUpdated", "patient=p&_sort=code,-_id",
    ]

    /// One more observation, a change of one, or a deletion.
    private func write(_ fixture: SearchFixture, _ made: inout Int, _ random: inout SeededGenerator) async throws {
        let existing = Int.random(in: 0..<max(made, 1), using: &random)
        let choice = Int.random(in: 0..<4, using: &random)
        if choice == 0, made > 3 {
            do {
                try await fixture.delete(.observation, "o\(existing)")
            } catch let refusal as Refusal where refusal.kind != .invalid {
                // Deleted before.
            }
            return
        }
        let id = choice == 1 && made > 0 ? existing : made
        made = max(made, id + 1)
        try await fixture.put(
            Made.observation(
                "o\(id)",
                of: "p",
                code: ["a", "b", "c"].randomElement(using: &random)!,
                value: "\(Int.random(in: 1...5, using: &random)).\(Int.random(in: 0...9, using: &random))",
                at: "2026-0\(Int.random(in: 1...3, using: &random))-0\(Int.random(in: 1...3, using: &random))"
            )
        )
    }

    private func content(_ page: BundleView) -> [String] {
        page.entries.map { String(decoding: $0["resource"]?.bytes ?? [], as: UTF8.self) }
    }

    @Test(arguments: StoreChoice.allCases)
    func pagesOfASearchAreItsResultForwardAndBack(_ choice: StoreChoice) async throws {
        for seed in 1...Self.rounds {
            var random = SeededGenerator(seed: seed)
            let fixture = try SearchFixture(choice, seed: seed)
            try await fixture.put(Made.patient("p"))
            var made = 0
            for _ in 0..<Int.random(in: 5...25, using: &random) { try await write(fixture, &made, &random) }
            for query in Self.queries {
                let whole = content(try await fixture.search(.type(.observation), query + "&_count=1000"))
                let count = Int.random(in: 1...6, using: &random)
                let first = try await fixture.search(.type(.observation), query + "&_count=\(count)")
                var service = fixture.service
                let between = {
                    for _ in 0..<Int.random(in: 0...3, using: &random) { try await write(fixture, &made, &random) }
                    if Bool.random(using: &random) { service = fixture.restarted() }
                }
                let forward = try await fixture.pages(from: first, along: "next", between: between) { page in
                    try await fixture.search(.type(.observation), page, of: service)
                }
                #expect(forward.flatMap(content) == whole, "seed \(seed), \(query)")
                #expect(forward.dropLast().allSatisfy { $0.matches.count == count })
                let last = try #require(forward.last)
                let back = try await fixture.pages(from: last, along: "previous", between: between) { page in
                    try await fixture.search(.type(.observation), page, of: service)
                }
                #expect(back.reversed().flatMap(content) == whole, "seed \(seed), back, \(query)")
            }
        }
    }

    @Test(arguments: StoreChoice.allCases)
    func pagesOfAHistoryAreItsVersionsForwardAndBack(_ choice: StoreChoice) async throws {
        for seed in 1...Self.rounds {
            var random = SeededGenerator(seed: seed)
            let fixture = try SearchFixture(choice, seed: seed)
            try await fixture.put(Made.patient("p"))
            var made = 0
            for _ in 0..<Int.random(in: 5...25, using: &random) { try await write(fixture, &made, &random) }
            for level in [.type(.observation), .system, .resource(.observation, "o0")] as [HistoryInteraction.Level] {
                let whole = try await fixture.history(level, "_count=1000").entries.map { Array($0.bytes) }
                #expect(!whole.isEmpty)
                let count = Int.random(in: 1...6, using: &random)
                let first = try await fixture.history(level, "_count=\(count)")
                let between = {
                    for _ in 0..<Int.random(in: 0...3, using: &random) { try await write(fixture, &made, &random) }
                }
                let forward = try await fixture.pages(from: first, along: "next", between: between) { page in
                    try await fixture.history(level, page)
                }
                #expect(forward.flatMap(\.entries).map { Array($0.bytes) } == whole)
                let last = try #require(forward.last)
                let back = try await fixture.pages(from: last, along: "previous", between: between) { page in
                    try await fixture.history(level, page)
                }
                #expect(back.reversed().flatMap(\.entries).map { Array($0.bytes) } == whole)
            }
        }
    }

    @Test(arguments: StoreChoice.allCases)
    func pagesOfLastnAreItsResultForwardAndBack(_ choice: StoreChoice) async throws {
        var random = SeededGenerator(seed: 3)
        let fixture = try SearchFixture(choice)
        try await fixture.put(Made.patient("p"))
        var made = 0
        for _ in 0..<30 { try await write(fixture, &made, &random) }
        let whole = content(try await fixture.search(.lastn, "patient=p&max=3"))
        let first = try await fixture.search(.lastn, "patient=p&max=3&_count=2")
        let between = { try await write(fixture, &made, &random) }
        let forward = try await fixture.pages(from: first, along: "next", between: between) {
            try await fixture.search(.lastn, $0)
        }
        #expect(forward.flatMap(content) == whole)
        let last = try #require(forward.last)
        let back = try await fixture.pages(from: last, along: "previous", between: between) {
            try await fixture.search(.lastn, $0)
        }
        #expect(back.reversed().flatMap(content) == whole)
    }

    @Test func linkHoldsATokenAloneAndTotalIsOnTheFirstPageOnly() async throws {
        let fixture = try SearchFixture()
        try await fixture.put(Made.patient("p"))
        for id in 0..<5 { try await fixture.put(Made.observation("o\(id)", of: "p")) }
        let first = try await fixture.search(.type(.observation), "patient=p&_count=2&_total=accurate")
        #expect(first.total == 5)
        #expect(first.link("self") == "\(SearchFixture.base)/Observation?patient=p&_count=2&_total=accurate")
        #expect(first.link("previous") == nil)
        let token = try #require(first.token("next"))
        #expect(token.utf8.count <= 200)
        #expect(first.link("next") == "\(SearchFixture.base)/Observation?_page=\(token)")
        let second = try await fixture.search(.type(.observation), "_page=\(token)")
        #expect(second.total == nil)
        #expect(second.link("self") == "\(SearchFixture.base)/Observation?_page=\(token)")
        let posted = try await fixture.search(.type(.observation), "patient=p&_count=2", isPosted: true)
        #expect(posted.link("self") == "\(SearchFixture.base)/Observation/_search")
        let next = try #require(posted.token("next"))
        #expect(try await fixture.search(.type(.observation), "_page=\(next)").matches == second.matches)
    }

    @Test func noTotalUnlessAskedFor() async throws {
        let fixture = try SearchFixture()
        try await fixture.put(Made.patient("p"), Made.observation("o", of: "p"))
        #expect(try await fixture.search(.type(.observation), "patient=p").total == nil)
        #expect(try await fixture.search(.type(.observation), "patient=p&_total=none").total == nil)
        for query in ["patient=p&_count=0", "patient=p&_summary=count", "patient=p&_count=0&_total=none"] {
            let page = try await fixture.search(.type(.observation), query)
            #expect(page.total == 1)
            #expect(page.entries.isEmpty)
            #expect(page.link("next") == nil)
        }
    }

    // MARK: Tokens that are not the caller's

    private func paged() async throws -> (fixture: SearchFixture, token: String) {
        let fixture = try SearchFixture()
        try await fixture.put(Made.patient("p", Made.number), Made.patient("q", Made.otherNumber))
        for id in 0..<4 {
            try await fixture.put(Made.observation("o\(id)", of: "p"), Made.observation("q\(id)", of: "q"))
        }
        let caller = SearchFixture.personnel(about: "p")
        let first = try await fixture.search(.type(.observation), "_count=2", as: caller)
        return (fixture, try #require(first.token("next")))
    }

    private func kind(_ body: () async throws -> BundleView) async throws -> Refusal.Kind? {
        try await refusal { _ = try await body() }?.kind
    }

    @Test func onlyTheCallerAndThePersonOfTheFirstPageGetTheNext() async throws {
        let (fixture, token) = try await paged()
        let page = "_page=\(token)"
        let ask = { (caller: Caller) in
            try await kind { try await fixture.search(.type(.observation), page, as: caller) }
        }
        #expect(try await ask(SearchFixture.personnel(about: "p")) == nil)
        // The token knows the person.
        #expect(try await ask(SearchFixture.personnel()) == nil)
        #expect(try await ask(SearchFixture.personnel(about: "q")) == .invalid)
        #expect(try await ask(SearchFixture.personnel(about: "unknown")) == .invalid)
        #expect(try await ask(SearchFixture.personnel("7125186", about: "p")) == .invalid)
        #expect(try await ask(.sandbox) == .invalid)
        #expect(try await ask(SearchFixture.producer()) == .invalid)
        var elsewhere = SearchFixture.personnel(about: "p")
        elsewhere.actor.organisation = "994598759"
        #expect(try await ask(elsewhere) == .invalid)
        let citizen = try await refusal {
            _ = try await fixture.search(.type(.observation), page, as: SearchFixture.citizen(Made.otherNumber))
        }
        #expect(citizen != nil)
    }

    @Test func tokenIsOfItsPlaceAloneAndStandsAlone() async throws {
        let (fixture, token) = try await paged()
        let caller = SearchFixture.personnel(about: "p")
        let others: [(SearchInteraction.Kind, String)] = [
            (.type(.diagnosticReport), "_page=\(token)"), (.system, "_page=\(token)"), (.lastn, "_page=\(token)"),
            (.compartment(patient: "p", .observation), "_page=\(token)"), (.everything(patient: "p"), "_page=\(token)"),
            (.type(.observation), "_page=\(token)&_count=1"), (.type(.observation), "_page=\(token)&_page=\(token)"),
            (.type(.observation), "_page=\(token)&patient=q"), (.type(.observation), "_page="),
        ]
        for (kind, query) in others {
            #expect(try await self.kind { try await fixture.search(kind, query, as: caller) } == .invalid)
        }
        #expect(
            try await self.kind { try await fixture.history(.type(.observation), "_page=\(token)", as: caller) }
                == .invalid
        )
    }

    @Test func expiredTokenIsGoneAndSaysToStartAgain() async throws {
        let (fixture, token) = try await paged()
        fixture.clock.move(microseconds: PageTokens.lifetime + 1)
        let refused = try await refusal {
            _ = try await fixture.search(.type(.observation), "_page=\(token)", as: SearchFixture.personnel(about: "p"))
        }
        #expect(refused?.kind == .gone)
        #expect(refused?.issues.first?.text.contains("Start again") == true)
        #expect(fixture.log.rows.last?.status == 410)
    }

    @Test func citizensDoNotGetWhatWasWithdrawnSinceTheFirstPage() async throws {
        let (fixture, _) = try await paged()
        let citizen = SearchFixture.citizen(Made.number)
        let query = "_sort=_id&_count=2&_revinclude=Observation:derived-from"
        let personnel = SearchFixture.personnel(about: "p")
        let first = try await fixture.search(.type(.observation), query, as: citizen)
        let other = try await fixture.search(.type(.observation), query, as: personnel)
        #expect(first.matches == ["Observation/o0", "Observation/o1"])
        try await fixture.put(Made.observation("o2", of: "p").replacing(#""final""#, with: #""cancelled""#))
        let next = try await fixture.search(.type(.observation), "_page=\(first.token("next") ?? "")", as: citizen)
        #expect(next.matches == ["Observation/o3"])
        let stays = try await fixture.search(.type(.observation), "_page=\(other.token("next") ?? "")", as: personnel)
        #expect(stays.matches == ["Observation/o2", "Observation/o3"])
    }

    @Test func everyPageHasItsRowOfUseWithTheUnitsShown() async throws {
        let (fixture, token) = try await paged()
        let before = fixture.log.rows.count
        let page = try await fixture.search(.type(.observation), "_page=\(token)", as: SearchFixture.personnel())
        let row = try #require(fixture.log.rows.last)
        #expect(fixture.log.rows.count == before + 1)
        #expect(row.action == .search)
        #expect(row.outcome == .permitted)
        #expect(row.units.count == page.matches.count)
        #expect(row.person != nil)
    }
}
