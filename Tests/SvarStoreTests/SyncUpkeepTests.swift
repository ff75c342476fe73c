import Crypto
import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarStore
import SvarStoreSQLite
import SvarSync
import SvarTesting
import Testing

/// What replicas are fed from outlives restarts, comes to stores that are older than replicas, is made anew under a new
/// epoch, and is checked.
struct SyncUpkeepTests {
    private static let until = ServerTime(microseconds: 1_767_225_600_000_000 + 3_600_000_000)

    /// A closed store with persons, reports and, when asked, a replica that follows two of three persons.
    private func filled(_ directory: TemporaryDirectory, hasReplica: Bool = true) async throws {
        let store = try openStore(directory)
        let persons = try await store.write { transaction in
            try (0..<3).map { try transaction.addPerson(patient: "p\($0)", numbers: []) }
        }
        for number in 0..<12 {
            try await addSmallReport("\(number)", person: persons[number % 3], to: store)
        }
        let held = try await store.addUnit([Fixture.version(.observation, "h")], person: persons[0])
        try await store.append([], to: held, state: UnitState(isHeld: true))
        if hasReplica {
            try await follow(store, persons: Array(persons.prefix(2)))
            let unit = try #require(await store.current(.diagnosticReport, "r0", in: .everything)?.unit)
            try await store.append([Fixture.version(.diagnosticReport, "r0", "v2")], to: unit)
        }
        try await store.close()
    }

    @discardableResult
    private func follow(_ store: SQLiteStore, persons: [PersonKey]) async throws -> ReplicaKey {
        try await store.write { transaction in
            let key = try transaction.addReplica(NewReplica(id: "r", client: "c", organisation: "o", schema: 1))
            let lines = persons.map {
                ScopeLine(person: $0, basis: "care", responsible: "1", until: Self.until)
            }
            try transaction.changeScope(of: key, setting: lines, ending: [])
            return key
        }
    }

    private func snapshot(_ store: SQLiteStore, back: Int64 = 0) async throws -> [SyncLine] {
        let head = LogPosition(try await store.head().rawValue - back)
        return try await store.page(
            DeltaQuery(replica: ReplicaKey(1), mode: .snapshot, from: LogPosition(0), to: head, lastHead: head)
        ).lines
    }

    private func sql(_ sql: String, in path: String) throws {
        let database = try DatabaseQueue(path: path + "/svar.sqlite")
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
    }

    @Test func restartChangesNothing() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        let clock = ManualClock()
        var store = try openStore(directory, clock, create: false)
        let before = try await (snapshot(store), store.manifest(of: ReplicaKey(1), at: store.head()))
        try await store.close()
        store = try openStore(directory, clock, create: false)
        let after = try await (snapshot(store), store.manifest(of: ReplicaKey(1), at: store.head()))
        #expect(before.0 == after.0 && before.1 == after.1)
        #expect(before.1.map(\.count).reduce(0, +) == 8)
        // The end of the scope is known again.
        #expect(try await store.tick() == Self.until)
        clock.move(microseconds: 3_600_000_000)
        #expect(try await store.tick() == nil)
        #expect(try await store.scope(of: ReplicaKey(1)) == [])
        try await store.close()
        #expect(try StoreCheck.run(directory.path) == [])
    }

    @Test func storeFromBeforeReplicasCanBeFollowed() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory, hasReplica: false)
        try sql(MigrationTests.backToTwo, in: directory.path)
        try FileManager.default.removeItem(atPath: directory.path + "/keys/sync.key")
        let store = try openStore(directory, create: false)
        let replica = try await follow(store, persons: [PersonKey(1), PersonKey(2)])
        // Two persons, and four reports of each.
        #expect(try await snapshot(store).count == 10)
        #expect(try await store.total(of: replica, at: store.head()).count == 8)
        try await store.close()
        #expect(try StoreCheck.run(directory.path) == [])
        #expect(FileManager.default.contents(atPath: directory.path + "/keys/sync.key")?.count == 32)
    }

    @Test func preparingAnOlderStoreGoesOnWhereItWasStopped() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory, hasReplica: false)
        try sql(
            """
            DELETE FROM metadata WHERE name LIKE 'sync.%'; INSERT INTO metadata VALUES ('sync.done', '5');
            DELETE FROM visibility WHERE unit > 5; DELETE FROM unit_element WHERE unit > 5;
            UPDATE unit_element SET hash = x'00' WHERE unit = 2
            """,
            in: directory.path
        )
        let store = try openStore(directory, create: false)
        try await store.close()
        // What had been done was not done again.
        #expect(try StoreCheck.run(directory.path).map(\.text) == ["unit 2: its hash is another"])
    }

    /// Bodies look otherwise than those that were hashed: of every version that a round may still be sent.
    @Test func hashesAreMadeAgainWhenBodiesLookOtherwise() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        var store = try openStore(directory, create: false)
        let before = try await (snapshot(store), snapshot(store, back: 1))
        try await store.close()
        try sql(
            """
            UPDATE unit_element SET hash = zeroblob(32); UPDATE metadata SET value = '0' WHERE name = 'sync.generation'
            """,
            in: directory.path
        )
        store = try openStore(directory, create: false)
        let after = try await (snapshot(store), snapshot(store, back: 1))
        #expect(before.0 == after.0 && before.1 == after.1 && before.0 != before.1)
        try await store.close()
        #expect(try StoreCheck.run(directory.path) == [])
    }

    @Test func restoredStoreHasANewKeyAndTheSameNames() async throws {
        let (directory, parent) = (try TemporaryDirectory(), try TemporaryDirectory())
        try await filled(directory)
        let (copy, restored) = (parent.path + "/backup", parent.path + "/restored")
        try StoreBackup.backup(directory.path, to: copy, now: ManualClock().now)
        let environment = StoreEnvironment(
            clock: { ManualClock().now },
            randomBytes: { [UInt8](repeating: 5, count: $0) }
        )
        try StoreBackup.restore(copy, to: restored, index: .fixture(), environment: environment)
        #expect(try StoreCheck.run(restored) == [])
        let old = try openStore(directory, create: false)
        let new = try SQLiteStore.open(
            directory: restored,
            kind: .sandbox,
            create: false,
            index: .fixture(),
            environment: environment
        )
        #expect(old.epoch != new.epoch)
        #expect(old.integrityKey != new.integrityKey)
        #expect(try await snapshot(old) == snapshot(new))
        let head = try await old.head()
        let (some, others) = try await (
            old.manifest(of: ReplicaKey(1), at: head), new.manifest(of: ReplicaKey(1), at: head)
        )
        #expect(some.map(\.person) == others.map(\.person) && some.map(\.count) == others.map(\.count))
        #expect(Set(some.map(\.digest)).isDisjoint(with: others.map(\.digest)))
        try await old.close()
        try await new.close()
        #expect(try StoreCheck.run(restored) == [])
    }

    @Test func storeThatLostItsKeyGivesOtherNames() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        try FileManager.default.removeItem(atPath: directory.path + "/keys/sync.key")
        #expect(try StoreCheck.run(directory.path) == [])
        let store = try SQLiteStore.open(
            directory: directory.path,
            kind: .sandbox,
            create: false,
            index: .fixture(),
            environment: StoreEnvironment(
                clock: { ManualClock().now },
                randomBytes: { [UInt8](repeating: 6, count: $0) }
            )
        )
        let names = try await store.manifest(of: ReplicaKey(1), at: store.head()).map(\.person)
        let head = try await store.head()
        let query = DeltaQuery(
            replica: ReplicaKey(1),
            mode: .reconcile,
            from: head,
            to: head,
            lastHead: head,
            persons: names
        )
        #expect(try await store.page(query).shown.count == 8)
        try await store.close()
        #expect(try StoreCheck.run(directory.path) == [])
    }

    @Test(arguments: [
        "UPDATE unit_element SET hash = zeroblob(32) WHERE unit = 1",
        "UPDATE unit_element SET at = at - 1 WHERE unit = 2",
        "DELETE FROM unit_element WHERE unit = 3",
        "UPDATE visibility SET pos_to = 99 WHERE unit = 1 AND pos_to IS NULL",
        "DELETE FROM visibility WHERE unit = 4",
        "UPDATE visibility SET pos_to = NULL WHERE unit = 13",
        "INSERT INTO visibility VALUES (3, 1, 1, NULL)",
        "UPDATE person_sum SET units = units + 1 WHERE person = 1",
        "UPDATE person_sum SET sum = zeroblob(32) WHERE person = 2",
        "DELETE FROM person_sum WHERE person = 2",
        "INSERT INTO person_sum VALUES (3, 0, zeroblob(32))",
        "DELETE FROM person_wire WHERE person = 1",
        "UPDATE replica SET units = 0",
        "UPDATE replica SET sum = zeroblob(32)",
        "UPDATE scope SET touched = touched - 1 WHERE person = 1",
        "UPDATE scope SET touched = touched + 1 WHERE person = 2",
        "DELETE FROM replica_change",
        "UPDATE replica_change SET ms = ms + 1",
    ])
    func checkFindsDamage(sql text: String) async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        try sql(text, in: directory.path)
        let findings = try StoreCheck.run(directory.path)
        #expect(findings.contains { $0.kind == .replica }, "\(findings)")
    }

    /// A store that was down for long has many ends behind it, each with a time of its own.
    @Test func manyEndsAreWrittenEachAtItsTime() async throws {
        let directory = try TemporaryDirectory()
        let clock = ManualClock()
        let store = try openStore(directory, clock)
        let begin = clock.now.microseconds
        let replica = try await store.write { transaction in
            let key = try transaction.addReplica(NewReplica(id: "r", client: "c", organisation: "o", schema: 1))
            let lines = try (0..<500).map { number in
                ScopeLine(
                    person: try transaction.addPerson(patient: "p\(number)", numbers: []),
                    basis: "care",
                    responsible: "1",
                    until: ServerTime(microseconds: begin + 1_000_000 + Int64(number / 2) * 1_000)
                )
            }
            try transaction.changeScope(of: key, setting: lines, ending: [])
            return key
        }
        let head = try await store.head()
        clock.move(microseconds: 3_600_000_000)
        #expect(try await store.tick() == nil)
        #expect(try await store.scope(of: replica) == [])
        let entries = try await store.log(after: head, limit: 999)
        #expect(entries.map(\.stamp.at.microseconds) == (0..<250).map { begin + 1_000_000 + $0 * 1_000 })
        try await store.close()
        #expect(try StoreCheck.run(directory.path) == [])
    }

    @Test func manyWaitersAreBoundedAndEndWithTheStore() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        let store = try openStore(directory, create: false)
        let head = try await store.head()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask { try await store.waitForChange(of: ReplicaKey(1), after: head, atMost: .seconds(300)) }
            }
            try await Task.sleep(for: .milliseconds(50))
            try await store.close()
            do {
                for try await woken in group { #expect(!woken) }
            } catch let error as SvarError {
                #expect(error.code == .storeClosed)
            }
        }
    }
}
