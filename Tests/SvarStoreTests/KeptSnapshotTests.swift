import Foundation
import SvarDomain
import SvarFHIR
import SvarStore
import SvarStoreSQLite
import SvarTesting
import Testing

/// Connections for short reads keep their transactions open while nothing is written. Nobody may notice.
@Suite(.serialized)
struct KeptSnapshotTests {
    /// Reads as many at once as there are connections and more, so that all of them keep a transaction.
    private func readALot(_ store: SQLiteStore, _ id: String) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<20 {
                        let found = try await store.current(.diagnosticReport, id, in: .everything)
                        #expect(found != nil)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func anAcknowledgedWriteIsReadAtOnce() async throws {
        let directory = try TemporaryDirectory()
        let store = try openStore(directory)
        try await addSmallReport("first", to: store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<8 {
                group.addTask {
                    for round in 0..<50 {
                        // A person is no entry of the log: the place in it does not tell of this write.
                        let number = try await store.addPerson("p\(client)-\(round)", [])
                        let found = try await store.person(patient: "p\(client)-\(round)")
                        #expect(found == number)
                        try await addSmallReport("\(client)-\(round)", to: store)
                        let observation = try await store.current(.observation, "o\(client)-\(round)", in: .everything)
                        #expect(observation != nil)
                    }
                }
                group.addTask {
                    for _ in 0..<200 {
                        let found = try await store.current(.diagnosticReport, "rfirst", in: .everything)
                        #expect(found != nil)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.close()
    }

    @Test func theWriteAheadLogIsUsedAnew() async throws {
        let directory = try TemporaryDirectory()
        var settings = StoreSettings()
        settings.checkpointPages = 100
        let store = try openStore(directory, settings: settings)
        try await addSmallReport("first", to: store)
        for round in 0..<300 {
            try await readALot(store, "rfirst")
            try await addSmallReport("\(round)", to: store)
        }
        let log = try FileManager.default.attributesOfItem(atPath: directory.path + "/svar.sqlite-wal")
        // Each write leaves some ten pages: three thousand were it never used anew.
        #expect(try #require(log[.size] as? Int) < 400 * 4_096)
        try await store.close()
    }

    @Test func closingEndsThem() async throws {
        let directory = try TemporaryDirectory()
        let store = try openStore(directory)
        try await addSmallReport("first", to: store)
        try await readALot(store, "rfirst")
        let reading = Task {
            do { while true { try await readALot(store, "rfirst") } } catch {
                #expect((error as? SvarError)?.code == .storeClosed)
            }
        }
        try await Task.sleep(for: .milliseconds(20))
        try await store.close()
        await reading.value
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/svar.sqlite-wal"))
    }
}
