import SvarDomain
package import SvarFHIR
import SvarJSON
import SvarMessages
package import SvarServices

/// The use cases behind the edge's port.
package struct ServicePort: ResultPort {
    let service: ResultService
    private let figures = StoreFigures()
    /// Whether messages are of a load of old reports (decision 22).
    private let isHistoric: Bool

    package init(_ service: ResultService, isHistoric: Bool = false) {
        self.service = service
        self.isHistoric = isHistoric
    }

    package func submitMessage(_ bytes: [UInt8], wantsXML: Bool, caller: Caller) async throws -> ReceiptReply {
        let reply = try await service.submitMessage(bytes, isHistoric: isHistoric, caller: caller)
        return ReceiptReply(
            status: reply.receipt.httpStatus,
            receipt: wantsXML ? reply.applicationReceipt.bytes : reply.receipt.json.bytes,
            isXML: wantsXML
        )
    }

    package func submitBundle(
        _ bytes: [UInt8],
        preference: ReturnPreference?,
        isOnce: Bool,
        base: String,
        caller: Caller
    ) async throws -> InteractionReply {
        let reply = try await service.submitBundle(
            bytes,
            once: isOnce,
            prefer: preference ?? .minimal,
            base: base,
            caller: caller
        )
        return InteractionReply(
            status: reply.outcome == .stored ? 201 : reply.outcome == .notStored ? 202 : 200,
            resource: reply.body
        )
    }

    package func create(_ type: HostedType, _ bytes: [UInt8], condition: [NamedValue]?, caller: Caller) async throws
        -> InteractionReply
    {
        Self.reply(try await service.create(type, bytes, ifNoneExist: condition, caller: caller))
    }

    package func update(_ target: WriteTarget, _ bytes: [UInt8], caller: Caller) async throws -> InteractionReply {
        let written = try await service.update(
            target.type,
            target.aim,
            bytes,
            ifMatch: target.ifMatch,
            onlyNew: target.onlyNew,
            caller: caller
        )
        return Self.reply(written)
    }

    package func delete(_ target: WriteTarget, caller: Caller) async throws -> InteractionReply {
        Self.reply(
            try await service.delete(target.type, target.aim, ifMatch: target.ifMatch, caller: caller)
        )
    }

    package func read(_ type: HostedType, _ id: String, shape: ReadShape?, caller: Caller) async throws
        -> InteractionReply
    {
        Self.reply(200, try Self.shaped(try await service.read(type, id, caller: caller), shape))
    }

    package func content(_ id: String, taking: (String) -> Bool, caller: Caller) async throws
        -> (contentType: String, bytes: [UInt8])?
    {
        try await service.content(id, taking: taking, caller: caller)
    }

    package func recordRefusal(of interaction: Interaction, status: Int, caller: Caller) async throws {
        try await service.auditRefused(interaction.action, status: status, of: caller)
    }

    package func versionRead(
        _ type: HostedType,
        _ id: String,
        _ versionID: String,
        shape: ReadShape?,
        caller: Caller
    ) async throws -> InteractionReply {
        Self.reply(200, try Self.shaped(try await service.vread(type, id, versionID, caller: caller), shape))
    }

    package func history(_ request: HistoryInteraction, base: String, caller: Caller) async throws -> InteractionReply {
        InteractionReply(status: 200, resource: try await service.history(request, base: base, caller: caller))
    }

    package func search(_ request: SearchInteraction, base: String, caller: Caller) async throws -> InteractionReply {
        InteractionReply(status: 200, resource: try await service.search(request, base: base, caller: caller))
    }

    package func log(_ parameters: [NamedValue], as form: LogQuery.Form, base: String, caller: Caller) async throws
        -> InteractionReply
    {
        InteractionReply(
            status: 200,
            resource: try await service.log(parameters, as: form, base: base, caller: caller)
        )
    }

    package func auditEvent(_ id: String, caller: Caller) async throws -> InteractionReply {
        InteractionReply(status: 200, resource: try await service.auditEvent(id, caller: caller))
    }

    package func explainAccess(to report: String, _ parameters: [NamedValue], caller: Caller) async throws
        -> InteractionReply
    {
        InteractionReply(
            status: 200,
            resource: try await service.explainAccess(to: report, parameters, caller: caller)
        )
    }

    private static func shaped(_ resource: ServedResource, _ shape: ReadShape?) throws -> ServedResource {
        guard let shape, let subset = Subset(summary: shape.summary, elements: shape.elements) else { return resource }
        return try resource.reduced(to: subset)
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
                at: resource.lastModified,
                isSteady: resource.isSteady
            )
        )
    }

    private static func reply(_ written: WriteReply) -> InteractionReply {
        let status =
            switch written.outcome {
            case .created: 201
            case .updated, .unchanged: 200
            case .deleted: 204
            case .notStored: 202
            }
        guard let resource = written.resource else { return InteractionReply(status: status, issues: written.issues) }
        var reply = reply(status, resource)
        reply.issues = written.issues
        return reply
    }
}

extension Interaction {
    /// How the log of use calls it.
    fileprivate var action: AuditAction {
        switch self {
        case .submitMessage: .message
        case .submitBundle: .bundle
        case .searchType, .searchSystem, .searchCompartment, .nationalSearch: .search
        case .everything: .everything
        case .lastn: .lastn
        case .create: .create
        case .read: .read
        case .update, .conditionalUpdate: .update
        case .delete, .conditionalDelete: .delete
        case .versionRead: .vread
        case .history, .typeHistory, .systemHistory: .history
        case .capabilities, .nationalCapabilities: .metadata
        case .enrolReplica, .readReplica, .setProfessionals, .endReplica: .enrol
        case .readScope, .setScope, .changeScope: .scope
        case .delta, .manifest, .reconcile, .poke: .sync
        case .readSettings, .readSetting, .readPresets, .readConsent, .searchConsents: .settings
        case .setSetting, .changeSetting, .liftSetting, .actOnSetting, .setPreset, .liftPreset: .setting
        case .searchAuditEvents, .readAuditEvent, .readLog: .log
        case .explainAccess: .explain
        case .live, .ready, .metrics, .page: .other
        }
    }
}
