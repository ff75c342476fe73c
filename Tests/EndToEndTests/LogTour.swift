import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Synchronization
import Testing

/// What must stand nowhere but in an answer to who may see it: words that are in the tour's persons, messages, queries and
/// settings, and nowhere else.
enum Marker {
    static let name = "Zacharopoulis"
    static let address = "Quetzalkroken"
    static let comment = "brunsneglefunn"
    static let value = "urovekkendesvar"
    static let document = "vedleggshemmelighet"
    static let query = "soekeordsvarslet"
    static let why = "begrunnelsesprosa"
    static let agent = "Klientvaren"
    static let all = [name, address, comment, value, document, query, why, agent]
}

/// A tour through everything a server does, by the real program at its most talkative level. Answers are kept as far as
/// they must hold no marker.
final class LogTour: Sendable {
    /// What a caller was told when it did not get what it asked for, and all fields of all answers.
    struct Told: Sendable {
        let request: String
        let status: Int
        let text: String
    }

    let folder: TemporaryFolder
    let data = SyntheticData(seed: 23, persons: 3, reportsPerPerson: 4)
    let server: RunningProcess
    let base: String
    private let state = Mutex((told: [Told](), statuses: [Int: Int](), tokens: [String: String]()))

    var store: String { folder.path + "/store" }
    var told: [Told] { state.withLock { $0.told } }
    var statuses: [Int: Int] { state.withLock { $0.statuses } }
    /// Every token that was shown.
    var tokens: [String] { state.withLock { Array($0.tokens.values) } }
    var numbers: [String] { (0..<data.persons).map { data.person($0).number.value } }

    init() async throws {
        folder = try TemporaryFolder()
        let persons = (0..<data.persons).map { [data] place in
            #"{"number":"\#(data.person(place).number.value)","birthDate":"1980-01-0\#(place + 1)"}"#
        }
        let register = folder.path + "/persons.json"
        try Data(#"{"persons":[\#(persons.joined(separator: ","))]}"#.utf8).write(to: URL(filePath: register))
        server = try RunningProcess([
            "serve", "--data", folder.path + "/store", "--port", "0", "--allow-development-key", "--log-level", "trace",
            "--persons", register, "--participants", try SyncWorld.participants(in: folder.path),
        ])
        base = try await server.ready()
    }

    deinit { server.end() }

    // MARK: Callers

    /// A token of `svar token`, made once.
    func token(_ arguments: String) async throws -> String {
        if let token = state.withLock({ $0.tokens[arguments] }) { return token }
        let process = try await Binary.run(
            ["token", "--data", store] + arguments.split(separator: " ").map(String.init)
        )
        try #require(try await process.wait() == 0, "\(process.errors)")
        let token = String(process.output.dropLast())
        state.withLock { $0.tokens[arguments] = token }
        return token
    }

    var doctor: String {
        get async throws { try await token("--role personnel --organisation 310000009 --hpr 9144889") }
    }

    func citizen(_ place: Int) async throws -> String {
        try await token("--role citizen --person \(data.person(place).number.value)")
    }

    func producer(_ organisation: String) async throws -> String {
        try await token("--role producer --organisation \(organisation)")
    }

    // MARK: Requests

    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
        var json: JSONNode? { (try? JSONDocument(body))?.root }
    }

    /// Sends a request as hostile clients do: with a name of its own in fields that servers like to log.
    /// - Parameter isRepeated: whether the answer may repeat what was sent
    @discardableResult
    func send(
        _ method: HTTPMethod,
        _ path: String,
        token: String?,
        _ fields: [(String, String)] = [],
        _ body: [UInt8]? = nil,
        isRepeated: Bool = false
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if let token { request.headers.add(name: "Authorization", value: "Bearer " + token) }
        for name in ["User-Agent", "From", "Cookie", "X-Forwarded-For", "X-Request-Id"] {
            request.headers.add(name: name, value: "\(Marker.agent) \(numbers[0])")
        }
        request.headers.add(name: "Referer", value: "https://x.example/\(numbers[0])?\(Marker.query)")
        request.headers.add(name: "Accept-Encoding", value: "identity")
        for field in fields { request.headers.add(name: field.0, value: field.1) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 32 << 20)
        let answer = Answer(status: Int(response.status.code), body: Array(bytes.readableBytesView))
        let head = response.headers.map { "\($0.name): \($0.value)\n" }.joined()
        // A receipt is an error text too, whatever its status.
        let tells =
            answer.status >= 400 || answer.json?["resourceType"]?.string == "OperationOutcome" || path == "/v1/messages"
        let text = head + (tells && !isRepeated ? String(decoding: answer.body, as: UTF8.self) : "")
        state.withLock { state in
            state.told.append(Told(request: "\(method) \(path.prefix(80))", status: answer.status, text: text))
            state.statuses[answer.status, default: 0] += 1
        }
        return answer
    }

    @discardableResult
    func form(_ path: String, _ form: String, token: String?, _ fields: [(String, String)] = []) async throws -> Answer
    {
        let type = [("Content-Type", "application/x-www-form-urlencoded")]
        return try await send(.POST, path, token: token, type + fields, Array(form.utf8))
    }

    @discardableResult
    func json(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String,
        token: String?,
        _ fields: [(String, String)] = []
    ) async throws -> Answer {
        let type = [("Content-Type", "application/fhir+json")]
        return try await send(method, path, token: token, type + fields, Array(body.utf8))
    }

    /// The fields of personnel who ask about a person.
    func about(_ place: Int, basis: String = "UNNTAK") -> [(String, String)] {
        [("person-id", numbers[place]), ("access-basis", basis)]
    }
}
