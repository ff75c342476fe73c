import Foundation
import SvarDomain
import SvarFHIR
import SvarStore
import SvarStoreSQLite
import SvarSync
import SvarTesting
import Synchronization
import Testing

/// Eight writers and a poller: no commit is missed. A poller over numbers that were taken before the commit, as a
/// database's sequence gives them, follows the same writers and must miss some: the test would show it.
struct WritersAndPollerTests {
    static let commits = ProcessInfo.processInfo.environment["SVAR_LONG"] == "1" ? 100_000 : 2_000
    private static let writers = 8

    /// Numbers given before the commit, and a naive poller over them: it asks for what is visible and above the highest
    /// number that it saw.
    private final class EarlyNumbers: Sendable {
        private struct State {
            var next = 0
            var numbers: [UnitKey: Int] = [:]
            var last = -1
            var delivered = 0
        }
        private let state = Mutex(State())

        func next() -> Int {
            state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
        }

        func set(_ number: Int, of unit: UnitKey) { state.withLock { $0.numbers[unit] = number } }

        func poll(_ visible: [LogEntry]) {
            state.withLock { state in
                let found = visible.compactMap { $0.unit.flatMap { state.numbers[$0] } }.filter { $0 > state.last }
                state.delivered += found.count
                state.last = max(state.last, found.max() ?? state.last)
            }
        }

        var delivered: Int { state.withLock { $0.delivered } }
        /// The highest number that was seen.
        var last: Int { state.withLock { $0.last } }
    }

    @Test func pollerOverPagesMissesNothingAndTheNaiveOneDoes() async throws {
        let directory = try TemporaryDirectory()
        let store = try openStore(directory)
        let persons = try await store.write { transaction in
            try (0..<Self.writers).map { try transaction.addPerson(patient: "p\($0)", numbers: []) }
        }
        let replica = try await store.write { transaction in
            let key = try transaction.addReplica(NewReplica(id: "r", client: "c", organisation: "o", schema: 1))
            let lines = persons.map {
                ScopeLine(
                    person: $0,
                    basis: "care",
                    responsible: "1",
                    until: ServerTime(microseconds: 4_000_000_000_000_000)
                )
            }
            try transaction.changeScope(of: key, setting: lines, ending: [])
            return key
        }
        let start = try await store.head()
        let sequence = EarlyNumbers()
        let seen = try await withThrowingTaskGroup(of: Set<WireKey>?.self) { group in
            for writer in 0..<Self.writers {
                group.addTask {
                    while true {
                        let number = sequence.next()
                        guard number < Self.commits else { return nil }
                        // Transactions take their time between the number and the commit: one so long that a later
                        // number is seen before it, on however slow a machine.
                        while number == 97, sequence.last <= number { try await Task.sleep(for: .milliseconds(5)) }
                        if number.isMultiple(of: 97) { try await Task.sleep(for: .milliseconds(20)) }
                        try await store.write { transaction in
                            let version = Fixture.version(.observation, "o\(number)")
                            let unit = try Fixture.unit([version], person: persons[writer], in: transaction)
                            sequence.set(number, of: unit)
                        }
                    }
                }
            }
            group.addTask { try await Self.poll(store, replica, after: start) }
            group.addTask {
                try await Self.pollNaively(store, replica, after: start, sequence)
                return nil
            }
            return try await group.reduce(into: Set<WireKey>()) { $0.formUnion($1 ?? []) }
        }
        #expect(seen.count == Self.commits)
        #expect(sequence.delivered < Self.commits, "the control must miss")
        #expect(try await store.total(of: replica, at: store.head()).count == Self.commits)
        try await store.close()
    }

    /// Follows until as many units were put as there are commits, or nothing comes any more.
    private static func poll(
        _ store: SQLiteStore,
        _ replica: ReplicaKey,
        after start: LogPosition
    ) async throws -> Set<WireKey> {
        var (from, seen) = (start, Set<WireKey>())
        while seen.count < commits {
            guard try await store.waitForChange(of: replica, after: from, atMost: .seconds(120)) else { break }
            let head = try await store.roundHead(of: replica)
            var query = DeltaQuery(
                replica: replica,
                mode: .delta,
                from: from,
                to: head.position,
                lastHead: head.position,
                maximumUnits: 50
            )
            repeat {
                let page = try await store.page(query)
                for case .put(let put) in page.lines { seen.insert(put.unit) }
                query.cursor = page.cursor
                query.lastHead = page.head
            } while query.cursor != nil
            from = head.position
        }
        return seen
    }

    /// Asks again and again for what is visible above the highest number, until all commits are there.
    private static func pollNaively(
        _ store: SQLiteStore,
        _ replica: ReplicaKey,
        after start: LogPosition,
        _ sequence: EarlyNumbers
    ) async throws {
        var place = start
        while place.rawValue < start.rawValue + Int64(commits) {
            guard try await store.waitForChange(of: replica, after: place, atMost: .seconds(120)) else { return }
            let visible = try await store.log(after: place, limit: 1_000)
            sequence.poll(visible)
            place = visible.last?.stamp.position ?? place
        }
    }
}
