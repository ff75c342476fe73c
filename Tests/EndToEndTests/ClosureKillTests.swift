import FoundationEssentials
import Glibc
import SvarSynthetic
import Testing

/// The server is killed (SIGKILL) at random instants while citizens close, open and reserve: every setting that was
/// acknowledged stands, in the store and in the log of closures as the kill left it, so that a store restored from a
/// backup that is older than all of it shows nothing of what is closed; and what was erased is nowhere. Four kills, with
/// SVAR_LONG=1 sixty.
@Suite(.serialized, .timeLimit(.minutes(60))) struct ClosureKillTests {
    private static let isLong = getenv("SVAR_LONG") != nil
    private static let rounds = isLong ? 60 : 4

    @Test func everyClosureThatWasAcknowledgedStandsAndWhatWasErasedIsGone() async throws {
        let world = try await ClosureWorld(closing: 3, reserving: 3)
        var server = try await world.serve(world.store, world.closures)
        for citizen in world.citizens { try await citizen.sendReports(to: server) }
        let saved = try await Binary.run(["store", "backup", world.backup, "--data", world.store])
        try #require(try await saved.wait() == 0, "\(saved.errors)")

        for round in 1...Self.rounds {
            let killed = server
            await withTaskGroup { group in
                for citizen in world.citizens { group.addTask { await citizen.run(killed) } }
                let before = world.acknowledged
                group.addTask {
                    do {
                        // A busy machine may come to nothing in a given time.
                        #expect(try await RunningProcess.becomesTrue { world.acknowledged > before + 6 })
                        try await Task.sleep(for: .microseconds(Int.random(in: 0...400_000)))
                    } catch {
                        Issue.record(error)
                    }
                    killed.process.signal(SIGKILL)
                }
                await group.waitForAll()
            }
            #expect(try await killed.process.wait() == -SIGKILL)
            // What a restore would have had, had the disk with the store been lost at that instant.
            let left = try world.copyOfClosures("left-\(round)")
            for citizen in world.citizens { citizen.noteKill() }
            server = try await world.serve(world.store, world.closures)
            for citizen in world.citizens { try await citizen.check(server) }
            if round.isMultiple(of: 5) || round == Self.rounds {
                try await restoredShowsNothingClosed(world, left, "restored-\(round)")
            }
        }

        // Whoever reserved last stays reserved; all that was ever erased leaves the files within seconds.
        for citizen in world.citizens where citizen.reserves { try await citizen.reserve(server) }
        #expect(
            try await RunningProcess.becomesTrue { try await world.traces(in: [world.store, world.closures]).isEmpty }
        )
        for citizen in world.citizens { try await citizen.check(server) }
        server.process.signal(SIGTERM)
        #expect(try await server.process.wait() == 0, "\(server.process.errors)")
        let verified = try await Binary.run(["store", "verify", "--data", world.store])
        #expect(try await verified.wait() == 0, "\(verified.output)\(verified.errors)")
        #expect(try await world.traces(in: [world.store, world.closures]).isEmpty)
        for citizen in world.citizens { citizen.noteKill() }
        try await restoredShowsNothingClosed(world, world.closures, "restored")
        let erased = world.citizens.reduce(0) { $0 + $1.gone.count }
        print("\(Self.rounds) kills: \(world.acknowledged) acknowledged changes stand, \(erased) reports erased")
        #expect(erased > 0)
    }

    private func restoredShowsNothingClosed(_ world: ClosureWorld, _ closures: String, _ name: String) async throws {
        let place = "\(world.folder.path)/\(name)"
        let restored = try await Binary.run(
            ["store", "restore", world.backup, "--data", place, "--closures", closures]
        )
        try #require(try await restored.wait() == 0, "\(restored.errors)")
        let server = try await world.serve(place, closures)
        for citizen in world.citizens { try await citizen.checkRestored(server) }
        server.process.signal(SIGTERM)
        #expect(try await server.process.wait() == 0, "\(server.process.errors)")
        let verified = try await Binary.run(["store", "verify", "--data", place])
        #expect(try await verified.wait() == 0, "\(verified.output)\(verified.errors)")
        #expect(try await world.traces(in: [place], atKill: true).isEmpty)
    }
}
