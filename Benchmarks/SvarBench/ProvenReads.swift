import Foundation
import SvarHTTP

/// Reads of one resource by many connections, each with a DPoP proof of its own, beside a bare route and the one signature
/// check that a proof costs at least (decision 50).
enum ProvenReads {
    private static let rounds = 3
    private static let connections = 64
    /// Of one key no more proofs are remembered than 100 000 while they may be used.
    private static let keys = 4
    private static let proofsARound = 60_000

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        try await withTemporaryDirectory { directory in
            let store = try PointRead.makeStore(settings, directory)
            let access = try DevelopmentAccess(settings, store)
            let server = try access.serve(["--dpop-lifetime", "60"])
            defer { server.stop() }
            let fields = access.fields(about: PointRead.person)
            let path = try await access.first("Observation", of: PointRead.person, port: server.port)
            let served = try await Client(port: server.port).get(path, fields)
            let file = directory + "/body.json"
            try served.write(to: URL(fileURLWithPath: file))
            let bare = try Child(BenchSettings.sibling("SvarBench"), ["bare", "--file", file, "--path", path])
            defer { bare.stop() }
            let clients = try (0..<keys).map { number in
                let key = directory + "/client-\(number).json"
                let access = try DevelopmentAccess(settings, store, boundTo: key)
                let bytes = try Data(contentsOf: URL(fileURLWithPath: key))
                return (token: access.token, key: try DevelopmentKey(privateJWK: Array(bytes)))
            }
            var ours: [(rate: Double, cpu: Double, p99: Double)] = []
            var floors: [Double] = []
            for round in 0...rounds {
                let seconds = round == 0 ? 1 : settings.roundSeconds
                let before = bare.cpuSeconds
                let plain = try await LoadGenerator(port: bare.port, path: path, connections: connections)
                    .run(seconds: seconds)
                let between = bare.cpuSeconds - before
                let lines = try proofs(clients, port: server.port, path: path, round)
                let start = server.cpuSeconds
                let proven = try await LoadGenerator(
                    port: server.port,
                    path: path,
                    connections: connections,
                    fields: fields.filter { $0.name != "Authorization" },
                    lines: lines
                ).run(seconds: seconds)
                let spent = server.cpuSeconds - start
                guard proven.failures.isEmpty else { throw BenchError("reads failed with \(proven.failures)") }
                if round == 0 { continue }
                floors.append(between / Double(plain.requests) * 1e6)
                ours.append((proven.rate, spent / Double(proven.requests) * 1e6, proven.percentile(0.99) / 1e3))
            }
            let verification = try await Proofs.verification()
            let (cpu, floor) = (median(ours.map(\.cpu)), median(floors) + verification)
            return [
                Row(
                    what: "point read, each with a DPoP proof of its own, \(connections) connections, server CPU µs",
                    measured: decimal(cpu, 1),
                    floor: decimal(floor, 1) + " bare route and one P-256 verification",
                    ratio: decimal(cpu / floor, 2) + "×",
                    reach: "",
                    isReached: nil
                ),
                Row(
                    what: "  requests/s",
                    measured: decimal(median(ours.map(\.rate)), 0),
                    floor: "",
                    ratio: "",
                    reach: "",
                    isReached: nil
                ),
                Row(
                    what: "  p99 ms",
                    measured: decimal(median(ours.map(\.p99)), 2),
                    floor: "",
                    ratio: "",
                    reach: "",
                    isReached: nil
                ),
            ]
        }
    }

    /// Field lines of so many requests.
    private static func proofs(
        _ clients: [(token: String, key: DevelopmentKey)],
        port: Int,
        path: String,
        _ round: Int
    ) throws -> [String] {
        let now = Int64(Date().timeIntervalSince1970)
        return try (0..<proofsARound).map { number in
            let client = clients[number % clients.count]
            let proof = try client.key.proof(
                method: "GET",
                address: "http://127.0.0.1:\(port)\(path)",
                token: client.token,
                id: "bench-\(round)-\(number)",
                now: now
            )
            return "Authorization: DPoP \(client.token)\r\nDPoP: \(proof)\r\n"
        }
    }
}
