import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarHTTP
import SvarJSON
import SvarStore
import SvarTesting
import Testing

/// Bytes on the wire that would end a field, a line or a text before its end, and fields that come twice: over real
/// connections, to a server that asks for tokens.
@Suite(.serialized) struct InjectionTests {
    /// What one connection is answered; the head and the body of each answer.
    private static func exchange(_ port: Int, _ head: [UInt8], _ fields: [UInt8], _ body: String = "") async throws
        -> String
    {
        let connection = try await RawConnection(port: port)
        await connection.send(bytes: head + fields + Array("Connection: close\r\n\r\n\(body)".utf8))
        return try #require(await connection.answer())
    }

    /// How many answers stand in what came, and the first one's status.
    private static func statuses(_ answer: String) -> [Int] {
        answer.split(separator: "HTTP/1.1 ", omittingEmptySubsequences: false).dropFirst()
            .compactMap { Int($0.prefix(3)) }
    }

    /// Control characters in a field's value, and bare line ends.
    static let values: [(name: String, bytes: [UInt8])] = [
        ("NUL", [0]), ("CR", [13]), ("LF", [10]), ("CR LF", [13, 10]),
        ("CR LF and a field", Array("\r\nX-Extra: 1".utf8)),
        ("bell", [7]), ("escape", [27]), ("DEL", [127]), ("vertical tab", [11]),
        ("a second request", Array("\r\nContent-Length: 0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n".utf8)),
        ("continuation", Array("\r\n folded".utf8)), ("Latin-1", [0xE6]), ("overlong UTF-8", [0xC0, 0x8A]),
    ]

    @Test(arguments: ["X-Request-Id", "person-id", "access-basis", "Accept", "If-None-Match", "Prefer", "Origin"])
    func aFieldEndsWhereItsLineEnds(_ name: String) async throws {
        let world = try await HostileWorld.shared.value
        let token = try world.token(.doctor)
        let id = try #require(world.own["Observation"]?.first)
        let start = Array("GET /v1/fhir/Observation/\(id) HTTP/1.1\r\nHost: localhost\r\n".utf8)
        let known =
            (name == "person-id" ? "" : "person-id: \(world.one.value)\r\n")
            + (name == "access-basis" ? "" : "access-basis: UNNTAK\r\n")
        try await world.edge.live { port in
            for value in Self.values {
                let field = Array("\(name): marker~".utf8) + value.bytes + Array("tail\r\n".utf8)
                let fields = Array("Authorization: Bearer \(token)\r\n\(known)".utf8) + field
                let answer = try await Self.exchange(port, start, fields)
                // Nothing that was sent stands in the head of an answer, and what was no field is none.
                for answer in answer.split(separator: "HTTP/1.1 ").map({ $0.split(separator: "\r\n\r\n")[0] }) {
                    let head = answer.lowercased()
                    #expect(!head.contains("marker") && !head.contains("x-extra"), "\(name) \(value.name)")
                }
                #expect(Self.statuses(answer).allSatisfy { [200, 400, 401, 403, 406].contains($0) }, "\(value.name)")
            }
        }
        #expect(!world.edge.log.text.contains("marker"))
        #expect(world.access.rows.allSatisfy { !$0.request.contains("marker") && !$0.basis.contains("marker") })
    }

    /// In the target too; the log has no line but its own.
    @Test func aTargetHoldsNoControlCharacter() async throws {
        let world = try await HostileWorld.shared.value
        let token = try world.token(.doctor)
        let lines = world.edge.log.text.split(separator: "\n").count
        try await world.edge.live { port in
            for value in Self.values where value.name != "a second request" {
                for path in ["/v1/fhir/Observation/", "/v1/fhir/Observation?_id="] {
                    let head = Array("GET \(path)marker".utf8) + value.bytes + Array("x HTTP/1.1\r\n".utf8)
                    let fields =
                        "Host: localhost\r\nAuthorization: Bearer \(token)\r\nperson-id: \(world.one.value)\r\n"
                        + "access-basis: UNNTAK\r\n"
                    let answer = try await Self.exchange(port, head, Array(fields.utf8))
                    let statuses = Self.statuses(answer)
                    #expect(statuses.count <= 1 && statuses.allSatisfy { [400, 404].contains($0) }, "\(value.name)")
                }
            }
        }
        let text = world.edge.log.text
        #expect(
            !text.contains("marker") && text.split(separator: "\n").dropFirst(lines).allSatisfy { $0.hasPrefix("{") }
        )
    }

    /// Who calls, about whom and on which ground is said once: two fields are refused, also when they agree, also when
    /// a proxy has joined them.
    @Test func whatMayComeOnceComesOnce() async throws {
        let world = try await HostileWorld.shared.value
        let doctor = "Authorization: Bearer \(try world.token(.doctor))\r\n"
        let basis = "access-basis: UNNTAK\r\n"
        let token = doctor + basis
        let citizen = "Authorization: Bearer \(try world.token(.citizen(world.other)))\r\n"
        let (one, other) = ("person-id: \(world.one.value)\r\n", "person-id: \(world.other.value)\r\n")
        let id = try #require(world.own["Observation"]?.first)
        let cases: [(fields: String, status: Int)] = [
            (token + one, 200), (token + one + one, 400), (token + one + other, 400), (token + other + one, 400),
            (token + one + "Person-ID: \(world.other.value)\r\n", 400),
            (token + "person-id: \(world.one.value), \(world.other.value)\r\n", 400),
            (token + "person-id: \(world.one.value)\r\nperson-id:\r\n", 400), (token + "person-id:\r\n", 400),
            (doctor + one, 400), (doctor + one + "access-basis: SAMTYKKE\r\n", 200),
            (doctor + one + basis + basis, 400),
            (doctor + one + "access-basis: SAMTYKKE\r\nAccess-Basis: FORHOYET_AKUTT\r\n", 400),
            (doctor + one + "access-basis: SAMTYKKE, FORHOYET_AKUTT\r\n", 400),
            (doctor + one + "access-basis:\r\n", 400), (token + doctor + one, 401), (token + citizen + one, 401),
            (citizen + token + one, 401), (token + "Authorization:\r\n" + one, 401),
            (token + "authorization: Basic dTpw\r\n" + one, 401),
            (token.replacing("\r\n", with: ",Bearer x\r\n") + one, 401),
            // No field of this name: a proxy may make one of them, a server must not.
            (token + "person_id: \(world.one.value)\r\n", 400), ("Proxy-" + token + one, 401),
            ("X-Forwarded-" + token + one, 401), (token + "X-Person-Id: \(world.one.value)\r\n", 400),
            (citizen + one, 403),
        ]
        try await world.edge.live { port in
            for (fields, status) in cases {
                let head = Array("GET /v1/fhir/Observation/\(id) HTTP/1.1\r\nHost: localhost\r\n".utf8)
                let answer = try await Self.exchange(port, head, Array(fields.utf8))
                #expect(Self.statuses(answer) == [status], "\(fields.split(separator: "\r\n").dropFirst())")
                #expect(answer.contains(#""resourceType":"Observation""#) == (status == 200))
                if status != 200 { #expect(!answer.contains(world.one.value) && !answer.contains(world.other.value)) }
            }
        }
        #expect(!world.edge.log.text.contains(world.one.value) && !world.edge.log.text.contains(world.other.value))
    }

    /// Two lengths, a length and chunks, chunks by another name: where a proxy and a server read two bodies, the second
    /// request of one caller would become the first of the next.
    @Test func aBodyEndsInOnePlace() async throws {
        let world = try await HostileWorld.shared.value
        let token = try world.token(.doctor)
        let inner = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let lengths = [
            "Content-Length: 5\r\nContent-Length: \(inner.utf8.count + 5)\r\n",
            "Content-Length: 5, \(inner.utf8.count + 5)\r\n", "Content-Length: +5\r\n", "Content-Length: 0x5\r\n",
            "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
            "Transfer-Encoding: identity, chunked, chunked\r\n", "Transfer-Encoding : chunked\r\n",
            "Transfer-Encoding:\u{B}chunked\r\n",
        ]
        try await world.edge.live { port in
            for length in lengths {
                let connection = try await RawConnection(port: port)
                await connection.send(
                    "POST /v1/fhir/Observation/_search HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n\(length)\r\n_id=x0\r\n\r\n\(inner)"
                )
                connection.endSending()
                let answer = try #require(await connection.answer())
                // What stands inside a body is never answered as a request.
                #expect(!answer.contains("svar_http_requests_total"), "\(length)")
                #expect(Self.statuses(answer).allSatisfy { (400..<500).contains($0) }, "\(length)\(answer.prefix(60))")
            }
        }
    }
}
