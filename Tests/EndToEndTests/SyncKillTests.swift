import FoundationEssentials
import Glibc
import SvarJSON
import SvarSynthetic
import Synchronization
import Testing

/// `svar sync` killed at every page's end and inside pages, servers killed in the middle of a round: what is there is
/// whole, and what follows ends where a replica that nobody disturbed ends.
@Suite(.serialized, .timeLimit(.minutes(60))) struct SyncKillTests {
    private static let isLong = getenv("SVAR_LONG") != nil
    /// Reports of a page, small so that a round has many.
    private static let page = "4"

    /// Starts a sync, cuts the connection at a place and kills it within the milliseconds given. Gives whether it was
    /// killed before its end.
    private func killed(
        _ world: SyncWorld,
        _ replica: SyncWorld.Replica,
        _ proxy: SyncCutProxy,
        at place: SyncCutProxy.Place,
        after milliseconds: UInt32
    ) async throws -> Bool {
        let process = Mutex<RunningProcess?>(nil)
        let isCut = Atomic(false)
        proxy.cut(at: place) {
            isCut.store(true, ordering: .sequentiallyConsistent)
            usleep(milliseconds * 1_000)
            process.withLock { $0?.signal(SIGKILL) }
        }
        let started = try process.withLock { slot in
            let started = try RunningProcess([
                "sync", "--server", proxy.address, "--replica", replica.file, "--token-file", replica.token, "--page",
                Self.page,
            ])
            slot = started
            return started
        }
        let code = try await started.wait()
        #expect(code == -SIGKILL || code == 0 || (code == 2 && isCut.load(ordering: .sequentiallyConsistent)))
        return code != 0
    }

    /// A replica behind a proxy, and one that nothing happens to.
    private func prepared(persons: Int) async throws -> (SyncWorld, SyncCutProxy, SyncWorld.Replica) {
        let world = try await SyncWorld(persons: persons, reports: 4)
        let proxy = try SyncCutProxy(to: world.port)
        let replica = try await world.replica("killed", server: proxy.address)
        return (world, proxy, replica)
    }

    /// The last word of every test: whole, and the same as a fresh replica.
    private func converges(_ world: SyncWorld, _ replica: SyncWorld.Replica) async throws {
        let last = try await world.sync(replica)
        #expect(last.code == 0, "\(last.errors)")
        #expect(try await world.isWhole(replica))
        let fresh = try await world.replica("fresh")
        #expect(try await world.sync(fresh).code == 0)
        #expect(try await world.content(replica) == world.content(fresh))
    }

    @Test func killedAtEveryPageItGoesOnFromThere() async throws {
        let (world, proxy, replica) = try await prepared(persons: Self.isLong ? 40 : 6)
        var kills = 0
        var held = 0
        var random = SeededGenerator(seed: 7)
        // Each run gets one page further, or has it twice.
        while try await killed(world, replica, proxy, at: .pages(1), after: UInt32(random.integer(0...40))) {
            kills += 1
            #expect(try await world.isWhole(replica))
            let now = try await world.status(replica)["reports"]?.number.flatMap { Int($0) } ?? 0
            #expect(now >= held, "what was kept is lost")
            held = now
            try #require(kills < 2_000)
        }
        print("\(kills) kills at page ends")
        #expect(kills > 5)
        try await converges(world, replica)
    }

    @Test func killedInsidePagesItGoesOnFromTheLastOne() async throws {
        let (world, proxy, replica) = try await prepared(persons: Self.isLong ? 20 : 4)
        var random = SeededGenerator(seed: 8)
        var kills = 0
        for _ in 0..<(Self.isLong ? 200 : 12) {
            let place = SyncCutProxy.Place.bytes(random.integer(1...40_000))
            guard try await killed(world, replica, proxy, at: place, after: UInt32(random.integer(0...15))) else {
                continue
            }
            kills += 1
            #expect(try await world.isWhole(replica))
        }
        print("\(kills) kills inside pages")
        try await converges(world, replica)
    }

    /// While reports change between the kills.
    @Test func killedWhileReportsChangeItEndsWithTheNewest() async throws {
        let isFirst = { (message: SyntheticMessage) in message.kind == .new || message.kind == .preliminary }
        let world = try await SyncWorld(persons: 4, reports: 4, isFirst)
        let proxy = try SyncCutProxy(to: world.port)
        let replica = try await world.replica("killed", server: proxy.address)
        var random = SeededGenerator(seed: 9)
        for message in world.data.messages().filter({ !isFirst($0) }) {
            try await world.submit([message])
            let place = random.integer(0...1) == 0 ? SyncCutProxy.Place.pages(1) : .bytes(random.integer(1...20_000))
            _ = try await killed(world, replica, proxy, at: place, after: UInt32(random.integer(0...30)))
        }
        #expect(try await world.isWhole(replica))
        try await converges(world, replica)
    }

    @Test func aServerKilledInTheMiddleOfARoundIsGoneOnWith() async throws {
        let (world, proxy, replica) = try await prepared(persons: 6)
        for pages in 1...3 {
            let server = world.server
            proxy.cut(at: .pages(pages)) { server.signal(SIGKILL) }
            let broken = try await world.sync(replica, "--server", proxy.address, "--page", Self.page)
            #expect(broken.code == 2)
            #expect(broken.errors.contains("goes on"), "\(broken.errors)")
            #expect(try await server.wait() == -SIGKILL)
            #expect(try await world.isWhole(replica))
            try await world.start()
            proxy.moved(to: world.port)
        }
        let resumed = try await world.sync(replica, "--page", Self.page)
        #expect(resumed.code == 0 && resumed.errors.contains("going on"), "\(resumed.errors)")
        try await converges(world, replica)
    }

    /// Told to stop it ends after a page, and says that there is more.
    @Test(arguments: [SIGINT, SIGTERM]) func toldToStopItEndsAfterAPage(_ signal: Int32) async throws {
        let (world, proxy, replica) = try await prepared(persons: 6)
        let process = Mutex<RunningProcess?>(nil)
        let started = try process.withLock { slot in
            let started = try RunningProcess([
                "sync", "--server", proxy.address, "--replica", replica.file, "--token-file", replica.token, "--page",
                Self.page,
            ])
            slot = started
            return started
        }
        for _ in 0..<500 where proxy.passed.pages < 2 { try await Task.sleep(for: .milliseconds(5)) }
        started.signal(signal)
        let code = try await started.wait()
        #expect(code == 1 || code == 0, "\(started.errors)")
        if code == 1 { #expect(started.errors.contains("goes on"), "\(started.errors)") }
        #expect(try await world.isWhole(replica))
        try await converges(world, replica)
    }
}
