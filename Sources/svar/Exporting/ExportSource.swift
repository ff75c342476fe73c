import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore

/// Where resources are read from, page by page.
protocol ExportSource: Sendable {
    /// Called before the first page.
    func begin() async throws
    /// One page of a type, and what names the next.
    func page(_ type: HostedType, after place: String?) async throws -> (resources: [[UInt8]], next: String?)
    func close() async throws
}

/// A store opened here.
struct StoreSource: ExportSource {
    let service: ResultService

    /// Whoever can read the files has all there is; the log of use says that it was taken out.
    func begin() async throws {
        let caller = Caller(
            role: .export,
            actor: AuditActor(role: "export", id: "", client: "svar export", organisation: "")
        )
        try await service.auditExport(caller)
    }

    func page(_ type: HostedType, after place: String?) async throws -> (resources: [[UInt8]], next: String?) {
        let page = try await service.exported(type, after: place.flatMap { Int64($0) }, limit: 500)
        return (page.resources, page.next.map { "\($0)" })
    }

    func close() async throws {
        try await service.access.close()
        try await service.store.close()
    }
}

/// A server.
struct ServerSource: ExportSource {
    let base: String
    private let client = ServerAddress.client()

    init(base: String) { self.base = base }

    /// The server writes the rows.
    func begin() async throws {}

    func page(_ type: HostedType, after place: String?) async throws -> (resources: [[UInt8]], next: String?) {
        let request = HTTPClientRequest(url: place ?? "\(base)\(RouteTable.basePath)/\(type.rawValue)?_count=500")
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .seconds(120))
        } catch {
            throw Failure("\(base) does not answer")
        }
        guard response.status == .ok else { throw Failure("\(base) answered \(response.status.code)") }
        let body = try await response.body.collect(upTo: 1 << 30)
        let root = try JSONDocument(Array(body.readableBytesView)).root
        let resources = (root["entry"].map { Array($0.elements) } ?? []).compactMap { entry in
            entry["resource"].map { Array($0.bytes) }
        }
        let next = (root["link"].map { Array($0.elements) } ?? []).first { $0["relation"]?.isString("next") == true }
        return (resources, next?["url"]?.string)
    }

    func close() async throws { try await client.shutdown() }
}
