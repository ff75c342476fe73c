import Foundation
import SvarDomain
import SvarFHIR
import SvarStore
import SvarStoreSQLite
import SvarTesting
import TestLane
import Testing

/// A full or broken disk: a clear error, nothing acknowledged lost, and work goes on when there is room again.
@Suite(.serialized, .aside)
struct DiskFaultTests {
    @Test(arguments: [0, 4_096, 30_000, 100_000, 400_000])
    func fullDiskLosesNothingAndRecovers(budget: Int) async throws {
        let directory = try TemporaryDirectory()
        let disk = FaultyDisk(directory: directory.path)
        let store = try openStore(directory)
        try await addSmallReport("before", to: store)
        disk.setBudget(budget)
        let kept = Kept()
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<16 {
                group.addTask {
                    for round in 0..<60 {
                        do {
                            try await addSmallReport("\(client)-\(round)", to: store)
                            await kept.add("\(client)-\(round)", error: nil)
                        } catch {
                            await kept.add(nil, error: error)
                        }
                    }
                }
            }
        }
        #expect(disk.counts.failures > 0)
        #expect(await kept.errors.isEmpty == false)
        #expect(await kept.errors.allSatisfy { ($0 as? SvarError)?.code == .storeFull })
        for name in await kept.names + ["before"] {
            #expect(try await store.current(.observation, "o\(name)", in: .everything) != nil)
        }
        disk.setBudget(nil)
        try await addSmallReport("after", to: store)
        #expect(try await store.current(.observation, "oafter", in: .everything) != nil)
        let log = try await store.log(after: LogPosition(0), limit: 10_000)
        #expect(log.map(\.stamp.position.rawValue) == Array(1...Int64(log.count)))
        #expect(await log.count == kept.names.count + 2)
        try await store.close()

        let again = try openStore(directory, create: false)
        #expect(try await again.statistics().units == log.count)
        try await again.close()
    }

    @Test func bigWriteThatDoesNotFitLetsSmallOnesPass() async throws {
        let directory = try TemporaryDirectory()
        let disk = FaultyDisk(directory: directory.path)
        let store = try openStore(directory)
        let person = try await store.addPerson("p")
        disk.setBudget(2_000_000)
        let big = [UInt8](repeating: 7, count: 30_000_000)
        async let refused: AttachmentKey? = try? await store.write { try $0.attach(big, person: person) }
        async let small: Void = addSmallReport("a", to: store)
        try await small
        #expect(await refused == nil)
        try await addSmallReport("b", to: store)
        disk.setBudget(nil)
        let key = try await store.write { try $0.attach(big, person: person) }
        #expect(try await store.attachment(key)?.count == big.count)
        try await store.close()
    }

    @Test func brokenDiskIsTold() async throws {
        let directory = try TemporaryDirectory()
        let disk = FaultyDisk(directory: directory.path)
        let store = try openStore(directory)
        try await addSmallReport("a", to: store)
        disk.setBroken(true)
        await #expect(throws: SvarError.self) { try await addSmallReport("b", to: store) }
        #expect(try await store.current(.observation, "oa", in: .everything) != nil)
        disk.setBroken(false)
        try await addSmallReport("c", to: store)
        #expect(try await store.statistics().units == 2)
        try await store.close()
    }
}

/// What clients were told.
private actor Kept {
    var names: [String] = []
    var errors: [any Error] = []

    func add(_ name: String?, error: (any Error)?) {
        if let name { names.append(name) }
        if let error { errors.append(error) }
    }
}
