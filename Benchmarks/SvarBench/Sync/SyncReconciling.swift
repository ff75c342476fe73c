import Foundation
import SvarReplica

/// A replica that compares itself with its server, person by person, and finds that nothing differs.
enum SyncReconciling {
    static func measure(_ stage: SyncStage, _ file: String, _ server: Child, persons: Int, name: String) async throws
        -> [Row]
    {
        var seconds: [Double] = []
        for _ in 0..<(persons > 1_000 ? 3 : 5) {
            seconds.append(try stage.sync(file, port: server.port, ["--compare"]).seconds)
        }
        // What a run without a comparison takes: the start of the program and one poll.
        var floors: [Double] = []
        for _ in 0..<5 { floors.append(try stage.sync(file, port: server.port).seconds) }
        let probe = try SyncProbe(stage, file, port: server.port)
        let manifest = try await probe.send(SyncRequest("GET", probe.path("manifest")))
        guard manifest.status == 200, manifest.bytes == persons * 52 else {
            throw BenchError("the manifest has \(manifest.bytes) bytes")
        }
        return [
            Row(
                what: "reconcile, nothing changed, \(decimal(Double(persons), 0)) persons, \(name) resources, s",
                measured: decimal(median(seconds), 2),
                floor: decimal(median(floors), 2) + " a run without it",
                ratio: decimal(median(seconds) / median(floors), 1) + "×",
                reach: "≤ 2",
                isReached: median(seconds) <= 2
            ),
            Row(
                what: "  kB of the manifest",
                measured: decimal(Double(manifest.bytes) / 1e3, 0),
                floor: decimal(Double(persons) * 48 / 1e3, 0) + " keys and sums",
                ratio: "",
                reach: "≤ 300",
                isReached: manifest.bytes <= 300_000
            ),
        ]
    }
}
