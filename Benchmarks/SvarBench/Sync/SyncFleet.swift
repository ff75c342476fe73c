import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Synchronization

/// A thousand replicas of a hundred persons, each polling every ten seconds with jitter, while a thousand unit versions a
/// second are written; and the same writes without replicas.
enum SyncFleet {
    private static let replicas = 1_000
    private static let personsEach = 100
    private static let versionsASecond = 1_000
    private static let pause = 10.0

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        let seconds = settings.fleetSeconds
        guard seconds > 0 else { return [] }
        let alone = try await withTemporaryDirectory { try await run(settings, $0, seconds, replicas: 0) }
        let fleet = try await withTemporaryDirectory { try await run(settings, $0, seconds, replicas: replicas) }
        let second = median(fleet.lags[1] ?? [])
        let last = median(fleet.lags[4] ?? [])
        let cores = (fleet.cpu - alone.cpu) / seconds
        return [
            Row(
                what:
                    "\(replicas) replicas × \(personsEach) persons, \(versionsASecond) versions/s: median lag s, last fifth of \(decimal(seconds, 0)) s",
                measured: decimal(last, 2),
                floor: decimal(second, 2) + " second fifth",
                ratio: decimal(last / second, 2) + "×",
                reach: "≤ 1.1×",
                isReached: last <= second * 1.1
            ),
            Row(
                what: "  CPU cores over the same writes without replicas",
                measured: decimal(cores, 2),
                floor: decimal(alone.cpu / seconds, 2) + " without replicas",
                ratio: "",
                reach: "≤ 1",
                isReached: cores <= 1
            ),
            Row(
                what: "  versions written / arrived",
                measured: decimal(Double(fleet.written), 0) + " / "
                    + decimal(Double(fleet.lags.values.reduce(0) { $0 + $1.count }), 0),
                floor: decimal(Double(alone.written), 0) + " without replicas",
                ratio: "",
                reach: "",
                isReached: nil
            ),
        ]
    }

    private struct Run {
        var cpu: Double
        var written: Int
        /// Seconds from a version to its arrival, by fifths of the run.
        var lags: [Int: [Double]]
    }

    private static func run(_ settings: BenchSettings, _ directory: String, _ seconds: Double, replicas: Int)
        async throws
        -> Run
    {
        let stage = try SyncStage(settings, directory)
        let server = try Child(
            BenchSettings.sibling("SvarBench"),
            ["fleet", "--directory", stage.store, "--rate", "\(versionsASecond)", "--seconds", "\(seconds)"],
            timeout: 600
        )
        defer { server.stop() }
        let bearer = try String(contentsOfFile: stage.token, encoding: .utf8)
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let fleet = Fleet(client: client, port: server.port, bearer: bearer)
        do {
            var places: [(id: String, token: String)] = []
            for number in 0..<replicas { places.append(try await fleet.enrol(number, persons: personsEach)) }
            let before = server.cpuSeconds
            try Data().write(to: URL(fileURLWithPath: stage.store + "/go"))
            let start = Stopwatch()
            let arrivals = Arrivals()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for place in places {
                    group.addTask {
                        var token = place.token
                        try await Task.sleep(for: .seconds(pause * Double.random(in: 0...1)))
                        while start.seconds < seconds {
                            let (next, lags) = try await fleet.poll(place.id, token)
                            token = next
                            let fifth = Int(start.seconds / seconds * 5)
                            if !lags.isEmpty { arrivals.add(lags, fifth) }
                            try await Task.sleep(for: .seconds(pause * Double.random(in: 0.8...1.2)))
                        }
                    }
                }
                if places.isEmpty { group.addTask { try await Task.sleep(for: .seconds(seconds)) } }
                try await group.waitForAll()
            }
            let cpu = server.cpuSeconds - before
            try await Task.sleep(for: .seconds(1))
            try await client.shutdown()
            let written = try String(contentsOfFile: stage.store + "/written", encoding: .utf8)
            return Run(cpu: cpu, written: Int(written) ?? 0, lags: arrivals.byFifth)
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private final class Arrivals: Sendable {
        private let lags = Mutex<[Int: [Double]]>([:])
        func add(_ more: [Double], _ fifth: Int) { lags.withLock { $0[fifth, default: []] += more } }
        var byFifth: [Int: [Double]] { lags.withLock { $0 } }
    }

    /// The replicas' requests, answers read as far as the lag needs it.
    private struct Fleet {
        let client: HTTPClient
        let port: Int
        let bearer: String

        func send(_ method: HTTPMethod, _ path: String, _ body: String? = nil) async throws -> (
            status: Int, body: [UInt8]
        ) {
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/sync/replicas\(path)")
            request.method = method
            request.headers.add(name: "Authorization", value: "Bearer " + bearer)
            if let body {
                request.headers.add(name: "Content-Type", value: "application/json")
                request.body = .bytes(ByteBuffer(string: body))
            }
            let response = try await client.execute(request, timeout: .seconds(60))
            let bytes = try await response.body.collect(upTo: 256 << 20)
            return (Int(response.status.code), Array(bytes.readableBytesView))
        }

        /// A replica that has everything there is by now.
        func enrol(_ number: Int, persons: Int) async throws -> (id: String, token: String) {
            let made = try await send(.POST, "", #"{"schema":1}"#)
            guard made.status == 201, let id = try JSONDocument(made.body).root["replica"]?.string else {
                throw BenchError("a replica was not enrolled: \(made.status)")
            }
            let until = Date(timeIntervalSinceNow: 20 * 86_400).formatted(.iso8601)
            let lines = (0..<persons).map { index in
                let person = SyncReports.person(number * persons + index).value
                return #"{"person":"\#(person)","basis":"gp-list","responsible":"9144889","until":"\#(until)"}"#
            }
            let scope = try await send(.PUT, "/\(id)/scope", #"{"persons":[\#(lines.joined(separator: ","))]}"#)
            guard scope.status == 200 else { throw BenchError("a scope was not set: \(scope.status)") }
            return (id, try await poll(id, nil).token)
        }

        func poll(_ id: String, _ token: String?) async throws -> (token: String, lags: [Double]) {
            let answer = try await send(.GET, "/\(id)/delta" + (token.map { "?token=" + $0 } ?? ""))
            let now = Date().timeIntervalSince1970
            if answer.status == 204, let token { return (token, []) }
            guard answer.status == 200 else { throw BenchError("a delta was answered \(answer.status)") }
            var lags: [Double] = []
            var next: String?
            for line in answer.body.split(separator: 0x0A) {
                let text = String(decoding: line.prefix(400), as: UTF8.self)
                if text.hasPrefix(#"{"t":"put""#), let version = Self.member("\"ver\":", text).flatMap({ Double($0) }) {
                    lags.append(now - version * 1e-6)
                } else if text.hasPrefix(#"{"t":"end""#) {
                    next = try JSONDocument(Array(line)).root["token"]?.string
                }
            }
            guard let next else { throw BenchError("a delta had no end") }
            return (next, lags)
        }

        private static func member(_ name: String, _ text: String) -> Substring? {
            text.firstRange(of: name).map { text[$0.upperBound...].prefix { $0.isNumber } }
        }
    }
}
