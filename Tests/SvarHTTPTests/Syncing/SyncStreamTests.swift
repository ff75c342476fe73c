import HTTPTypes
import NIOCore
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarSync
import SvarTesting
import Synchronization
import TestLane
import Testing

/// Answers that are written as they are made, over a real connection and the embedded store.
@Suite(.alone, .serialized) struct SyncStreamTests {
    private static func store(_ directory: TemporaryDirectory, _ clock: ManualClock) throws -> SQLiteStore {
        let bytes = SeededBytes(seed: 3)
        return try SQLiteStore.open(
            directory: directory.path,
            kind: .sandbox,
            create: true,
            index: IndexRows.store,
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        )
    }

    private static func request(_ path: String, _ fields: String = "") -> String {
        "GET \(SyncFixture.root)\(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)Connection: close\r\n\r\n"
    }

    /// The body of a chunked answer, or of one with its length.
    private static func body(_ answer: [UInt8]) throws -> String {
        let text = String(decoding: answer, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        guard parts.count == 2 else { return "" }
        guard parts[0].lowercased().contains("transfer-encoding: chunked") else { return String(parts[1]) }
        var rest = Array(parts[1].utf8)[...]
        var body: [UInt8] = []
        while let line = rest.firstIndex(of: 0x0D) {
            guard let count = Int(String(decoding: rest[..<line], as: UTF8.self), radix: 16), count > 0 else { break }
            rest = rest[(line + 2)...]
            body += rest.prefix(count)
            rest = rest.dropFirst(count + 2)
        }
        return String(decoding: body, as: UTF8.self)
    }

    @Test func aRoundOverManyPagesComesInOneAnswerOrInSeveral() async throws {
        let directory = try TemporaryDirectory()
        let store = try Self.store(directory, ManualClock())
        var answers: [[SyncLine]] = []
        // Pages of three units; an answer of a minute, and answers that end after a page.
        for seconds in [60, 0] {
            let fixture = SyncFixture(store: store, { $0.roundSeconds = seconds }, service: { $0.pageUnits = 3 })
            if answers.isEmpty {
                for number in 0..<5 {
                    try await fixture.person("p\(number)", reports: (0..<6).map { "r\(number)\($0)" }, text: "Å")
                }
            }
            let replica = try await fixture.enrol(following: (0..<5).map { "p\($0)" })
            try await fixture.edge.live { port in
                var token = ""
                repeat {
                    let connection = try await RawConnection(port: port)
                    await connection.send(Self.request(replica + "/delta" + token))
                    let lines = try SyncLine.all(of: Self.body(try #require(await connection.bytes())))
                    token = lines.end == nil ? "?token=\(try #require(lines.pageTokens.last))" : ""
                    Self.collected.append(lines)
                } while !token.isEmpty
            }
            let collected = Self.collected.take()
            #expect(collected.count == (seconds == 0 ? 11 : 1))
            answers.append(collected.flatMap { $0 })
        }
        #expect(answers[0].puts.count == 30 && answers[0].pageTokens.count >= 10)
        #expect(answers[0].puts.map(\.hash) == answers[1].puts.map(\.hash))
        #expect(answers.allSatisfy { $0.end?.count == 30 })
        try await store.close()
    }

    private static let collected = Collected<[SyncLine]>()

    /// One row for each person and page, before the page.
    @Test func whatWasDeliveredIsInTheLogOfUse() async throws {
        let fixture = SyncFixture(service: { $0.pageUnits = 4 })
        for number in 0..<3 { try await fixture.person("p\(number)", reports: (0..<3).map { "r\(number)\($0)" }) }
        let replica = try await fixture.enrol(following: ["p0", "p1", "p2"])
        let access = fixture.access
        try await fixture.edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(Self.request(replica + "/delta"))
            let lines = try SyncLine.all(of: Self.body(try #require(await connection.bytes())))
            #expect(lines.puts.count == 9)
            let rows = access.rows.filter { $0.action == .sync }
            #expect(rows.map(\.units.count) == [3, 1, 2, 2, 1])
            #expect(Set(rows.flatMap(\.units)).count == 9 && rows.allSatisfy { $0.person != nil })
        }
    }

    @Test func aReaderThatDoesNotReadIsCut() async throws {
        let fixture = SyncFixture(
            {
                $0.body.patienceSeconds = 1
                $0.body.slowestBytesPerSecond = 100 << 20
            },
            service: { $0.pageUnits = 1 }
        )
        let text = String(repeating: "a", count: 1 << 20)
        try await fixture.person("p1", reports: (0..<40).map { "r\($0)" }, text: text)
        let replica = try await fixture.enrol(following: ["p1"])
        try await fixture.edge.live { port in
            let connection = try await RawConnection(port: port, receiveBuffer: 4_096)
            await connection.send(Self.request(replica + "/delta"))
            try await Task.sleep(for: .seconds(5))
            let answer = try #require(await connection.bytes())
            #expect(answer.count < 40 << 20)
            // Others are served meanwhile and after.
            let other = try await RawConnection(port: port)
            await other.send(Self.request(replica + "/delta?limit=1"))
            let lines = try SyncLine.all(of: Self.body(try #require(await other.bytes())))
            #expect(lines.puts.count == 1)
        }
    }

    @Test func eventsComeAsTheyHappenWithCommentsBetween() async throws {
        let directory = try TemporaryDirectory()
        let fixture = SyncFixture(store: try Self.store(directory, ManualClock())) { $0.heartbeatSeconds = 1 }
        let person = try await fixture.person("p1", reports: ["a"])
        let replica = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(replica)
        try await fixture.edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(Self.request(replica + "/poke?token=\(token)", "Accept: text/event-stream\r\n"))
            func read(until text: String) async throws -> String {
                let bytes = await connection.bytes { String(decoding: $0, as: UTF8.self).contains(text) }
                return String(decoding: try #require(bytes), as: UTF8.self)
            }
            let head = try await read(until: ":\n\n")
            #expect(head.hasPrefix("HTTP/1.1 200") && head.lowercased().contains("content-type: text/event-stream"))
            try await fixture.add("b", to: person)
            #expect(try await read(until: "event: poke\ndata:\n\n").contains("event: poke"))
            // Not again until it has asked; comments meanwhile.
            try await fixture.add("c", to: person)
            #expect(try await !read(until: ":\n\n").contains("event"))
            _ = try await fixture.send(.get, replica + "/delta?token=\(token)")
            try await fixture.add("d", to: person)
            #expect(try await read(until: "event: poke").contains("event: poke"))
        }
    }

    /// They end with the server: it does not wait for them.
    @Test func listenersDoNotKeepAServerFromStopping() async throws {
        let directory = try TemporaryDirectory()
        let fixture = SyncFixture(store: try Self.store(directory, ManualClock()))
        let replica = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(replica)
        let start = ContinuousClock.now
        try await fixture.edge.live { port in
            for fields in ["Accept: text/event-stream\r\n", ""] {
                let connection = try await RawConnection(port: port)
                await connection.send(Self.request(replica + "/poke?wait=60&token=\(token)", fields))
                Self.open.append(connection)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        // Far less than the 60 seconds that they wait for.
        #expect(ContinuousClock.now - start < .seconds(30))
        for connection in Self.open.take() { #expect(await connection.bytes() != nil) }
    }

    private static let open = Collected<RawConnection>()

    @Test func waitingReplicasCostLittle() async throws {
        let count = 300
        let directory = try TemporaryDirectory()
        let fixture = SyncFixture(store: try Self.store(directory, ManualClock())) { $0.heartbeatSeconds = 5 }
        let replica = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(replica)
        try await fixture.edge.live { port in
            try await ProcessMemory.expectGrowth(below: count * (96 << 10)) {
                var waiting: [RawConnection] = []
                for _ in 0..<count {
                    let connection = try await RawConnection(port: port)
                    let fields = "Accept: text/event-stream\r\n"
                    await connection.send(Self.request(replica + "/poke?token=\(token)", fields))
                    waiting.append(connection)
                }
                try await Task.sleep(for: .milliseconds(500))
                return waiting
            }
            let other = try await RawConnection(port: port)
            await other.send(Self.request(replica + "/delta?token=\(token)"))
            #expect(try #require(await other.answer()).hasPrefix("HTTP/1.1 204"))
        }
    }

    /// What we add to the answer that nothing changed: at most 250 bytes with the fields of the server.
    @Test func noChangeIsAFewBytes() async throws {
        let fixture = SyncFixture { $0.isSandbox = true }
        let replica = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(replica)
        try await fixture.edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(Self.request(replica + "/delta?token=\(token)"))
            let answer = try #require(await connection.bytes())
            #expect(answer.count <= 250, "\(String(decoding: answer, as: UTF8.self))")
        }
    }
}

/// What a test collects from within a closure.
private final class Collected<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])
    func append(_ element: Element) { elements.withLock { $0.append(element) } }
    /// All of it; then there is none.
    func take() -> [Element] {
        elements.withLock { elements in
            defer { elements = [] }
            return elements
        }
    }
}
