import Foundation
import SvarReplica
import Synchronization

/// A replica's requests without a replica behind them: answers are counted and thrown away.
struct SyncProbe {
    /// What came.
    struct Answer {
        var status = 0
        var headers: [String: String] = [:]
        var bytes = 0
        var lines = 0
        var seconds = 0.0
        fileprivate var tail: [UInt8] = []
        fileprivate static let tailBytes = 1_024
        /// The first bytes, as many as were asked for.
        var kept: [UInt8] = []
        /// Whether the last line is the round's end.
        var isWhole: Bool {
            String(decoding: tail, as: UTF8.self).split(separator: "\n").last?.hasPrefix(#"{"t":"end""#) ?? false
        }
    }

    let transport: CurlTransport
    let id: String

    init(transport: CurlTransport, id: String) {
        self.transport = transport
        self.id = id
    }

    /// - Parameter file: a replica whose id is used, and whose token
    init(_ stage: SyncStage, _ file: String, port: Int) throws {
        let token = try String(contentsOfFile: stage.token, encoding: .utf8)
        transport = CurlTransport(CurlTransport.Options(server: "http://127.0.0.1:\(port)")) { token }
        id = try Self.facts(file).id
    }

    /// The replica's id, and the token that it would ask its next delta with.
    static func facts(_ file: String) throws -> (id: String, token: String) {
        let facts = try ReplicaStore.open(file, readOnly: true).state()
        guard let id = facts.enrolment?.id else { throw BenchError("the replica is not enrolled") }
        return (id, facts.token ?? "")
    }

    func delta(_ token: String, keep: Int = 0) async throws -> Answer {
        try await send(SyncRequest("GET", path("delta"), query: [("token", token)], silence: 120), keep: keep)
    }

    func path(_ name: String) -> String { "/v1/sync/replicas/\(id)/\(name)" }

    func send(_ request: SyncRequest, keep: Int = 0) async throws -> Answer {
        let answer = Mutex(Answer())
        let watch = Stopwatch()
        try await transport.send(request) { head in
            answer.withLock { answer in
                answer.status = head.status
                answer.headers = head.headers
            }
        } onBytes: { bytes in
            answer.withLock { answer in
                answer.bytes += bytes.count
                if answer.kept.count < keep { answer.kept += bytes.prefix(keep - answer.kept.count) }
                answer.lines += bytes.count { $0 == 0x0A }
                answer.tail = Array((answer.tail + bytes.suffix(Answer.tailBytes)).suffix(Answer.tailBytes))
            }
            return true
        }
        return answer.withLock { answer in
            answer.seconds = watch.seconds
            return answer
        }
    }
}
