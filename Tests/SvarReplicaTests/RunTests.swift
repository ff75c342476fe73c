import SvarReplica
import SvarSync
import SvarSynthetic
import SvarTesting
import Testing

/// Runs of engine, store and driver together against the model of a server.
struct RunTests {
    static let seeds = Array(UInt64(1)...20)

    private func world(_ seed: UInt64, events: Int = 60) -> ModelWorld {
        var generator = SeededGenerator(seed: seed)
        var world = ModelWorld(persons: 5)
        for person in 0..<4 { world.setScope(person, true) }
        for _ in 0..<events { world.step(&generator) }
        return world
    }

    @Test(arguments: seeds)
    func aReplicaEndsUpAsTheServerSays(_ seed: UInt64) async throws {
        let fixture = try Fixture()
        let server = ModelServer(world(seed), seed: seed)
        try await fixture.inStep(with: server)
        try expectInStep(fixture, server.world)
        for _ in 0..<6 {
            server.change { inner in for _ in 0..<12 { inner.world.step(&inner.generator) } }
            #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
            try expectInStep(fixture, server.world)
        }
    }

    @Test(arguments: seeds)
    func whatHappensBetweenPagesIsNotMissed(_ seed: UInt64) async throws {
        let fixture = try Fixture()
        let server = ModelServer(world(seed), seed: seed)
        server.change { inner in (inner.eventsBetween, inner.pageUnits, inner.chunk) = (3, 2, 333) }
        #expect(try await fixture.run(server).run(.enrol(server: "http://server")) == .enrolled)
        for _ in 0..<6 {
            server.change { inner in for _ in 0..<6 { inner.world.step(&inner.generator) } }
            _ = try await fixture.run(server).run(.sync(watch: false))
        }
        server.change { $0.eventsBetween = 0 }
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        try expectInStep(fixture, server.world)
    }

    @Test(arguments: seeds)
    func lostCutStaleAndRefusedAnswersChangeNothingInTheEnd(_ seed: UInt64) async throws {
        let fixture = try Fixture()
        let server = ModelServer(world(seed), seed: seed)
        #expect(try await fixture.run(server).run(.enrol(server: "http://server")) == .enrolled)
        server.change { inner in
            (inner.eventsBetween, inner.pageUnits) = (1, 3)
            inner.trouble = { generator in
                switch Int.random(in: 0..<10, using: &generator) {
                case 0: .lost
                case 1, 2: .cut(Int.random(in: 0...1_000, using: &generator))
                case 3: .stale
                case 4: .status(503, "busy")
                case 5 where Int.random(in: 0..<4, using: &generator) == 0: .status(410, "token-expired: too old")
                default: .none
                }
            }
        }
        for _ in 0..<8 {
            server.change { inner in for _ in 0..<6 { inner.world.step(&inner.generator) } }
            _ = try await fixture.run(server).run(.sync(watch: false))
        }
        server.change { inner in
            inner.eventsBetween = 0
            inner.trouble = { _ in .none }
        }
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        try expectInStep(fixture, server.world)
    }

    @Test(arguments: seeds)
    func anAnswerCutAnywhereIsNotHalfKept(_ seed: UInt64) async throws {
        let fixture = try Fixture()
        let server = ModelServer(world(seed), seed: seed)
        #expect(try await fixture.run(server).run(.enrol(server: "http://server")) == .enrolled)
        server.change { inner in
            inner.trouble = { generator in .cut(Int.random(in: 0...1_000, using: &generator)) }
        }
        var limits = SyncEngine.Limits()
        limits.strikes = 1
        let whole = server.world.state(at: server.world.head)
        for _ in 0..<12 {
            _ = try await fixture.run(server, limits: limits).run(.sync(watch: false))
            for (key, held) in try fixture.held() { #expect(whole[key] == held) }
            #expect(try fixture.store.scrub(isRepairing: false).isEmpty)
        }
        server.change { $0.trouble = { _ in .none } }
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        try expectInStep(fixture, server.world)
    }

    /// P15: whatever happened to the file, putting right gives what a fresh replica has.
    @Test(arguments: seeds)
    func aDamagedOrOldReplicaBecomesAsAFreshOne(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let fixture = try Fixture()
        let server = ModelServer(world(seed), seed: seed)
        try await fixture.inStep(with: server)
        let damages = [
            "UPDATE unit SET ver = ver + 1 WHERE id % 3 = 0", "UPDATE unit SET hash = zeroblob(32) WHERE id % 4 = 1",
            "UPDATE unit SET body = x'00', codec = 0 WHERE id % 2 = 0", "UPDATE person SET sum = zeroblob(32)",
            "UPDATE replica SET units = units + 1", "DELETE FROM unit WHERE id % 3 = 1",
            "DELETE FROM person WHERE id % 2 = 0",
            "UPDATE unit SET kp_ms = 9000000000 WHERE id % 2 = 1",
            "UPDATE replica SET sum = zeroblob(32), floor_ms = 9000000000",
            "INSERT OR REPLACE INTO tombstone SELECT k, 9000000000, 0 FROM unit WHERE id % 2 = 0; DELETE FROM unit WHERE id % 2 = 0",
            "UPDATE replica SET token = 'nonsense'", "DELETE FROM analysis WHERE unit % 2 = 0",
            "UPDATE person SET units = units + 1, until = NULL WHERE id % 2 = 1",
        ]
        for _ in 0..<2 { try fixture.execute(damages.randomElement(using: &generator) ?? "") }
        server.change { inner in for _ in 0..<12 { inner.world.step(&inner.generator) } }
        _ = try fixture.store.scrub(isRepairing: true)
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        server.change { inner in for _ in 0..<12 { inner.world.step(&inner.generator) } }
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        try expectInStep(fixture, server.world)
    }

    @Test(arguments: seeds)
    func aRestoredServerIsFollowedBackAndForth(_ seed: UInt64) async throws {
        let fixture = try Fixture()
        let server = ModelServer(world(seed), seed: seed)
        try await fixture.inStep(with: server)
        server.change { $0.world.restore(to: 30) }
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        try expectInStep(fixture, server.world)
        server.change { inner in for _ in 0..<20 { inner.world.step(&inner.generator) } }
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        try expectInStep(fixture, server.world)
    }

    @Test(arguments: [1, 2, 5, 50])
    func theSizeOfPagesMakesNoDifference(_ size: Int) async throws {
        let fixture = try Fixture()
        let server = ModelServer(world(7), seed: 7)
        server.change { $0.pageUnits = size }
        try await fixture.inStep(with: server)
        try expectInStep(fixture, server.world)
        #expect(try fixture.held() == server.world.state(at: server.world.head))
    }

    @Test func whenNothingDiffersOnlyTheManifestMoves() async throws {
        let fixture = try Fixture()
        let server = ModelServer(world(3), seed: 3)
        try await fixture.inStep(with: server)
        let before = server.requests.count
        server.change { inner in
            inner.trouble = { generator in .none }
        }
        try fixture.execute("UPDATE replica SET reconcile = 1")
        #expect(try await fixture.run(server).run(.sync(watch: false)) == .inStep)
        let asked = server.requests[before...].map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
        #expect(asked == ["r1", "manifest", "delta"])
        try expectInStep(fixture, server.world)
    }
}
