import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import SvarJSON
import Synchronization
import Testing

/// Nothing is disclosed without a row (decision 37): the server is killed (SIGKILL) at random instants under readers and
/// writers, and every answer of which a client had a byte has its row in the log of use, in `access.db` or in the store;
/// both chains are whole. Ten rounds, with SVAR_LONG=1 a hundred.
@Suite(.serialized) struct DisclosureTests {
    private static let rounds = getenv("SVAR_LONG") != nil ? 100 : 10

    @Test func everyAnswerHasItsRowAfterAKill() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/store"
        let clients = DisclosureClients()
        for _ in 1...Self.rounds {
            let process = try RunningProcess(["serve", "--sandbox", "--data", data, "--port", "0"])
            let base = try await process.ready()
            let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup)
            await withTaskGroup { group in
                for worker in 0..<8 { group.addTask { await clients.run(base + "/v1/fhir", client, worker) } }
                let before = clients.answered.count
                group.addTask {
                    do {
                        try await Task.sleep(for: .milliseconds(Int.random(in: 60...600)))
                        // A busy machine may have come to nothing in that time.
                        #expect(try await RunningProcess.becomesTrue { clients.answered.count > before + 1 })
                    } catch {
                        Issue.record(error)
                    }
                    process.signal(SIGKILL)
                }
                await group.waitForAll()
            }
            try await client.shutdown()
            #expect(try await process.wait() == -SIGKILL)
            let verified = try await Binary.run(["audit", "verify", "--data", data])
            #expect(try await verified.wait() == 0, "\(verified.output)\(verified.errors)")
        }
        let listed = try await Binary.run(["audit", "list", "--data", data, "--limit", "10000000", "--json"])
        #expect(try await listed.wait() == 0, "\(listed.errors)")
        let requests = try Set(
            listed.output.split(separator: "\n").compactMap { line in
                try JSONDocument(Array(line.utf8)).root["request"]?.string
            }
        )
        let answered = clients.answered
        #expect(answered.subtracting(requests).isEmpty)
        #expect(answered.count > Self.rounds)
        print("\(Self.rounds) kills: \(answered.count) answers, \(requests.count) rows")
    }
}

/// Readers and writers that remember the id of each request of which they had an answer.
private final class DisclosureClients: Sendable {
    private struct State {
        var answered: Set<String> = []
        var places: [String] = ["Observation/absent"]
        var count = 0
    }

    private let state = Mutex(State())

    var answered: Set<String> { state.withLock { $0.answered } }

    /// Asks until the server is gone.
    func run(_ base: String, _ client: HTTPClient, _ worker: Int) async {
        while true {
            do { try await once(base, client, worker) } catch { return }
        }
    }

    private func once(_ base: String, _ client: HTTPClient, _ worker: Int) async throws {
        let (number, place) = state.withLock { state in
            state.count += 1
            return (state.count, state.places[state.count * 7_919 % state.places.count])
        }
        var request: HTTPClientRequest
        switch worker {
        case 0, 1:
            request = HTTPClientRequest(url: base + "/Observation")
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/fhir+json")
            let body = #"{"resourceType":"Observation","status":"final","code":{"text":"n \#(number)"}}"#
            request.body = .bytes(ByteBuffer(string: body))
        case 2: request = HTTPClientRequest(url: base + "/Observation?_count=5")
        // The log of use tells of the log of use too.
        case 3 where number.isMultiple(of: 2): request = HTTPClientRequest(url: base + "/AuditEvent?_count=5")
        case 4 where number.isMultiple(of: 2):
            request = HTTPClientRequest(url: base.replacing("/v1/fhir", with: "/v1/log") + "?limit=5")
            request.headers.add(name: "person-id", value: "13895500180")
        case 3: request = HTTPClientRequest(url: base + "/Observation/absent-\(number)")
        default: request = HTTPClientRequest(url: "\(base)/\(place)")
        }
        let response = try await client.execute(request, timeout: .seconds(120))
        // The head is here, so something was disclosed, whether the rest comes or not.
        if response.status.code < 500, let id = response.headers.first(name: "X-Request-Id") {
            state.withLock { _ = $0.answered.insert(id) }
        }
        let body = try await response.body.collect(upTo: 16 << 20)
        if response.status == .created, let id = try JSONDocument(Array(body.readableBytesView)).root["id"]?.string {
            state.withLock { $0.places.append("Observation/\(id)") }
        }
    }
}
