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

/// Random operations give the same answers on the SQLite store as on the reference, and leave a sound store.
@Suite(.aside)
struct StoreModelTests {
    static let seeds: Range<UInt64> = 0..<(ProcessInfo.processInfo.environment["SVAR_LONG"] == "1" ? 100 : 6)

    @Test(arguments: seeds)
    func sqliteAnswersAsTheReference(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        let (clock, other) = (ManualClock(), ManualClock())
        var store = try openStore(directory, clock)
        let reference = MemoryStore(index: .fixture()) { other.now }
        var random = SeededGenerator(seed: seed)
        for step in 0..<120 {
            let move = Int64.random(in: -5...20, using: &random)
            clock.move(microseconds: move)
            other.move(microseconds: move)
            let plan = WritePlan(seed: random.next())
            let found = await outcome { try await store.write { try plan.run($0) } }
            let wanted = await outcome { try await reference.write { try plan.run($0) } }
            #expect(found == wanted, "seed \(seed) step \(step)")
            if step % 10 == 9 { try await compare(store, reference, &random) }
            if step == 60 {
                try await store.close()
                store = try openStore(directory, clock, create: false)
            }
        }
        let found = try await store.statistics()
        #expect(found.persons > 0 && found.units > 5 && found.versions > found.resources, "the run did little")
        try await store.close()
        #expect(try StoreCheck.run(directory.path).filter { $0.kind != .attachment } == [])
    }

    private func outcome(_ body: () async throws -> String) async -> String {
        do { return try await body() } catch { return "error: \((error as? SvarError)?.code.rawValue ?? "\(error)")" }
    }

    private func compare(_ store: SQLiteStore, _ reference: MemoryStore, _ random: inout SeededGenerator) async throws {
        let types: [HostedType] = [.observation, .specimen, .organization, .valueSet, .diagnosticReport]
        let units = Set((0..<8).map { _ in UnitKey(Int64.random(in: 1...40, using: &random)) })
        let person = PersonKey(Int64.random(in: 1...3, using: &random))
        #expect(try await store.facts(of: person) == reference.facts(of: person))
        #expect(try await store.lastChange(of: person) == reference.lastChange(of: person))
        let head = try await store.head()
        for scope in [Scope.everything, .allowed(person, units), .ownedBy(Fixture.laboratory), .allowed(person)] {
            for type in types {
                let query = WritePlan.query(type, &random)
                let after: Int64? = Bool.random(using: &random) ? nil : Int64.random(in: 0...20, using: &random)
                let limit = Int.random(in: 0...12, using: &random)
                let isReversed = Bool.random(using: &random)
                let found = try await store.search(
                    query,
                    at: head,
                    after: after,
                    isReversed: isReversed,
                    limit: limit,
                    in: scope
                )
                let wanted = try await reference.search(
                    query,
                    at: head,
                    after: after,
                    isReversed: isReversed,
                    limit: limit,
                    in: scope
                )
                #expect(found == wanted, "\(query)")
                #expect(
                    try await store.count(query, at: head, in: scope) == reference.count(query, at: head, in: scope)
                )
                for id in 0..<8 {
                    #expect(
                        try await store.history(type, "i\(id)", in: scope)
                            == reference.history(type, "i\(id)", in: scope)
                    )
                    #expect(
                        try await store.current(type, "i\(id)", in: scope)
                            == reference.current(type, "i\(id)", in: scope)
                    )
                }
                let history = HistoryQuery(Bool.random(using: &random) ? .system : .type(type))
                let at = LogPosition(Int64.random(in: 0...head.rawValue, using: &random))
                let old = try await store.history(
                    history,
                    at: at,
                    before: after,
                    ascending: isReversed,
                    limit: limit,
                    in: scope
                )
                #expect(
                    try await old
                        == reference.history(
                            history,
                            at: at,
                            before: after,
                            ascending: isReversed,
                            limit: limit,
                            in: scope
                        )
                )
            }
            for unit in units {
                #expect(try await store.members(of: unit, in: scope) == reference.members(of: unit, in: scope))
            }
        }
        #expect(
            try await store.log(after: LogPosition(0), limit: 9_999)
                == reference.log(after: LogPosition(0), limit: 9_999)
        )
        #expect(try await store.all(after: nil, limit: 9_999) == reference.all(after: nil, limit: 9_999))
        var statistics = try await store.statistics()
        statistics.bytes = 0
        #expect(try await statistics == reference.statistics())
    }
}

/// A few random operations in one write, told by its seed so that two stores run the same ones.
private struct WritePlan: Sendable {
    let seed: UInt64

    struct Refusal: Error {}

    static func query(_ type: HostedType, _ random: inout SeededGenerator) -> SearchQuery {
        var criteria: [Criterion] = []
        if Bool.random(using: &random) {
            criteria.append(.person(PersonKey(Int64.random(in: 1...4, using: &random)), slots: []))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            criteria.append(.ids((0..<3).map { _ in "i\(Int.random(in: 0..<12, using: &random))" }))
        }
        if Bool.random(using: &random) { criteria.append(identified(&random)) }
        return SearchQuery(types: [type], criterion: .all(criteria))
    }

    private static func identified(_ random: inout SeededGenerator) -> Criterion {
        Fixture.identified(value(&random), ["s|", "|"].randomElement(using: &random)! + value(&random))
    }

    private static func value(_ random: inout SeededGenerator) -> String {
        ["1", "2", "æ", "1|2", ""].randomElement(using: &random)!
    }

    /// Does the operations and says what each gave.
    func run(_ transaction: any StoreTransaction) throws -> String {
        var random = SeededGenerator(seed: seed)
        var said = ""
        for _ in 0..<Int.random(in: 1...4, using: &random) { said += try step(transaction, &random) + ";" }
        if Int.random(in: 0..<8, using: &random) == 0 { throw Refusal() }
        return said
    }

    private func step(_ transaction: any StoreTransaction, _ random: inout SeededGenerator) throws -> String {
        let producer = [Fixture.laboratory, Fixture.hospital].randomElement(using: &random)!
        let person = PersonKey(Int64.random(in: 1...4, using: &random))
        let unit = UnitKey(Int64.random(in: 1...30, using: &random))
        let number = Fixture.numbers[Int.random(in: 0..<8, using: &random)]
        let bytes = [UInt8.random(in: 0..<6, using: &random)]
        switch Int.random(in: 0..<14, using: &random) {
        case 0:
            return
                "\(try transaction.addPerson(patient: "p\(Int.random(in: 0..<9, using: &random))", numbers: [number]))"
        case 1: return "\(try transaction.person(number: number).map { try transaction.numbers(of: $0).count } ?? -1)"
        case 2:
            return "\(try transaction.attach(bytes, person: person))"
        case 3:
            let known = try transaction.submission(producer: producer, bytes: bytes)
            if let known { return "\(known)" }
            return "\(try transaction.addSubmission(producer: producer, messageID: "m", bytes: bytes, keepsRaw: true))"
        case 4:
            guard try transaction.unit(unit) != nil else { return "" }
            let submission = Int64.random(in: 1...4, using: &random)
            try transaction.addContribution(bytes, to: unit, submission: submission)
            return "\(try transaction.contributions(of: unit))"
        case 5:
            let (type, id) = (type(&random), "i\(Int.random(in: 0..<12, using: &random))")
            guard try transaction.current(type, id) != nil, try transaction.unit(unit) != nil else { return "" }
            try transaction.move(type, id, to: unit)
            return "moved"
        case 6:
            let criterion = Self.identified(&random)
            return "\(try transaction.matches(type(&random), criterion, producer: producer, limit: 2).map(\.key))"
        case 7, 8:
            let isKnown = try transaction.person(patient: "p0") != nil
            let owner = isKnown && Bool.random(using: &random) ? try transaction.person(patient: "p0") : nil
            let typeClass = type(&random).typeClass
            let new = NewUnit(person: owner, producer: producer, regime: .rest, typeClass: typeClass)
            return "\(try transaction.addUnit(new))"
        default:
            return try append(transaction, unit, &random)
        }
    }

    private func type(_ random: inout SeededGenerator) -> HostedType {
        [.observation, .specimen, .organization, .valueSet, .diagnosticReport].randomElement(using: &random)!
    }

    private func append(
        _ transaction: any StoreTransaction,
        _ unit: UnitKey,
        _ random: inout SeededGenerator
    ) throws -> String {
        let (type, id) = (type(&random), "i\(Int.random(in: 0..<12, using: &random))")
        let target = try transaction.current(type, id)?.unit ?? unit
        guard try transaction.unit(target) != nil else { return "" }
        let version = "v\(random.next() % 1_000_000)"
        let identifiers = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            ["s|", "|"].randomElement(using: &random)! + Self.value(&random)
        }
        let isDeletion = Int.random(in: 0..<5, using: &random) == 0
        let new =
            isDeletion
            ? Fixture.deletion(type, id, version)
            : Fixture.version(type, id, version, item: "k\(id)", identifiers: identifiers)
        let state = UnitState(isHeld: Int.random(in: 0..<4, using: &random) == 0, isWithdrawn: isDeletion)
        let stamp = try transaction.append([new], to: target, state: state)
        let members = try transaction.members(of: target).map { "\($0.itemKey ?? "") \($0.version.versionID)" }
        return "\(stamp) \(members) \(String(describing: try transaction.unit(target)))"
    }
}
