import Foundation
import SvarDomain
import SvarFHIR
import SvarStore
import SvarStoreSQLite
import SvarSync
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// Random writes, moves, scopes and time: what replicas are fed is the same on the SQLite store as on the reference, which
/// asks `Presence` about every unit, for every window of the log.
struct SyncModelTests {
    static let seeds: Range<UInt64> = 0..<(ProcessInfo.processInfo.environment["SVAR_LONG"] == "1" ? 300 : 12)

    @Test(.aside, arguments: seeds)
    func sqliteFeedsReplicasAsTheReference(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        let (clock, other) = (ManualClock(), ManualClock())
        var store = try openStore(directory, clock)
        let secret = [UInt8](try #require(FileManager.default.contents(atPath: directory.path + "/keys/sync.key")))
        let reference = MemoryStore(secret: secret, epoch: store.epoch, index: .fixture()) { other.now }
        var random = SeededGenerator(seed: seed)
        let plans = SyncPlan.beginning + (0..<60).map { _ in SyncPlan(seed: random.next()) }
        for (step, plan) in plans.enumerated() {
            let move = [0, 300, 400, 5_000].randomElement(using: &random)! + Int64.random(in: 0...9, using: &random)
            clock.move(microseconds: move)
            other.move(microseconds: move)
            let found = try await store.write { try plan.run($0, at: clock.now) }
            let wanted = try await reference.write { try plan.run($0, at: other.now) }
            #expect(found == wanted, "seed \(seed) step \(step)")
            if Int.random(in: 0..<6, using: &random) == 0 {
                #expect(try await store.tick() == reference.tick(), "seed \(seed) step \(step)")
            }
            if step % 8 == 7 { try await compare(store, reference, "seed \(seed) step \(step)", &random) }
            if step == 35 {
                try await store.close()
                store = try openStore(directory, clock, create: false)
            }
        }
        #expect(
            try await store.log(after: LogPosition(0), limit: 999) == reference.log(after: LogPosition(0), limit: 999)
        )
        let pruned = LogPosition(try await store.head().rawValue / 2)
        _ = try await store.pruneSync(before: pruned)
        _ = try await reference.pruneSync(before: pruned)
        try await compare(store, reference, "seed \(seed) pruned", from: pruned.rawValue, &random)
        try await store.close()
        #expect(try StoreCheck.run(directory.path) == [], "seed \(seed)")
    }

    /// All places, and windows between random ones.
    private func compare(
        _ store: SQLiteStore,
        _ reference: MemoryStore,
        _ name: String,
        from first: Int64 = 0,
        _ random: inout SeededGenerator
    ) async throws {
        let head = try await store.head()
        for person in (1...5).map(PersonKey.init) {
            #expect(try await store.facts(of: person) == reference.facts(of: person), "\(name)")
        }
        for late: Int64 in [-1, 0, 4_000, 900_000] {
            let time = ServerTime(microseconds: ManualClock().now.microseconds + late)
            let (found, wanted) = (try await store.due(at: time), try await reference.due(at: time))
            #expect(found.persons == wanted.persons && found.next == wanted.next, "\(name)")
        }
        for replica in [ReplicaKey(1), ReplicaKey(2)] {
            #expect(try await store.roundHead(of: replica) == reference.roundHead(of: replica), "\(name)")
            #expect(try await store.scope(of: replica) == reference.scope(of: replica), "\(name)")
            var known: [WireKey] = []
            for place in (first...head.rawValue).map(LogPosition.init) {
                let manifest = try await store.manifest(of: replica, at: place)
                #expect(try await manifest == reference.manifest(of: replica, at: place), "\(name) at \(place)")
                let (total, wanted) = try await (
                    store.total(of: replica, at: place), reference.total(of: replica, at: place)
                )
                #expect(total == wanted, "\(name) at \(place)")
                #expect(
                    try await store.hasChanged(replica, after: place) == reference.hasChanged(replica, after: place),
                    "\(name) after \(place)"
                )
                known += manifest.map(\.person)
            }
            let persons = Array(Set(known)).sorted()
            for _ in 0..<12 {
                let places = (0..<3).map { _ in Int64.random(in: first...head.rawValue, using: &random) }.sorted()
                let query = DeltaQuery(
                    replica: replica,
                    mode: SyncMode.allCases.randomElement(using: &random)!,
                    from: LogPosition(places[0]),
                    to: LogPosition(places[1]),
                    lastHead: LogPosition(places[2]),
                    persons: persons.filter { _ in Bool.random(using: &random) },
                    maximumUnits: Int.random(in: 1...9, using: &random),
                    maximumBytes: Int.random(in: 1...4_000, using: &random)
                )
                try await compare(store, reference, query, name)
            }
        }
    }

    private func compare(_ store: SQLiteStore, _ reference: MemoryStore, _ first: DeltaQuery, _ name: String)
        async throws
    {
        var query = first
        repeat {
            let (found, wanted) = try await (store.page(query), reference.page(query))
            guard found.lines == wanted.lines, found.cursor == wanted.cursor, found.shown == wanted.shown,
                found.head == wanted.head
            else {
                Issue.record("\(name): \(query) gives\n\(found)\ninstead of\n\(wanted)")
                return
            }
            query.cursor = found.cursor
        } while query.cursor != nil
    }
}

/// A few random steps of one write, told by its seed so that two stores take the same ones.
private struct SyncPlan: Sendable {
    private enum Kind { case persons, replicas, random }
    private let kind: Kind
    private let seed: UInt64

    init(seed: UInt64) { (kind, self.seed) = (.random, seed) }
    private init(_ kind: Kind) { (self.kind, seed) = (kind, 0) }

    static let beginning = [SyncPlan(.persons), SyncPlan(.replicas)]

    func run(_ transaction: any StoreTransaction, at now: ServerTime) throws -> String {
        var random = SeededGenerator(seed: seed)
        switch kind {
        case .persons: return "\(try (0..<5).map { try transaction.addPerson(patient: "p\($0)", numbers: []) })"
        case .replicas:
            return
                "\(try (0..<2).map { try transaction.addReplica(NewReplica(id: "r\($0)", client: "c", organisation: "o", schema: 1)) })"
        case .random:
            return try (0..<Int.random(in: 1...3, using: &random))
                .map { _ in try step(transaction, now, &random) }.joined(separator: ";")
        }
    }

    private func step(_ transaction: any StoreTransaction, _ now: ServerTime, _ random: inout SeededGenerator) throws
        -> String
    {
        func person() -> PersonKey { PersonKey(Int64.random(in: 1...5, using: &random)) }
        switch Int.random(in: 0..<26, using: &random) {
        case 20..<24: return try close(transaction, person(), now, &random)
        case 24, 25:
            let (kind, subject) = (LogEntry.Kind.setting, try transaction.newSubject())
            return "\(try transaction.enter(kind, subject: subject, [UInt8(subject)], about: person()))"
        case 0..<4: return try changeScope(transaction, now, &random)
        case 4:
            guard Int.random(in: 0..<12, using: &random) == 0, try transaction.replica(id: "r1")?.isRevoked == false
            else { return "" }
            try transaction.revoke(ReplicaKey(2))
            return "revoked"
        case 5, 6:
            let (type, id) = name(&random)
            let unit = UnitKey(Int64.random(in: 1...20, using: &random))
            guard let found = try transaction.current(type, id), let old = try transaction.unit(found.unit),
                let new = try transaction.unit(unit), old.person == nil || new.person == nil || old.person == new.person
            else { return "" }
            try transaction.move(type, id, to: unit)
            return "moved"
        case 7..<11:
            let (type, id) = name(&random)
            let owner = Int.random(in: 0..<8, using: &random) == 0 ? nil : person()
            let unit = try transaction.addUnit(
                NewUnit(
                    person: owner,
                    producer: Fixture.laboratory,
                    regime: .rest,
                    typeClass: Int.random(in: 0..<10, using: &random) == 0 ? .personBound : .member
                )
            )
            guard try transaction.current(type, id) == nil else { return "" }
            return try append([(type, id)], to: unit, transaction, &random)
        default:
            let (type, id) = name(&random)
            guard let found = try transaction.current(type, id) else { return "" }
            let second = name(&random)
            let isFree = try transaction.current(second.0, second.1).map { $0.unit == found.unit } ?? true
            let names = isFree && second != (type, id) ? [(type, id), second] : [(type, id)]
            return try append(names, to: found.unit, transaction, &random)
        }
    }

    private func name(_ random: inout SeededGenerator) -> (HostedType, String) {
        (
            [.diagnosticReport, .observation, .specimen].randomElement(using: &random)!,
            "i\(Int.random(in: 0..<9, using: &random))"
        )
    }

    /// Settings and units that were due: some with an entry of their own, some by time alone, some twice.
    private func close(
        _ transaction: any StoreTransaction,
        _ person: PersonKey,
        _ now: ServerTime,
        _ random: inout SeededGenerator
    ) throws -> String {
        if Bool.random(using: &random) {
            _ = try transaction.enter(.setting, subject: try transaction.newSubject(), [1], about: person)
        }
        for _ in 0..<[1, 1, 1, 2, 3].randomElement(using: &random)! {
            let units = (1...30).map(UnitKey.init).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
            let next: Int64? = [nil, 0, 3_000, 800_000].randomElement(using: &random)!
            try transaction.setClosed(
                Set(units),
                of: person,
                next: next.map { ServerTime(microseconds: now.microseconds + $0) }
            )
        }
        return "\(try transaction.record(of: person))"
    }

    private func changeScope(
        _ transaction: any StoreTransaction,
        _ now: ServerTime,
        _ random: inout SeededGenerator
    ) throws -> String {
        let replica = Int.random(in: 0..<2, using: &random)
        guard try transaction.replica(id: "r\(replica)")?.isRevoked == false else { return "" }
        func persons() -> [PersonKey] {
            (1...5).map(PersonKey.init).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        }
        let lines = persons().map { person in
            let left: Int64 = [-1, 1_000, 9_000, 40_000, 10_000_000].randomElement(using: &random)!
            return ScopeLine(
                person: person,
                basis: ["care", "gp-list"].randomElement(using: &random)!,
                responsible: "1",
                until: ServerTime(microseconds: now.microseconds + left)
            )
        }
        let key = ReplicaKey(Int64(replica) + 1)
        let stamp = try transaction.changeScope(of: key, setting: lines, ending: persons())
        return "\(String(describing: stamp)) \(try transaction.scope(of: key))"
    }

    private func append(
        _ names: [(HostedType, String)],
        to unit: UnitKey,
        _ transaction: any StoreTransaction,
        _ random: inout SeededGenerator
    ) throws -> String {
        let versions = names.map { type, id in
            let version = "v\(random.next() % 1_000_000)"
            return Int.random(in: 0..<6, using: &random) == 0
                ? Fixture.deletion(type, id, version) : Fixture.version(type, id, version, text: version)
        }
        let state = UnitState(
            isHeld: Int.random(in: 0..<4, using: &random) == 0,
            isWithdrawn: Int.random(in: 0..<5, using: &random) == 0,
            isClosed: Int.random(in: 0..<4, using: &random) == 0,
            facts: Int.random(in: 0..<3, using: &random) == 0 ? [UInt8.random(in: 0...9, using: &random)] : nil
        )
        let stamp = try transaction.append(versions, to: unit, state: state)
        guard Int.random(in: 0..<3, using: &random) == 0, let person = try transaction.unit(unit)?.person else {
            return "\(stamp)"
        }
        // Decided anew in the same write.
        return try "\(stamp) " + close(transaction, person, stamp.at, &random)
    }
}
