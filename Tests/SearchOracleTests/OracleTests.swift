import Foundation
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// Random queries over random resources: the real search and the reference find the same, in the same order.
///
/// `SVAR_LONG=1` runs 50 000 queries instead of 2 000; `SVAR_SEED=n` runs the world of that seed alone.
@Suite(.aside)
struct OracleTests {
    /// One world is as many queries.
    static let queriesAWorld = 50

    static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["SVAR_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        let queries = environment["SVAR_LONG"] == "1" ? 50_000 : 2_000
        return (0..<queries / queriesAWorld).map { UInt64($0) }
    }()

    @Test func rowsAndCriteriaFindWhatTheReferenceFinds() async throws {
        try await compare { RowSearch() }
    }

    @Test func theMemoryStoreFindsWhatTheReferenceFinds() async throws {
        try await compare {
            let clock = Self.clock()
            return StoreSearch(MemoryStore(index: IndexRows.store) { clock.now }, clock)
        }
    }

    @Test func theSQLiteStoreFindsWhatTheReferenceFinds() async throws {
        try await compare {
            let (clock, directory) = (Self.clock(), try TemporaryDirectory())
            return StoreSearch(try Self.store(directory, clock), clock, directory)
        }
    }

    @Test func theServiceFindsWhatTheReferenceFinds() async throws {
        try await compare {
            let (clock, directory) = (Self.clock(), try TemporaryDirectory())
            return ServiceSearch(try Self.store(directory, clock), clock, directory, seed: 1)
        }
    }

    private static func clock() -> ManualClock { ManualClock(Oracle.now - 86_400_000_000) }

    private static func store(_ directory: TemporaryDirectory, _ clock: ManualClock) throws -> SQLiteStore {
        let bytes = SeededBytes(seed: 1)
        return try SQLiteStore.open(
            directory: directory.path,
            kind: .sandbox,
            create: true,
            index: StoreIndex(generation: 1, parameters: SearchParameters.all) { _ in [] },
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        )
    }

    /// Runs every query of every seed's world on a new search under test.
    private func compare(_ make: () async throws -> any SearchUnderTest) async throws {
        var (queries, hits, refusals, differences) = (0, 0, 0, 0)
        for seed in Self.seeds {
            let world = RandomResources(seed: seed)
            let subject = try await make()
            let loaded = try await subject.load(world)
            var random = RandomQueries(loaded, seed: seed)
            var scopes = SeededGenerator(seed: seed, stream: 3)
            for place in 0..<Self.queriesAWorld {
                let query = random.next()
                let scope = scope(for: query, &scopes)
                let reference = ReferenceSearch(
                    loaded,
                    numbers: Oracle.numbers(world),
                    scope: scope,
                    now: Oracle.now
                )
                if subject.refusesByAccess, scope != .everything, Self.namesDirectoryByID(query) { continue }
                let expected = expected(query, reference)
                let found = try await subject.search(query, as: scope)
                if found == nil, subject.refusesByAccess, scope != .everything { continue }
                queries += 1
                hits += expected?.matches.isEmpty == false ? 1 : 0
                refusals += expected == nil ? 1 : 0
                if let expected, let found, expected.matches == found.matches,
                    found.included == nil || found.included == expected.included
                {
                    continue
                }
                if expected == nil, found == nil { continue }
                differences += 1
                if differences <= 20 { report(query, seed, place, scope, expected, found, loaded) }
            }
            try await subject.close()
        }
        print("oracle: \(queries) queries, \(hits) with results, \(refusals) refused, \(differences) differences")
        #expect(differences == 0)
        // A generator that finds nothing tests nothing.
        #expect(hits * 4 > queries)
    }

    /// Access rules let everybody ask the directory for ids they know (decision 2); their tests are with the services.
    private static func namesDirectoryByID(_ query: RandomQuery) -> Bool {
        query.types.allSatisfy { $0.typeClass == .directory } && query.parameters.contains { $0.name == "_id" }
    }

    private func expected(_ query: RandomQuery, _ reference: ReferenceSearch) -> SearchFinding? {
        guard let matches = try? reference.search(query.types, query.parameters),
            let included = try? reference.included(matches, query.parameters)
        else { return nil }
        return SearchFinding(matches: matches, included: included)
    }

    /// Everything, or what one person's caller sees: most often the person the query aims at.
    private func scope(for query: RandomQuery, _ random: inout SeededGenerator) -> ReferenceSearch.Scope {
        guard random.oneIn(2) else { return .everything }
        let anyone = random.integer(0...3)
        guard let person = query.person else { return random.oneIn(4) ? .person(anyone) : .everything }
        return .person(random.oneIn(6) ? anyone : person)
    }

    private func report(
        _ query: RandomQuery,
        _ seed: UInt64,
        _ place: Int,
        _ scope: ReferenceSearch.Scope,
        _ expected: SearchFinding?,
        _ found: SearchFinding?,
        _ loaded: [ReferenceResource]
    ) {
        var text = "SVAR_SEED=\(seed) query \(place) as \(scope): \(query)\n"
        guard let expected, let found else {
            Issue.record("\(text)  \(expected == nil ? "the reference" : "the search") refuses it, the other does not")
            return
        }
        let included = found.included ?? expected.included ?? []
        let missing = expected.matches.filter { !found.matches.contains($0) }
        let surplus = found.matches.filter { !expected.matches.contains($0) }
        let left = (expected.included ?? []).subtracting(included).sorted()
        let brought = included.subtracting(expected.included ?? []).sorted()
        text += "  missing \(missing), too many \(surplus), not included \(left), wrongly included \(brought)"
        if missing.isEmpty, surplus.isEmpty, left.isEmpty, brought.isEmpty {
            text += "\n  order expected \(expected.matches)\n  order found    \(found.matches)"
        }
        let example = (missing + surplus + left + brought).first
        if let resource = loaded.first(where: { $0.address == example }) {
            text += "\n  \(String(decoding: resource.content.bytes, as: UTF8.self))"
        }
        Issue.record("\(text)")
    }
}
