import Foundation
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import Synchronization
import Testing

/// A power cut, played by copying the files while clients write and opening the copy: the copied write-ahead log ends
/// at an arbitrary byte, as after a cut, and everything acknowledged before the copy began is in it.
@Suite(.serialized)
struct PowerCutTests {
    static let rounds = 0..<(ProcessInfo.processInfo.environment["SVAR_LONG"] == "1" ? 200 : 10)

    @Test(arguments: rounds)
    func nothingAcknowledgedIsLost(round: Int) async throws {
        let (directory, copy) = (try TemporaryDirectory(), try TemporaryDirectory())
        var random = SeededGenerator(seed: UInt64(round))
        let store = try openStore(directory)
        let person = try await store.addPerson("p")
        let acknowledged = Acknowledged()
        let clients = (0..<6).map { client in
            Task {
                var number = 0
                while !Task.isCancelled {
                    let name = "\(client)-\(number)"
                    try await addSmallReport(name, person: person, to: store)
                    acknowledged.add(name)
                    number += 1
                }
            }
        }
        try await Task.sleep(for: .milliseconds(Int.random(in: 5...120, using: &random)))
        let names = acknowledged.names
        // The log first: a checkpoint in between could otherwise move pages past a main file copied before it. The main
        // file is not written while the log is below the checkpoint's size, which these rounds stay far below.
        for name in ["svar.sqlite-wal", "svar.sqlite", "keys"] {
            try FileManager.default.copyItem(atPath: "\(directory.path)/\(name)", toPath: "\(copy.path)/\(name)")
        }
        for client in clients { client.cancel() }
        for client in clients { try await client.value }
        try await store.close()

        let survivor = try openStore(copy, create: false)
        for name in names {
            #expect(try await survivor.current(.observation, "o\(name)", in: .everything) != nil)
        }
        let found = try await survivor.statistics()
        #expect(found.units >= names.count)
        #expect(found.resources == found.units * 2, "no half unit")
        #expect(found.logEntries == found.units)
        try await addSmallReport("after", person: person, to: survivor)
        try await survivor.close()
        let index = StoreIndex.fixture { version in
            version.type == .diagnosticReport ? [Fixture.identifier("urn:report|\(version.id.dropFirst())")] : []
        }
        let findings = try StoreCheck.run(copy.path, index: index)
        #expect(findings == [])
    }
}

/// The names clients were told are kept.
private final class Acknowledged: Sendable {
    private let content = Mutex<[String]>([])
    var names: [String] { content.withLock { $0 } }
    func add(_ name: String) { content.withLock { $0.append(name) } }
}
