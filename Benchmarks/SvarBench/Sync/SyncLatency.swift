import Foundation
import SvarReplica
import Synchronization

/// From a report that a laboratory sends to the same report durable in a replica that follows.
enum SyncLatency {
    private static let writes = 300

    static func measure(_ stage: SyncStage, _ file: String, _ server: Child, persons: Int) async throws -> [Row] {
        let store = try ReplicaStore.open(file)
        let bearer = try String(contentsOfFile: stage.token, encoding: .utf8)
        let transport = CurlTransport(CurlTransport.Options(server: "http://127.0.0.1:\(server.port)")) { bearer }
        let (waiting, inStep) = AsyncStream<Void>.makeStream()
        let (kept, keep) = AsyncStream<Double>.makeStream()
        let clock = Stopwatch()
        let known = Mutex(0)
        let run = SyncRun(store, over: transport) { progress in
            let isNew = known.withLock { known in
                defer { known = progress.units }
                return progress.units > known
            }
            if isNew { keep.yield(clock.seconds) }
            if progress.phase == .waiting { inStep.yield() }
        }
        let task = Task { try await run.run(.sync(watch: true)) }
        defer { task.cancel() }
        var steps = waiting.makeAsyncIterator()
        var arrivals = kept.makeAsyncIterator()
        await steps.next()
        let writer = try SyncWriter(stage, port: server.port)
        var fromSent: [Double] = []
        var fromAcknowledged: [Double] = []
        var acknowledging: [Double] = []
        // What came before the first write is no write's.
        var last = clock.seconds
        for number in 0..<(writes + 10) {
            // Between the pokes, at no fixed distance of them.
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...30)))
            let sent = clock.seconds
            try await writer.write(person: number % persons, 10_000 + number)
            let acknowledged = clock.seconds
            repeat {
                guard let next = await arrivals.next() else { throw BenchError("the replica stopped following") }
                last = next
            } while last < sent
            guard number >= 10 else { continue }
            fromSent.append(last - sent)
            fromAcknowledged.append(last - acknowledged)
            acknowledging.append(acknowledged - sent)
        }
        let p50 = median(fromSent) * 1e3
        let p99 = percentile(fromSent, 0.99) * 1e3
        return [
            Row(
                what: "write → replica, connected, p50 / p99 ms from sending the report",
                measured: decimal(p50, 1) + " / " + decimal(p99, 1),
                floor: decimal(median(acknowledging) * 1e3, 1) + " / "
                    + decimal(percentile(acknowledging, 0.99) * 1e3, 1) + " the write alone",
                ratio: decimal(median(fromSent) / median(acknowledging), 1) + "×",
                reach: "≤ 15 / ≤ 80",
                isReached: p50 <= 15 && p99 <= 80
            ),
            Row(
                what: "  from its acknowledgement",
                measured: decimal(median(fromAcknowledged) * 1e3, 1) + " / "
                    + decimal(percentile(fromAcknowledged, 0.99) * 1e3, 1),
                floor: "",
                ratio: "",
                reach: "",
                isReached: nil
            ),
        ]
    }

    static func percentile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
