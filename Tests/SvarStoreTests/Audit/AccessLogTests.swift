import Foundation
import GRDB
import SvarDomain
import SvarStore
import SvarSynthetic
import SvarTesting
import Testing

@testable import SvarStoreSQLite

/// The log of use for reads, in its own file.
struct AccessLogTests {
    let directory: TemporaryDirectory
    let clock = ManualClock()
    let bytes = SeededBytes(seed: 37)

    init() throws {
        directory = try TemporaryDirectory()
        try StoreFiles(directory: directory.path).makeDirectories()
    }

    private func open(_ durability: SQLiteAccessLog.Durability = .process) throws -> SQLiteAccessLog {
        let (clock, bytes) = (clock, bytes)
        return try SQLiteAccessLog.open(
            directory: directory.path,
            durability: durability,
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        )
    }

    /// What another process would see.
    private func rows() throws -> [AuditRow] {
        let reader = try Readers.connect(AccessFiles(directory: directory.path).database, number: 9, cacheKiB: 256)
        defer { try? reader.close() }
        return try reader.read { database in
            try database.rows("SELECT body FROM audit ORDER BY number") { try AuditRow(encoded: $0.bytes(0))! }
        }
    }

    @Test(arguments: SQLiteAccessLog.Durability.allCases)
    func aRowIsThereForOthersWhenRecordReturns(durability: SQLiteAccessLog.Durability) async throws {
        let log = try open(durability)
        for number in 1...5 {
            try await log.record(Sample.row(number), keeping: nil)
            #expect(try rows() == (1...number).map(Sample.row))
        }
        try await log.close()
    }

    @Test(arguments: SQLiteAccessLog.Durability.allCases)
    func rowsOfManyCallersAreAllKeptInOneChain(durability: SQLiteAccessLog.Durability) async throws {
        let log = try open(durability)
        let (callers, each) = (64, 20)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    for number in 0..<each { try await log.record(Sample.row(caller * each + number), keeping: nil) }
                }
            }
            try await group.waitForAll()
        }
        try await log.close()
        #expect(Set(try rows().map(\.request)) == Set((0..<callers * each).map { Sample.row($0).request }))
        let found = try verify()
        #expect(found.rows == Int64(callers * each))
        #expect(found.fault == nil)
        #expect(log.syncFailures == 0)
    }

    /// After many callers at once others are expected; who comes alone then waits for them only a short time.
    @Test func aRowIsNotHeldUpByOthersWhoDoNotCome() async throws {
        let log = try open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<200 { group.addTask { try await log.record(Sample.row(caller), keeping: nil) } }
            try await group.waitForAll()
        }
        let start = ContinuousClock.now
        for number in 0..<100 { try await log.record(Sample.row(number), keeping: nil) }
        // Held up, each would wait for callers that never come; the limit is for machines that do much else.
        #expect(ContinuousClock.now - start < .seconds(120))
        #expect(try rows().count == 300)
        try await log.close()
    }

    @Test func theChainGoesOnAfterARestart() async throws {
        for number in 1...3 {
            let log = try open()
            try await log.record(Sample.row(number), keeping: nil)
            try await log.close()
        }
        #expect(try verify().rows == 3)
        #expect(try verify().fault == nil)
    }

    @Test(arguments: SQLiteAccessLog.Durability.allCases)
    func aLogThatIsClosedUnderManyCallersKeepsWhatItAcknowledgedAndRefusesTheRest(
        durability: SQLiteAccessLog.Durability
    ) async throws {
        let log = try open(durability)
        let recorded = try await withThrowingTaskGroup(of: Int.self) { group in
            for caller in 0..<32 {
                group.addTask {
                    var count = 0
                    do {
                        while count < 200 {
                            try await log.record(Sample.row(caller), keeping: nil)
                            count += 1
                        }
                    } catch let error as SvarError {
                        #expect(error.code == .storeClosed)
                    }
                    return count
                }
            }
            group.addTask {
                try await Task.sleep(for: .milliseconds(20))
                try await log.close()
                return 0
            }
            return try await group.reduce(0, +)
        }
        #expect(try rows().count == recorded)
        try await log.close()
    }

    @Test func aClosedLogTakesNothing() async throws {
        let log = try open()
        try await log.close()
        await #expect(throws: SvarError(.storeClosed, "")) { try await log.record(Sample.row(1), keeping: nil) }
    }

    @Test func aKeptQueryIsFoundUntilItsTimeAndAfterARestart() async throws {
        let query = KeptQuery(hash: bytes(16), body: Array("code=718-7&patient=x".utf8), until: clock.now.later(10))
        var log = try open()
        try await log.record(Sample.row(1), keeping: query)
        #expect(try await log.query(query.hash, now: clock.now) == query)
        try await log.close()
        log = try open()
        #expect(try await log.query(query.hash, now: clock.now) == query)
        #expect(try await log.query(query.hash, now: query.until) == nil)
        #expect(try await log.query(bytes(16), now: clock.now) == nil)
        try await log.close()
    }

    @Test func aKeptQueryIsNotReadableInTheFile() async throws {
        let secret = "a-word-that-nobody-should-find"
        let log = try open()
        let query = KeptQuery(hash: bytes(16), body: Array(secret.utf8), until: clock.now.later(3_600))
        try await log.record(Sample.row(1), keeping: query)
        for name in ["access.db", "access.db-wal"] {
            let content = try Data(contentsOf: URL(filePath: "\(directory.path)/\(name)"))
            #expect(content.range(of: Data(secret.utf8)) == nil)
        }
        try await log.close()
    }

    @Test func queriesThatHadTheirTimeAreRemoved() async throws {
        let log = try open()
        for number in 1...20 {
            let query = KeptQuery(hash: bytes(16), body: [1], until: clock.now.later(number))
            try await log.record(Sample.row(number), keeping: query)
        }
        clock.move(microseconds: 120_000_000)
        let last = KeptQuery(hash: bytes(16), body: [2], until: clock.now.later(60))
        try await log.record(Sample.row(21), keeping: last)
        try await log.close()
        let file = try DatabaseQueue(path: AccessFiles(directory: directory.path).database)
        #expect(try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM kept") } == 1)
    }

    @Test func eachSyncedGroupReachesTheDiskBeforeItIsAnswered() async throws {
        let disk = FaultyDisk(directory: directory.path)
        let log = try open(.power)
        for number in 1...5 {
            let before = disk.counts.commits
            try await log.record(Sample.row(number), keeping: nil)
            #expect(disk.counts.commits > before)
        }
        try await log.close()
    }

    private func verify() throws -> AuditReader.Verification {
        // The reader wants a store beside it.
        let files = StoreFiles(directory: directory.path)
        if !FileManager.default.fileExists(atPath: files.database) {
            let empty = try DatabaseQueue(path: files.database)
            try empty.close()
        }
        return try #require(try AuditReader(directory: directory.path).verify().first { $0.book == .access })
    }
}

extension ServerTime {
    /// So many seconds later.
    func later(_ seconds: Int) -> ServerTime { ServerTime(microseconds: microseconds + Int64(seconds) * 1_000_000) }
}

/// Rows of our own making.
enum Sample {
    static func row(_ number: Int) -> AuditRow {
        AuditRow(
            at: ServerTime(microseconds: 1_767_225_600_000_000 + Int64(number)),
            action: AuditRow.Action.allCases[abs(number) % AuditRow.Action.allCases.count],
            outcome: AuditRow.Outcome.allCases[abs(number) % AuditRow.Outcome.allCases.count],
            status: 200 + abs(number) % 300,
            actor: actor(number),
            person: number.isMultiple(of: 3) ? nil : PersonKey(Int64(number)),
            units: (0..<abs(number) % 5).map { UnitKey(Int64($0)) },
            basis: number.isMultiple(of: 2) ? "" : "SAMTYKKE",
            position: LogPosition(Int64(number)),
            request: "request-\(number)",
            setting: number.isMultiple(of: 7) ? AuditedSetting(id: Int64(number), action: "set") : nil
        )
    }

    /// Some have all that a token can say, some have nothing of it.
    private static func actor(_ number: Int) -> AuditActor {
        var facts = AuditedAttestation.Facts()
        if number.isMultiple(of: 2) { facts.purpose = .init(system: "urn:p", value: "TREAT", text: "Behandling") }
        if number.isMultiple(of: 3) { facts.legalEntity = .init(value: "999", text: "Testby legesenter") }
        if number.isMultiple(of: 5) { facts.attestedAt = Int64(number) }
        if number.isMultiple(of: 6) { facts.decision = "d\(number)" }
        facts.isUserSelected = [nil, false, true][abs(number) % 3]
        return AuditActor(
            role: "personnel",
            id: "9144\(number)",
            client: "journal",
            organisation: "999",
            name: number.isMultiple(of: 4) ? "" : "Test Lege",
            code: number.isMultiple(of: 4) ? "" : "LE",
            organisationName: number.isMultiple(of: 4) ? "" : "Testby legesenter",
            attestation: facts.isEmpty ? nil : AuditedAttestation(facts)
        )
    }
}
