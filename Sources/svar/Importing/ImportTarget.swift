import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore

/// What became of one item.
enum ImportOutcome: Sendable {
    case taken
    /// It was there already.
    case already
    /// The status and the codes and texts of the issues.
    case refused(Int, [String])
}

/// Where an import goes.
protocol ImportTarget: Sendable {
    /// - Throws: when the target cannot be used at all; a refusal is an outcome.
    func send(_ content: ImportItem.Content) async throws -> ImportOutcome
    func close() async throws
}

/// Straight into a store, by the same use cases as over HTTP.
struct StoreTarget: ImportTarget {
    let port: any ResultPort
    let caller: Caller
    let finish: @Sendable () async throws -> Void

    func send(_ content: ImportItem.Content) async throws -> ImportOutcome {
        do {
            switch content {
            case .message(let bytes):
                let reply = try await port.submitMessage(bytes, wantsXML: false, caller: caller)
                return ImportAnswer.outcome(reply.status, reply.receipt)
            case .bundle(let bytes):
                let reply = try await port.submitBundle(
                    bytes,
                    preference: .minimal,
                    isOnce: true,
                    base: "",
                    caller: caller
                )
                return ImportAnswer.outcome(reply.status, reply.resource ?? [])
            case .update(let type, let id, let bytes):
                let reply = try await port.update(WriteTarget(type, .id(id)), bytes, caller: caller)
                return ImportAnswer.outcome(reply.status, reply.issues)
            case .create(let type, let bytes):
                let reply = try await port.create(type, bytes, condition: nil, caller: caller)
                return ImportAnswer.outcome(reply.status, reply.issues)
            case .unusable(let why): return .refused(0, [why])
            }
        } catch {
            let refusal = HTTPRefusal.from(error)
            if refusal.status >= 500 { throw error }
            return .refused(refusal.status, refusal.issues.map { "\($0.code.rawValue): \($0.text)" })
        }
    }

    func close() async throws { try await finish() }
}

extension Caller {
    /// Whoever can write the store's files: writes as its import, for whoever messages name.
    static func local(_ program: String) -> Caller {
        Caller(role: .sandbox, actor: AuditActor(role: "operator", id: "", client: program, organisation: ""))
    }
}

/// To a server.
struct ServerTarget: ImportTarget {
    let base: String
    /// An access token of a producer; nil for a sandbox.
    let token: String?
    private let client = ServerAddress.client()

    init(base: String, token: String?) {
        self.base = base
        self.token = token
    }

    func send(_ content: ImportItem.Content) async throws -> ImportOutcome {
        var request: HTTPClientRequest
        let type = "application/fhir+json"
        switch content {
        case .message(let bytes): request = make("/v1/messages", .POST, "application/xml", bytes)
        case .bundle(let bytes):
            request = make(RouteTable.basePath, .POST, type, bytes)
            request.headers.add(name: "X-Svar-Once", value: "true")
        case .update(let hosted, let id, let bytes):
            request = make("\(RouteTable.basePath)/\(hosted.rawValue)/\(id)", .PUT, type, bytes)
        case .create(let hosted, let bytes):
            request = make("\(RouteTable.basePath)/\(hosted.rawValue)", .POST, type, bytes)
        case .unusable(let why): return .refused(0, [why])
        }
        request.headers.add(name: "Prefer", value: "return=minimal")
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .seconds(300))
        } catch let error as HTTPClientError {
            throw Failure("\(base) does not answer: \(error.shortDescription)")
        } catch {
            throw Failure("\(base) does not answer")
        }
        let status = Int(response.status.code)
        let body = try await response.body.collect(upTo: 64 << 20)
        if [500, 502, 503, 504, 507].contains(status) { throw Failure("\(base) answered \(status)") }
        return ImportAnswer.outcome(status, Array(body.readableBytesView))
    }

    private func make(_ path: String, _ method: HTTPMethod, _ type: String, _ bytes: [UInt8]) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        request.headers.add(name: "Content-Type", value: type)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        return request
    }

    func close() async throws { try await client.shutdown() }
}

/// Reads answers, whichever way they came.
enum ImportAnswer {
    /// The outcome of a status and the body that came with it: a receipt, a Bundle of responses or an
    /// OperationOutcome.
    static func outcome(_ status: Int, _ body: [UInt8]) -> ImportOutcome {
        let root = body.isEmpty ? nil : try? JSONDocument(body).root
        guard (200..<300).contains(status) else { return .refused(status, root.map(issues) ?? []) }
        if root?["outcome"]?.isString("duplicate") == true { return .already }
        if root?["resourceType"]?.isString("OperationOutcome") == true,
            root?["issue"]?[0]?["code"]?.isString("duplicate") == true
        {
            return .already
        }
        // A batch is answered entry by entry.
        var failed: [String] = []
        for entry in root?["entry"].map({ Array($0.elements) }) ?? [] {
            guard let text = entry["response"]?["status"]?.string, let code = Int(text.prefix(3)), code >= 400 else {
                continue
            }
            failed.append(text + (entry["response"]?["outcome"].flatMap { issues($0).first }.map { ": " + $0 } ?? ""))
        }
        return failed.isEmpty ? .taken : .refused(status, failed)
    }

    /// The outcome of a status and the issues that came with it.
    static func outcome(_ status: Int, _ issues: [OutcomeIssue]) -> ImportOutcome {
        guard (200..<300).contains(status) else {
            return .refused(status, issues.map { line($0.code.rawValue, $0.text, at: $0.expression.first) })
        }
        return issues.first?.code == .duplicate ? .already : .taken
    }

    private static func line(_ code: String, _ text: String, at place: String?) -> String {
        "\(code): \(text)" + (place.map { " (\($0))" } ?? "")
    }

    /// The issues of an OperationOutcome or a receipt, each as one line.
    private static func issues(_ root: JSONNode) -> [String] {
        let list = root["issue"] ?? root["issues"]
        var lines: [String] = []
        for issue in list.map({ Array($0.elements) }) ?? [] {
            let code = issue["code"]?.string ?? ""
            let text = issue["details"]?["text"]?.string ?? issue["text"]?.string ?? ""
            let place = issue["expression"]?[0]?.string ?? issue["path"]?.string
            lines.append(line(code, text, at: place))
        }
        for report in root["reports"].map({ Array($0.elements) }) ?? [] where report["issues"] != nil {
            lines += issues(report)
        }
        return lines
    }
}
