import Foundation
import GRDB
import SvarReplica
import SvarSync
import SvarSynthetic
import SvarTesting
import Testing

/// What a file promises: joins, transactions, what is found when something in it is not as it should be.
struct StoreTests {
    private static let enrolment = Enrolment(
        server: "http://server",
        id: "r1",
        epoch: "epoch-1",
        integrityKey: [UInt8](repeating: 7, count: 32),
        schema: 1,
        scopeVersion: 0
    )

    private func fixture() throws -> Fixture {
        let fixture = try Fixture()
        try fixture.store.enrol(Self.enrolment)
        return fixture
    }

    private func world(_ seed: UInt64, events: Int = 80) -> ModelWorld {
        var generator = SeededGenerator(seed: seed)
        var world = ModelWorld(persons: 4)
        for person in 0..<3 { world.setScope(person, true) }
        for _ in 0..<events { world.step(&generator) }
        return world
    }

    /// All that changed in a window, in pages of three units without ends.
    private func pages(_ world: ModelWorld, from: Int64, to: Int64) -> [SyncPage] {
        let round = ReplicaState.Round(mode: .delta, from: .zero, to: world.mark(at: to), page: 1)
        let state = world.state(at: to)
        var pages: [SyncPage] = [SyncPage(round: round)]
        for person in world.scope.indices where world.scopeChange(person, at: to) > from {
            if case .person(let line) = world.person(person, at: to) { pages[0].persons.append(line) }
        }
        for (number, unit) in world.units.enumerated() {
            if number.isMultiple(of: 3) { pages.append(SyncPage(round: round)) }
            switch world.change(unit, after: from, through: to) {
            case .put:
                guard let held = state[unit.key], case .put(let line) = world.put(unit, held) else { continue }
                pages[pages.count - 1].puts.append(line)
            case .deny(let place):
                guard case .deny(let line) = world.deny(unit, place) else { continue }
                pages[pages.count - 1].denies.append(line)
            case nil: break
            }
        }
        return pages
    }

    private func end(_ world: ModelWorld, at place: Int64) -> SyncPage {
        var page = SyncPage(round: ReplicaState.Round(mode: .delta, from: .zero, to: world.mark(at: place), page: 9))
        let total = world.total(at: place)
        page.end = SyncLine.End(token: "t", count: total.count, digest: total.digest, more: false)
        return page
    }

    private func dump(_ fixture: Fixture) throws -> [[String]] {
        try [
            "SELECT hex(k), hex(p), u.kp_ms, u.kp_n, ver, hex(hash), u.time FROM unit u JOIN person ON person.id = person ORDER BY k",
            "SELECT hex(p), until, units, hex(sum) FROM person WHERE until IS NOT NULL ORDER BY p",
            "SELECT units, hex(sum) FROM replica",
        ].map { sql in try fixture.rows(sql).map { "\($0)" } }
    }

    /// P2: three windows whose pages come in any order, twice, or overlap.
    @Test(arguments: UInt64(1)...15)
    func orderAndRepetitionOfPagesMakeNoDifference(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = world(seed)
        let ordered = try fixture()
        let shuffled = try fixture()
        let windows: [(Int64, Int64)] = [(0, 40), (30, world.head), (40, world.head)]
        let all = windows.flatMap { pages(world, from: $0.0, to: $0.1) }
        for page in all { _ = try ordered.store.keep(page, now: 0) }
        let twice = all + all.filter { _ in Bool.random(using: &generator) }
        for page in twice.shuffled(using: &generator) { _ = try shuffled.store.keep(page, now: 0) }
        for fixture in [ordered, shuffled] {
            #expect(try fixture.store.keep(end(world, at: world.head), now: 0) == .kept(matches: true))
            #expect(try fixture.held() == world.state(at: world.head))
            #expect(try fixture.rows("SELECT * FROM tombstone").isEmpty)
        }
        #expect(try dump(ordered) == dump(shuffled))
    }

    /// Pages of a round that is over bring nothing back.
    @Test(arguments: UInt64(1)...10)
    func aPageFromBeforeTheFloorIsOldNews(_ seed: UInt64) throws {
        let world = world(seed)
        let fixture = try fixture()
        for page in pages(world, from: 0, to: world.head) { _ = try fixture.store.keep(page, now: 0) }
        _ = try fixture.store.keep(end(world, at: world.head), now: 0)
        let before = try dump(fixture)
        for page in pages(world, from: 0, to: 40) { _ = try fixture.store.keep(page, now: 0) }
        #expect(try dump(fixture) == before)
        #expect(try fixture.store.keep(end(world, at: 40), now: 0) == .kept(matches: nil))
        #expect(try fixture.store.state().mark.floor == world.mark(at: world.head))
    }

    /// P8: a page whose transaction fails leaves neither rows nor token; the next opening finds what was kept.
    @Test func aPageIsKeptWithItsTokenOrNotAtAll() throws {
        let world = world(5)
        let fixture = try fixture()
        let all = pages(world, from: 0, to: world.head)
        for (number, page) in all.enumerated() where number != 2 {
            var page = page
            page.token = "token \(number)"
            _ = try fixture.store.keep(page, now: 0)
        }
        let before = try dump(fixture)
        try fixture.execute(
            "CREATE TRIGGER broken BEFORE UPDATE ON replica BEGIN SELECT raise(ABORT, 'no room'); END"
        )
        var failing = all[2]
        failing.token = "never"
        #expect(throws: ReplicaError.self) { try fixture.store.keep(failing, now: 0) }
        #expect(try dump(fixture) == before)
        #expect(try fixture.store.state().token == "token \(all.count - 1)")
        try fixture.execute("DROP TRIGGER broken")
        #expect(try fixture.store.keep(failing, now: 0) == .kept(matches: nil))
        #expect(try fixture.store.state().token == "never")
        try fixture.store.close()
        let again = try ReplicaStore.open(fixture.path)
        #expect(try again.state().token == "never")
        try again.close()
    }

    @Test func aBodyThatIsNotWhatItsHashSaysIsRefusedWithItsPage() throws {
        let world = world(6)
        let fixture = try fixture()
        let all = pages(world, from: 0, to: world.head)
        var page = all[0]
        page.puts = Array(all.flatMap(\.puts).prefix(2))
        page.puts[1].body[40] ^= 1
        #expect(try fixture.store.keep(page, now: 0) == .refused)
        #expect(try fixture.store.state().totals.units == 0)
        page.puts[1].body = Array("{}".utf8)
        page.puts[1].hash = UnitBody.hash(page.puts[1].body)
        #expect(try fixture.store.keep(page, now: 0) == .refused)
    }

    /// P18: each stored byte of a body, each of version and sums.
    @Test func theScrubFindsEveryChangedByte() throws {
        let world = world(8, events: 20)
        let fixture = try fixture()
        for page in pages(world, from: 0, to: world.head) { _ = try fixture.store.keep(page, now: 0) }
        let unit = try #require(try fixture.rows("SELECT id, k, body, length(body), hash FROM unit LIMIT 1").first)
        let key = try #require(WireKey(bytes: unit.bytes(1)))
        let body = try fixture.store.body(of: key)
        var (found, harmless) = (0, 0)
        func change(_ set: String, where place: String, back: String) throws {
            try fixture.execute("UPDATE \(set) WHERE \(place)")
            let isSound = try fixture.store.scrub(isRepairing: false).isEmpty
            // Bits of the packing that mean nothing change nothing.
            let isSame = try set.hasPrefix("unit SET body") && fixture.store.body(of: key) == body
            #expect(isSound == isSame, "\(set)")
            if isSound { harmless += 1 } else { found += 1 }
            try fixture.execute("UPDATE \(back) WHERE \(place)")
        }
        let id: Int64 = unit[0]
        let stored = unit.bytes(2)
        for index in stride(from: 0, to: stored.count, by: ProcessInfo.processInfo.isLong ? 1 : 5) {
            var changed = stored
            changed[index] ^= 1 << (index % 8)
            try change(
                "unit SET body = x'\(changed.hexText)'",
                where: "id = \(id)",
                back: "unit SET body = x'\(stored.hexText)'"
            )
        }
        for bit in 0..<63 {
            try change(
                "unit SET ver = (ver | \(1 << bit)) - (ver & \(1 << bit))",
                where: "id = \(id)",
                back: "unit SET ver = (ver | \(1 << bit)) - (ver & \(1 << bit))"
            )
        }
        for table in ["person", "replica"] {
            let row = try #require(try fixture.rows("SELECT sum FROM \(table) WHERE units > 0 LIMIT 1").first)
            let sum = row.bytes(0)
            for index in 0..<32 {
                var changed = sum
                changed[index] ^= 0x10
                try change(
                    "\(table) SET sum = x'\(changed.hexText)'",
                    where: "sum IN (x'\(sum.hexText)', x'\(changed.hexText)')",
                    back: "\(table) SET sum = x'\(sum.hexText)'"
                )
            }
        }
        #expect(try fixture.store.scrub(isRepairing: false).isEmpty)
        #expect(found > 150 && harmless < found / 10)
    }

    /// P20
    @Test(arguments: UInt64(1)...5)
    func theIndexMadeAgainIsTheOneThatGrew(_ seed: UInt64) throws {
        let world = world(seed)
        let fixture = try fixture()
        for (from, to) in [(Int64(0), Int64(30)), (30, 60), (60, world.head)] {
            for page in pages(world, from: from, to: to) { _ = try fixture.store.keep(page, now: 0) }
        }
        let sql = ["SELECT * FROM analysis", "SELECT id, time FROM unit"]
        let before = try sql.map { try fixture.rows($0).map { "\($0)" } }
        #expect(!before[0].isEmpty)
        try fixture.execute("DELETE FROM analysis WHERE unit % 2 = 0; UPDATE unit SET time = 0 WHERE id % 3 = 0")
        #expect(try fixture.store.scrub(isRepairing: false).contains { $0.kind == .index })
        try fixture.store.rebuildIndex()
        #expect(try sql.map { try fixture.rows($0).map { "\($0)" } } == before)
    }

    /// P17: of a unit that was denied, and of a person who left, no byte of a body, a hash or a name is in the files
    /// behind the barrier; the same of both, whichever is taken away first.
    @Test(arguments: [true, false])
    func whatIsDeniedLeavesNoTraceInTheFiles(isRead: Bool) throws {
        let fixture = try fixture()
        var generator = SeededGenerator(seed: 1)
        var world = ModelWorld(persons: 2)
        for person in 0..<2 { world.setScope(person, true) }
        for number in 0..<40 { world.add(to: number % 2, &generator) }
        for page in pages(world, from: 0, to: world.head) { _ = try fixture.store.keep(page, now: 0) }
        _ = try fixture.store.keep(end(world, at: world.head), now: 0)
        let label = Data("Somebody's name in the journal".utf8)
        let persons = try fixture.rows("SELECT p FROM person ORDER BY id").compactMap { WireKey(bytes: $0.bytes(0)) }
        for person in persons { _ = try fixture.store.setLabel(String(decoding: label, as: UTF8.self), of: person) }
        // Bodies lie there packed: parts of them as they lie there, and hashes.
        func marks(_ condition: String) throws -> [Data] {
            try fixture.rows("SELECT body, hash FROM unit WHERE \(condition)").flatMap { row in
                let body = Data(row.bytes(0))
                // From behind what all frames begin with.
                let parts = stride(from: 24, to: body.count - 24, by: 24).map { body.subdata(in: $0..<$0 + 24) }
                return parts + [Data(row.bytes(1))]
            }
        }
        func traces(_ marks: [Data]) throws -> Int {
            let files = try ["", "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: fixture.path + $0)) }
            return marks.count { mark in files.contains { $0.range(of: mark) != nil } }
        }
        let one = try marks("k = x'\(world.units[0].key.bytes.hexText)'")
        let all = try marks("person = (SELECT id FROM person WHERE p = x'\(persons[0].bytes.hexText)')") + [label]
        // What lies across two pages of the file is in no one piece.
        #expect(try traces(one) > one.count / 2 && traces(all) > all.count / 2)

        // Who reads holds the barrier up, and the next page makes up for it.
        var configuration = Configuration()
        configuration.readonly = true
        let reader = isRead ? try DatabaseQueue(path: fixture.path, configuration: configuration) : nil
        var before = world.head
        world.setVisible(0, false)
        func follow() throws {
            for page in pages(world, from: before, to: world.head) { _ = try fixture.store.keep(page, now: 0) }
            _ = try fixture.store.keep(end(world, at: world.head), now: 0)
            before = world.head
        }
        if let reader {
            try reader.read { database in
                _ = try Row.fetchAll(database, sql: "SELECT count(*) FROM unit")
                try follow()
            }
            try reader.close()
            #expect(try fixture.store.cut())
        } else {
            try follow()
        }
        #expect(try traces(one) == 0)
        #expect(try traces(all) > all.count / 2)
        for person in 0..<2 { world.setScope(person, false) }
        try follow()
        #expect(try fixture.rows("SELECT * FROM person").isEmpty && traces(all) == 0)
    }

    /// What a person has beside units is the line: without it nothing would say that they are missing.
    @Test(arguments: [
        "DELETE FROM person WHERE units = 0", "UPDATE person SET until = until + 1 WHERE units = 0",
        "UPDATE person SET until = NULL WHERE units = 0",
    ])
    func aPersonWithoutUnitsWhoIsGoneIsMissed(sql: String) throws {
        let fixture = try fixture()
        var generator = SeededGenerator(seed: 2)
        var world = ModelWorld(persons: 3)
        for person in 0..<3 { world.setScope(person, true) }
        world.add(to: 0, &generator)
        for page in pages(world, from: 0, to: world.head) { _ = try fixture.store.keep(page, now: 0) }
        _ = try fixture.store.keep(end(world, at: world.head), now: 0)
        #expect(try fixture.store.scrub(isRepairing: false).isEmpty)
        try fixture.execute(sql)
        #expect(try fixture.store.scrub(isRepairing: true).map(\.kind) == [.total])
        #expect(try fixture.store.state().needsReconcile)
    }

    @Test func aFileIsWrittenByOneAndReadByMany() throws {
        let fixture = try fixture()
        #expect(throws: ReplicaError.of(.locked)) { try ReplicaStore.open(fixture.path) }
        let reader = try ReplicaStore.open(fixture.path, readOnly: true)
        #expect(try reader.state().enrolment == Self.enrolment)
        #expect(throws: ReplicaError.of(.readOnly)) { try reader.confirm(now: 1) }
        try reader.close()
        try fixture.store.close()
        try ReplicaStore.open(fixture.path).close()
    }

    @Test func whatIsNoReplicaIsRefusedUnchanged() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/file"
        #expect(throws: ReplicaError.of(.missing)) { try ReplicaStore.open(path) }
        try Data("no database, and longer than a page header needs to be to be looked at at all".utf8)
            .write(to: URL(fileURLWithPath: path))
        #expect(throws: ReplicaError.of(.foreign)) { try ReplicaStore.open(path) }
        let fixture = try fixture()
        #expect(throws: ReplicaError.of(.exists)) { try ReplicaStore.create(fixture.path) { _ in [] } }
        try fixture.execute("PRAGMA user_version = 99")
        try fixture.store.close()
        #expect(throws: ReplicaError.of(.newer)) { try ReplicaStore.open(fixture.path) }
        try fixture.execute("PRAGMA user_version = 1; PRAGMA application_id = 5")
        #expect(throws: ReplicaError.of(.foreign)) { try ReplicaStore.open(fixture.path) }
    }

    @Test func anEndedReplicaHoldsNothing() throws {
        let world = world(9)
        let fixture = try fixture()
        for page in pages(world, from: 0, to: world.head) { _ = try fixture.store.keep(page, now: 0) }
        try fixture.store.revoke()
        for table in ["unit", "person", "analysis", "revision", "removal", "tombstone"] {
            #expect(try fixture.rows("SELECT * FROM \(table)").isEmpty)
        }
        #expect(try fixture.store.state().isRevoked)
    }
}

extension ReplicaError {
    /// Errors are equal by code; one of each comes from a failure that gives it.
    static func of(_ code: Code) -> ReplicaError { ReplicaError(code: code) }
}

extension ProcessInfo {
    var isLong: Bool { environment["SVAR_LONG"] == "1" }
}

extension [UInt8] {
    var hexText: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    func contains(_ other: [UInt8]) -> Bool { Data(self).range(of: Data(other)) != nil }
}
