import SvarHTTP
import Synchronization
import TestLane
import Testing

/// Bodies over real connections: memory, pace, and bodies that break off.
@Suite(.alone, .serialized) struct BodyTests {
    private static let head = "Host: localhost\r\nContent-Type: application/fhir+json\r\n"

    private static func post(_ fields: String, _ body: String = "") -> String {
        "POST /v1/fhir/Patient HTTP/1.1\r\n\(head)\(fields)\r\n\r\n\(body)"
    }

    private static func whole(_ count: Int) -> String {
        post("Content-Length: \(count)\r\nConnection: close", String(repeating: "x", count: count))
    }

    private static func piece(_ count: Int) -> String {
        String(count, radix: 16) + "\r\n" + String(repeating: "x", count: count) + "\r\n"
    }

    @Test(arguments: ["Transfer-Encoding: chunked", "Content-Length: 1000000"])
    func silentSendersHoldNoMemory(_ length: String) async throws {
        let edge = EdgeFixture {
            $0.body.maximumBytes = 1 << 20
            $0.body.maximumBytesInFlight = 1 << 20
            // Longer than a connection of the test waits.
            $0.body.patienceSeconds = 600
        }
        try await edge.live { port in
            var silent: [RawConnection] = []
            for _ in 0..<4 {
                let connection = try await RawConnection(port: port)
                await connection.send(Self.post(length))
                silent.append(connection)
            }
            #expect(try await becomesTrue { edge.inFlight == silent.count })
            let other = try await RawConnection(port: port)
            await other.send(Self.whole(600_000))
            #expect(await other.answer()?.hasPrefix("HTTP/1.1 201") == true)
            #expect(edge.inFlight == silent.count)
        }
    }

    @Test(arguments: [
        post("Transfer-Encoding: chunked"), post("Transfer-Encoding: chunked", piece(70_000)),
        post("Content-Length: 9"), post("Content-Length: 900000", "x"),
    ])
    func aSenderThatStopsIsSentAway(_ text: String) async throws {
        let edge = EdgeFixture { $0.body.patienceSeconds = 1 }
        try await edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(text)
            let answer = await connection.answer()
            #expect(answer?.hasPrefix("HTTP/1.1 408") == true)
            #expect(answer?.contains("the body came too slowly") == true)
        }
    }

    @Test func aSenderThatDripsIsSentAway() async throws {
        let edge = EdgeFixture { $0.body.patienceSeconds = 1 }
        try await edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(Self.post("Content-Length: 900"))
            let drip = Task {
                while true {
                    await connection.send("x")
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
            #expect(await connection.answer()?.hasPrefix("HTTP/1.1 408") == true)
            drip.cancel()
        }
    }

    @Test func stoppedSendersGiveTheirMemoryBack() async throws {
        let edge = EdgeFixture {
            $0.body.maximumBytes = 1 << 20
            $0.body.maximumBytesInFlight = 1 << 18
            $0.body.patienceSeconds = 1
        }
        try await edge.live { port in
            let answers = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<6 {
                    let connection = try await RawConnection(port: port)
                    group.addTask {
                        await connection.send(Self.post("Transfer-Encoding: chunked", Self.piece(300_000)))
                        return await connection.answer()
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0 != nil })
            // A machine that is busy may be too slow a sender itself.
            #expect(
                try await becomesTrue {
                    let next = try await RawConnection(port: port)
                    await next.send(Self.whole(600_000))
                    return await next.answer()?.hasPrefix("HTTP/1.1 201") == true
                }
            )
        }
    }

    @Test func bodiesBeyondTheMemoryTakeTurns() async throws {
        let edge = EdgeFixture {
            $0.body.maximumBytes = 2 << 20
            $0.body.maximumBytesInFlight = 1 << 20
        }
        try await edge.live { port in
            let answers = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<8 {
                    let connection = try await RawConnection(port: port)
                    group.addTask {
                        await connection.send(Self.whole(1_900_000))
                        return await connection.answer()
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0?.hasPrefix("HTTP/1.1 201") == true })
        }
    }

    @Test(arguments: [
        post("Transfer-Encoding: chunked", "zz\r\nx"),
        post("Transfer-Encoding: chunked", piece(9) + "ffffffffffffffffff\r\n"),
        post("Content-Length: 100", "x"), post("Transfer-Encoding: chunked", piece(9)),
    ])
    func aBrokenBodyIsTheSendersFault(_ text: String) async throws {
        let edge = EdgeFixture()
        try await edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(text)
            connection.endSending()
            let answer = await connection.answer()
            #expect(answer?.hasPrefix("HTTP/1.1 400") == true)
            #expect(answer?.contains("OperationOutcome") == true)
        }
        #expect(edge.port.state.withLock { $0.resources.isEmpty })
        #expect(edge.log.text.contains(#""http.status":400"#))
        #expect(!edge.log.text.contains(#""level":"error""#))
    }

    @Test(arguments: ["Content-Length: 100", "Transfer-Encoding: chunked"])
    func aConnectionClosedForSilenceIsNoError(_ length: String) async throws {
        let edge = EdgeFixture { $0.idleSeconds = 1 }
        try await edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(Self.post(length))
            #expect(await connection.answer() != nil)
            #expect(try await becomesTrue { edge.log.text.contains(#""http.status":400"#) })
        }
        #expect(edge.log.text.contains(#""http.status":400"#))
        #expect(!edge.log.text.contains(#""level":"error""#))
        #expect(edge.port.state.withLock { $0.resources.isEmpty })
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: localhost\r\nbad field\r\n\r\n", "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ])
    func whatIsNotHTTPGetsAnOutcome(_ text: String) async throws {
        try await EdgeFixture().live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(text)
            let answer = await connection.answer()
            #expect(answer?.hasPrefix("HTTP/1.1 400") == true)
            #expect(answer?.lowercased().contains("content-type: application/fhir+json") == true)
            #expect(answer?.contains(#""resourceType":"OperationOutcome""#) == true)
            #expect(answer?.lowercased().contains("x-svar-sandbox: true") == true)
        }
    }

    @Test(arguments: [
        ("GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\n", 400),
        ("GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", 400),
        ("GET http://example.org/health/live HTTP/1.1\r\nHost: localhost\r\n", 421),
        ("GET http://localhost@example.org/health/live HTTP/1.1\r\nHost: localhost\r\n", 421),
        ("GET http://127.0.0.1:1/health/live HTTP/1.1\r\nHost: localhost\r\n", 200),
        ("GET /health/live HTTP/1.1\r\nHost: LocalHost\r\n", 200),
    ])
    func theTargetIsOnLoopbackByItsOneName(_ text: String, _ status: Int) async throws {
        try await EdgeFixture().live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(text + "Connection: close\r\n\r\n")
            #expect(await connection.answer()?.hasPrefix("HTTP/1.1 \(status)") == true)
        }
    }
}
