import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Testing

/// A served store with synthetic reports, and replicas of it, all through the real program.
final class SyncWorld {
    let folder: TemporaryFolder
    let data: SyntheticData
    private(set) var server: RunningProcess
    private(set) var base: String
    private let extra: [String]

    var store: String { folder.path + "/store" }
    var port: Int { base.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// Of the reports.
    static let seed: UInt64 = 41

    /// - Parameters:
    ///   - messages: which of the messages are there from the beginning
    ///   - extra: further arguments of `svar serve`
    init(
        persons: Int,
        reports: Int = 3,
        extra: [String] = [],
        _ messages: (SyntheticMessage) -> Bool = { _ in true }
    ) async throws {
        folder = try TemporaryFolder()
        data = SyntheticData(seed: Self.seed, persons: persons, reportsPerPerson: reports)
        let input = folder.path + "/in"
        try FileManager.default.createDirectory(atPath: input, withIntermediateDirectories: true)
        for message in data.messages() where messages(message) {
            try Data(message.bytes).write(to: URL(filePath: "\(input)/\(message.name)"))
        }
        let imported = try await Binary.run(["import", input, "--data", folder.path + "/store", "--service"])
        #expect(try await imported.wait() == 0, "\(imported.errors)")
        self.extra = extra + ["--participants", try Self.participants(in: folder.path)]
        server = try Self.serve(folder.path + "/store", port: 0, self.extra)
        base = try await server.ready()
    }

    /// The file of a register that any organisation is taken by, where two clinics have an approved list.
    static func participants(in folder: String) throws -> String {
        let clinics = ["310000008", "310000009"].map {
            #"{"producer":"\#($0)","identifiers":[{"type":"ENH","value":"\#($0)"}],"approvedLists":["gp-list"]}"#
        }
        let path = folder + "/participants.json"
        let text = #"{"open":true,"participants":[\#(clinics.joined(separator: ","))]}"#
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// Whatever a test did, no server outlives it.
    deinit { server.end() }

    private static func serve(_ store: String, port: Int, _ extra: [String]) throws -> RunningProcess {
        try RunningProcess(["serve", "--data", store, "--allow-development-key", "--port", "\(port)"] + extra)
    }

    /// Ends the server by a signal.
    func stop(_ number: Int32 = SIGTERM) async throws {
        server.signal(number)
        #expect(try await server.wait() == (number == SIGTERM ? 0 : -number))
    }

    /// Starts it again, at the port it had.
    func start() async throws {
        server = try Self.serve(store, port: port, extra)
        base = try await server.ready()
    }

    // MARK: The program

    struct Result {
        let code: Int32
        let output: String
        let errors: String
        func json() throws -> JSONNode { try JSONDocument(Array(output.utf8)).root }
        /// One JSON object a line.
        func lines() throws -> [JSONNode] {
            try output.split(separator: "\n").map { try JSONDocument(Array($0.utf8)).root }
        }
    }

    func svar(_ arguments: String...) async throws -> Result { try await svar(arguments) }

    /// - Parameter hpr: who reads a replica
    func svar(_ arguments: [String], as hpr: String = "9144889") async throws -> Result {
        let process = try await Binary.run(arguments, environment: ["SVAR_HPR": hpr, "SVAR_PURPOSE": "TREAT"])
        return Result(code: try await process.wait(), output: process.output, errors: process.errors)
    }

    /// The file of a token of `svar token`.
    func token(_ arguments: String, name: String) async throws -> String {
        let made = try await svar(["token", "--data", store] + arguments.split(separator: " ").map(String.init))
        #expect(made.code == 0)
        let path = folder.path + "/" + name
        try Data(made.output.utf8).write(to: URL(filePath: path))
        return path
    }

    /// The text of a token.
    func tokenText(_ arguments: String) async throws -> String {
        let path = try await token(arguments, name: "text")
        return try String(contentsOfFile: path, encoding: .utf8).trimmingSuffix { $0.isWhitespace }
    }

    // MARK: Replicas

    /// A replica's file and what it shows its server.
    struct Replica {
        let file: String
        let token: String
        let organisation: String
    }

    /// A file that is enrolled and follows the persons, who are called by their place: `person 3`.
    func replica(
        _ name: String,
        organisation: String = "310000009",
        persons: Range<Int>? = nil,
        server: String? = nil
    ) async throws -> Replica {
        let token = try await token("--role replica --organisation \(organisation)", name: name + ".token")
        let replica = Replica(file: "\(folder.path)/\(name).replica", token: token, organisation: organisation)
        let enrolled = try await svar(
            "replica",
            "enrol",
            "--server",
            server ?? base,
            "--token-file",
            token,
            "--replica",
            replica.file
        )
        #expect(enrolled.code == 0, "\(enrolled.errors)")
        try await follow(replica, persons ?? 0..<data.persons)
        try await enrol(["9144889"], in: replica)
        return replica
    }

    /// A register in a folder that knows the person with this number as grown.
    static func register(_ number: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/persons.json"
        let adult = #"{"persons":[{"number":"\#(number)","birthDate":"1980-01-01"}]}"#
        try Data(adult.utf8).write(to: URL(filePath: path))
        return path
    }

    /// Says who may read it.
    func enrol(_ professionals: [String], in replica: Replica) async throws {
        let enrolled = try await svar(
            ["replica", "professionals", "--token-file", replica.token, "--replica", replica.file, "--set"]
                + professionals
        )
        #expect(enrolled.code == 0, "\(enrolled.errors)")
    }

    func follow(_ replica: Replica, _ persons: Range<Int>) async throws {
        let list = persons.map { "\(data.person($0).number.value) person \($0)\n" }.joined()
        let path = folder.path + "/persons"
        try Data(("# whom to follow\n\n" + list).utf8).write(to: URL(filePath: path))
        let followed = try await follow(replica, listed: path)
        #expect(followed.code == 0, "\(followed.errors)")
    }

    /// Follows the persons of a file.
    func follow(_ replica: Replica, listed path: String) async throws -> Result {
        try await svar(
            "replica",
            "follow",
            "--token-file",
            replica.token,
            "--replica",
            replica.file,
            "--persons",
            path,
            "--responsible",
            "9144889"
        )
    }

    func sync(_ replica: Replica, _ more: String...) async throws -> Result {
        try await svar(["sync", "--replica", replica.file, "--token-file", replica.token] + more)
    }

    func status(_ replica: Replica) async throws -> JSONNode {
        let result = try await svar("replica", "status", "--replica", replica.file, "--json")
        #expect(result.code == 0, "\(result.errors)")
        return try result.json()
    }

    /// What two replicas with the same scope have alike when they hold the same: count and sum.
    func content(_ replica: Replica) async throws -> String {
        let status = try await status(replica)
        return "\(status["reports"]?.number ?? "") \(status["sum"]?.string ?? "")"
    }

    func isWhole(_ replica: Replica) async throws -> Bool {
        let result = try await svar("replica", "verify", "--replica", replica.file)
        if result.code != 0 { print(result.output, result.errors) }
        return result.code == 0
    }

    /// The reports of a person as a replica has them: id → version.
    func reports(_ replica: Replica, person: Int) async throws -> [String: String] {
        let result = try await svar(
            "replica",
            "reports",
            "--replica",
            replica.file,
            "--person",
            "person \(person)",
            "--limit",
            "1000",
            "--full",
            "--json"
        )
        #expect(result.code == 0, "\(result.errors)")
        var found: [String: String] = [:]
        for line in try result.lines() {
            found[line["report"]?.string ?? ""] = line["resources"]?[0]?["meta"]?["versionId"]?.string ?? ""
        }
        return found
    }

    // MARK: The server's side

    struct Answer {
        let status: Int
        let body: [UInt8]
        let location: String?
    }

    func send(
        _ method: HTTPMethod,
        _ path: String,
        token: String,
        _ fields: [(String, String)] = [],
        _ body: [UInt8]? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        request.headers.add(name: "Authorization", value: "Bearer " + token)
        for field in fields { request.headers.add(name: field.0, value: field.1) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(
            status: Int(response.status.code),
            body: Array(bytes.readableBytesView),
            location: response.headers.first(name: "Location")
        )
    }

    /// Sends messages as the laboratories they are of.
    func submit(_ messages: some Sequence<SyntheticMessage>) async throws {
        var tokens: [String: String] = [:]
        for message in messages {
            let own = message.organisationNumber
            if tokens[own] == nil { tokens[own] = try await tokenText("--role producer --organisation \(own)") }
            let answer = try await send(
                .POST,
                "/v1/messages",
                token: tokens[own] ?? "",
                [("Content-Type", "application/xml")],
                message.bytes
            )
            #expect((200...201).contains(answer.status), "\(String(decoding: answer.body, as: UTF8.self))")
        }
    }

    /// The reports of a person as the server gives them to a doctor: id → version.
    func served(person: Int, token: String) async throws -> [String: String] {
        let answer = try await send(
            .GET,
            "/v1/fhir/DiagnosticReport?_count=200",
            token: token,
            [("person-id", data.person(person).number.value), ("access-basis", "UNNTAK")]
        )
        #expect(answer.status == 200)
        var found: [String: String] = [:]
        let bundle = try JSONDocument(answer.body).root
        for entry in bundle["entry"].map({ Array($0.elements) }) ?? [] {
            guard let resource = entry["resource"], resource["resourceType"]?.string == "DiagnosticReport" else {
                continue
            }
            found["DiagnosticReport/" + (resource["id"]?.string ?? "")] = resource["meta"]?["versionId"]?.string ?? ""
        }
        return found
    }
}

extension String {
    fileprivate func trimmingSuffix(_ isOut: (Character) -> Bool) -> String {
        String(reversed().drop(while: isOut).reversed())
    }
}
