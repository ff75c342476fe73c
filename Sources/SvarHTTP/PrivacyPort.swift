import SvarFHIR
import SvarJSON
package import SvarServices

/// What is done with privacy settings and presets: values in, JSON out; nothing of HTTP in it.
package enum PrivacyAction: Sendable, Hashable {
    case list(SettingQuery)
    case read(String, onWish: Bool)
    case set([UInt8])
    case change(String, [UInt8], ifMatch: Int?)
    case lift(String, onWish: Bool, ifMatch: Int?)
    case act(SettingAct, String, [UInt8], ifMatch: Int?)
    case presets
    case setPreset([UInt8])
    case liftPreset(order: String, organisation: String?)
}

/// The answer to it.
package struct PrivacyReply: Sendable, Hashable {
    package var status: Int
    /// Empty when there is nothing to tell.
    package var body: [UInt8] = []
    /// The id of a setting that was made.
    package var made: String?
    /// Becomes `ETag`.
    package var version: Int?
    /// The id that the next page comes after.
    package var next: String?
    package init(status: Int) { self.status = status }
}

extension ServicePort {
    package func privacy(_ action: PrivacyAction, caller: Caller) async throws -> PrivacyReply {
        switch action {
        case .list(let query):
            let page = try await service.settings(query, caller: caller)
            var reply = Self.reply(200, .object(["settings": .array(page.settings)]))
            reply.next = page.next
            return reply
        case .read(let id, let onWish): return Self.reply(try await service.setting(id, onWish: onWish, caller: caller))
        case .set(let body): return Self.reply(try await service.set(body, caller: caller))
        case .change(let id, let body, let version):
            return Self.reply(try await service.change(id, body, ifMatch: version, caller: caller))
        case .act(let act, let id, let body, let version):
            return Self.reply(try await service.act(act, on: id, body, ifMatch: version, caller: caller))
        case .lift(let id, let onWish, let version):
            _ = try await service.lift(id, onWish: onWish, ifMatch: version, caller: caller)
            return PrivacyReply(status: 204)
        case .presets:
            let presets = try await service.presets(caller: caller)
            return Self.reply(200, .object(["presets": .array(presets)]))
        case .setPreset(let body):
            let (json, isNew) = try await service.setPreset(body, caller: caller)
            return Self.reply(isNew ? 201 : 200, json)
        case .liftPreset(let order, let organisation):
            try await service.liftPreset(of: order, organisation: organisation, caller: caller)
            return PrivacyReply(status: 204)
        }
    }

    package func consent(_ id: String, caller: Caller) async throws -> (bytes: [UInt8], version: Int) {
        try await service.consent(id, caller: caller)
    }

    package func consents(_ search: ConsentSearch, base: String, caller: Caller) async throws -> [UInt8] {
        try await service.consents(search, base: base, caller: caller)
    }

    private static func reply(_ setting: SettingReply) -> PrivacyReply {
        var reply = reply(setting.isNew ? 201 : 200, setting.json)
        reply.made = setting.isNew ? setting.id : nil
        reply.version = setting.version
        return reply
    }

    private static func reply(_ status: Int, _ json: JSONValue) -> PrivacyReply {
        var reply = PrivacyReply(status: status)
        reply.body = json.bytes
        return reply
    }
}
