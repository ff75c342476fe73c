import FoundationEssentials
import Glibc
import SvarReplica
import Synchronization
import TestLane
import Testing

/// The replica's way to its server, against a server that says what the test wants, byte for byte.
@Suite(.alone, .timeLimit(.minutes(5))) struct SyncTransportTests {
    /// What came of a request.
    private struct Outcome: Sendable {
        var heads: [SyncResponseHead] = []
        var bytes: [UInt8] = []
        var fault: TransportFault?
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Answers each request of a connection with the bytes given for its number, and keeps what was asked.
    private final class Server: Sendable {
        let listener: SyncListener
        private let seen: Requests
        var address: String { "http://127.0.0.1:\(listener.port)" }
        var requests: [String] { seen.texts.withLock { $0 } }
        var connections: Int { seen.connections.load(ordering: .relaxed) }

        private final class Requests: Sendable {
            let texts = Mutex<[String]>([])
            let connections = Atomic(0)
        }

        /// - Parameter answer: nil closes the connection
        init(_ answer: @escaping @Sendable (_ number: Int, _ socket: SyncSocket) -> String?) throws {
            let seen = Requests()
            self.seen = seen
            listener = try SyncListener { socket in
                seen.connections.wrappingAdd(1, ordering: .relaxed)
                while let request = Self.request(socket) {
                    let number = seen.texts.withLock { texts in
                        texts.append(request)
                        return texts.count
                    }
                    guard let text = answer(number, socket) else { break }
                    socket.write(Array(text.utf8))
                }
                socket.shut()
            }
        }

        /// Head and body, by its length.
        private static func request(_ socket: SyncSocket) -> String? {
            var text = ""
            while true {
                if let end = text.firstRange(of: "\r\n\r\n") {
                    let length = text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                    let count = length.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
                    if text[end.upperBound...].utf8.count >= count { return text }
                }
                let more = socket.read()
                if more.isEmpty { return nil }
                text += String(decoding: more, as: UTF8.self)
            }
        }
    }

    private static func answer(_ body: String, _ fields: String = "", status: String = "200 OK") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
    }

    private func send(
        _ request: SyncRequest,
        to transport: CurlTransport,
        onBytes: @escaping @Sendable ([UInt8]) -> Bool = { _ in true }
    ) async -> Outcome {
        let outcome = Mutex(Outcome())
        do {
            try await transport.send(request) { head in
                outcome.withLock { $0.heads.append(head) }
            } onBytes: { bytes in
                outcome.withLock { $0.bytes += bytes }
                return onBytes(bytes)
            }
        } catch {
            outcome.withLock { $0.fault = error }
        }
        return outcome.withLock { $0 }
    }

    private func transport(_ server: String, token: String? = "t0ken") -> CurlTransport {
        CurlTransport(CurlTransport.Options(server: server)) { token }
    }

    @Test func sendsWhatWasAskedAndHandsOverTheAnswer() async throws {
        let server = try Server { _, _ in
            Self.answer("whole", "ETag: \"1\"\r\nX-Two: a\r\nx-two: b\r\n", status: "201 Created")
        }
        let request = SyncRequest(
            "PUT",
            "/v1/sync/replicas/r1/scope",
            query: [("token", "a+b/c=")],
            headers: ["If-Match": "\"7\""],
            body: Array(#"{"persons":[]}"#.utf8)
        )
        let outcome = await send(request, to: transport(server.address))
        #expect(outcome.fault == nil)
        #expect(outcome.text == "whole")
        let head = try #require(outcome.heads.first)
        #expect(outcome.heads.count == 1)
        #expect(head.status == 201)
        #expect(head.headers["etag"] == "\"1\"" && head.headers["x-two"] == "a, b")
        let seen = try #require(server.requests.first)
        #expect(seen.hasPrefix("PUT /v1/sync/replicas/r1/scope?token=a%2Bb%2Fc%3D HTTP/1.1\r\n"))
        #expect(seen.contains("\r\nAuthorization: Bearer t0ken\r\n") && seen.contains("\r\nIf-Match: \"7\"\r\n"))
        #expect(seen.contains("\r\nContent-Type: application/json\r\n") && !seen.contains("Expect"))
        #expect(seen.hasSuffix(#"{"persons":[]}"#))
    }

    @Test func oneConnectionServesRequestAfterRequestAndEachAsksForItsToken() async throws {
        let server = try Server { number, _ in Self.answer("\(number)") }
        let tokens = Mutex(0)
        let transport = CurlTransport(CurlTransport.Options(server: server.address)) {
            tokens.withLock { count in
                count += 1
                return "t\(count)"
            }
        }
        for number in 1...5 { #expect(await send(SyncRequest("GET", "/"), to: transport).text == "\(number)") }
        #expect(server.connections == 1)
        for number in 1...5 { #expect(server.requests[number - 1].contains("Bearer t\(number)\r\n")) }
    }

    @Test func aKeptConnectionThatTheServerClosedIsMadeAgain() async throws {
        let server = try Server { number, socket in
            socket.write(Array(Self.answer("\(number)").utf8))
            return nil
        }
        let transport = transport(server.address)
        for number in 1...3 { #expect(await send(SyncRequest("GET", "/"), to: transport).text == "\(number)") }
    }

    /// Closed before the head, in it, and in the body of a known and of an unknown length.
    @Test(arguments: [
        "", "HTTP/1.1 200 O", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
    ])
    func anAnswerThatBreaksOffIsAFault(_ text: String) async throws {
        let server = try Server { _, socket in
            socket.write(Array(text.utf8))
            return nil
        }
        let outcome = await send(SyncRequest("GET", "/"), to: transport(server.address))
        #expect(outcome.fault != nil)
        #expect("half".hasPrefix(outcome.text))
    }

    @Test func aServerThatIsNotThereIsAFault() async throws {
        let port: Int = try { try SyncListener { _ in }.port }()
        let outcome = await send(SyncRequest("GET", "/secret"), to: transport("http://127.0.0.1:\(port)"))
        let fault = try #require(outcome.fault)
        #expect(!fault.description.contains("secret") && !fault.description.contains("t0ken"))
    }

    @Test func aRefusalIsAnAnswer() async throws {
        let server = try Server { _, _ in Self.answer("{}", status: "503 Service Unavailable") }
        let outcome = await send(SyncRequest("GET", "/"), to: transport(server.address))
        #expect(outcome.fault == nil && outcome.heads.map(\.status) == [503] && outcome.text == "{}")
    }

    @Test func anInterimAnswerIsNotTheAnswer() async throws {
        let server = try Server { _, _ in "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Self.answer("late") }
        let outcome = await send(SyncRequest("GET", "/"), to: transport(server.address))
        #expect(outcome.heads.map(\.status) == [200] && outcome.heads[0].headers["link"] == nil)
        #expect(outcome.text == "late")
    }

    @Test(arguments: [204, 304]) func anAnswerWithoutABodyHasAHead(_ status: Int) async throws {
        let server = try Server { _, _ in "HTTP/1.1 \(status) None\r\nsvar-token: abc\r\n\r\n" }
        let outcome = await send(SyncRequest("GET", "/"), to: transport(server.address))
        #expect(outcome.heads.map(\.status) == [status] && outcome.heads[0].headers["svar-token"] == "abc")
        #expect(outcome.fault == nil && outcome.bytes.isEmpty)
    }

    @Test func aRedirectIsRefusedAndTheTokenGoesNowhereElse() async throws {
        let other = try Server { _, _ in Self.answer("other") }
        let place = other.address
        let server = try Server { _, _ in Self.answer("", "Location: \(place)/\r\n", status: "307 Temporary Redirect") }
        let outcome = await send(SyncRequest("GET", "/"), to: transport(server.address))
        #expect(outcome.fault != nil && outcome.heads.isEmpty)
        #expect(other.requests.isEmpty)
    }

    @Test func aSilentServerIsGivenUp() async throws {
        let server = try Server { _, socket in
            socket.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".utf8))
            sleep(20)
            return nil
        }
        let start = ContinuousClock.now
        let outcome = await send(SyncRequest("GET", "/", silence: 2), to: transport(server.address))
        #expect(outcome.fault != nil && outcome.text == "x")
        #expect(ContinuousClock.now - start < .seconds(15))
    }

    @Test func aTaskThatIsCancelledStopsWaiting() async throws {
        let server = try Server { _, _ in
            sleep(30)
            return nil
        }
        let transport = transport(server.address)
        let start = ContinuousClock.now
        let task = Task { await send(SyncRequest("GET", "/", silence: 60), to: transport) }
        try await Task.sleep(for: .milliseconds(300))
        task.cancel()
        #expect(await task.value.fault != nil)
        #expect(ContinuousClock.now - start < .seconds(25))
    }

    @Test func whoWantsNoMoreEndsItWithoutAFault() async throws {
        let server = try Server { _, socket in
            socket.write(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
            let part = Array(("10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n").utf8)
            while socket.write(part) {}
            return nil
        }
        let outcome = await send(SyncRequest("GET", "/"), to: transport(server.address)) { _ in false }
        #expect(outcome.fault == nil)
        #expect((1...(1 << 20)).contains(outcome.bytes.count))
    }

    /// What is not taken is not fetched: the server can send no more than sockets and one callback hold.
    @Test func whoIsSlowHoldsTheServerBack() async throws {
        let sent = Atomic(0)
        let server = try Server { _, socket in
            socket.write(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
            let part = Array(("10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n").utf8)
            while sent.load(ordering: .relaxed) < 64 << 20, socket.write(part) {
                sent.wrappingAdd(65_536, ordering: .relaxed)
            }
            return nil
        }
        let most = Mutex(0)
        _ = await send(SyncRequest("GET", "/"), to: transport(server.address)) { _ in
            usleep(700_000)
            most.withLock { $0 = sent.load(ordering: .relaxed) }
            return false
        }
        #expect(most.withLock { $0 } < 32 << 20)
    }

    @Test func aTokenThatIsNoneIsAFaultAndNothingIsSent() async throws {
        let server = try Server { _, _ in Self.answer("x") }
        #expect(await send(SyncRequest("GET", "/"), to: transport(server.address, token: "a\r\nX: y")).fault != nil)
        let without = CurlTransport(CurlTransport.Options(server: server.address)) { throw SystemFailure(code: ENOENT) }
        #expect(await send(SyncRequest("GET", "/"), to: without).fault != nil)
        #expect(server.requests.isEmpty)
        #expect(await send(SyncRequest("GET", "/"), to: transport(server.address, token: nil)).text == "x")
        #expect(server.requests.allSatisfy { !$0.contains("Authorization") })
    }

    @Test func aHeadWithoutEndIsAFault() async throws {
        let server = try Server { _, socket in
            socket.write(Array("HTTP/1.1 200 OK\r\n".utf8))
            while socket.write(Array("X-More: \(String(repeating: "y", count: 1_000))\r\n".utf8)) {}
            return nil
        }
        #expect(await send(SyncRequest("GET", "/"), to: transport(server.address)).fault != nil)
    }
}
