import Crypto
import SvarDomain
import SvarFHIR
import SvarReplica
import SvarServices
import SvarStore
import SvarSync
import SvarSynthetic
import SvarTesting

/// Server, replicas, clinic, producers, time and network from one seed: the store, the use cases of replicas, the engine
/// and the replica's file are the real ones. One thing happens at a time, also between two pages of an answer, so that
/// the same seed gives the same run.
actor Simulation {
    static let clinic = Caller(role: .replica, id: "", client: "journal", organisation: "310000001", request: "r1")
    private static let retention = Duration.seconds(2 * 86_400)

    /// As long as a line may last from the start.
    private static let month: Int64 = 1_767_225_600_000_000 + 29 * 86_400_000_000

    let clock = ManualClock()
    private let directory: TemporaryDirectory
    private let seed: UInt64
    let mutant: SimulationMutant?
    let store: SimulatedStore
    var service: ReplicaService
    private let access = HookedLog()
    private let tokenKey: SymmetricKey
    private let pageUnits: Int
    var world: SimulatedWorld
    var people: [PersonKey] = []
    var products: [Product] = []
    var replicas: [SimulatedReplica] = []
    /// The scope that the replica's own request asks for.
    var wanted: [Int: [Int: Int64]] = [:]
    var restores = 0
    private var versions = 0
    private var aside: Aside?
    /// What the network and the server do to the answer under way.
    var network = Network()
    var violation: SimulationViolation?
    private(set) var trace: [String] = []

    /// What goes into a copy of the store beside the store's own.
    private struct Aside {
        var world: SimulatedWorld
        var products: [Product]
    }

    init(seed: UInt64, kind: SimulatedStore.Kind, replicas count: Int, mutant: SimulationMutant? = nil) async throws {
        self.seed = seed
        self.mutant = mutant
        directory = try TemporaryDirectory(inMemory: true)
        var random = SeededGenerator(seed: seed, stream: 2)
        tokenKey = SymmetricKey(data: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
        pageUnits = random.pick([1, 2, 3, 50])
        store = try SimulatedStore(kind, in: directory.path, clock: clock, seed: seed)
        service = Self.service(store, access, clock, tokenKey, pageUnits, seed)
        let patients = (0..<random.integer(2...4)).map { "p\(seed)x\($0)" }
        world = SimulatedWorld(keys: try await store.keys(), patients: patients, followers: count)
        for patient in patients { people.append(try await store.open.addPerson(patient)) }
        for number in 0..<count {
            let replica = try SimulatedReplica(number, in: directory.path, seed: seed &+ UInt64(number))
            replicas.append(replica)
        }
        access.before { [weak self] in try await self?.whileRecording() }
    }

    private static func service(
        _ store: SimulatedStore,
        _ access: HookedLog,
        _ clock: ManualClock,
        _ key: SymmetricKey,
        _ pageUnits: Int,
        _ seed: UInt64
    ) -> ReplicaService {
        var configuration = ReplicaService.Configuration { clock.now }
        configuration.participants = { .approvingLists(of: Self.clinic.actor.organisation) }
        configuration.pageUnits = pageUnits
        configuration.retention = retention
        configuration.renewal = .seconds(3_600)
        return ReplicaService(
            store: store.open,
            access: access,
            configuration: configuration,
            ids: IDSource { [bytes = SeededBytes(seed: seed ^ 0xABCD)] in
                bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
            },
            tokens: SyncTokens(key: key)
        )
    }

    func note(_ text: @autoclosure () -> String) {
        trace.append("\(clock.now.microseconds % 100_000_000_000) \(text())")
    }

    func nextVersion() -> String {
        versions += 1
        return "v\(versions)"
    }

    /// Takes what the log says of what was just done.
    func observe(_ deeds: [SimulatedWorld.Deed]) async throws {
        let entries = try await store.open.log(after: LogPosition(Int64(world.head)), limit: 100)
        var deeds = deeds[...]
        for entry in entries {
            guard entry.stamp.position.rawValue == Int64(world.head) + 1 else {
                throw SimulationViolation(property: "log", detail: "there is a gap before \(entry.stamp.position)")
            }
            if entry.kind == .tick {
                try world.take(entry.stamp, .tick)
            } else if let deed = deeds.popFirst() {
                try world.take(entry.stamp, deed)
            }
            note("entry \(entry.stamp.position.rawValue) \(entry.kind)")
        }
        // A scope that stands as it was asked for is no entry.
        if deeds.contains(where: { if case .scope = $0 { false } else { true } }) {
            throw SimulationViolation(property: "log", detail: "a write has no entry")
        }
    }

    // MARK: Steps

    /// Runs the steps and lets everything come to rest.
    func run(_ steps: [SimulationStep]) async throws {
        for replica in replicas {
            network = Network()
            guard try await run(replica, .enrol(server: "http://server")) == .enrolled else {
                throw SimulationViolation(property: "enrolment", detail: "replica \(replica.number)")
            }
            guard case .professionals = try await run(replica, .professionals(SimulatedWorld.professionals)) else {
                throw SimulationViolation(property: "enrolment", detail: "replica \(replica.number)")
            }
            var random = SeededGenerator(seed: seed, stream: 3 + UInt64(replica.number))
            let scope = people.indices.filter { _ in !random.oneIn(4) }.map { ($0, Self.month) }
            try await setScope(replica.number, Dictionary(uniqueKeysWithValues: scope))
        }
        for step in steps {
            note("— \(step)")
            var random = SeededGenerator(seed: step.seed)
            try await perform(step, &random)
            if let violation { throw violation }
        }
        note("— rest")
        try await rest()
        if let violation { throw violation }
    }

    /// Lets go of the server's files: of thousands of runs they are more than a process may have open.
    func end() async throws { try await store.open.close() }

    private func perform(_ step: SimulationStep, _ random: inout SeededGenerator) async throws {
        let replica = replicas[step.replica % replicas.count]
        switch step.kind {
        case .write: for _ in 0..<random.integer(1...4) { try await write(&random) }
        case .scope:
            let scope = nextScope(replica.number, &random)
            wanted[replica.number] = scope
            network = Network(failing: random.next())
            try await sync(replica, .scope(.whole(scope.sorted { $0.key < $1.key }.map { line($0.key, $0.value) })))
        case .block: try await block(&random)
        case .pass:
            let span = random.pick([1, 500, 3_000, 2_500_000, 86_400_000_000, 3 * 86_400_000_000])
            pass(microseconds: Int64(span), &random)
            if !random.oneIn(3) { try await tick() }
            try checkOffline(replica)
        case .sync:
            network = Network(failing: random.next())
            try await sync(replica)
        case .reopen: try replica.reopen()
        case .powerCut:
            let head = replica.head
            try replica.putAside()
            network = Network(failing: random.next())
            network.pagesToStop = random.integer(0...3)
            try await sync(replica)
            try replica.takeBack()
            replica.head = min(head, replica.head)
        case .abort: try await abort(replica, &random)
        case .damage:
            let found = try replica.damage(&random)
            note("found \(found)")
        case .restart:
            try await store.restart()
            serve()
        case .copy:
            try store.copy()
            aside = Aside(world: world, products: products)
        case .restore: try await restore()
        case .prune: _ = try await service.prune()
        }
    }

    private func line(_ person: Int, _ until: Int64) -> ScopeLineRequest {
        ScopeLineRequest(
            person: "Patient/" + world.patients[person],
            basis: "gp-list",
            responsible: "9144889",
            until: InstantFormat.utcText(until)
        )
    }

    /// A new process of the server.
    private func serve() { service = Self.service(store, access, clock, tokenKey, pageUnits, seed) }

    private func restore() async throws {
        guard let aside else { return }
        try await store.restore()
        restores += 1
        world = SimulatedWorld(aside.world, keys: try await store.keys())
        products = aside.products
        for replica in replicas { replica.head = 0 }
        answers = [:]
        serve()
    }

    private func abort(_ replica: SimulatedReplica, _ random: inout SeededGenerator) async throws {
        try replica.failInside(after: random.integer(0...2))
        network = Network(failing: random.next())
        tokens[replica.number] = nil
        do {
            try await sync(replica)
            try replica.failNoMore()
        } catch let error as ReplicaError {
            note("aborted: \(error.code.rawValue)")
            try replica.failNoMore()
            if mutant == .tokenBeforeData, let token = tokens[replica.number] {
                try replica.setToken(token)
            }
            try replica.reopen()
        }
    }

    /// Tokens of the last page that was sent, by replica.
    var tokens: [Int: String] = [:]
    /// Rounds that told of something closed after their target, by name.
    var thinned: Set<String> = []
    /// Earlier answers that a network may give again, by replica.
    var answers: [Int: [String: [SimulatedAnswer]]] = [:]

    // MARK: Runs

    private func sync(_ replica: SimulatedReplica, _ command: SyncEngine.Command = .sync(watch: false)) async throws {
        let outcome = try await run(replica, command)
        note("replica \(replica.number): \(outcome)")
        switch outcome {
        case .enrolled, .inStep, .stopped, .unreachable, .scope, .professionals: break
        // A line that was over when it arrived; a change whose answer was lost twice, which meets itself.
        case .refused(400, _, _), .refused(412, _, _): break
        case .refused, .revoked, .diverged, .notEnrolled:
            throw SimulationViolation(property: "run", detail: "replica \(replica.number): \(outcome)")
        }
        if outcome == .inStep { replica.isDamaged = false }
    }

    @discardableResult
    private func run(_ replica: SimulatedReplica, _ command: SyncEngine.Command) async throws -> SyncOutcome {
        var limits = SyncEngine.Limits()
        limits.unitsPerAnswer = network.unitsPerAnswer
        let clock = clock
        let run = SyncRun(
            replica.store,
            over: SimulatedNetwork(simulation: self, replica: replica.number),
            environment: SyncRun.Environment(
                now: { clock.now.microseconds },
                sleep: { clock.move(microseconds: Int64($0) * 1_000) },
                seed: seed
            ),
            limits: limits
        )
        network.stop = { run.stop() }
        defer { network.stop = {} }
        return try await run.run(command)
    }

    /// No more faults: everybody gets in step, and is what the server says.
    private func rest() async throws {
        try await tick()
        for replica in replicas {
            network = Network()
            var outcome = try await run(replica, .sync(watch: false))
            // A run that ended between two states goes on once.
            if outcome != .inStep { outcome = try await run(replica, .sync(watch: false)) }
            guard outcome == .inStep else {
                throw SimulationViolation(property: "P4", detail: "replica \(replica.number) ends \(outcome)")
            }
            replica.isDamaged = false
            try await checkAtRest(replica)
        }
        try await checkStore()
    }
}

/// The way from a replica to the server.
struct SimulatedNetwork: SyncTransport {
    let simulation: Simulation
    let replica: Int

    func send(
        _ request: SyncRequest,
        onHead: @escaping @Sendable (SyncResponseHead) -> Void,
        onBytes: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(TransportFault) {
        try await simulation.carry(request, of: replica, onHead, onBytes)
    }
}
