import SvarDomain
import SvarFHIR
import SvarSearch
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import Synchronization
import Testing

/// What is kept of persons and decisions is never older than the last write that was acknowledged (decisions 20 and 37).
struct KeptDecisionTests {
    /// Does something once, while the first row of reads is written.
    private final class Interrupted: AccessLog {
        let log: MemoryAccessLog
        private let act: Mutex<(@Sendable () async throws -> Void)?>

        init(_ log: MemoryAccessLog, _ act: @escaping @Sendable () async throws -> Void) {
            self.log = log
            self.act = Mutex(act)
        }

        func record(_ row: AuditRow, keeping query: KeptQuery?) async throws {
            let act = act.withLock { act in
                defer { act = nil }
                return act
            }
            try await act?()
            try await log.record(row, keeping: query)
        }

        func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(number: Int64, row: AuditRow)]
        {
            try await log.rows(about: person, before: before, limit: limit)
        }

        func row(_ number: Int64) async throws -> AuditRow? { try await log.row(number) }
        func number(from time: ServerTime) async throws -> Int64 { try await log.number(from: time) }

        func query(_ hash: [UInt8], now: ServerTime) async throws -> KeptQuery? {
            try await log.query(hash, now: now)
        }

        func close() async throws { try await log.close() }
    }

    private static func hold(_ world: AccessWorld, _ isHeld: Bool = true) async throws {
        let id = world.single.id
        try await world.store.write { transaction in
            let unit = try #require(try transaction.current(.observation, id)).unit
            try transaction.append([], to: unit, state: UnitState(isHeld: isHeld, isWithdrawn: false))
        }
    }

    @Test func aReadIsNotAnsweredWithWhatWasHeldWhileItsRowWasWritten() async throws {
        let world = try await AccessWorld()
        let log = MemoryAccessLog()
        let service = makeService(world.store, access: Interrupted(log) { try await Self.hold(world) })
        for who in [RoleTests.Who.doctorOfPerson, .person] {
            let refused = try await refusal {
                _ = try await service.read(.observation, world.single.id, caller: world.caller(who))
            }
            #expect(refused == Refusal.notFound)
        }
        // The first was about to be answered, and has a row for that too.
        #expect(log.rows.map(\.status) == [200, 404, 404])
    }

    @Test func anUnrelatedWriteWhileTheRowIsWrittenChangesNothing() async throws {
        let world = try await AccessWorld()
        let log = MemoryAccessLog()
        let service = makeService(
            world.store,
            access: Interrupted(log) {
                let body = world.observation(of: world.others.number)
                _ = try await world.service.create(.observation, body, caller: world.caller(.owner))
            }
        )
        let caller = world.caller(.doctorOfPerson)
        #expect(try await service.read(.observation, world.single.id, caller: caller).id == world.single.id)
        #expect(log.rows.map(\.status) == [200])
    }

    @Test func aHeldUnitIsHiddenFromTheNextReadAndShownWhenItIsFree() async throws {
        let world = try await AccessWorld()
        let caller = world.caller(.doctorOfPerson)
        for isHeld in [false, true, false, true] {
            try await Self.hold(world, isHeld)
            // The second read asks what the first one kept.
            for _ in 0..<2 {
                let status = try await world.status(of: .read, caller)
                #expect(status == (isHeld ? 404 : 200))
            }
        }
    }

    /// Of whom nothing has come they are known as well, so that their log of use has the look (row A64).
    @Test func whoIsLookedForIsKnownAndTheirFirstResultIsTheirs() async throws {
        let world = try await AccessWorld()
        let caller = world.caller(.doctorOfOther)
        let person = try #require(try await world.service.admission(caller).person)
        #expect(try await world.store.facts(of: person).units.isEmpty)
        let body = world.observation(of: world.others.number)
        let created = try await world.service.create(.observation, body, caller: world.caller(.owner))
        let id = try #require(created.resource).id
        #expect(try await world.service.admission(caller).person == person)
        #expect(try await world.service.read(.observation, id, caller: caller).id == id)
    }
}
