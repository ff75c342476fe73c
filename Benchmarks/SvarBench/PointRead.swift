import Foundation
import SvarDomain
import SvarSynthetic

/// Reads of one resource over HTTP, in turns with a bare route that serves the same bytes.
enum PointRead {
    private static let rounds = 5

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        try await withTemporaryDirectory { directory in
            let store = try makeStore(settings, directory)
            let access = try DevelopmentAccess(settings, store)
            let server = try access.serve()
            defer { server.stop() }
            let path = try await access.first("Observation", of: person, port: server.port)
            let fields = access.fields(about: person)
            let served = try await Client(port: server.port).get(path, fields)
            let file = directory + "/body.json"
            try served.write(to: URL(fileURLWithPath: file))
            let bare = try Child(
                BenchSettings.sibling("SvarBench"),
                ["bare", "--file", file, "--path", path]
            )
            defer { bare.stop() }

            var rows: [Row] = []
            for connections in [64, 2, 1] {
                rows += try await compare(server, bare, path, fields, connections, settings)
            }
            return rows
        }
    }

    /// A store with one Observation.
    static func makeStore(_ settings: BenchSettings, _ directory: String) throws -> String {
        let store = directory + "/store"
        let line = observation.split(separator: "\n").joined()
        try line.write(toFile: directory + "/one.ndjson", atomically: false, encoding: .utf8)
        let (status, _) = try run(
            settings.program,
            ["import", directory + "/one.ndjson", "--data", store, "--service"]
        )
        guard status == 0 else { throw BenchError("svar import ended with \(status)") }
        return store
    }

    private static func compare(
        _ server: Child,
        _ bare: Child,
        _ path: String,
        _ fields: [(name: String, value: String)],
        _ connections: Int,
        _ settings: BenchSettings
    ) async throws -> [Row] {
        var ours: [Round] = []
        var floors: [Round] = []
        // A first round of each warms up and is not counted.
        for round in 0...rounds {
            for (child, isOurs) in [(bare, false), (server, true)] {
                let before = child.cpuSeconds
                let result = try await LoadGenerator(
                    port: child.port,
                    path: path,
                    connections: connections,
                    fields: isOurs ? fields : []
                )
                .run(seconds: round == 0 ? 1 : settings.roundSeconds)
                guard result.failures.isEmpty else { throw BenchError("reads failed with \(result.failures)") }
                guard round > 0 else { continue }
                let cpu = (child.cpuSeconds - before) / Double(result.requests) * 1e6
                let measured = Round(
                    rate: result.rate,
                    cpu: cpu,
                    p50: result.percentile(0.5),
                    p99: result.percentile(0.99)
                )
                if isOurs { ours.append(measured) } else { floors.append(measured) }
            }
        }
        let us = Round(middleOf: ours)
        let floor = Round(middleOf: floors)
        let isWide = connections == 64
        let ratio = us.rate / floor.rate
        var rows = [
            Row(
                what: "point read with token, decision and audit row, \(connections) connections, requests/s",
                measured: decimal(us.rate, 0),
                floor: decimal(floor.rate, 0) + " bare route",
                ratio: decimal(ratio * 100, 0) + " %",
                reach: isWide ? "≥ 50 %" : connections == 2 ? "≥ 3 900/s" : "",
                isReached: isWide ? ratio >= 0.5 : connections == 2 ? us.rate >= 3_900 : nil
            ),
            Row(
                what: "  server CPU µs a read",
                measured: decimal(us.cpu, 1),
                floor: decimal(floor.cpu, 1) + " bare route",
                ratio: decimal(us.cpu / floor.cpu, 2) + "×",
                reach: "",
                isReached: nil
            ),
        ]
        rows.append(
            Row(
                what: "  p50 / p99 ms",
                measured: decimal(us.p50 / 1e3, 2) + " / " + decimal(us.p99 / 1e3, 2),
                floor: decimal(floor.p50 / 1e3, 2) + " / " + decimal(floor.p99 / 1e3, 2),
                ratio: decimal(us.p50 / floor.p50, 2) + "×",
                reach: isWide ? "" : connections == 2 ? "p99 ≤ 1.5 ms" : "p50 ≤ 2.5×",
                isReached: isWide ? nil : connections == 2 ? us.p99 <= 1_500 : us.p50 <= 2.5 * floor.p50
            )
        )
        return rows
    }

    private struct Round {
        var rate: Double
        var cpu: Double
        var p50: Double
        var p99: Double

        init(rate: Double, cpu: Double, p50: Double, p99: Double) {
            self.rate = rate
            self.cpu = cpu
            self.p50 = p50
            self.p99 = p99
        }

        init(middleOf rounds: [Round]) {
            rate = median(rounds.map(\.rate))
            cpu = median(rounds.map(\.cpu))
            p50 = median(rounds.map(\.p50))
            p99 = median(rounds.map(\.p99))
        }
    }

    static let person = SyntheticPerson(index: 8, seed: 51).number

    /// A laboratory Observation of about a kilobyte.
    private static let observation = """
        {"resourceType":"Observation","identifier":[{"system":"urn:example:bench","value":"1"}],"status":"final",
         "subject":{"identifier":{"system":"\(person.kind.system)","value":"\(person.value)"}},
         "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],
         "code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"NPU03230","display":"P-Kalium"}],
                 "text":"P-Kalium"},
         "effectiveDateTime":"2026-03-14T08:12:00+01:00","issued":"2026-03-14T11:40:00+01:00",
         "valueQuantity":{"value":4.10,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"},
         "interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"N"}]}],
         "referenceRange":[{"low":{"value":3.6,"unit":"mmol/L"},"high":{"value":4.6,"unit":"mmol/L"},"text":"3.6 - 4.6"}]}
        """
}
