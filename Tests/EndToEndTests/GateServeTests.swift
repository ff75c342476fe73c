import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Testing

/// The gate of health personnel and the mandates of citizens, over HTTP against the built program, with tokens as HelseID
/// gives them (rows A08 to A12, A75, A76; A46, A51, A56, A58, A59).
@Suite(.serialized) struct GateServeTests {
    private struct Answer {
        let status: Int
        let text: String
        /// The gate's code, as the text of the refusal begins.
        var code: String? {
            let issue = (try? JSONDocument(Array(text.utf8)))?.root["issue"]?[0]?["details"]?["text"]?.string
            return issue.map { String($0.prefix { $0 != ":" }) }
        }
    }

    /// An issuer and a server that believes it, with the demo's persons in its register and reports of some.
    private final class World {
        let folder: TemporaryFolder
        let key: String
        let issuer: RunningProcess
        let address: String
        let server: RunningProcess
        let base: String
        let data = SyntheticData.demo
        private var tokens: [String: String] = [:]

        init(_ more: [String] = []) async throws {
            let folder = try TemporaryFolder()
            self.folder = folder
            key = folder.path + "/client.json"
            // A machine that is busy may take longer than ten seconds from a proof to its request.
            issuer = try RunningProcess(["dev-issuer", "--port", "0", "--dpop-lifetime", "300", "--expires", "3600"])
            address = try await issuer.ready()
            let persons = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: address + "/persons"),
                timeout: .seconds(120)
            )
            let file = folder.path + "/persons.json"
            try Data(try await persons.body.collect(upTo: 1 << 20).readableBytesView).write(to: URL(filePath: file))
            server = try RunningProcess(
                [
                    "serve", "--dpop-lifetime", "300", "--data", folder.path + "/store", "--port", "0", "--issuer",
                    address,
                    "--allow-development-key", "--persons", file,
                ] + more
            )
            base = try await server.ready()
        }

        deinit {
            issuer.end()
            server.end()
        }

        func line(_ arguments: [String]) async throws -> String {
            let process = try await Binary.run(arguments)
            #expect(try await process.wait() == 0, "\(process.errors)")
            return try #require(process.output.split(separator: "\n").first.map(String.init))
        }

        func proof(_ method: String, _ url: String, _ token: String? = nil) async throws -> String {
            try await line(
                ["dpop", "--dpop-key", key, "--method", method, "--url", url]
                    + (token.map { ["--token", $0] } ?? [])
            )
        }

        func token(_ user: String) async throws -> String {
            if let token = tokens[user] { return token }
            let url = address + "/connect/token"
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(name: "DPoP", value: try await proof("POST", url))
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: "grant_type=client_credentials&test_user=\(user)"))
            let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
            let body = Array(try await answer.body.collect(upTo: 1 << 20).readableBytesView)
            let token = try #require(JSONDocument(body).root["access_token"]?.string)
            tokens[user] = token
            return token
        }

        /// A search for results as a test user: in the national shape, or as FHIR.
        func search(
            as user: String,
            about person: SyntheticPerson? = nil,
            basis: String? = nil,
            role: String? = nil,
            isNational: Bool = true
        ) async throws -> Answer {
            let token = try await token(user)
            let url = base + (isNational ? "/pps/v2/Observation/_search" : "/v1/fhir/Observation/_search")
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(name: "Authorization", value: "DPoP " + token)
            request.headers.add(name: "DPoP", value: try await proof("POST", url, token))
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            if let person { request.headers.add(name: "person-id", value: person.number.value) }
            if let basis { request.headers.add(name: "access-basis", value: basis) }
            if let role { request.headers.add(name: "requester-hpr-role", value: role) }
            request.body = .bytes(ByteBuffer(string: "_count=3"))
            let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
            let body = try await answer.body.collect(upTo: 16 << 20)
            return Answer(status: Int(answer.status.code), text: String(buffer: body))
        }
    }

    @Test func eachRowOfTheGateIsAnAnswer() async throws {
        let world = try await World()
        let patient = world.data.person(0)
        typealias Row = (
            row: String, user: String, basis: String?, role: String?, isNational: Bool, status: Int, code: String?
        )
        let rows: [Row] = [
            // Who brings everything.
            ("A05", "doctor", "UNNTAK", nil, true, 200, nil), ("A06", "doctor", "SAMTYKKE", "LE", true, 200, nil),
            ("A06", "nurse", "SAMTYKKE", "SP", true, 200, nil),
            ("A07", "doctor-emergency", "AKUTT", nil, true, 200, nil),
            ("A07", "doctor-break-glass", "AKUTT", nil, true, 200, nil),
            ("A08", "doctor", nil, nil, true, 400, "access-basis"),
            ("A08", "doctor", nil, nil, false, 400, "access-basis"),
            ("A08", "doctor", "1", nil, true, 400, nil), ("A08", "doctor", "unntak", nil, false, 400, nil),
            ("A09", "doctor-level-3", "UNNTAK", nil, true, 401, nil),
            ("A10", "doctor-without-relationship", "UNNTAK", nil, true, 403, "attestation-missing"),
            // Elsewhere an attestation is needed where the server says so, and this one does not.
            ("A10", "doctor-without-relationship", "UNNTAK", nil, false, 200, nil),
            ("A11", "doctor-old-attestation", "UNNTAK", nil, true, 403, "attestation_has_expired"),
            ("A11", "doctor-old-attestation", "UNNTAK", nil, false, 403, "attestation_has_expired"),
            ("A12", "doctor-attested-by-another", "SAMTYKKE", nil, true, 403, "attestation-subject"),
            ("A75", "veterinarian", "SAMTYKKE", nil, true, 403, "role"),
            ("A75", "veterinarian", "SAMTYKKE", "VE", true, 403, "role"),
            ("A75", "doctor", "SAMTYKKE", "SP", true, 403, "role"),
            ("A75", "doctor", "SAMTYKKE", "XX", false, 403, "role"),
            ("A76", "nurse", "AKUTT", nil, true, 403, "care-relationship"),
            ("A76", "doctor-break-glass", "SAMTYKKE", nil, true, 403, "care-relationship"),
            ("A76", "doctor-emergency", "FORHOYET_SAMTYKKE", nil, true, 403, "care-relationship"),
            ("A76", "doctor-without-relationship", "SAMTYKKE", nil, false, 403, "care-relationship"),
        ]
        for row in rows {
            let answer = try await world.search(
                as: row.user,
                about: patient,
                basis: row.basis,
                role: row.role,
                isNational: row.isNational
            )
            let name = "\(row.row) \(row.user) \(row.basis ?? "") \(row.role ?? "")"
            #expect(answer.status == row.status, "\(name): \(answer.text)")
            if let code = row.code { #expect(answer.code == code, "\(name): \(answer.text)") }
            #expect(!answer.text.contains(patient.number.value), "\(name)")
        }
        #expect(!world.server.errors.contains(patient.number.value))
    }

    @Test func whereItIsRequiredAnAttestationIsNeededEverywhere() async throws {
        let world = try await World(["--attestation", "required"])
        let patient = world.data.person(0)
        let bare = try await world.search(
            as: "doctor-without-relationship",
            about: patient,
            basis: "UNNTAK",
            isNational: false
        )
        #expect(bare.status == 403 && bare.code == "attestation-missing", "\(bare.text)")
        let doctor = try await world.search(as: "doctor", about: patient, basis: "UNNTAK", isNational: false)
        #expect(doctor.status == 200, "\(doctor.text)")
    }

    /// Whom the register names as parent, guardian or proxy acts for the other, and nobody else does.
    @Test func aCitizenActsForWhomTheRegisterSays() async throws {
        let world = try await World()
        let data = world.data
        let rows: [(user: String, about: Int?, status: Int)] = [
            ("citizen", nil, 200), ("citizen", 0, 200),
            // A41 and A51: of fifteen.
            ("youth", nil, 403), ("parent", 3, 403),
            // A46, A58, A59
            ("parent", 7, 200), ("guardian", 4, 200), ("proxy", 0, 200),
            // No mandate.
            ("citizen", 7, 403), ("parent", 0, 403), ("guardian", 7, 403), ("proxy", 4, 403), ("youth", 1, 403),
        ]
        var refusals: Set<String> = []
        for isNational in [true, false] {
            for row in rows {
                let answer = try await world.search(
                    as: row.user,
                    about: row.about.map { data.person($0) },
                    isNational: isNational
                )
                #expect(answer.status == row.status, "\(row.user) \(row.about ?? -1): \(answer.text)")
                if row.status == 403 { refusals.insert(answer.text) }
            }
        }
        // One text for all, whatever the reason (decision 21).
        #expect(refusals.count == 1)
    }

    /// What the register says counts within seconds, both ways.
    @Test func theRegisterIsReadAgainWhenItChanges() async throws {
        let world = try await World()
        let data = world.data
        let path = world.folder.path + "/persons.json"
        func becomes(_ status: Int) async throws -> Bool {
            try await RunningProcess.becomesTrue {
                try await world.search(as: "parent", about: data.person(5), isNational: false).status == status
            }
        }
        #expect(try await becomes(403))
        var register = RegisterFile(data)
        register.add("FULLMAKT", of: data.person(1), for: 5)
        try register.write(to: path)
        #expect(try await becomes(200))
        // What cannot be understood leaves it as it was, and no number of it is told.
        register[5]["decesed"] = .bool(true)
        try register.write(to: path)
        #expect(
            try await RunningProcess.becomesTrue { world.server.errors.contains("population register cannot be used") }
        )
        #expect(try await becomes(200))
        try RegisterFile(data).write(to: path)
        #expect(try await becomes(403))
        for index in [1, 5] { #expect(!world.server.errors.contains(data.person(index).number.value)) }
    }

    @Test func aServerWithoutARegisterSaysSo() async throws {
        let folder = try TemporaryFolder()
        let process = try RunningProcess([
            "serve", "--data", folder.path + "/store", "--port", "0", "--allow-development-key",
        ])
        _ = try await process.ready()
        #expect(try await RunningProcess.becomesTrue { process.errors.contains("set --persons") })
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
    }
}
