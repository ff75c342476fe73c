import SvarAccess
import SvarDomain
import SvarJSON

/// A setting as one viewer is told of it.
struct SettingJSON {
    let viewer: SettingAuthor
    let at: ServerTime
    /// Reports by their units, of those the viewer is shown.
    let reports: [UnitKey: String]

    /// - Parameter withHistory: whether with all that was done to it
    func json(_ trail: SettingTrail, id: String, withHistory: Bool) -> JSONValue {
        var members = [
            JSONMemberValue("id", .string(id)),
            JSONMemberValue("kind", .string(SettingWords.word(of: trail.setting.kind.type))),
            JSONMemberValue("state", .string(trail.state(at: at).rawValue)),
        ]
        members += Self.own(trail.setting.kind)
        if let target = target(trail.setting.target) { members.append(JSONMemberValue("target", target)) }
        if let results = trail.setting.results {
            members.append(JSONMemberValue("results", PrivacyJSON.json(results)))
        }
        if let valid = PrivacyJSON.json(trail.valid) { members.append(JSONMemberValue("valid", valid)) }
        if let first = trail.events.first {
            members.append(JSONMemberValue("set", deed(first, of: trail, isFull: false)))
        }
        if trail.events.count > 1, let last = trail.events.last {
            members.append(JSONMemberValue("changed", deed(last, of: trail, isFull: false)))
        }
        if withHistory {
            members.append(JSONMemberValue("history", .array(trail.events.map { deed($0, of: trail, isFull: true) })))
        }
        return .object(members)
    }

    /// What is stated to whoever made it (row A25).
    static func statements(_ kind: SettingKind) -> JSONValue? {
        let statements = Statement.of(kind)
        guard !statements.isEmpty else { return nil }
        return .array(
            statements.map {
                .object(["code": .string($0.rawValue), "nb": .string($0.norwegian), "en": .string($0.english)])
            }
        )
    }

    /// What a kind says of itself.
    private static func own(_ kind: SettingKind) -> [JSONMemberValue] {
        switch kind {
        case .block(let hpr): [JSONMemberValue("hpr", .string(String(hpr.rawValue)))]
        case .denial(let ground): [JSONMemberValue("ground", .string(ground.code))]
        case .delayedView(let view): [JSONMemberValue("delay", json(view))]
        case .opening(let opening): [JSONMemberValue("opens", .string(SettingWords.word(of: opening)))]
        default: []
        }
    }

    private static func json(_ view: DelayedView) -> JSONValue {
        switch view {
        case .until(let until): .object(["until": PrivacyJSON.json(until)])
        case .released: .object(["released": true])
        case .instead(let delay): PresetForm.json(delay)
        }
    }

    /// Nil: all.
    private func target(_ target: SettingTarget) -> JSONValue? {
        switch target {
        case .all: nil
        // Its author may not be shown the report any more.
        case .unit(let unit): .object(["report": reports[unit].map { .string("DiagnosticReport/" + $0) } ?? .null])
        case .item(let item): .object(["item": .string(item)])
        case .code(let code): .object(["code": .string(code)])
        case .referral(let referral): .object(["referral": .string(referral)])
        case .order(let organisation, let order):
            .object(["order": .string(order), "organisation": .string(organisation.rawValue)])
        }
    }

    /// Who did what, when. Why is told to who said it, and to personnel.
    private func deed(_ event: SettingEvent, of trail: SettingTrail, isFull: Bool) -> JSONValue {
        var members = [JSONMemberValue("at", PrivacyJSON.json(event.at))]
        if isFull { members.append(JSONMemberValue("action", .string(event.action.type.rawValue))) }
        let isOwn = event.by.isSame(as: viewer)
        members.append(JSONMemberValue("by", Self.json(event.by, isOwn: isOwn)))
        if isFull {
            switch event.action {
            case .set(let draft), .request(let draft), .change(let draft):
                members += content(draft, namesTarget: isOwn || draft.target == trail.setting.target)
            case .extend(let until): members.append(JSONMemberValue("until", PrivacyJSON.json(until)))
            case .accept, .lift, .release: break
            }
        }
        if !event.why.isEmpty, isOwn || viewer.isPersonnel {
            members.append(JSONMemberValue("why", .string(event.why)))
        }
        return .object(members)
    }

    /// - Parameter namesTarget: not what others had named before: that the viewer sees the setting is for what it names now
    ///   (decision 30). A report is named where the viewer is shown it.
    private func content(_ draft: SettingDraft, namesTarget: Bool) -> [JSONMemberValue] {
        var members = Self.own(draft.kind)
        if let target = target(draft.target) {
            let isNamed = if case .unit = draft.target { true } else { namesTarget }
            members.append(JSONMemberValue("target", isNamed ? target : .object(["report": .null])))
        }
        if let results = draft.results { members.append(JSONMemberValue("results", PrivacyJSON.json(results))) }
        if let valid = PrivacyJSON.json(draft.valid) { members.append(JSONMemberValue("valid", valid)) }
        return members
    }

    /// Somebody without any number of theirs.
    private static func json(_ author: SettingAuthor, isOwn: Bool) -> JSONValue {
        var members = [JSONMemberValue("role", .string(author.word))]
        switch author {
        case .personnel(let personnel):
            members.append(JSONMemberValue("organisation", .string(personnel.organisation.rawValue)))
            if personnel.isOnWish { members.append(JSONMemberValue("wish", true)) }
        case .laboratoryAtSending(let producer):
            members.append(JSONMemberValue("organisation", .string(producer.rawValue)))
        default: break
        }
        if isOwn { members.append(JSONMemberValue("you", true)) }
        return .object(members)
    }
}

extension SettingAuthor {
    var isPersonnel: Bool { if case .personnel = self { true } else { false } }

    /// The role by its name on the wire.
    var word: String {
        switch self {
        case .citizen: "citizen"
        case .parent: "parent"
        case .guardian: "guardian"
        case .proxy: "proxy"
        case .personnel: "personnel"
        case .laboratoryAtSending: "laboratory"
        case .guidance: "guidance"
        case .importer: "import"
        }
    }
}
