import Foundation
import SvarReplica
import SvarSynthetic

/// Replicas that follow a server, end to end: what a round takes on either side, beside its floor.
enum SyncFollowing {
    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        let small = try await withTemporaryDirectory { directory in
            try await SyncSize(SyncStage(settings, directory), persons: 55, hasWriter: true).measure()
        }
        let large = try await withTemporaryDirectory { directory in
            try await SyncSize(SyncStage(settings, directory), persons: settings.isLong ? 5_500 : 550, hasWriter: false)
                .measure()
        }
        let ratio = large.tenChanges / small.tenChanges
        return small.rows + large.rows + [
            Row(
                what: "delta of 10 changes, \(large.name) beside \(small.name), ms",
                measured: decimal(large.tenChanges * 1e3, 2),
                floor: decimal(small.tenChanges * 1e3, 2) + " " + small.name,
                ratio: decimal(ratio, 2) + "×",
                reach: "≤ 1.5×",
                isReached: ratio <= 1.5
            )
        ]
    }
}

/// All figures of one store size.
struct SyncSize {
    struct Measured {
        var name: String
        var rows: [Row]
        /// Seconds of a delta of ten changes.
        var tenChanges: Double
    }

    let stage: SyncStage
    let persons: Int
    let hasWriter: Bool
    private var reports: Int { persons * SyncReports.perPerson }
    private var resources: Double { Double(reports * SyncReports.resourcesEach) }
    private var name: String { resources >= 900_000 ? "1 M" : resources >= 90_000 ? "100 k" : "10 k" }

    init(_ stage: SyncStage, persons: Int, hasWriter: Bool) {
        self.stage = stage
        self.persons = persons
        self.hasWriter = hasWriter
    }

    func measure() async throws -> Measured {
        // A replica that followed everybody before there was anything: all of it is changes to that one.
        let early = try await served { server in
            let file = try stage.enrol("early", 0..<persons, port: server.port)
            try stage.sync(file, port: server.port)
            return file
        }
        try stage.load(0..<persons, name: "first")
        return try await served { server in
            var rows = try await catchUp(server, early)
            let (file, bootstrap) = try await bootstrap(server)
            rows += bootstrap
            rows += try await polls(server, file)
            rows += try await SyncReconciling.measure(stage, file, server, persons: persons, name: name)
            let (ten, row) = try await tenChanges(server, file)
            rows += [row]
            if hasWriter { rows += try await SyncLatency.measure(stage, file, server, persons: persons) }
            return Measured(name: name, rows: rows, tenChanges: ten)
        }
    }

    private func served<T>(_ body: (Child) async throws -> T) async throws -> T {
        let server = try stage.serve()
        defer { server.stop() }
        return try await body(server)
    }

    /// The server alone: everything changed since the token, streamed to somebody who throws it away.
    private func catchUp(_ server: Child, _ early: String) async throws -> [Row] {
        let probe = try SyncProbe(stage, early, port: server.port)
        let token = try SyncProbe.facts(early).token
        var seconds: [Double] = []
        var cpu: [Double] = []
        var bytes = 0
        var kept: [UInt8] = []
        for round in 0...3 {
            let before = server.cpuSeconds
            let answer = try await probe.delta(token, keep: round == 0 ? 32 << 20 : 0)
            guard answer.status == 200, answer.isWhole, answer.lines > reports else {
                throw BenchError("the catch-up was not whole: status \(answer.status), \(answer.lines) lines")
            }
            guard round > 0 else {
                kept = answer.kept
                continue
            }
            bytes = answer.bytes
            seconds.append(answer.seconds)
            cpu.append(server.cpuSeconds - before)
        }
        let rate = resources / median(seconds)
        let floor = try await bareRate(kept) / Double(bytes) * resources
        return [
            Row(
                what: "server alone, catch-up of \(decimal(Double(reports), 0)) changes, resources/s",
                measured: decimal(rate, 0),
                floor: decimal(floor, 0) + " bare route, same bytes",
                ratio: decimal(rate / floor * 100, 0) + " %",
                reach: "≥ 50 000",
                isReached: rate >= 50_000
            ),
            Row(
                what: "  server CPU µs a resource; bytes a resource",
                measured: decimal(median(cpu) / resources * 1e6, 1) + "; " + decimal(Double(bytes) / resources, 0),
                floor: "",
                ratio: "",
                reach: "",
                isReached: nil
            ),
        ]
    }

    /// Bytes a second of a bare route that serves the same bytes, or the first of them, to the same client.
    private func bareRate(_ bytes: [UInt8]) async throws -> Double {
        let file = stage.directory + "/stream"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        defer { unlink(file) }
        let bare = try Child(BenchSettings.sibling("SvarBench"), ["bare", "--file", file, "--path", "/stream"])
        defer { bare.stop() }
        let transport = CurlTransport(CurlTransport.Options(server: "http://127.0.0.1:\(bare.port)")) { nil }
        var seconds: [Double] = []
        for _ in 0..<5 {
            let watch = Stopwatch()
            try await transport.send(SyncRequest("GET", "/stream")) { _ in
            } onBytes: { _ in
                true
            }
            seconds.append(watch.seconds)
        }
        return Double(bytes.count) / median(seconds)
    }

    /// `svar sync` of a new replica: over the wire, checked, indexed and durable.
    private func bootstrap(_ server: Child) async throws -> (String, [Row]) {
        var runs: [Finished] = []
        var last = ""
        for round in 0..<(persons > 1_000 ? 1 : 3) {
            last = try stage.enrol("boot-\(round)", 0..<persons, port: server.port)
            runs.append(try stage.sync(last, port: server.port))
        }
        let units = try ReplicaStore.open(last, readOnly: true).state().totals.units
        guard units == reports else { throw BenchError("\(units) of \(reports) reports arrived") }
        let rate = resources / median(runs.map(\.seconds))
        let floor = resources / (try SyncFloor.seconds(persons, stage.directory + "/floor.sqlite"))
        let memory = runs.map(\.peakMegabytes).max() ?? .nan
        return (
            last,
            [
                Row(
                    what: "bootstrap end to end, indexed, \(name) resources, resources/s",
                    measured: decimal(rate, 0),
                    floor: decimal(floor, 0) + " bodies into SQLite",
                    ratio: decimal(rate / floor * 100, 0) + " %",
                    reach: "≥ 10 000",
                    isReached: rate >= 10_000
                ),
                Row(
                    what: "  CPU s replica; most memory MB replica / server",
                    measured: decimal(median(runs.map(\.cpuSeconds)), 2) + "; " + decimal(memory, 0) + " / "
                        + decimal(server.peakMegabytes, 0),
                    floor: "",
                    ratio: "",
                    reach: "≤ 150",
                    isReached: memory <= 150
                ),
            ]
        )
    }

    /// Polls when nothing has changed.
    private func polls(_ server: Child, _ file: String) async throws -> [Row] {
        let facts = try SyncProbe.facts(file)
        let bearer = try String(contentsOfFile: stage.token, encoding: .utf8)
        let empty = stage.directory + "/empty"
        try Data().write(to: URL(fileURLWithPath: empty))
        let bare = try Child(BenchSettings.sibling("SvarBench"), ["bare", "--file", empty, "--path", "/empty"])
        defer { bare.stop() }
        let floor = try await LoadGenerator(port: bare.port, path: "/empty", connections: 1).run(seconds: 1)
        let before = server.cpuSeconds
        let polls = try await LoadGenerator(
            port: server.port,
            path: "/v1/sync/replicas/\(facts.id)/delta?token=\(facts.token)",
            connections: 1,
            fields: [("Authorization", "Bearer " + bearer)],
            accept: "application/vnd.svar.delta+ndjson",
            status: 204
        ).run(seconds: stage.settings.roundSeconds)
        guard polls.failures.isEmpty else { throw BenchError("\(polls.failures) polls were not answered 204") }
        let cpu = (server.cpuSeconds - before) / Double(polls.requests)
        return [
            Row(
                what: "poll, nothing changed, \(name): answer bytes",
                measured: decimal(Double(polls.answerBytes), 0),
                floor: decimal(Double(floor.answerBytes), 0) + " bare route",
                ratio: "",
                reach: "≤ 250",
                isReached: polls.answerBytes <= 250
            ),
            Row(
                what: "  p50 / p99 ms; server CPU ms",
                measured: decimal(polls.percentile(0.5) / 1e3, 2) + " / " + decimal(polls.percentile(0.99) / 1e3, 2)
                    + "; " + decimal(cpu * 1e3, 2),
                floor: decimal(floor.percentile(0.5) / 1e3, 2) + " / " + decimal(floor.percentile(0.99) / 1e3, 2),
                ratio: decimal(polls.percentile(0.5) / floor.percentile(0.5), 1) + "×",
                reach: "≤ 1 ms",
                isReached: polls.percentile(0.5) <= 1_000
            ),
        ]
    }

    /// The server's answer to a replica that ten changes came after, median of many.
    private func tenChanges(_ server: Child, _ file: String) async throws -> (Double, Row) {
        let token = try SyncProbe.facts(file).token
        let probe = try SyncProbe(stage, file, port: server.port)
        let writer = try SyncWriter(stage, port: server.port)
        for number in 0..<10 { try await writer.write(person: number * persons / 10, number) }
        var seconds: [Double] = []
        for round in 0..<220 {
            let answer = try await probe.delta(token)
            guard answer.isWhole, answer.lines >= 12 else { throw BenchError("ten changes did not come") }
            if round >= 20 { seconds.append(answer.seconds) }
        }
        return (
            median(seconds),
            Row(
                what: "delta of 10 changes, \(name), p50 ms",
                measured: decimal(median(seconds) * 1e3, 2),
                floor: "",
                ratio: "",
                reach: "",
                isReached: nil
            )
        )
    }
}

/// A laboratory that sends reports over HTTP.
struct SyncWriter {
    private let transport: CurlTransport

    init(_ stage: SyncStage, port: Int) throws {
        let token = try stage.mint("producer", [])
        transport = CurlTransport(CurlTransport.Options(server: "http://127.0.0.1:\(port)")) { token }
    }

    /// Sends a report of a person; returns when it is acknowledged.
    func write(person: Int, _ number: Int) async throws {
        var random = SeededGenerator(seed: UInt64(number) ^ 0x77)
        let body = SyncReports.bundle(person, number % 60, "later-\(number)", &random)
        let probe = SyncProbe(transport: transport, id: "")
        let answer = try await probe.send(
            SyncRequest(
                "POST",
                "/v1/fhir",
                headers: ["Content-Type": "application/fhir+json"],
                body: Array(body.utf8)
            )
        )
        guard answer.status == 200 else { throw BenchError("the report was answered \(answer.status)") }
    }
}
