import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Testing

/// `svar serve` with tokens, and `svar token`.
@Suite(.serialized) struct TokenServeTests {
    private struct Answer {
        let status: Int
        let fields: HTTPHeaders
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private func send(
        _ method: HTTPMethod,
        _ url: String,
        token: String?,
        _ fields: [(String, String)] = [],
        _ body: [UInt8]? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let token { request.headers.add(name: "Authorization", value: "Bearer " + token) }
        for field in fields { request.headers.add(name: field.0, value: field.1) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(
            status: Int(response.status.code),
            fields: response.headers,
            body: Array(bytes.readableBytesView)
        )
    }

    /// A token of `svar token`, which prints nothing else, and says once that it made a key.
    private func token(_ store: String, _ arguments: String) async throws -> String {
        let process = try await Binary.run(
            ["token", "--data", store] + arguments.split(separator: " ").map(String.init)
        )
        #expect(try await process.wait() == 0)
        #expect(process.errors.isEmpty || process.errors.hasPrefix("svar token: a new development key in "))
        #expect(process.output.hasSuffix("\n"))
        return String(process.output.dropLast())
    }

    @Test func eachRoleGetsWhatIsItsOwn() async throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/store"
        let data = SyntheticData(seed: 7, persons: 2)
        // Final, and of a discipline that citizens see at once.
        let message = try #require(
            data.messages(of: 0).first { $0.kind == .new && $0.discipline == .clinicalChemistry }
        )
        let person = message.person.value
        let own = message.organisationNumber

        let register = folder.path + "/persons.json"
        try RegisterFile(data).write(to: register)
        let process = try RunningProcess([
            "serve", "--data", store, "--allow-development-key", "--port", "0", "--persons", register,
        ])
        let base = try await process.ready()
        let reports = base + "/v1/fhir/DiagnosticReport"
        let about = [("person-id", person), ("access-basis", "UNNTAK")]
        let producer = try await token(store, "--role producer --organisation \(own)")
        let foreign = try await token(store, "--role producer --organisation 310000009")
        let personnel = try await token(store, "--role personnel --organisation 310000009 --hpr 9144889")

        // Only its own laboratory submits a report.
        let xml = [("Content-Type", "application/xml")]
        #expect(try await send(.POST, base + "/v1/messages", token: nil, xml, message.bytes).status == 401)
        #expect(try await send(.POST, base + "/v1/messages", token: personnel, xml, message.bytes).status == 403)
        let refused = try await send(.POST, base + "/v1/messages", token: foreign, xml, message.bytes)
        #expect((400..<500).contains(refused.status), "\(refused.status)")
        #expect(try await send(.POST, base + "/v1/messages", token: producer, xml, message.bytes).status == 201)

        // Personnel name one person.
        #expect(try await send(.GET, reports, token: personnel).status == 400)
        let found = try await send(.GET, reports, token: personnel, about)
        #expect(found.status == 200)
        let id = try #require(JSONDocument(found.body).root["entry"]?[0]?["resource"]?["id"]?.string)
        #expect(try await send(.GET, reports + "/" + id, token: personnel, about).status == 200)
        let other = [("person-id", data.person(1).number.value), about[1]]
        #expect(try await send(.GET, reports + "/" + id, token: personnel, other).status == 404)
        #expect(
            try await send(.GET, reports + "/" + id, token: personnel, [("person-id", "12345678901"), about[1]]).status
                == 400
        )
        #expect(try await send(.GET, reports + "/" + id, token: personnel, about + about).status == 400)
        for (basis, status) in [("AKUTT", 200), ("1", 400), (nil, 400)] as [(String?, Int)] {
            let fields = [about[0]] + (basis.map { [("access-basis", $0)] } ?? [])
            #expect(try await send(.GET, reports + "/" + id, token: personnel, fields).status == status)
        }

        // Each of the three tokens was checked once, and the log of use says how it is.
        let figures = try await send(.GET, base + "/metrics", token: nil).text
        for line in [
            "svar_token_signature_checks_total 3", "svar_tokens_remembered 3", "svar_access_sync_failures_total 0",
        ] {
            #expect(figures.contains("\n\(line)\n"), "\(line)")
        }

        // A citizen reads about themselves and nobody else.
        let citizen = try await token(store, "--role citizen --person \(person)")
        #expect(try await send(.GET, reports + "/" + id, token: citizen).status == 200)
        let stranger = try await token(store, "--role citizen --person \(other[0].1)")
        #expect(try await send(.GET, reports + "/" + id, token: stranger).status == 404)
        #expect(try await send(.GET, reports + "/" + id, token: stranger, about).status != 200)

        // A producer reads back its own.
        #expect(try await send(.GET, reports + "/" + id, token: producer).status == 200)
        #expect(try await send(.GET, reports + "/" + id, token: foreign).status == 404)

        // Operators and systems never read content.
        for arguments in ["--role operator", "--role export", "--role replica --organisation 310000009"] {
            let system = try await token(store, arguments)
            let answer = try await send(.GET, reports + "/" + id, token: system, about)
            #expect(answer.status == 403)
            #expect(!answer.text.contains(id))
        }

        // What is expired, changed or missing is nobody's; what needs no caller is there.
        let short = try await token(store, "--role citizen --person \(person) --audience other")
        for bad in [nil, short, citizen + "x", "x"] as [String?] {
            let answer = try await send(.GET, reports + "/" + id, token: bad)
            #expect(answer.status == 401)
            #expect(answer.fields.first(name: "WWW-Authenticate")?.hasPrefix("Bearer") == true)
            #expect(!answer.text.contains(id))
        }
        #expect(try await send(.GET, base + "/v1/fhir/metadata", token: nil).status == 200)
        #expect(try await send(.GET, base + "/health/ready", token: nil).status == 200)

        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
        for secret in [person, citizen, producer, id] { #expect(!process.errors.contains(secret)) }
    }

    /// The register is a file, and a change to it counts within seconds; so does one to the key set.
    @Test func registerAndKeysAreReadAgainWhenTheyChange() async throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/store"
        let register = folder.path + "/participants.json"
        let keys = folder.path + "/keys.json"
        func put(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
        func participant(_ clients: String) -> String {
            #"{"participants":[{"producer":"310000001","identifiers":[],"clients":[\#(clients)]}]}"#
        }
        let personnel = try await token(store, "--role personnel --organisation 310000001 --hpr 9144889")
        let keySet = try #require(FileManager.default.contents(atPath: store + "/development-keys.json"))
        try put(participant(""), register)
        try keySet.write(to: URL(filePath: keys))

        let process = try RunningProcess([
            "serve", "--data", store, "--port", "0", "--participants", register, "--jwks", keys,
            "--issuer", "https://svar.invalid/development", "--allow-development-key",
        ])
        let url = try await process.ready() + "/v1/fhir/DiagnosticReport"
        let about = [("person-id", "13889910059"), ("access-basis", "UNNTAK")]
        func becomes(_ status: Int) async throws -> Bool {
            try await RunningProcess.becomesTrue {
                try await send(.GET, url, token: personnel, about).status == status
            }
        }
        #expect(try await becomes(200))
        try put(participant(#""other-client""#), register)
        #expect(try await becomes(403))
        try put(participant(#""svar-token""#), register)
        #expect(try await becomes(200))
        // Another key takes the place of the one that signed.
        _ = try await token(folder.path + "/other", "--role operator")
        let other = try #require(FileManager.default.contents(atPath: folder.path + "/other/development-keys.json"))
        try other.write(to: URL(filePath: keys))
        #expect(try await becomes(401))
        try keySet.write(to: URL(filePath: keys))
        #expect(try await becomes(200))
        // What is no key set leaves the keys as they are.
        try put("{", keys)
        let complaint = "the key set of the token issuer cannot be had"
        #expect(try await RunningProcess.becomesTrue { process.errors.contains(complaint) })
        #expect(try await becomes(200))
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
    }

    /// Decision 36, on a server whose key set has no development key.
    @Test(arguments: [([], 422), (["--environment", "production"], 422), (["--environment", "test"], 201)])
    func productionRefusesSyntheticPersons(_ environment: [String], _ status: Int) async throws {
        let folder = try TemporaryFolder()
        _ = try await token(folder.path, "--role operator")
        for name in ["development-key.json", "development-keys.json"] {
            let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
            let unmarked = text.replacing("svar-development-not-for-production", with: "ours")
            try unmarked.write(toFile: "\(folder.path)/own-\(name)", atomically: false, encoding: .utf8)
        }
        let register = """
            {"participants":[{"producer":"310000001","identifiers":[{"type":"ENH","value":"310000001"}],\
            "clients":["svar-token"]}]}
            """
        try register.write(toFile: folder.path + "/register.json", atomically: false, encoding: .utf8)
        let issuer = ["--issuer", "https://issuer.example.org"]
        let process = try RunningProcess(
            [
                "serve", "--data", folder.path + "/store", "--port", "0", "--participants",
                folder.path + "/register.json",
            ]
                + issuer + ["--jwks", folder.path + "/own-development-keys.json"] + environment
        )
        let base = try await process.ready()
        let minted = try await Binary.run(
            ["token", "--role", "producer", "--organisation", "310000001", "--key"]
                + [folder.path + "/own-development-key.json"] + issuer
        )
        var request = HTTPClientRequest(url: base + "/v1/messages")
        request.method = .POST
        let mark = minted.output.split(separator: "\n").first ?? ""
        request.headers.add(name: "Authorization", value: "Bearer \(mark)")
        request.headers.add(name: "Content-Type", value: "application/xml")
        request.body = .bytes(ByteBuffer(bytes: try Self.example()))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        #expect(Int(response.status.code) == status)
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
    }

    /// The report of the tour.
    private static func example() throws -> [UInt8] {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        return Array(try String(contentsOfFile: root + "/docs/examples/report.xml", encoding: .utf8).utf8)
    }

    /// Nothing is served, and no store is made, by one that does not say whom it lets in.
    @Test func refusesToServeWithoutWhatTokensNeed() async throws {
        let folder = try TemporaryFolder()
        let made = folder.path + "/made"
        _ = try await token(made, "--role operator")
        let keys = made + "/development-keys.json"
        let issuer = ["--issuer", "https://issuer.example.org"]
        let cases: [([String], String)] = [
            ([], "--issuer and --jwks"),
            (["--issuer", "http://issuer.example.org"], "must be https"),
            (issuer + ["--jwks", "\(keys),\(keys)"], "as many key sets"),
            (["--issuer", "https://a.example.org,https://a.example.org", "--jwks", "\(keys),\(keys)"], "twice"),
            (["--jwks", keys], "--issuer and --jwks"),
            (issuer + ["--jwks", keys], "holds a development key"),
            (issuer + ["--jwks", made + "/development-key.json"], "not a JSON object with a list of keys"),
            (issuer + ["--jwks", folder.path + "/none"], "cannot read"),
            (issuer + ["--jwks", "http://issuer.example.org/keys"], "must be https"),
            (issuer + ["--jwks", "file:///etc/hostname"], "must be https"),
            (["--allow-development-key", "--environment", "production"], "is for tests only"),
            (["--sandbox", "--environment", "production"], "is for tests only"),
        ]
        for (arguments, text) in cases {
            let store = folder.path + "/store"
            let process = try await Binary.run(["serve", "--data", store, "--port", "0"] + arguments)
            #expect(try await process.wait() == 2, "\(arguments)")
            #expect(process.errors.contains(text), "\(arguments): \(process.errors)")
            #expect(process.output.isEmpty)
            #expect(access(store, F_OK) != 0, "\(arguments)")
        }
    }

    @Test(arguments: [
        "--role personnel --organisation 310000001", "--role personnel --hpr 1", "--role producer", "--role citizen",
        "--role citizen --person 12345678901", "--role nobody", "--role operator --expires 0",
        "--role producer --organisation 31000000",
    ]) func aTokenThatWouldNotWorkIsNotMade(_ arguments: String) async throws {
        let folder = try TemporaryFolder()
        let process = try await Binary.run(
            ["token", "--data", folder.path] + arguments.split(separator: " ").map(String.init)
        )
        #expect(try await process.wait() == 64)
        #expect(process.output.isEmpty)
    }

    @Test func theKeyIsForItsUserAlone() async throws {
        let folder = try TemporaryFolder()
        _ = try await token(folder.path + "/store", "--role operator")
        for name in ["development-key.json", "development-keys.json"] {
            let facts = try FileManager.default.attributesOfItem(atPath: folder.path + "/store/" + name)
            #expect(facts[.posixPermissions] as? Int == 0o600)
        }
    }
}
