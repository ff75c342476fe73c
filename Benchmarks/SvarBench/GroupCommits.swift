import Foundation
import SvarDomain
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import Synchronization

/// Small reports for each commit sync, with every sync held at 4 ms: what group commit gives, counted and not timed.
enum GroupCommits {
    private static let hold = 4_000
    private static let seconds = 3.0

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        var rows: [Row] = []
        for (clients, reach) in [(1, 1.0), (32, 5.0), (128, 20.0)] {
            rows.append(try await measure(clients: clients, reach: reach))
        }
        return rows
    }

    private static func measure(clients: Int, reach: Double) async throws -> Row {
        try await withTemporaryDirectory { directory in
            let disk = FaultyDisk(directory: directory)
            let store = try Stores.open(directory + "/store")
            let service = Stores.service(store)
            disk.holdSyncs(microseconds: hold)
            let before = disk.counts
            let number = Counter()
            let watch = Stopwatch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<clients {
                    group.addTask {
                        while watch.seconds < seconds {
                            let report = number.next()
                            _ = try await service.submitBundle(smallReport(report), caller: .sandbox)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let elapsed = watch.seconds
            let after = disk.counts
            disk.holdSyncs(microseconds: 0)
            try await store.close()
            let reports = number.count
            let commits = after.commits - before.commits
            let ratio = Double(reports) / Double(max(1, commits))
            return Row(
                what: "reports a commit sync of 4 ms, \(clients) client\(clients == 1 ? "" : "s")",
                measured: "\(reports) reports, \(commits) syncs",
                floor: "other syncs: log \(after.logOther - before.logOther), checkpoint"
                    + " \(after.database - before.database); \(decimal(Double(reports) / elapsed, 0))/s",
                ratio: decimal(ratio, 1),
                reach: "≥ \(decimal(reach, 0))",
                isReached: ratio >= reach
            )
        }
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
        var count: Int { value.load(ordering: .relaxed) }
    }

    private static let people = (0..<500).map { SyntheticPerson(index: $0, seed: 4).number }

    /// A transaction with one DiagnosticReport and the Observation it names.
    private static func smallReport(_ number: Int) -> [UInt8] {
        let person = people[number % people.count]
        let subject = #"{"identifier":{"system":"\#(person.kind.system)","value":"\#(person.value)"}}"#
        return Array(
            """
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":{"resourceType":"DiagnosticReport",
            "identifier":[{"system":"urn:example:bench","value":"\(number)"}],"status":"final",
            "code":{"text":"P-Kalium"},"subject":\(subject),"effectiveDateTime":"2026-03-14T08:12:00+01:00",
            "issued":"2026-03-14T11:40:00+01:00",
            "result":[{"reference":"urn:uuid:00000000-0000-4000-8000-000000000002"}]},
            "request":{"method":"POST","url":"DiagnosticReport"}},
            {"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000002","resource":{"resourceType":"Observation",
            "status":"final","code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"NPU03230"}]},
            "subject":\(subject),"effectiveDateTime":"2026-03-14T08:12:00+01:00",
            "valueQuantity":{"value":4.1\(number % 10),"unit":"mmol/L"}},
            "request":{"method":"POST","url":"Observation"}}]}
            """.utf8
        )
    }
}
