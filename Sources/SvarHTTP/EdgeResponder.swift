import HTTPTypes
package import Hummingbird
import NIOCore
import SvarDomain
import SvarFHIR
import Synchronization

/// What the server gives each request; the edge needs nothing of it.
package struct EdgeContext: InitializableFromSource, Sendable {
    package init(source: ApplicationRequestContextSource) {}
    /// For callers that have no connection.
    package init() {}
}

/// Answers every request: guards, route, negotiation, use case, answer, and then its figures and its log line.
package struct EdgeResponder: HTTPResponder {
    package typealias Context = EdgeContext

    let port: any ResultPort
    let settings: EdgeSettings
    let bodies: BodyReader
    let metrics: RequestMetrics
    let log: AccessLog
    private let ids: RequestIDs
    let startedAt: Int64

    /// - Parameters:
    ///   - idPrefix: a random text that request ids made here start with
    ///   - startedAt: microseconds since 1970
    package init(
        port: any ResultPort,
        settings: EdgeSettings,
        metrics: RequestMetrics,
        log: AccessLog,
        idPrefix: String,
        startedAt: Int64
    ) {
        self.port = port
        self.settings = settings
        self.metrics = metrics
        self.log = log
        self.startedAt = startedAt
        bodies = BodyReader(limits: settings.body)
        ids = RequestIDs(prefix: idPrefix)
    }

    package func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        let requestID = ids.id(for: request.headers[.requestID])
        metrics.begin()
        var row: Int?
        var answer: Answer
        do {
            answer = try await self.answer(request, row: &row)
        } catch {
            answer = Answer(HTTPRefusal.from(error))
        }
        let status = answer.status
        let response = finish(answer, request: request, requestID: requestID)
        let duration = (ContinuousClock.now - start).nanoseconds
        metrics.end(row: row, method: request.method, status: status, nanoseconds: duration)
        log.add(row: row, method: request.method, status: status, nanoseconds: duration, requestID: requestID)
        return response
    }

    /// Guards and route. `row` is set as soon as it is known, for log and metrics.
    private func answer(_ request: Request, row: inout Int?) async throws -> Answer {
        let authority = request.head.authority
        if settings.isSandbox, !SandboxRule.allows(host: authority) { throw HTTPRefusal.foreignHost }
        let target: Target
        do throws(Target.Failure) { target = try Target(request.head.path ?? "") } catch { throw HTTPRefusal.badTarget }
        if let issue = IdentityGuard.check(target) { throw HTTPRefusal(400, [issue]) }
        switch RouteTable.match(request.method, target.segments) {
        case .notFound: throw HTTPRefusal.notFound
        case .unknownType: throw HTTPRefusal.unknownType
        case .methodNotAllowed(let methods): throw HTTPRefusal.methodNotAllowed(methods)
        case .found(let index, let type, let id, let version):
            row = index
            let call = Call(
                request: request,
                interaction: RouteTable.rows[index].interaction,
                type: type,
                id: id,
                versionID: version,
                query: target.query,
                base: settings.publicBase ?? "http://\(authority ?? "localhost")\(RouteTable.basePath)"
            )
            return try await carryOut(call)
        }
    }

    private func finish(_ answer: Answer, request: Request, requestID: String) -> Response {
        var fields = answer.fields
        fields[.cacheControl] = "no-store"
        fields[.requestID] = requestID
        if settings.isSandbox { fields[.sandbox] = "true" }
        let status = HTTPResponse.Status(code: answer.status)
        if answer.status == 204 {
            var response = Response(status: status, headers: fields)
            response.headers[.contentLength] = nil
            return response
        }
        fields[.contentType] = answer.body.isEmpty ? nil : answer.contentType
        if request.method == .head {
            fields[.contentLength] = String(answer.body.count)
            return Response(status: status, headers: fields)
        }
        guard answer.closesConnection else {
            return Response(
                status: status,
                headers: fields,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            )
        }
        fields[.connection] = "close"
        let buffer = ByteBuffer(bytes: answer.body)
        let body = ResponseBody(contentLength: buffer.readableBytes) { writer in
            try await writer.write(buffer)
            try await writer.finish(nil)
            throw ConnectionEnds()
        }
        return Response(status: status, headers: fields, body: body)
    }
}

/// Thrown after an answer was written on a connection that cannot be used again.
struct ConnectionEnds: Error {}

/// An answer before it becomes a response.
struct Answer: Sendable {
    var status: Int
    var fields: HTTPFields = [:]
    var contentType = Negotiation.Format.fhirJSON.contentType
    var body: [UInt8] = []
    var closesConnection = false

    init(_ status: Int) { self.status = status }

    init(_ refusal: HTTPRefusal) {
        status = refusal.status
        fields = refusal.fields
        body = OperationOutcome(refusal.issues).bytes
        closesConnection = refusal.closesConnection
    }
}

/// A routed request.
struct Call: Sendable {
    var request: Request
    var interaction: Interaction
    var type: HostedType?
    var id: String
    var versionID: String
    var query: [QueryItem]
    var base: String
}

/// Names requests: what the caller sent when it is fit for a log, else a number of our own.
struct RequestIDs: Sendable {
    private let prefix: String
    private let number = Numbers()

    private final class Numbers: Sendable {
        let next = Atomic<UInt64>(1)
    }

    init(prefix: String) { self.prefix = prefix }

    func id(for sent: String?) -> String {
        if let sent, Self.isFit(sent) { return sent }
        return prefix + String(number.next.wrappingAdd(1, ordering: .relaxed).newValue, radix: 16)
    }

    /// 1 to 64 letters, digits, hyphens, underscores and full stops, and no identity number among them.
    static func isFit(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...64).contains(bytes.count) else { return false }
        var digits = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: digits = 0
            default: return false
            }
            if digits >= 11, PersonNumber.looksLikeOne(String(decoding: bytes[(index - 10)...index], as: UTF8.self)) {
                return false
            }
        }
        return true
    }
}

/// The sandbox's rule on the Host field.
enum SandboxRule {
    /// Loopback names with any port. A missing Host is not one.
    static func allows(host: String?) -> Bool {
        guard let host else { return false }
        for name in ["127.0.0.1", "localhost", "[::1]"] where host.utf8.starts(with: name.utf8) {
            let rest = host.utf8.dropFirst(name.utf8.count)
            if rest.isEmpty { return true }
            let port = rest.dropFirst()
            return rest.first == UInt8(ascii: ":") && !port.isEmpty && port.allSatisfy { (0x30...0x39).contains($0) }
        }
        return false
    }
}

extension Duration {
    /// Whole nanoseconds.
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
