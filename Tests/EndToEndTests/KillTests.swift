import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import SvarJSON
import SvarSynthetic
import Synchronization
import Testing

/// The server is killed (SIGKILL) at random instants under mixed load, on one data directory, and started again: what
/// was acknowledged is there, no unit is half there, and the store verifies. Ten rounds, with SVAR_LONG=1 two hundred.
@Suite(.serialized) struct KillTests {
    private static let isLong = getenv("SVAR_LONG") != nil
    private static let rounds = isLong ? 200 : 10

    @Test func nothingAcknowledgedIsLostAndNoUnitIsHalfThere() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/store"
        let load = Load(SyntheticData(seed: 20_261_121, persons: 400))
        for round in 1...Self.rounds {
            let process = try RunningProcess(["serve", "--sandbox", "--data", data, "--port", "0"])
            let base = try await process.ready()
            try await load.check(base)
            let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup)
            await withTaskGroup { group in
                for worker in 0..<8 { group.addTask { await load.run(base, client, worker: worker) } }
                let before = load.acknowledgedCount
                group.addTask {
                    do {
                        try await Task.sleep(for: .milliseconds(Int.random(in: 60...600)))
                        // A busy machine may have come to nothing in that time.
                        #expect(try await RunningProcess.becomesTrue { load.acknowledgedCount > before + 1 })
                    } catch {
                        Issue.record(error)
                    }
                    process.signal(SIGKILL)
                }
                await group.waitForAll()
            }
            try await client.shutdown()
            #expect(try await process.wait() == -SIGKILL)
            if round.isMultiple(of: Self.isLong ? 10 : 2) || round == Self.rounds {
                let verified = try await Binary.run(["store", "verify", "--data", data])
                #expect(try await verified.wait() == 0, "\(verified.output)\(verified.errors)")
            }
        }
        let process = try RunningProcess(["serve", "--sandbox", "--data", data, "--port", "0"])
        let base = try await process.ready()
        let total = try await load.checkAll(base)
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
        print(
            "\(Self.rounds) kills: \(total.acknowledged) acknowledged versions all there, \(total.reports) reports whole"
        )
        #expect(total.acknowledged > Self.rounds)
    }
}

/// Eight writers, and what the server told them it had stored.
private final class Load: Sendable {
    /// `Type/id/_history/version` of everything acknowledged, and how much of it was checked after a restart.
    private struct State {
        var acknowledged: [String] = []
        var checked = 0
        var counter = 0
    }

    private let messages: [[UInt8]]
    private let state = Mutex(State())

    init(_ data: SyntheticData) { messages = data.messages().map(\.bytes) }

    private func next() -> Int {
        state.withLock { state in
            state.counter += 1
            return state.counter
        }
    }

    var acknowledgedCount: Int { state.withLock { $0.acknowledged.count } }

    private func acknowledge(_ places: [String]) { state.withLock { $0.acknowledged += places } }

    /// Writes until the server is gone.
    func run(_ base: String, _ client: HTTPClient, worker: Int) async {
        while true {
            do {
                acknowledge(try await write(base, client, worker: worker))
            } catch {
                return
            }
        }
    }

    private func write(_ base: String, _ client: HTTPClient, worker: Int) async throws -> [String] {
        let number = next()
        switch number % 4 {
        case 0:
            let bytes = messages[number / 4 % messages.count]
            let answer = try await Self.send(client, .POST, base + "/v1/messages", "application/xml", bytes)
            guard answer.status == 201 || answer.status == 200 else { return [] }
            let reports = try JSONDocument(answer.body).root["reports"]!
            return reports.elements.compactMap { report in
                guard let place = report["report"]?.string, let version = report["version"]?.string else { return nil }
                return "\(place)/_history/\(version)"
            }
        case 1:
            let body = #"{"resourceType":"Observation","status":"final","code":{"text":"n \#(number)"}}"#
            return try await Self.post(client, base + "/v1/fhir/Observation", .POST, body)
        case 2:
            let id = "killed-\(worker)"
            let body = #"{"resourceType":"Patient","id":"\#(id)","multipleBirthInteger":\#(number)}"#
            return try await Self.post(client, base + "/v1/fhir/Patient/\(id)", .PUT, body)
        default:
            let entry = { (name: String, type: String, more: String) in
                #"{"fullUrl":"urn:uuid:\#(name)","resource":{"resourceType":"\#(type)","status":"final","#
                    + #""code":{"text":"u \#(number)"}\#(more)},"request":{"method":"POST","url":"\#(type)"}}"#
            }
            let result = #","result":[{"reference":"urn:uuid:a"},{"reference":"urn:uuid:b"}]"#
            let entries = [
                entry("r", "DiagnosticReport", result), entry("a", "Observation", ""), entry("b", "Observation", ""),
            ]
            let bundle = #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ","))]}"#
            let answer = try await Self.send(
                client,
                .POST,
                base + "/v1/fhir",
                "application/fhir+json",
                Array(bundle.utf8)
            )
            guard answer.status == 200 else { return [] }
            return try JSONDocument(answer.body).root["entry"]!.elements.compactMap {
                $0["response"]?["location"]?.string
            }
        }
    }

    /// What was acknowledged since the last check.
    func check(_ base: String) async throws {
        let new = state.withLock { state in
            defer { state.checked = state.acknowledged.count }
            return Array(state.acknowledged[state.checked...])
        }
        try await read(new, base)
    }

    /// Everything acknowledged, and every report with all its results.
    func checkAll(_ base: String) async throws -> (acknowledged: Int, reports: Int) {
        let all = state.withLock { $0.acknowledged }
        try await read(all.count > 20_000 ? Array(all.shuffled().prefix(20_000)) : all, base)
        var url = base + "/v1/fhir/DiagnosticReport?_count=200"
        var reports = 0
        while true {
            let page = try JSONDocument(try await Self.send(HTTPClient.shared, .GET, url).body).root
            var results: [String] = []
            for entry in page["entry"].map({ Array($0.elements) }) ?? [] {
                reports += 1
                for result in entry["resource"]?["result"].map({ Array($0.elements) }) ?? [] {
                    if let reference = result["reference"]?.string { results.append(reference) }
                }
            }
            try await read(results, base)
            guard let next = page["link"]?.elements.first(where: { $0["relation"]?.string == "next" })?["url"]?.string
            else { return (all.count, reports) }
            url = next
        }
    }

    private func read(_ places: [String], _ base: String) async throws {
        try await withThrowingTaskGroup { group in
            for part in 0..<8 {
                group.addTask {
                    for index in stride(from: part, to: places.count, by: 8) {
                        let answer = try await Self.send(HTTPClient.shared, .GET, "\(base)/v1/fhir/\(places[index])")
                        #expect(answer.status == 200, "\(places[index])")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func post(_ client: HTTPClient, _ url: String, _ method: HTTPMethod, _ body: String) async throws
        -> [String]
    {
        let answer = try await send(client, method, url, "application/fhir+json", Array(body.utf8))
        guard answer.status == 200 || answer.status == 201 else { return [] }
        let json = try JSONDocument(answer.body).root
        let place = "\(json["resourceType"]!.string!)/\(json["id"]!.string!)"
        return ["\(place)/_history/\(json["meta"]!["versionId"]!.string!)"]
    }

    private static func send(
        _ client: HTTPClient,
        _ method: HTTPMethod,
        _ url: String,
        _ type: String? = nil,
        _ body: [UInt8]? = nil
    ) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let type { request.headers.add(name: "Content-Type", value: type) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await client.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return (Int(response.status.code), Array(bytes.readableBytesView))
    }
}
