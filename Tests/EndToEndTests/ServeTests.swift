import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Testing

@Suite(.serialized) struct ServeTests {
    private func send(
        _ method: HTTPMethod,
        _ url: String,
        _ fields: [(String, String)] = [],
        _ body: [UInt8]? = nil
    ) async throws -> (status: Int, fields: HTTPHeaders, body: [UInt8]) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        for field in fields { request.headers.add(name: field.0, value: field.1) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return (Int(response.status.code), response.headers, Array(bytes.readableBytesView))
    }

    @Test func servesAMessageBackAndEndsWithZero() async throws {
        let folder = try TemporaryFolder()
        let data = SyntheticData(seed: 7, persons: 1, reportsPerPerson: 1)
        let message = try #require(data.messages(of: 0).first)
        let number = data.person(0).number

        let process = try RunningProcess(["serve", "--sandbox", "--data", folder.path + "/store", "--port", "0"])
        let base = try await process.ready()
        let posted = try await send(
            .POST,
            base + "/v1/messages",
            [("Content-Type", "application/xml")],
            message.bytes
        )
        #expect(posted.status == 201)
        let again = try await send(.POST, base + "/v1/messages", [("Content-Type", "application/xml")], message.bytes)
        #expect(again.status == 200)

        let form = "_total=accurate&patient:identifier=\(number.kind.system)|\(number.value)"
        let found = try await send(
            .POST,
            base + "/v1/fhir/DiagnosticReport/_search",
            [("Content-Type", "application/x-www-form-urlencoded")],
            Array(form.utf8)
        )
        let bundle = try JSONDocument(found.body).root
        #expect(bundle["total"]?.number == "1")
        let id = try #require(bundle["entry"]?[0]?["resource"]?["id"]?.string)
        let read = try await send(.GET, base + "/v1/fhir/DiagnosticReport/" + id)
        #expect(read.status == 200)
        #expect(read.fields["X-Svar-Sandbox"] == ["true"])
        #expect(try JSONDocument(read.body).root["id"]?.string == id)
        let refused = try await send(.GET, base + "/v1/fhir/Patient/" + number.value)
        #expect(refused.status == 400)

        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
        let log = process.errors
        #expect(log.contains(#""http.route":"/v1/messages""#))
        #expect(!log.contains(number.value))
        #expect(!log.contains(data.person(0).name))
        #expect(!log.contains(id))

        // What was acknowledged is there after a new start.
        let second = try RunningProcess(["serve", "--sandbox", "--data", folder.path + "/store", "--port", "0"])
        let read2 = try await send(.GET, try await second.ready() + "/v1/fhir/DiagnosticReport/" + id)
        #expect(read2.body == read.body)
        second.signal(SIGINT)
        #expect(try await second.wait() == 0)
    }

    @Test(arguments: ["serve --sandbox", "demo"], ["0.0.0.0", "::", "example.org"])
    func aSandboxListensOnLoopbackOnly(_ command: String, _ host: String) async throws {
        let folder = try TemporaryFolder()
        let arguments = command.split(separator: " ").map(String.init)
        let store = folder.path + "/store"
        let process = try RunningProcess(arguments + ["--data", store, "--port", "0", "--host", host])
        #expect(try await process.wait() == 2)
        #expect(process.errors.contains("loopback only"))
        #expect(process.output.isEmpty)
        #expect(access(store, F_OK) != 0)
    }

    @Test func theStoreIsForItsUserAlone() async throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/store"
        mkdir(store, 0o755)
        chmod(store, 0o755)
        let process = try RunningProcess(["serve", "--sandbox", "--data", store, "--port", "0"])
        let base = try await process.ready()
        let body = Array(#"{"resourceType":"Patient","id":"p1"}"#.utf8)
        let type = [("Content-Type", "application/fhir+json")]
        #expect(try await send(.PUT, base + "/v1/fhir/Patient/p1", type, body).status == 201)
        let backup = folder.path + "/backup"
        #expect(try await Binary.run(["store", "backup", backup, "--data", store]).wait() == 0)
        for file in [store + "/svar.sqlite", store + "/svar.sqlite-wal", backup + "/svar.sqlite"] {
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(file)")
        }
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
    }

    @Test func takesSettingsFromTheEnvironment() async throws {
        let folder = try TemporaryFolder()
        let environment = ["SVAR_SANDBOX": "true", "SVAR_DATA": folder.path + "/store", "SVAR_PORT": "0"]
        let process = try RunningProcess(["serve"], environment: environment)
        let base = try await process.ready()
        #expect(try await send(.GET, base + "/health/ready").status == 200)
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
    }

    @Test func letsARequestUnderWayEnd() async throws {
        let folder = try TemporaryFolder()
        let process = try RunningProcess(["serve", "--sandbox", "--data", folder.path + "/store", "--port", "0"])
        let base = try await process.ready()
        let patient = #"{"resourceType":"Patient","id":"p1"}"#
        let stream = AsyncStream<ByteBuffer> { continuation in
            Task {
                continuation.yield(ByteBuffer(string: String(patient.prefix(10))))
                // This request is under way, beside the one that asks.
                let isUnderWay = try await RunningProcess.becomesTrue {
                    let metrics = try await send(.GET, base + "/metrics")
                    return String(decoding: metrics.body, as: UTF8.self).contains("svar_http_requests_in_flight 2\n")
                }
                #expect(isUnderWay)
                process.signal(SIGTERM)
                let port = try #require(base.split(separator: ":").last.flatMap { UInt16($0) })
                #expect(try await RunningProcess.becomesTrue { !RunningProcess.isListening(port) })
                continuation.yield(ByteBuffer(string: String(patient.dropFirst(10))))
                continuation.finish()
            }
        }
        var request = HTTPClientRequest(url: base + "/v1/fhir/Patient/p1")
        request.method = .PUT
        request.headers.add(name: "Content-Type", value: "application/fhir+json")
        request.body = .stream(stream, length: .known(Int64(patient.utf8.count)))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        #expect(response.status == .created)
        _ = try await response.body.collect(upTo: 1 << 20)
        #expect(try await process.wait() == 0)
    }

    @Test func demoAsksForATokenAndShowsADoctorOnePerson() async throws {
        let folder = try TemporaryFolder()
        let process = try RunningProcess(["demo", "--port", "0", "--data", folder.path + "/store"])
        let base = try await process.ready()
        let reports = base + "/v1/fhir/DiagnosticReport?_count=1&_total=accurate"
        #expect(try await send(.GET, reports).status == 401)
        let minted = try await Binary.run(
            ["token", "--data", folder.path + "/store", "--role", "personnel"]
                + ["--organisation", "310000001", "--hpr", "9144889"]
        )
        let token = minted.output.split(separator: "\n").first.map(String.init) ?? ""
        let doctor = ("Authorization", "Bearer \(token)")
        #expect(try await send(.GET, reports, [doctor]).status == 400)
        let number = SyntheticData.demo.person(0).number
        let found = try await send(.GET, reports, [doctor, ("person-id", number.value), ("access-basis", "UNNTAK")])
        #expect(found.status == 200)
        let total = try JSONDocument(found.body).root["total"]?.number.flatMap { Int($0) } ?? 0
        #expect((1...30).contains(total))
        // The register beside the store says how old people are, and who may act for whom.
        func shown(as citizen: SyntheticPerson, about other: SyntheticPerson? = nil) async throws -> String? {
            let minted = try await Binary.run(
                ["token", "--data", folder.path + "/store", "--role", "citizen", "--person", citizen.number.value]
            )
            let token = minted.output.split(separator: "\n").first.map(String.init) ?? ""
            var fields = [("Authorization", "Bearer \(token)")]
            if let other { fields.append(("person-id", other.number.value)) }
            let answer = try await send(.GET, reports, fields)
            return try JSONDocument(answer.body).root["total"]?.number
        }
        let persons = SyntheticData.demo
        #expect(try await shown(as: persons.person(0)).flatMap { Int($0) }.map { (1...30).contains($0) } == true)
        let child = try await shown(as: persons.person(1), about: persons.person(7))
        #expect(child.flatMap { Int($0) }.map { (1...30).contains($0) } == true)
        // Of fifteen: neither they nor their parents.
        #expect(try await shown(as: persons.person(3)) == nil)
        #expect(try await shown(as: persons.person(1), about: persons.person(3)) == nil)
        #expect(try await shown(as: persons.person(2), about: persons.person(7)) == nil)
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
        #expect(process.output.contains(" audit list --data "))
        #expect(!process.errors.contains(number.value))
    }

    /// What the demo prints works as it stands, from top to bottom.
    @Test(.enabled(if: access("/usr/bin/curl", X_OK) == 0, "curl is not installed"))
    func theLinesOfTheDemoWork() async throws {
        let folder = try TemporaryFolder()
        let process = try RunningProcess(["demo", "--port", "0", "--data", folder.path + "/store"])
        _ = try await process.ready()
        #expect(try await RunningProcess.becomesTrue { process.output.contains("Stop with Ctrl-C") })
        // The copy is complete when it has answered once.
        let replica = folder.path + "/store/clinic.replica"
        #expect(
            try await RunningProcess.becomesTrue {
                let reports = try await Binary.run(
                    [
                        "replica", "reports", "--replica", replica, "--person", "person-01", "--limit", "1", "--hpr",
                        "9144889", "--purpose", "TREAT",
                    ]
                )
                return try await reports.wait() == 0 && !reports.output.isEmpty
            }
        )
        let lines = process.output.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("  http") }
        let script = folder.path + "/lines.sh"
        try Data(("set -e\n" + lines.joined(separator: "\n")).utf8).write(to: URL(filePath: script))
        let shell = try RunningProcess([script], program: "/bin/bash")
        #expect(try await shell.wait() == 0, "\(shell.errors)")
        // Nothing was refused, and of the sealed results the doctor was told.
        #expect(!shell.output.contains(#""severity":"error""#), "\(shell.output.suffix(4_000))")
        #expect(shell.output.contains(#""kind":"seal","state":"active""#))
        #expect(shell.output.contains(#""code":"General""#))
        #expect(shell.output.contains("FORHOYET_AKUTT"))
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
    }

    @Test func demoWithoutTokensLoadsEveryMessageAndServesThem() async throws {
        let process = try RunningProcess(["demo", "--sandbox", "--port", "0"])
        let base = try await process.ready()
        #expect(process.errors.contains(" 0 refused"))
        let reports = try await send(.GET, base + "/v1/fhir/DiagnosticReport?_summary=count")
        #expect(try JSONDocument(reports.body).root["total"]?.number == "360")
        let number = SyntheticData.demo.person(0).number
        let patients = try await send(
            .POST,
            base + "/v1/fhir/Patient/_search",
            [("Content-Type", "application/x-www-form-urlencoded")],
            Array("_total=accurate&identifier=\(number.kind.system)|\(number.value)".utf8)
        )
        #expect(try JSONDocument(patients.body).root["total"]?.number == "1")
        process.signal(SIGTERM)
        #expect(try await process.wait() == 0)
        #expect(process.output.contains("curl -s \(base)/v1/fhir/Patient/_search"))
        #expect(!process.errors.contains(number.value))
    }
}
