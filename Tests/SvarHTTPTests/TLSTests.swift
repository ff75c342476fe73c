import Foundation
import SvarFHIR
import SvarHTTP
import Testing

private let hasPrograms = ["openssl", "curl"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
}

/// HTTPS with a certificate made for the test. Needs the programs openssl and curl.
@Suite(.serialized, .enabled(if: hasPrograms, "openssl and curl are not installed"))
struct TLSTests {
    /// Runs a program; gives its exit code and what it wrote.
    private static func run(_ program: String, _ arguments: [String]) async throws -> (code: Int32, output: String) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                do {
                    let process = Process()
                    let pipe = Pipe()
                    process.executableURL = URL(fileURLWithPath: "/usr/bin/" + program)
                    process.arguments = arguments
                    process.standardOutput = pipe
                    process.standardError = FileHandle.nullDevice
                    try process.run()
                    let data = pipe.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    continuation.resume(returning: (process.terminationStatus, String(decoding: data, as: UTF8.self)))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }

    /// A certificate for localhost and its key, in a directory of their own.
    private static func certificate() async throws -> EdgeSettings.Certificate {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("svar-tls-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let files = EdgeSettings.Certificate(chainPath: folder + "/chain.pem", keyPath: folder + "/key.pem")
        let made = try await run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", files.keyPath,
                "-out", files.chainPath,
            ]
        )
        try #require(made.code == 0)
        return files
    }

    private func edge(_ change: (inout EdgeSettings) -> Void = { _ in }) async throws -> EdgeFixture {
        let files = try await Self.certificate()
        var settings = EdgeSettings()
        settings.certificate = files
        let edge = try EdgeFixture(transport: EdgeServer.Transport(settings)) {
            $0.certificate = files
            change(&$0)
        }
        edge.port.put(.patient, "p1", #"{"resourceType":"Patient","id":"p1"}"#)
        return edge
    }

    /// 250 requests over HTTP/1.1; over HTTP/2 as many as any curl manages (docs/operations/http.md).
    @Test(arguments: [("--http1.1", "1.1", 250), ("--http2", "2", 100)])
    func curlIsServedOverTLS(_ option: String, _ version: String, _ count: Int) async throws {
        let edge = try await edge()
        let path = try #require(edge.certificatePath)
        try await edge.live { port in
            let url = "https://localhost:\(port)/v1/fhir/Patient/p1?_format=json&_pretty=true#[1-\(count)]"
            let found = try await Self.run(
                "curl",
                ["-sS", option, "--cacert", path, "-o", "/dev/null", "-w", "%{http_version} %{http_code}\\n", url]
            )
            #expect(found.code == 0)
            let lines = found.output.split(separator: "\n")
            #expect(lines.count == count && lines.allSatisfy { $0 == "\(version) 200" })
        }
    }

    @Test func linksSayHTTPS() async throws {
        let edge = try await edge()
        let fields = ["-H", "Content-Type: application/fhir+json", "-d", #"{"resourceType":"Patient"}"#]
        let path = try #require(edge.certificatePath)
        try await edge.live { port in
            let found = try await Self.run(
                "curl",
                ["-sS", "--cacert", path, "-D", "-"] + fields + ["https://localhost:\(port)/v1/fhir/Patient"]
            )
            #expect(found.output.lowercased().contains("location: https://localhost:\(port)/v1/fhir/patient/"))
        }
    }

    @Test func aHandshakeThatDoesNotComeIsNotWaitedFor() async throws {
        let edge = try await edge { $0.body.patienceSeconds = 1 }
        try await edge.live { port in
            let silent = try await RawConnection(port: port)
            let halfway = try await RawConnection(port: port)
            await halfway.send(bytes: [0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
            #expect(await silent.bytes() != nil)
            #expect(await halfway.bytes() != nil)
        }
    }

    @Test func aRenewedCertificateIsTakenOnceItsKeyIsThere() async throws {
        let (old, new) = (try await Self.certificate(), try await Self.certificate())
        var settings = EdgeSettings()
        settings.certificate = old
        let transport = try EdgeServer.Transport(settings)
        let edge = EdgeFixture(transport: transport) { $0.certificate = old }
        let trusted = old.chainPath + ".first"
        try FileManager.default.copyItem(atPath: old.chainPath, toPath: trusted)
        let files = try #require(transport.certificate)
        try await edge.live { port in
            func put(_ source: String, _ place: String) throws {
                try Data(contentsOf: URL(filePath: source)).write(to: URL(filePath: place), options: .atomic)
            }
            func isServed(trusting path: String) async throws -> Bool {
                try await Self.run("curl", ["-sS", "--cacert", path, "https://localhost:\(port)/health/live"]).code == 0
            }
            #expect(try !files.reload())
            #expect(try await isServed(trusting: trusted))
            // Half of it is there: the old one stays.
            try put(new.chainPath, old.chainPath)
            #expect(throws: (any Error).self) { try files.reload() }
            #expect(try await isServed(trusting: trusted))
            try put(new.keyPath, old.keyPath)
            #expect(try files.reload())
            #expect(try !files.reload())
            #expect(try await isServed(trusting: new.chainPath))
            #expect(try await !isServed(trusting: trusted))
        }
    }

    /// A client shows a certificate of the authority, or it does not get as far as a request.
    @Test func clientsMustHaveACertificateWhereThatIsAsked() async throws {
        var files = try await Self.certificate()
        let trusted = files.chainPath
        let client = try await Self.certificate()
        let stranger = try await Self.certificate()
        files.clientAuthoritiesPath = client.chainPath
        var settings = EdgeSettings()
        settings.certificate = files
        let edge = try EdgeFixture(transport: EdgeServer.Transport(settings))
        try await edge.live { port in
            func code(_ certificate: EdgeSettings.Certificate?) async throws -> Int32 {
                let own = certificate.map { ["--cert", $0.chainPath, "--key", $0.keyPath] } ?? []
                let url = "https://localhost:\(port)/health/live"
                return try await Self.run("curl", ["-sS", "--cacert", trusted] + own + [url]).code
            }
            let codes = try await [code(client), code(nil), code(stranger)]
            #expect(codes[0] == 0 && codes[1] != 0 && codes[2] != 0, "\(codes)")
        }
        files.clientAuthoritiesPath = "/nowhere.pem"
        settings.certificate = files
        #expect(throws: (any Error).self) { try EdgeServer.Transport(settings) }
    }

    @Test func filesThatDoNotFitAreRefusedAtTheStart() async throws {
        var settings = EdgeSettings()
        let one = try await Self.certificate()
        let other = try await Self.certificate()
        settings.certificate = EdgeSettings.Certificate(chainPath: one.chainPath, keyPath: other.keyPath)
        #expect(throws: (any Error).self) { try EdgeServer.Transport(settings) }
        settings.certificate = EdgeSettings.Certificate(chainPath: "/nowhere.pem", keyPath: one.keyPath)
        #expect(throws: (any Error).self) { try EdgeServer.Transport(settings) }
    }
}
