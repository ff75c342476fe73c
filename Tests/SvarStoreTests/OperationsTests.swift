import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarTesting
import Testing

/// Backup, check, restore and upkeep.
struct OperationsTests {
    private let environment = StoreEnvironment(
        clock: { ServerTime(microseconds: 1_800_000_000_000_000) },
        randomBytes: { [UInt8](repeating: 5, count: $0) }
    )

    /// A store with a bit of everything, closed.
    private func filled(_ directory: TemporaryDirectory) async throws {
        let store = try openStore(directory)
        let person = try await store.addPerson("p", [Fixture.numbers[0]])
        for number in 0..<20 { try await addSmallReport("\(number)", person: person, to: store) }
        try await store.write { transaction in
            let key = try transaction.attach([1, 2, 3], person: person)
            let unit = try Fixture.unit(
                [
                    Fixture.version(.binary, "b", item: "binary", attachment: key),
                    Fixture.version(.diagnosticReport, "r"),
                ],
                person: person,
                in: transaction
            )
            let submission = try transaction.addSubmission(
                producer: Fixture.laboratory,
                messageID: "m",
                bytes: Array("<raw/>".utf8),
                keepsRaw: true
            )
            try transaction.addContribution([1], to: unit, submission: submission)
        }
        try await store.close()
    }

    /// Reads index rows back from a fixture: the reports alone have identifiers.
    private static let index = StoreIndex.fixture { version in
        version.type == .diagnosticReport && version.id != "r"
            ? [Fixture.identifier("urn:report|\(version.id.dropFirst())")] : []
    }

    @Test func soundStoreHasNoFindings() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        #expect(try StoreCheck.run(directory.path, index: Self.index) == [])
    }

    @Test(arguments: [
        ("UPDATE log SET pos = 999 WHERE pos = 5", StoreFinding.Kind.log),
        ("UPDATE log SET at = at - 3 WHERE pos = 5", .log),
        ("UPDATE version SET at = at + 1 WHERE key = 3", .version),
        ("UPDATE resource SET version = 1 WHERE key = 2", .version),
        ("UPDATE unit SET pos = 1 WHERE key = 3", .version),
        ("PRAGMA foreign_keys = OFF; DELETE FROM unit WHERE key = 3", .version),
        ("DELETE FROM search_index WHERE resource = 3", .index),
        ("DELETE FROM search_index WHERE resource = 1 AND cluster < -2", .index),
        ("DELETE FROM search_index WHERE resource = 1 AND cluster = -1", .index),
        ("UPDATE search_index SET pos_to = 9 WHERE resource = 2 AND slot = 0", .index),
        ("INSERT INTO search_index VALUES (1, 9, 'x', 'y', 0, 1, 1, NULL)", .index),
        ("UPDATE resource SET facts = x'' WHERE key = 1", .index),
        ("UPDATE version SET attachment = NULL", .attachment),
        ("UPDATE attachment SET bytes = x'010204'", .attachment),
        ("UPDATE submission SET raw = zeroblob(40)", .submission),
        ("UPDATE contribution SET arrival = 2", .submission),
    ])
    func checkFindsDamage(sql: String, kind: StoreFinding.Kind) async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        let database = try DatabaseQueue(path: directory.path + "/svar.sqlite")
        try await database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
        let findings = try StoreCheck.run(directory.path, index: Self.index)
        #expect(findings.contains { $0.kind == kind }, "\(findings)")
    }

    @Test func checkFindsDamagedPages() async throws {
        let directory = try TemporaryDirectory()
        try await filled(directory)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: directory.path + "/svar.sqlite"))
        let pages = Int(try handle.seekToEnd()) / 4_096
        for page in stride(from: 3, to: pages, by: 2) {
            try handle.seek(toOffset: UInt64(page * 4_096 + 8))
            try handle.write(contentsOf: [UInt8](repeating: 0xA5, count: 600))
        }
        try handle.close()
        #expect(try StoreCheck.run(directory.path).contains { $0.kind == .file })
    }

    /// A store whose log of use for reads has as many rows.
    private func read(_ directory: TemporaryDirectory, _ rows: Int) async throws {
        try await filled(directory)
        let environment = environment
        let log = try SQLiteAccessLog.open(directory: directory.path, environment: environment)
        let kept = KeptQuery(hash: [1], body: Array("q".utf8), until: ServerTime(microseconds: .max))
        for number in 0..<rows { try await log.record(Sample.row(number), keeping: number == 0 ? kept : nil) }
        try await log.close()
    }

    @Test func backupAndRestoreTakeTheLogOfUseAlong() async throws {
        let (directory, parent) = (try TemporaryDirectory(), try TemporaryDirectory())
        try await read(directory, 30)
        let (copy, restored) = (parent.path + "/backup", parent.path + "/restored")
        try StoreBackup.backup(directory.path, to: copy, now: environment.clock())
        try StoreBackup.restore(copy, to: restored, index: Self.index, takesOld: true, environment: environment)
        for path in [copy, restored] {
            let access = try #require(try AuditReader(directory: path).verify().first { $0.book == .access })
            #expect(access.rows == 30 && access.fault == nil)
            #expect(try StoreCheck.run(path, index: Self.index) == [])
            let file = try DatabaseQueue(path: path + "/access.db")
            #expect(try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM kept") } == 0)
        }
        // The chain goes on where it was.
        let log = try SQLiteAccessLog.open(directory: restored, environment: environment)
        try await log.record(Sample.row(31), keeping: nil)
        try await log.close()
        #expect(try AuditReader(directory: restored).verify().first { $0.book == .access }?.rows == 31)
    }

    @Test(arguments: [
        "DELETE FROM audit WHERE number = 7", "UPDATE audit SET person = 99 WHERE number = 7",
        "UPDATE audit SET commitment = zeroblob(32) WHERE number = 7", nil,
    ])
    func checkFindsADamagedLogOfUse(_ sql: String?) async throws {
        let directory = try TemporaryDirectory()
        try await read(directory, 30)
        let path = directory.path + "/access.db"
        if let sql {
            let file = try DatabaseQueue(path: path)
            try await file.writeWithoutTransaction { try $0.execute(sql: sql) }
            try file.close()
        } else {
            try Data(repeating: 0xA5, count: 20_000).write(to: URL(filePath: path))
        }
        let findings = try StoreCheck.run(directory.path, index: Self.index)
        #expect(findings.map(\.kind) == [.audit], "\(findings)")
    }

    @Test func backupWhileWritingIsOneInstantAndRestores() async throws {
        let (directory, parent) = (try TemporaryDirectory(), try TemporaryDirectory())
        let store = try openStore(directory)
        let person = try await store.addPerson("p")
        for number in 0..<200 { try await addSmallReport("\(number)", person: person, to: store) }
        let (copy, restored) = (parent.path + "/backup", parent.path + "/restored")
        let writer = Task {
            var number = 200
            while !Task.isCancelled {
                try await addSmallReport("\(number)", person: person, to: store)
                number += 1
            }
            return number
        }
        try await onThread {
            try StoreBackup.backup(directory.path, to: copy, now: environment.clock()) { done, total in
                #expect(done <= total)
            }
        }
        writer.cancel()
        let written = try await writer.value
        #expect(try StoreCheck.run(copy, index: Self.index) == [])
        try StoreBackup.restore(copy, to: restored, index: Self.index, takesOld: true, environment: environment)
        #expect(try StoreCheck.run(restored, index: Self.index) == [])
        let again = try SQLiteStore.open(
            directory: restored,
            kind: .sandbox,
            create: false,
            index: .fixture(),
            environment: environment
        )
        let count = try await again.statistics().units
        #expect((200...written).contains(count))
        #expect(again.epoch != store.epoch)
        #expect(try await again.current(.observation, "o199", in: .everything) != nil)
        try await addSmallReport("new", person: person, to: again)
        try await again.close()
        try await store.close()
    }

    @Test func restoreAndBackupRefuseATargetThatIsNotEmpty() async throws {
        let (directory, target) = (try TemporaryDirectory(), try TemporaryDirectory())
        try await filled(directory)
        try Data().write(to: URL(fileURLWithPath: target.path + "/something"))
        #expect(throws: SvarError(.storeUnusable, "")) {
            try StoreBackup.backup(directory.path, to: target.path, now: environment.clock())
        }
        #expect(throws: SvarError(.storeUnusable, "")) {
            try StoreBackup.restore(
                directory.path,
                to: target.path,
                index: Self.index,
                takesOld: true,
                environment: environment
            )
        }
    }

    @Test func backupWithoutKeysIsSoundButNotRestorable() async throws {
        let (directory, parent) = (try TemporaryDirectory(), try TemporaryDirectory())
        try await filled(directory)
        let copy = parent.path + "/backup"
        try StoreBackup.backup(directory.path, to: copy, includesKeys: false, now: environment.clock())
        #expect(!FileManager.default.fileExists(atPath: copy + "/keys"))
        #expect(try StoreCheck.run(copy) == [])
        #expect(throws: SvarError(.storeUnusable, "")) {
            try StoreBackup.restore(
                copy,
                to: parent.path + "/b",
                index: Self.index,
                takesOld: true,
                environment: environment
            )
        }
    }

    @Test func rawSubmissionsAreEncryptedAndPurged() async throws {
        let directory = try TemporaryDirectory()
        let clock = ManualClock()
        let store = try openStore(directory, clock)
        let secret = Array("<secret>Ola Nordmann</secret>".utf8)
        let number = try await store.write { transaction in
            try transaction.addSubmission(producer: Fixture.laboratory, messageID: nil, bytes: secret, keepsRaw: true)
        }
        #expect(try await store.raw(submission: number) == secret)
        for file in ["svar.sqlite", "svar.sqlite-wal"] {
            let content = FileManager.default.contents(atPath: "\(directory.path)/\(file)") ?? Data()
            #expect(content.range(of: Data(secret)) == nil)
            #expect(content.range(of: Data("Nordmann".utf8)) == nil)
        }
        #expect(try await store.purgeSubmissions(receivedBefore: clock.now) == 0)
        clock.move(microseconds: 1)
        #expect(try await store.purgeSubmissions(receivedBefore: clock.now) == 1)
        #expect(try await store.raw(submission: number) == nil)
        let known = try await store.write { try $0.submission(producer: Fixture.laboratory, bytes: secret) }
        #expect(known?.number == number)
        try await store.close()
    }

    @Test func closedIndexRowsArePruned() async throws {
        let directory = try TemporaryDirectory()
        let clock = ManualClock()
        let store = try openStore(directory, clock)
        let unit = try await store.addUnit([Fixture.version(.observation, "a", "v1", identifiers: ["s|1"])])
        try await store.append([Fixture.version(.observation, "a", "v2", identifiers: ["s|2"])], to: unit)
        let (now, then) = (SearchQuery(types: [.observation], criterion: Fixture.identified("1")), LogPosition(1))
        #expect(try await store.pruneIndex(closedBefore: clock.now) == 0)
        #expect(try await store.count(now, at: then, in: .everything) == 1)
        clock.move(microseconds: 10)
        // The identifier, where its producer finds it, and the time of the version, for the person and the sandbox.
        #expect(try await store.pruneIndex(closedBefore: clock.now) == 4)
        await #expect(throws: SvarError(.storePositionPast, "")) {
            try await store.count(now, at: then, in: .everything)
        }
        #expect(try await store.count(now, at: LogPosition(2), in: .everything) == 0)
        try await store.close()
        #expect(try StoreCheck.run(directory.path) == [])
    }
}

/// Runs blocking work off the cooperative pool.
func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let thread = Thread { continuation.resume(with: Result { try body() }) }
        thread.start()
    }
}
