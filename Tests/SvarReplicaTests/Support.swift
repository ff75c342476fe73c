import Crypto
import Foundation
import GRDB
import SvarReplica
import SvarSync
import SvarSynthetic
import SvarTesting
import Synchronization
import Testing

/// A replica in a directory of its own, with a clock that stands still.
struct Fixture {
    static let now: Int64 = 1_800_000_000_000_000
    let directory: TemporaryDirectory
    let store: ReplicaStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try ReplicaStore.create(directory.path + "/clinic.replica") { SeededBytes(seed: 3)($0) }
    }

    var path: String { store.path }

    static let environment = SyncRun.Environment(now: { now }, sleep: { _ in }, seed: 1)

    func run(_ server: ModelServer, limits: SyncEngine.Limits = SyncEngine.Limits()) -> SyncRun {
        SyncRun(store, over: server, environment: Self.environment, limits: limits)
    }

    /// Enrols, and gets in step.
    func inStep(with server: ModelServer) async throws {
        #expect(try await run(server).run(.enrol(server: "http://server")) == .enrolled)
        #expect(try await run(server).run(.sync(watch: false)) == .inStep)
    }

    /// Somebody who may read.
    static let professional = EnrolledProfessional(
        number: 9_144_889,
        tag: WireKey(professional: 9_144_889, in: "r1", key: SymmetricKey(data: [UInt8](repeating: 1, count: 32)))
    )

    func reader(_ now: Date) throws -> ReplicaReader {
        try Replica(store).reader(hpr: Self.professional.number, purpose: .treatment, now: now)
    }

    /// What is stored, as the model says it. Bodies are read back.
    func held() throws -> [WireKey: ModelWorld.Held] {
        var held: [WireKey: ModelWorld.Held] = [:]
        for row in try rows("SELECT k, p, unit.kp_ms, unit.kp_n, ver FROM unit JOIN person ON person.id = person") {
            let key = try #require(WireKey(bytes: row.bytes(0)))
            held[key] = ModelWorld.Held(
                person: try #require(WireKey(bytes: row.bytes(1))),
                stamp: SyncStamp(milliseconds: row[2], number: row[3]),
                version: row[4],
                body: try store.body(of: key) ?? []
            )
        }
        return held
    }

    func rows(_ sql: String) throws -> [Row] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { try Row.fetchAll($0, sql: sql) }
    }

    func execute(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    }
}

extension Row {
    func bytes(_ column: Int) -> [UInt8] {
        let data: [UInt8]? = try? withUnsafeData(atIndex: column) { data in data.map { [UInt8]($0) } }
        return data ?? []
    }
}

/// Expects a replica to be what the world is now, and to be sound.
func expectInStep(_ fixture: Fixture, _ world: ModelWorld, sourceLocation: SourceLocation = #_sourceLocation) throws {
    func bare(_ held: [WireKey: ModelWorld.Held]) -> [WireKey: ModelWorld.Held] {
        held.mapValues { held in
            var held = held
            held.stamp = .zero
            return held
        }
    }
    #expect(bare(try fixture.held()) == bare(world.state(at: world.head)), sourceLocation: sourceLocation)
    let state = try fixture.store.state()
    let total = world.total(at: world.head)
    #expect(state.totals.units == total.count, sourceLocation: sourceLocation)
    #expect(state.totals.sum == total.digest, sourceLocation: sourceLocation)
    let persons = try fixture.rows("SELECT p FROM person WHERE until IS NOT NULL ORDER BY p").map { $0.bytes(0) }
    #expect(persons == world.manifest(at: world.head).map(\.person.bytes), sourceLocation: sourceLocation)
    #expect(try fixture.store.scrub(isRepairing: false).isEmpty, sourceLocation: sourceLocation)
}
