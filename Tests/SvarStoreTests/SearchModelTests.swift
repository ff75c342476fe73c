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

/// Random rows and random questions have the same answers on the SQLite store as on the reference: every criterion, order,
/// page, scope and place in the log.
@Suite(.aside)
struct SearchModelTests {
    static let isLong = ProcessInfo.processInfo.environment["SVAR_LONG"] == "1"
    static let seeds: Range<UInt64> = 0..<(isLong ? 200 : 8)
    /// For each seed.
    static let questions = isLong ? 400 : 100

    @Test(arguments: seeds)
    func sqliteAnswersAsTheReference(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        let (clock, other) = (ManualClock(), ManualClock())
        var make = RandomQueries(random: SeededGenerator(seed: seed))
        var settings = StoreSettings()
        // So few rows are a long list where the list may be short: then results are found in order.
        if seed % 4 < 2 { settings.longestList = 0 }
        let store = try openStore(directory, clock, kind: seed % 2 == 0 ? .sandbox : .service, settings: settings)
        var answered = 0
        let reference = MemoryStore(index: .fixture()) { other.now }
        let position = try await fill([store, reference], [clock, other], &make)
        #expect(try await store.statistics().versions > 60)
        for _ in 0..<Self.questions {
            let (query, scope) = (make.query(), make.scope())
            let at =
                make.chance(2) ? position : LogPosition(Int64.random(in: 0...position.rawValue, using: &make.random))
            let (limit, isReversed) = (Int.random(in: 0...9, using: &make.random), make.chance(3))
            let after = make.chance(2) ? nil : Int64.random(in: 0...60, using: &make.random)
            func ask(_ store: any ResultStore) async throws -> [String] {
                let found = try await store.search(
                    query,
                    at: at,
                    after: after,
                    isReversed: isReversed,
                    limit: limit,
                    in: scope
                )
                return found.map { "\($0.key) \($0.versionID)" } + [
                    "\(try await store.count(query, at: at, in: scope))"
                ]
            }
            let (found, wanted) = (try await ask(store), try await ask(reference))
            if wanted.count > 1 { answered += 1 }
            #expect(
                found == wanted,
                "seed \(seed): \(query) after \(after ?? 0) reversed \(isReversed) limit \(limit) at \(at) in \(scope)"
            )
            let include = make.include()
            let keys = (0..<5).map { _ in Int64.random(in: 0...60, using: &make.random) }
            #expect(
                try await store.included(include, from: keys, at: at, limit: limit, in: scope)
                    == reference.included(include, from: keys, at: at, limit: limit, in: scope),
                "seed \(seed): \(include) of \(keys) at \(at) in \(scope)"
            )
        }
        #expect(answered > Self.questions / 10, "the questions found little")
        try await store.close()
        #expect(try StoreCheck.run(directory.path).filter { $0.kind != .attachment } == [])
    }

    /// The same writes to both.
    private func fill(_ stores: [any ResultStore], _ clocks: [ManualClock], _ make: inout RandomQueries) async throws
        -> LogPosition
    {
        let plan = make.random
        for (store, clock) in zip(stores, clocks) {
            var make = RandomQueries(random: plan)
            for number in 0..<RandomQueries.persons {
                // Some Patient resources are the persons', under ids that random resources have.
                _ = try await store.addPerson("i\(number)")
            }
            var units: [(key: UnitKey, typeClass: HostedType.Class)] = []
            var homes: [String: UnitKey] = [:]
            for number in 0..<110 {
                clock.move(microseconds: Int64.random(in: 0...4, using: &make.random))
                let type = make.one(RandomQueries.types)
                if units.count < 25 || make.chance(8) {
                    let isOpen = type.typeClass == .conformance || make.chance(4)
                    let new = NewUnit(
                        person: isOpen ? nil : PersonKey(Int64.random(in: 1...3, using: &make.random)),
                        producer: make.one([Fixture.laboratory, Fixture.hospital]),
                        regime: .rest,
                        typeClass: type.typeClass
                    )
                    let key = try await store.write { try $0.addUnit(new) }
                    units.append((key, type.typeClass))
                }
                let id = make.id()
                let name = "\(type.rawValue)/\(id)"
                let fitting = units.filter { ($0.typeClass == .conformance) == (type.typeClass == .conformance) }
                guard let unit = homes[name] ?? (fitting.isEmpty ? nil : make.one(fitting).key) else { continue }
                let version = make.version(type, id, number)
                let state = UnitState(isHeld: make.chance(6))
                if homes[name] != nil, make.chance(5), !fitting.isEmpty {
                    let target = make.one(fitting).key
                    // Refused where the persons differ, by both alike.
                    do {
                        try await store.write { try $0.move(type, id, to: target) }
                        homes[name] = target
                        continue
                    } catch let error as SvarError where error.code == .storeFailed {}
                }
                try await store.append([version], to: unit, state: state)
                homes[name] = unit
            }
        }
        _ = make.random.next()
        return try await stores[0].head()
    }
}
