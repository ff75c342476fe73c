import Foundation
import SvarReplica
import SvarSync
import SvarSynthetic
import SvarTesting
import Testing

/// Who may read, over a network that loses answers and with others who change the list.
struct ProfessionalRunTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let fixture: Fixture
    private let server: ModelServer

    init() throws {
        fixture = try Fixture()
        var world = ModelWorld(persons: 2)
        var generator = SeededGenerator(seed: 4)
        for person in 0..<2 { world.setScope(person, true) }
        for _ in 0..<20 { world.step(&generator) }
        server = ModelServer(world, seed: 4)
    }

    private func run(_ command: SyncEngine.Command) async throws -> SyncOutcome {
        try await fixture.run(server).run(command)
    }

    /// Whether they are let in; another failure than the refusal is none of these tests' answers.
    private func reads(_ number: Int) throws(ReplicaError) -> Bool {
        do throws(ReplicaError) {
            _ = try Replica(fixture.store).reader(hpr: number, purpose: .treatment, now: Self.now)
            return true
        } catch {
            guard error.code == .reader else { throw error }
            return false
        }
    }

    @Test func whoIsEnrolledReadsAfterTheNextRound() async throws {
        try await fixture.inStep(with: server)
        #expect(try await run(.professionals([7, 8])) == .professionals([7, 8]))
        #expect(try !reads(7) && !reads(9))
        #expect(try await run(.sync(watch: false)) == .inStep)
        #expect(try reads(7) && reads(8) && !reads(9))
        #expect(try Replica(fixture.store).professionals() == [7, 8])
    }

    @Test func whoIsTakenOffReadsNoMoreWhateverBecomesOfTheAnswer() async throws {
        try await fixture.inStep(with: server)
        _ = try await run(.professionals([7, 8]))
        _ = try await run(.sync(watch: false))
        server.change { $0.trouble = { _ in .lost } }
        guard case .unreachable = try await run(.professionals([7])) else {
            Issue.record("an answer came")
            return
        }
        #expect(try reads(7) && !reads(8))
        // The server has taken it; the file finds that its own list is the same.
        server.change { $0.trouble = { _ in .none } }
        #expect(try await run(.sync(watch: false)) == .inStep)
        #expect(try reads(7) && !reads(8))
    }

    /// Another program of the clinic, or this one before its file was put back: what the server says then may take marks from
    /// persons who are closed from somebody whom the file still knows.
    @Test func aListThatWasChangedElsewhereIsAskedForBeforeAnythingIsKept() async throws {
        try await fixture.inStep(with: server)
        _ = try await run(.professionals([7, 8]))
        _ = try await run(.sync(watch: false))
        server.change { inner in
            (inner.professionals, inner.professionalsVersion) = ([7, 9], inner.professionalsVersion + 1)
            for _ in 0..<10 { inner.world.step(&inner.generator) }
            inner.requests = []
        }
        #expect(try await run(.sync(watch: false)) == .inStep)
        #expect(try reads(7) && !reads(8) && !reads(9))
        let paths = server.requests.map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
        #expect(paths.prefix(3) == ["delta", "r1", "delta"])
        try expectInStep(fixture, server.world)
        // It is asked once.
        server.change { $0.requests = [] }
        #expect(try await run(.sync(watch: false)) == .inStep)
        #expect(!server.requests.contains { $0.path.hasSuffix("/r1") })
    }
}
