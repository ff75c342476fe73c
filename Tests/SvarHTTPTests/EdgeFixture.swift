import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SvarHTTP
import SvarJSON
import SvarServices
import Synchronization

/// An edge over a stub port with its log captured.
struct EdgeFixture: Sendable {
    let port = StubPort()
    let log = CapturedLog()
    let registry = PrometheusRegistry()
    let responder: EdgeResponder
    let application: Application<EdgeResponder>
    let certificatePath: String?

    /// - Parameters:
    ///   - port: other use cases than the stub's
    ///   - callers: others than a sandbox's
    init(
        port other: (any ResultPort)? = nil,
        replicas: ReplicaService? = nil,
        callers: any CallerSource = SandboxCallers(),
        transport: EdgeServer.Transport = .clear,
        _ change: (inout EdgeSettings) -> Void = { _ in }
    ) {
        var settings = EdgeSettings()
        settings.version = "1.2.3"
        // A loaded machine keeps honest clients waiting for long; tests of these limits set them lower.
        settings.body.patienceSeconds = 300
        settings.idleSeconds = 300
        change(&settings)
        certificatePath = settings.certificate?.chainPath
        let log = log
        let clock: @Sendable () -> Int64 = { 1_700_000_000_000_000 }
        let responder = EdgeResponder(
            port: other ?? port,
            replicas: replicas,
            callers: callers,
            settings: settings,
            metrics: RequestMetrics(registry: registry),
            log: RequestLog(sink: log.sink, level: .trace, clock: clock),
            idPrefix: "t-",
            startedAt: 1_700_000_000_000_000
        )
        self.responder = responder
        let logger = Logger(label: "svar") { label in
            JSONLogHandler(label: label, sink: log.sink, level: .trace, clock: clock)
        }
        application = EdgeServer.application(responder, transport: transport, logger: logger)
    }

    /// Sends one request through the responder.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields = [:],
        body: String? = nil,
        bytes: [UInt8]? = nil
    ) async throws -> TestResponse {
        try await application.test(.router) { client in
            try await client.execute(
                uri: path,
                method: method,
                headers: fields,
                body: body.map { ByteBuffer(string: $0) } ?? bytes.map { ByteBuffer(bytes: $0) }
            )
        }
    }
}

extension EdgeFixture {
    /// The requests that are being answered now.
    var inFlight: Int { Int(registry.gauge("svar_http_requests_in_flight").value) }

    /// The status and fields of a GET with this Host.
    func get(_ path: String, host: String?) async throws -> Response {
        let head = HTTPRequest(method: .get, scheme: "http", authority: host, path: path)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        return try await responder.respond(to: request, context: EdgeContext())
    }
}

/// Log lines as they were written.
final class CapturedLog: Sendable {
    private let bytes = CapturedBytes()
    let sink: LogSink

    init() {
        let bytes = bytes
        sink = LogSink { written in bytes.value.withLock { $0 += written } }
    }

    var text: String {
        sink.flush()
        return String(decoding: bytes.value.withLock { $0 }, as: UTF8.self)
    }
}

final class CapturedBytes: Sendable {
    let value = Mutex<[UInt8]>([])
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// The body as JSON.
    var json: JSONNode? {
        get throws { body.readableBytes == 0 ? nil : try JSONDocument(Array(body.readableBytesView)).root }
    }

    /// The codes of the issues when the body is an OperationOutcome.
    var issueCodes: [String] {
        get throws {
            guard let root = try json, root["resourceType"]?.string == "OperationOutcome" else { return [] }
            return root["issue"]?.elements.compactMap { $0["code"]?.string } ?? []
        }
    }
}

extension HTTPFields {
    static let fhir: HTTPFields = [.contentType: "application/fhir+json"]
    static let xml: HTTPFields = [.contentType: "application/xml"]
    static let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    func with(_ name: String, _ value: String) -> HTTPFields {
        var fields = self
        fields[HTTPField.Name(name)!] = value
        return fields
    }
}

/// A synthetic number: of the +80 series, with valid control digits.
let syntheticNumber = "13889910059"
