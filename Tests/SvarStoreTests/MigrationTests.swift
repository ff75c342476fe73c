import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarTesting
import Synchronization
import Testing

/// A store of an older program, or one whose index rows were made by an older rule, is brought up to date at opening.
struct MigrationTests {
    /// What schemas 4 and 5 brought, taken back.
    static let backToThree = """
        DROP TABLE person_block; DROP TABLE replica_professional; ALTER TABLE replica DROP COLUMN professionals_version;
        DROP INDEX log_erasure; DROP TABLE person_tag; DROP TABLE submission_person; DROP TABLE erasure;
        DROP INDEX unit_closed; ALTER TABLE unit DROP COLUMN closed; DROP TABLE unit_version; DROP TABLE person_entry;
        DROP TABLE feed_due; DROP TABLE feed_change; DELETE FROM metadata WHERE name IN ('facts.made', 'subject');
        PRAGMA user_version = 3;
        """

    /// What schemas 3 to 5 brought, taken back.
    static let backToTwo = """
        \(backToThree)
        DROP TABLE visibility; DROP TABLE unit_element; DROP TABLE membership; DROP TABLE scope; DROP TABLE replica;
        DROP TABLE replica_change; DROP TABLE person_sum; DROP TABLE person_wire;
        DELETE FROM metadata WHERE name LIKE 'sync.%';
        PRAGMA user_version = 2;
        """

    /// What schemas 2 to 5 brought, taken back.
    private static let backToOne = """
        \(backToTwo)
        DROP TABLE search_index; DROP TABLE audit; DROP TABLE moved; DROP INDEX log_producer; DROP INDEX log_person;
        DROP INDEX version_pos; DROP INDEX unit_held; DROP INDEX unit_conformance; DROP TABLE producer;
        ALTER TABLE log DROP COLUMN producer;
        CREATE TABLE search_index (
            person INTEGER NOT NULL, parameter INTEGER NOT NULL, type INTEGER NOT NULL, value TEXT NOT NULL,
            system TEXT NOT NULL, resource INTEGER NOT NULL, pos_from INTEGER NOT NULL, pos_to INTEGER,
            PRIMARY KEY (person, parameter, type, value, system, resource, pos_from)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE identifier (value TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        UPDATE resource SET facts = x'010000000000000000000000';
        DELETE FROM metadata WHERE name LIKE 'index.%';
        PRAGMA user_version = 1;
        """

    private static let index = StoreIndex.fixture { [Fixture.identifier("s|\($0.id)"), Fixture.code("c")] }

    /// A closed store of 2 500 observations of one person.
    private func filled(_ directory: TemporaryDirectory) async throws -> PersonKey {
        let store = try openStore(directory)
        let person = try await store.addPerson("p")
        for unit in 0..<25 {
            try await store.addUnit(
                (0..<100).map { Fixture.version(.observation, "o\(unit * 100 + $0)", identifiers: ["s|old"]) },
                person: person
            )
        }
        try await store.append([Fixture.deletion(.observation, "o3", "v2")], to: UnitKey(1))
        try await store.close()
        return person
    }

    private func expectNewRows(_ store: SQLiteStore, of person: PersonKey, _ path: String) async throws {
        let mine = Criterion.person(person, slots: [])
        #expect(try await store.find(.all([mine, Fixture.identified("s|o7")])) == "o7")
        #expect(try await store.find(Fixture.identified("s|o7"), in: .ownedBy(Fixture.laboratory)) == "o7")
        #expect(try await store.find(Fixture.identified("s|old")) == "")
        let query = SearchQuery(types: [.observation], criterion: .row([Fixture.codeSlot], .always))
        #expect(try await store.count(query, at: store.head(), in: .everything) == 2_499)
        try await store.close()
        #expect(try StoreCheck.run(path, index: Self.index) == [])
    }

    @Test func storeOfSchemaOneGetsItsIndexAgain() async throws {
        let directory = try TemporaryDirectory()
        let person = try await filled(directory)
        let database = try DatabaseQueue(path: directory.path + "/svar.sqlite")
        try await database.writeWithoutTransaction { try $0.execute(sql: Self.backToOne) }
        try database.close()
        let store = try openStore(directory, create: false, index: Self.index)
        try await expectNewRows(store, of: person, directory.path)
    }

    private struct Killed: Error {}

    @Test func rebuildingGoesOnWhereItWasStopped() async throws {
        let directory = try TemporaryDirectory()
        let person = try await filled(directory)
        let made = Mutex<[Int64]>([])
        let dying = StoreIndex.fixture(2) { version in
            if version.key == 1_800 { throw Killed() }
            made.withLock { $0.append(version.key) }
            return try Self.index.rows(version)
        }
        #expect(throws: SvarError.self) { try openStore(directory, create: false, index: dying) }
        let counting = StoreIndex.fixture(2) { version in
            made.withLock { $0.append(version.key) }
            return try Self.index.rows(version)
        }
        let before = made.withLock { $0.count }
        let store = try openStore(directory, create: false, index: counting)
        // The first thousand stood; the step that was cut short is made again.
        #expect(made.withLock { $0[before...].first } == 1_001)
        try await expectNewRows(store, of: person, directory.path)
    }

    /// Units of two persons with versions, moves, deletions and one that is nobody's.
    private func unitsOfOldStore(_ directory: TemporaryDirectory) async throws -> [PersonRecord] {
        let store = try openStore(directory)
        let persons = [try await store.addPerson("p"), try await store.addPerson("q")]
        for number in 0..<40 {
            let unit = try await store.addUnit(
                [Fixture.version(.diagnosticReport, "r\(number)"), Fixture.version(.observation, "o\(number)")],
                person: persons[number % 2]
            )
            for version in 2..<30 {
                try await store.append([Fixture.version(.observation, "o\(number)", "v\(version)")], to: unit)
            }
            if number % 3 == 0 {
                try await store.append([Fixture.deletion(.observation, "o\(number)", "gone")], to: unit)
            }
        }
        try await store.addUnit([Fixture.version(.observation, "nobody's")])
        let single = try await store.addUnit([Fixture.version(.specimen, "s")], person: persons[0])
        try await store.append([Fixture.version(.specimen, "s", "v2")], to: single)
        try await store.write { transaction in
            try transaction.move(.specimen, "s", to: UnitKey(1))
            try transaction.append([Fixture.version(.diagnosticReport, "r0", "v2")], to: UnitKey(1), state: UnitState())
        }
        let records = [try await store.facts(of: persons[0]), try await store.facts(of: persons[1])]
        try await store.close()
        let database = try DatabaseQueue(path: directory.path + "/svar.sqlite")
        try await database.writeWithoutTransaction { try $0.execute(sql: Self.backToThree) }
        try database.close()
        return records
    }

    @Test func versionsOfAnOlderStoreGetFactsFromWhatTheyHeld() async throws {
        let directory = try TemporaryDirectory()
        let records = try await unitsOfOldStore(directory)
        let store = try openStore(directory, create: false)
        for record in records { #expect(try await store.facts(of: record.person) == record) }
        try await store.close()
        #expect(try StoreCheck.run(directory.path, index: .fixture()) == [])
    }

    @Test func makingFactsGoesOnWhereItWasStopped() async throws {
        let directory = try TemporaryDirectory()
        let records = try await unitsOfOldStore(directory)
        let made = Mutex(0)
        var dying = StoreIndex.fixture()
        dying.facts = { members in
            let number = made.withLock { count in
                count += 1
                return count
            }
            if number == 1_100 { throw Killed() }
            return Fixture.facts(members)
        }
        #expect(throws: SvarError.self) { try openStore(directory, create: false, index: dying) }
        var counting = StoreIndex.fixture()
        counting.facts = { members in
            made.withLock { $0 += 1 }
            return Fixture.facts(members)
        }
        let store = try openStore(directory, create: false, index: counting)
        let versions = records.reduce(0) { $0 + $1.versions.count }
        // The first thousand stood; the hundred of the step that was cut short are made again.
        #expect(made.withLock { $0 } == versions + 100)
        for record in records { #expect(try await store.facts(of: record.person) == record) }
        try await store.close()
        let never = try openStore(directory, create: false, index: dying)
        #expect(made.withLock { $0 } == versions + 100)
        try await never.close()
    }

    @Test func factsMissedByAnOpeningWithoutARuleAreMadeByTheNext() async throws {
        let directory = try TemporaryDirectory()
        var silent = StoreIndex.fixture()
        silent.facts = nil
        let first = try openStore(directory, index: silent)
        let person = try await first.addPerson("p")
        let unit = try await first.addUnit([Fixture.version(.observation, "o")], person: person)
        try await first.append([], to: unit, state: UnitState(facts: [7]))
        #expect(try await first.facts(of: person).versions.map(\.facts) == [[7]])
        try await first.close()
        let store = try openStore(directory, create: false)
        let expected = [Array("Observation/o v1".utf8), [7]]
        #expect(try await store.facts(of: person).versions.map(\.facts) == expected)
        try await store.close()
    }

    @Test func storeWithTheSameRuleIsLeftAlone() async throws {
        let directory = try TemporaryDirectory()
        _ = try await filled(directory)
        let index = StoreIndex.fixture { _ in throw Killed() }
        let store = try openStore(directory, create: false, index: index)
        #expect(try await store.find(.all([Fixture.identified("s|old"), .ids(["o4"])])) == "o4")
        try await store.close()
    }
}
