import SvarFHIR
import SvarHTTP
import TestLane
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What hostile or broken clients may cost: others are served, and memory stays bounded.
@Suite(.alone, .serialized) struct LimitTests {
    private static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)Connection: close\r\n\r\n"
    }

    /// Whether a new client is answered.
    private static func isServed(_ port: Int, _ path: String = "/health/live") async throws -> Bool {
        let connection = try await RawConnection(port: port)
        await connection.send(get(path))
        return await connection.answer()?.hasPrefix("HTTP/1.1 200") == true
    }

    @Test func readersThatDoNotReadAreCutAndGiveTheirMemoryBack() async throws {
        let edge = EdgeFixture {
            $0.body.patienceSeconds = 2
            $0.body.slowestBytesPerSecond = 50 << 20
            $0.maximumAnswerBytesInFlight = 8 << 20
        }
        let large = CompressionTests.resource(7 << 20)
        edge.port.put(.patient, "p1", large)
        try await edge.live { port in
            var idle: [RawConnection] = []
            // The first holds the allowance, the second goes beyond it, the third waits in vain.
            for _ in 0..<3 {
                let connection = try await RawConnection(port: port, receiveBuffer: 4_096)
                await connection.send(Self.get("/v1/fhir/Patient/p1"))
                idle.append(connection)
            }
            #expect(try await Self.isServed(port))
            // Who does not read cannot see that it was cut; ten times what the server grants is long enough.
            try await Task.sleep(for: .seconds(20))
            for connection in idle {
                let answer = try #require(await connection.bytes())
                #expect(answer.count < large.utf8.count)
            }
            // A machine that is busy may be too slow a reader itself.
            #expect(try await becomesTrue { try await Self.isServed(port, "/v1/fhir/Patient/p1") })
        }
    }

    @Test func aReaderThatIsSlowButSteadyGetsAll() async throws {
        let edge = EdgeFixture {
            $0.body.patienceSeconds = 120
            $0.body.slowestBytesPerSecond = 1 << 20
        }
        let large = CompressionTests.resource(3 << 20)
        edge.port.put(.patient, "p1", large)
        try await edge.live { port in
            let connection = try await RawConnection(port: port, receiveBuffer: 4_096)
            await connection.send(Self.get("/v1/fhir/Patient/p1"))
            try await Task.sleep(for: .seconds(1))
            #expect(try #require(await connection.bytes()).count > large.utf8.count)
        }
    }

    /// Each takes two descriptors of this process: the client's and the server's.
    @Test func thousandsOfIdleConnectionsCostLittle() async throws {
        let count = min(5_000, Self.raiseOpenFiles() / 2 - 200)
        let edge = EdgeFixture {
            $0.maximumConnections = 6_000
            $0.idleSeconds = 300
        }
        try await edge.live { port in
            #expect(try await Self.isServed(port))
            try await ProcessMemory.expectGrowth(below: count * (48 << 10)) {
                var idle: [RawConnection] = []
                for _ in 0..<count { idle.append(try await RawConnection(port: port)) }
                // Half of them in the middle of a request's fields.
                for connection in idle[..<(count / 2)] {
                    await connection.send("GET /health/live HTTP/1.1\r\nHost: loc")
                }
                #expect(try await Self.isServed(port))
                return idle
            }
        }
    }

    @Test func idleConnectionsAreClosedAndMakeRoom() async throws {
        let edge = EdgeFixture {
            $0.maximumConnections = 4
            $0.idleSeconds = 1
        }
        try await edge.live { port in
            var idle: [RawConnection] = []
            for _ in 0..<4 { idle.append(try await RawConnection(port: port)) }
            await idle[0].send("GET /health/live HTTP/1.1\r\n")
            // Waits to be accepted, and is.
            #expect(try await Self.isServed(port))
            for connection in idle { #expect(await connection.bytes() != nil) }
        }
    }

    /// Floods by name, so that a log of the tests does not hold them.
    enum Flood: CaseIterable, Sendable {
        case manyFields, largeField, largeTogether, noField

        var text: String {
            switch self {
            case .manyFields: String(repeating: "X-A: b\r\n", count: 200)
            case .largeField: "X-A: " + String(repeating: "a", count: 40_000) + "\r\n"
            case .largeTogether: (0..<90).map { "X-\($0): " + String(repeating: "a", count: 1_000) + "\r\n" }.joined()
            case .noField: String(repeating: "a", count: 200_000)
            }
        }
    }

    @Test(arguments: Flood.allCases)
    func aFloodOfFieldsIsRefused(_ flood: Flood) async throws {
        try await EdgeFixture().live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(Self.get("/health/live", flood.text))
            let answer = try #require(await connection.answer())
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"), "\(answer.prefix(80))")
            #expect(try await Self.isServed(port))
        }
    }

    @Test func aTargetWithoutEndIsRefused() async throws {
        try await EdgeFixture().live { port in
            // The server stops reading, so that not all can be sent.
            let connection = try await RawConnection(port: port, patience: 1)
            let sent = await connection.send("GET /v1/fhir/Patient?a=" + String(repeating: "a", count: 40 << 20))
            print("sent of a target without end: \(sent)")
            #expect(sent < 20 << 20)
            #expect(try await Self.isServed(port))
        }
    }

    /// The soft limit of open files, raised to the hard one.
    private static func raiseOpenFiles() -> Int {
        var limit = rlimit()
        #if canImport(Glibc)
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
        let resource = RLIMIT_NOFILE
        #endif
        getrlimit(resource, &limit)
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(resource, &limit)
        return Int(limit.rlim_cur)
    }
}
