import SvarDomain
package import SvarFHIR
import SvarJSON
import SvarMessages
package import SvarSearch
package import SvarServices

/// The use cases behind the edge's port, for one caller.
package struct ServicePort: ResultPort {
    let service: ResultService
    let caller: Caller
    private let figures = StoreFigures()

    package init(_ service: ResultService, caller: Caller) {
        self.service = service
        self.caller = caller
    }

    package func submitMessage(_ bytes: [UInt8], wantsXML: Bool) async throws -> ReceiptReply {
        let reply = try await service.submitMessage(bytes, caller: caller)
        return ReceiptReply(
            status: reply.receipt.httpStatus,
            receipt: wantsXML ? reply.applicationReceipt.bytes : reply.receipt.json.bytes,
            isXML: wantsXML
        )
    }

    package func submitBundle(_ bytes: [UInt8], preference: ReturnPreference?, isOnce: Bool, base: String) async throws
        -> InteractionReply
    {
        let reply = try await service.submitBundle(bytes, once: isOnce, prefer: preference ?? .minimal, caller: caller)
        return InteractionReply(status: reply.outcome == .stored ? 201 : 200, resource: reply.body)
    }

    package func create(_ type: HostedType, _ bytes: [UInt8], ifNoneExist: String?) async throws -> InteractionReply {
        Self.reply(try await service.create(type, bytes, ifNoneExist: ifNoneExist, caller: caller))
    }

    package func update(_ type: HostedType, _ id: String, _ bytes: [UInt8], ifMatch: String?) async throws
        -> InteractionReply
    {
        Self.reply(try await service.update(type, id, bytes, ifMatch: ifMatch, caller: caller))
    }

    package func delete(_ type: HostedType, _ id: String, ifMatch: String?) async throws -> InteractionReply {
        Self.reply(try await service.delete(type, id, ifMatch: ifMatch, caller: caller))
    }

    package func read(_ type: HostedType, _ id: String) async throws -> InteractionReply {
        Self.reply(200, try await service.read(type, id, caller: caller))
    }

    package func content(_ id: String) async throws -> (contentType: String, bytes: [UInt8])? {
        try await service.content(id, caller: caller)
    }

    package func versionRead(_ type: HostedType, _ id: String, _ versionID: String) async throws -> InteractionReply {
        Self.reply(200, try await service.vread(type, id, versionID, caller: caller))
    }

    package func history(_ type: HostedType, _ id: String, count: Int, token: String?, base: String) async throws
        -> InteractionReply
    {
        let page = try await service.history(type, id, count: count, token: token, caller: caller)
        let links = PageLinks(base: base, path: "\(type.rawValue)/\(id)/_history", query: [("_count", "\(count)")])
        let body = SearchSet.history(page, links: links.all(next: page.next), base: base)
        return InteractionReply(status: 200, resource: body)
    }

    package func search(_ request: SearchRequest, isPosted: Bool, base: String) async throws -> InteractionReply {
        let page = try await service.search(request, caller: caller)
        let path = isPosted ? "\(request.type.rawValue)/_search" : request.type.rawValue
        let links = PageLinks(base: base, path: path, query: isPosted ? [] : request.used)
        return InteractionReply(
            status: 200,
            resource: SearchSet.body(page, links: links.all(next: page.next), base: base)
        )
    }

    package func checkReady() async throws {
        try await service.checkReady()
    }

    package func gauges() async -> [(name: String, help: String, value: Double)] {
        await figures.current { try await service.storeFigures() }
    }

    private static func reply(_ status: Int, _ resource: ServedResource) -> InteractionReply {
        InteractionReply(
            status: status,
            resource: resource.bytes,
            version: InteractionReply.Version(
                type: resource.type,
                id: resource.id,
                versionID: resource.versionID,
                at: resource.lastModified
            )
        )
    }

    private static func reply(_ written: WriteReply) -> InteractionReply {
        let status =
            switch written.outcome {
            case .created: 201
            case .updated, .unchanged: 200
            case .deleted: 204
            }
        guard let resource = written.resource else { return InteractionReply(status: status, issues: written.issues) }
        var reply = reply(status, resource)
        reply.issues = written.issues
        return reply
    }
}
