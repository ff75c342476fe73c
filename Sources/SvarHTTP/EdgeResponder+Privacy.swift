import HTTPTypes
import Hummingbird
import SvarFHIR
import SvarServices

extension EdgeResponder {
    /// Privacy settings and presets (`docs/api/privacy.md`): small JSON in, JSON out.
    func privacy(_ call: Call, _ caller: Caller) async throws -> Answer {
        try QueryRules.check(call.query, for: call.interaction)
        guard SyncMedia.accepts(SyncMedia.json, call.fields) else { throw HTTPRefusal.notAcceptable(SyncMedia.json) }
        let version = try Negotiation.ifMatch(call.fields).map { Int($0) ?? -1 }
        let onWish = try Self.flag("wish", in: call.query)
        let action: PrivacyAction
        switch call.interaction {
        case .readSettings: action = .list(try Self.query(call.query))
        case .readSetting: action = .read(call.id, onWish: onWish)
        case .setSetting: action = .set(try await privacyBody(call))
        case .changeSetting: action = .change(call.id, try await privacyBody(call), ifMatch: version)
        case .liftSetting: action = .lift(call.id, onWish: onWish, ifMatch: version)
        case .actOnSetting:
            guard let act = call.route.act else { throw HTTPRefusal.notFound }
            action = .act(act, call.id, try await privacyBody(call, mayBeEmpty: true), ifMatch: version)
        case .readPresets: action = .presets
        case .setPreset: action = .setPreset(try await privacyBody(call))
        case .liftPreset:
            guard let order = call.query.last(where: { $0.name == "order" })?.value else {
                throw HTTPRefusal(400, .required, "order says which preset is meant")
            }
            let organisation = call.query.last { $0.name == "organisation" }?.value
            action = .liftPreset(order: order, organisation: organisation)
        default: throw HTTPRefusal.notFound
        }
        let reply = try await port.privacy(action, caller: caller)
        var answer = Answer(reply.status)
        answer.body = reply.body
        answer.contentType = SyncMedia.json
        if let version = reply.version { answer.fields[.eTag] = "W/\"\(version)\"" }
        if let id = reply.made { answer.fields[.location] = "\(base(of: call))/settings/\(id)" }
        if let next = reply.next {
            var query = call.query.filter { $0.name != "after" }.map { "\($0.name)=\($0.value)" }
            query.append("after=\(next)")
            answer.fields[.link] = "<\(base(of: call))/settings?\(query.joined(separator: "&"))>; rel=\"next\""
        }
        return answer
    }

    /// Consents: rendered from the settings, never stored.
    func consent(_ call: Call, _ general: inout GeneralParameters, _ caller: Caller) async throws -> Answer {
        var answer: Answer
        if call.interaction == .readConsent {
            try QueryRules.check(call.query, for: .readConsent)
            let (bytes, version) = try await port.consent(call.id, caller: caller)
            answer = Answer(200)
            answer.body = bytes
            answer.fields[.eTag] = "W/\"\(version)\""
            return answer
        }
        let (query, asking) = try await parameters(of: call, &general, caller)
        let search = ConsentSearch(query, isLenient: Negotiation.isLenient(call.fields))
        answer = Answer(200)
        answer.body = try await port.consents(search, base: base(of: call), caller: asking)
        return answer
    }

    private static func query(_ items: [NamedValue]) throws -> SettingQuery {
        var query = SettingQuery()
        query.withHistory = try flag("history", in: items)
        query.isOnWish = try flag("wish", in: items)
        query.after = items.last { $0.name == "after" }?.value
        if let text = items.last(where: { $0.name == "count" })?.value {
            guard let count = Int(text), (1...SettingQuery.mostOnPage).contains(count) else {
                throw HTTPRefusal(400, .value, "count must be a number from 1 to \(SettingQuery.mostOnPage)")
            }
            query.count = count
        }
        return query
    }

    private static func flag(_ name: String, in items: [NamedValue]) throws -> Bool {
        guard let text = items.last(where: { $0.name == name })?.value else { return false }
        guard text == "true" || text == "false" else { throw HTTPRefusal(400, .value, "\(name) must be true or false") }
        return text == "true"
    }

    /// A JSON body, which is small.
    private func privacyBody(_ call: Call, mayBeEmpty: Bool = false) async throws -> [UInt8] {
        try await bodies.withBody(of: call.request, maximumBytes: 16 << 10) { bytes in
            if bytes.isEmpty {
                guard mayBeEmpty else { throw HTTPRefusal.emptyBody }
                return []
            }
            try Self.checkJSON(call.fields)
            return bytes
        }
    }
}

extension HTTPField.Name {
    /// RFC 8288.
    static let link = Self("Link")!
}
