import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Testing

/// `svar dev-issuer`, `svar dpop`, and a server that trusts them.
@Suite(.serialized) struct DevIssuerTests {
    private func send(
        _ method: HTTPMethod,
        _ url: String,
        _ fields: [(String, String)] = [],
        form: String? = nil
    ) async throws -> (status: Int, fields: HTTPHeaders, body: [UInt8]) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        for field in fields { request.headers.add(name: field.0, value: field.1) }
        if let form {
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return (Int(response.status.code), response.headers, Array(bytes.readableBytesView))
    }

    private func line(_ arguments: [String]) async throws -> String {
        let process = try await Binary.run(arguments)
        #expect(try await process.wait() == 0, "\(process.errors)")
        return try #require(process.output.split(separator: "\n").first.map(String.init))
    }

    private func proof(_ key: String, _ method: String, _ url: String, _ token: String? = nil) async throws -> String {
        try await line(
            ["dpop", "--dpop-key", key, "--method", method, "--url", url] + (token.map { ["--token", $0] } ?? [])
        )
    }

    /// On which ground a test user asks about the demo's first person, and what they get.
    private static func expected(_ name: String) -> (basis: String?, status: Int) {
        switch name {
        case "doctor", "nurse": ("SAMTYKKE", 200)
        case "doctor-emergency", "doctor-break-glass": ("AKUTT", 200)
        case "doctor-level-3": ("UNNTAK", 401)
        case "doctor-without-relationship", "doctor-old-attestation", "doctor-attested-by-another", "veterinarian":
            ("UNNTAK", 403)
        // This server has no register: their age is not known, and so nothing is shown.
        case "citizen": (nil, 200)
        case "youth", "parent", "guardian", "proxy": (nil, 403)
        // Systems never read content.
        default: (nil, 403)
        }
    }

    /// From the metadata to an answer of the national shape, as a client of HelseID goes.
    @Test func eachTestUserGetsWhatItsRoleGets() async throws {
        let folder = try TemporaryFolder()
        let key = folder.path + "/client.json"
        // A machine that is busy may take longer than ten seconds from a proof to its request.
        let issuer = try RunningProcess(["dev-issuer", "--port", "0", "--dpop-lifetime", "300", "--expires", "3600"])
        let address = try await issuer.ready()
        let server = try RunningProcess([
            "serve", "--data", folder.path + "/store", "--port", "0", "--issuer", address, "--allow-development-key",
            "--dpop-lifetime", "300",
        ])
        let base = try await server.ready()

        func token(_ user: String) async throws -> String {
            let url = address + "/connect/token"
            let answer = try await send(
                .POST,
                url,
                [("DPoP", try await proof(key, "POST", url))],
                form: "grant_type=client_credentials&test_user=\(user)"
            )
            #expect(answer.status == 200, "\(user)")
            return try #require(JSONDocument(answer.body).root["access_token"]?.string)
        }
        let users = try JSONDocument(try await send(.GET, address + "/users").body).root
        let names = users.elements.compactMap { $0["test_user"]?.string }
        #expect(names.count >= 12)
        let person = SyntheticData.demo.person(0).number.value
        let search = base + "/pps/v2/Observation/_search"
        for name in names {
            let mine = try await token(name)
            let fields = [
                ("Authorization", "DPoP " + mine), ("DPoP", try await proof(key, "POST", search, mine)),
                ("person-id", person),
            ]
            let expected = Self.expected(name)
            let basis = expected.basis.map { [("access-basis", $0)] } ?? []
            let answer = try await send(.POST, search, fields + basis, form: "_count=3")
            #expect(answer.status == expected.status, "\(name)")
        }

        // Not as a bearer token, not twice, not for another address.
        let doctor = try await token("doctor")
        let bearer = try await send(.POST, search, [("Authorization", "Bearer " + doctor)], form: "_count=3")
        #expect(bearer.status == 401)
        #expect(bearer.fields.first(name: "WWW-Authenticate")?.hasPrefix("DPoP ") == true)
        let once = [
            ("Authorization", "DPoP " + doctor), ("DPoP", try await proof(key, "POST", search, doctor)),
            ("person-id", person), ("access-basis", "UNNTAK"),
        ]
        #expect(try await send(.POST, search, once, form: "_count=3").status == 200)
        #expect(try await send(.POST, search, once, form: "_count=3").status == 401)
        let other = try await proof(key, "POST", base + "/pps/v2/Specimen/_search", doctor)
        #expect(
            try await send(.POST, search, [once[0], ("DPoP", other), once[2], once[3]], form: "_count=3").status == 401
        )

        issuer.signal(15)
        #expect(try await issuer.wait() == 0)
        server.signal(15)
        #expect(try await server.wait() == 0)
        for secret in [person, doctor] { #expect(!server.errors.contains(secret)) }
    }

    /// It is never reached by accident: not from another machine, not by a page of another site, not by production.
    @Test func itIsForThisMachineAndForDevelopmentAlone() async throws {
        let folder = try TemporaryFolder()
        for host in ["0.0.0.0", "::", "svar.example.org"] {
            let process = try await Binary.run(["dev-issuer", "--port", "0", "--host", host])
            #expect(try await process.wait() == 2)
            #expect(process.errors.contains("asks nobody who they are"))
        }
        let issuer = try RunningProcess(["dev-issuer", "--port", "0"])
        let address = try await issuer.ready()
        #expect(try await send(.GET, address + "/jwks", [("Host", "evil.example.org")]).status == 421)
        #expect(
            try await send(.GET, address + "/jwks").fields.first(name: "X-Svar-Development-Issuer") != nil
        )
        for more in [[], ["--jwks", address + "/jwks"]] {
            let store = folder.path + "/store"
            let process = try await Binary.run(
                ["serve", "--data", store, "--port", "0", "--issuer", address, "--participants", "/dev/null"] + more
            )
            #expect(try await process.wait() == 2)
            #expect(process.errors.contains("holds a development key"), "\(process.errors)")
            #expect(!FileManager.default.fileExists(atPath: store))
        }
        issuer.signal(15)
        #expect(try await issuer.wait() == 0)
    }

    /// `svar token --dpop-key` and `svar dpop`, against a server with the key beside its store.
    @Test func aTokenOfTheCommandLineCanBeBound() async throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/store"
        let key = folder.path + "/client.json"
        let arguments = "token --role personnel --organisation 310000001 --hpr 9144889 --data".split(separator: " ")
        let free = try await line(arguments.map(String.init) + [store])
        let bound = try await line(arguments.map(String.init) + [store, "--dpop-key", key])
        let server = try RunningProcess([
            "serve", "--data", store, "--allow-development-key", "--port", "0", "--dpop-lifetime", "300",
        ])
        let search = try await server.ready() + "/pps/v2/Observation/_search"
        let person = ("person-id", SyntheticData.demo.person(0).number.value)
        func status(_ fields: [(String, String)]) async throws -> Int {
            try await send(.POST, search, fields + [person, ("access-basis", "UNNTAK")], form: "_count=3").status
        }
        #expect(try await status([("Authorization", "Bearer " + free)]) == 200)
        #expect(try await status([("Authorization", "Bearer " + bound)]) == 401)
        #expect(try await status([("Authorization", "DPoP " + bound)]) == 401)
        let proof = ("DPoP", try await proof(key, "POST", search + "?x=1", bound))
        #expect(try await status([("Authorization", "DPoP " + bound), proof]) == 200)
        server.signal(15)
        #expect(try await server.wait() == 0)
    }

    @Test(arguments: ["dev-issuer", "dpop", "token"]) func theHelpHasExamples(_ command: String) async throws {
        let process = try await Binary.run([command, "--help"])
        #expect(try await process.wait() == 0)
        #expect(process.output.contains("Example"))
    }
}
