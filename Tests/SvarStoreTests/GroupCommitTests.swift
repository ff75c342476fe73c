import Foundation
import SvarDomain
import SvarFHIR
import SvarStore
import SvarStoreSQLite
import SvarTesting
import Synchronization
import Testing

/// Group commit is counted, not timed: small reports for each sync of the write-ahead log, each held at 4 ms
/// (decision 50).
@Suite(.serialized)
struct GroupCommitTests {
    @Test(arguments: [(1, 40, 1.0), (32, 20, 5.0), (128, 10, 20.0)])
    func manyClientsShareASync(clients: Int, rounds: Int, wanted: Double) async throws {
        let directory = try TemporaryDirectory()
        let disk = FaultyDisk(directory: directory.path)
        let store = try openStore(directory)
        disk.holdSyncs(microseconds: 4_000)
        let before = disk.counts
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for round in 0..<rounds { try await addSmallReport("\(client)-\(round)", to: store) }
                }
            }
            try await group.waitForAll()
        }
        let after = disk.counts
        let commits = after.commits - before.commits
        let ratio = Double(clients * rounds) / Double(commits)
        print("\(clients) clients: \(clients * rounds) reports, \(commits) commit syncs, \(ratio) reports a sync,")
        print("  other log syncs \(after.logOther - before.logOther), main file \(after.database - before.database)")
        #expect(ratio >= wanted)
        try await store.close()
    }

    @Test func aLoneClientNeverWaitsForOthers() async throws {
        let directory = try TemporaryDirectory()
        let disk = FaultyDisk(directory: directory.path)
        let store = try openStore(directory)
        disk.holdSyncs(microseconds: 4_000)
        let rounds = 30
        for round in 0..<rounds { try await addSmallReport("\(round)", to: store) }
        #expect(disk.counts.commits >= rounds)
        try await store.close()
        #expect(store.groupCommits == GroupCommitCounts(groups: rounds, writes: rounds, waits: 0))
    }

    @Test func everyAcknowledgedWriteWasSynced() async throws {
        let directory = try TemporaryDirectory()
        let disk = FaultyDisk(directory: directory.path)
        let store = try openStore(directory)
        for round in 0..<10 {
            let before = disk.counts.commits
            try await addSmallReport("\(round)", to: store)
            #expect(disk.counts.commits > before)
        }
        try await store.close()
    }
}

/// One DiagnosticReport and one Observation as a unit.
func addSmallReport(_ name: String, person: PersonKey? = nil, to store: any ResultStore) async throws {
    try await store.addUnit(
        [
            Fixture.version(.diagnosticReport, "r\(name)", identifiers: ["urn:report|\(name)"]),
            Fixture.version(.observation, "o\(name)", text: String(repeating: "x", count: 800)),
        ],
        person: person
    )
}
