import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarStore
import SvarStoreSQLite
import SvarTesting
import Testing

/// What a store's directory must be before it is served.
struct OpeningTests {
    private func expect(_ code: SvarError.Code, _ body: () throws -> SQLiteStore) async throws {
        do {
            let store = try body()
            try await store.close()
            Issue.record("the store opened")
        } catch let error as SvarError {
            #expect(error.code == code)
        }
    }

    @Test func absentStoreIsMadeOnlyWhenAsked() async throws {
        let directory = try TemporaryDirectory()
        try await expect(.storeUnusable) { try openStore(directory, create: false) }
        try await openStore(directory).close()
        try await openStore(directory, create: false).close()
    }

    @Test(arguments: [(StoreKind.sandbox, StoreKind.service), (.service, .sandbox)])
    func storeOfAnotherKindIsRefused(made: StoreKind, wanted: StoreKind) async throws {
        let directory = try TemporaryDirectory()
        try await openStore(directory, kind: made).close()
        try await expect(.storeKind) { try openStore(directory, kind: wanted) }
        let any = try openStore(directory, kind: nil, create: false)
        #expect(any.kind == made)
        try await any.close()
    }

    @Test func secondOpeningIsRefusedWhileTheFirstLasts() async throws {
        let directory = try TemporaryDirectory()
        let store = try openStore(directory)
        try await expect(.storeLocked) { try openStore(directory) }
        try await store.close()
        try await openStore(directory).close()
    }

    @Test func newerStoreIsRefusedAndLeftAsItIs() async throws {
        let directory = try TemporaryDirectory()
        try await openStore(directory).close()
        let database = try DatabaseQueue(path: directory.path + "/svar.sqlite")
        try await database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try database.close()
        try await expect(.storeUnusable) { try openStore(directory) }
        #expect(throws: SvarError(.storeUnusable, "")) {
            try StoreBackup.restore(
                directory.path,
                to: directory.path + "-copy",
                index: .fixture(),
                environment: StoreEnvironment(
                    clock: { ManualClock().now },
                    randomBytes: { Array(repeating: 1, count: $0) }
                )
            )
        }
    }

    @Test func foreignFileIsRefused() async throws {
        for content in [
            "no database at all, but long enough to be read as the header of one, and more besides it", nil,
        ] {
            let directory = try TemporaryDirectory()
            try await openStore(directory).close()
            let path = directory.path + "/svar.sqlite"
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            if let content {
                try Data(String(repeating: content, count: 20).utf8).write(to: URL(fileURLWithPath: path))
            } else {
                let database = try DatabaseQueue(path: path)
                try await database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = 7") }
                try database.close()
            }
            try await expect(.storeUnusable) { try openStore(directory) }
        }
    }

    @Test func missingOrShortKeyIsRefused() async throws {
        let directory = try TemporaryDirectory()
        try await openStore(directory).close()
        let path = directory.path + "/keys/raw.key"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
        try await expect(.storeUnusable) { try openStore(directory) }
        try FileManager.default.removeItem(atPath: path)
        try await expect(.storeUnusable) { try openStore(directory) }
    }

    @Test func contentAndNumbersGoOnAfterReopening() async throws {
        let directory = try TemporaryDirectory()
        let clock = ManualClock()
        var store = try openStore(directory, clock)
        let (epoch, person) = (store.epoch, try await store.addPerson("p", [Fixture.numbers[0]]))
        try await addSmallReport("a", person: person, to: store)
        let first = try await store.log(after: LogPosition(0), limit: 9)
        try await store.close()
        clock.move(microseconds: -1_000_000)
        store = try openStore(directory, clock, create: false)
        #expect(store.epoch == epoch)
        #expect(try await store.person(number: Fixture.numbers[0]) == person)
        try await addSmallReport("b", person: person, to: store)
        let log = try await store.log(after: LogPosition(0), limit: 9)
        #expect(log.count == 2)
        #expect(log[0] == first[0])
        #expect(log[1].stamp.position.rawValue == 2)
        #expect(log[1].stamp.at > log[0].stamp.at)
        try await store.close()
    }

    @Test func boundsAreInForce() async throws {
        let directory = try TemporaryDirectory()
        let settings = StoreSettings()
        #expect(settings.writerCacheKiB + settings.readerCacheKiB <= 48 * 1_024)
        #expect(settings.journalSizeLimit <= 64 << 20)
        #expect(settings.checkpointPages * 4_096 <= 64 << 20)
        let store = try openStore(directory)
        let person = try await store.addPerson("p")
        for number in 0..<40 {
            try await store.addUnit(
                [Fixture.version(.media, "m\(number)", text: String(repeating: "y", count: 1_000_000))],
                person: person
            )
        }
        let log = try FileManager.default.attributesOfItem(atPath: directory.path + "/svar.sqlite-wal")[.size] as? Int
        #expect(try #require(log) <= 64 << 20)
        try await store.close()
    }
}
