import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON

/// A privacy setting as a client sends it: understood and checked for form, before anybody's authority is asked. Nothing of
/// a body is repeated in an error.
struct SettingForm: Sendable {
    /// What it is about, before a report was looked for.
    enum Target: Sendable, Hashable {
        case all
        /// The unit of a DiagnosticReport, by its id.
        case report(String)
        case other(SettingTarget)
    }

    var kind: SettingKind
    var target: Target = .all
    var results: ResultPeriod?
    var valid = Validity.always
    var words = SettingDeed()
    /// A citizen asks for it and cannot set it (decision 29).
    var isRequest = false

    /// What is to be, once the report is found.
    func draft(_ target: SettingTarget) -> SettingDraft {
        SettingDraft(kind, target: target, results: results, valid: valid)
    }
}

/// What goes with everything that is done to a setting.
struct SettingDeed: Sendable, Hashable {
    /// Why, in the words of who does it.
    var why = ""
    /// Whether the citizen's wish is recorded (decision 29).
    var isOnWish = false
    /// The new end of what is extended.
    var until: ServerTime?

    static let longestWhy = 500
}

extension SettingForm {
    /// A setting of a body.
    /// - Parameter organisation: of the caller, whose order it is when the target names no organisation
    init(_ body: [UInt8], organisation: String) throws {
        let root = try PrivacyJSON.object(body)
        try root.checkMembers([
            "kind", "target", "results", "valid", "ground", "hpr", "delay", "opens", "request", "why", "wish",
        ])
        guard let word = root["kind"]?.string, let type = SettingWords.type(word) else {
            let all = SettingWords.types.map(\.word).joined(separator: ", ")
            throw PrivacyJSON.wrong("kind", .codeInvalid, "kind must be one of \(all)")
        }
        kind = try Self.kind(type, root)
        target = try root["target"].map { try Self.target($0, organisation) } ?? .all
        results = try root["results"].map(PrivacyJSON.days)
        valid = try root["valid"].map(PrivacyJSON.validity) ?? .always
        words = try SettingDeed(root)
        isRequest = try PrivacyJSON.flag(root, "request")
    }

    /// Members that a kind needs, and no kind takes another's.
    private static func kind(_ type: SettingType, _ root: JSONNode) throws -> SettingKind {
        let own: [SettingType: String] = [.denial: "ground", .block: "hpr", .delayedView: "delay", .opening: "opens"]
        for (other, member) in own where other != type && root[member] != nil {
            throw PrivacyJSON.wrong(member, .structure, "\(member) belongs to \(SettingWords.word(of: other))")
        }
        switch type {
        case .storageReservation: return .storageReservation
        case .viewReservation: return .viewReservation
        case .seal: return .seal
        case .shielding: return .shielding
        case .emergencyClosure: return .emergencyClosure
        case .parentalConsent: return .parentalConsent
        case .block:
            guard let number = root["hpr"]?.string.flatMap({ HPRNumber($0) }) else {
                throw PrivacyJSON.wrong("hpr", .value, "hpr must be an HPR number, as text of one to nine digits")
            }
            return .block(number)
        case .denial: return .denial(try ground(root))
        case .delayedView: return .delayedView(try delayedView(root))
        case .opening:
            guard let opening = root["opens"]?.string.flatMap({ SettingWords.opening($0) }) else {
                throw PrivacyJSON.wrong("opens", .codeInvalid, "opens must be youth or parents")
            }
            return .opening(opening)
        }
    }

    static func ground(_ root: JSONNode) throws -> DenialGround {
        guard let ground = root["ground"]?.string.flatMap({ DenialGround(code: $0) }) else {
            let all = DenialGround.allCases.filter { !$0.isImportOnly }.map(\.code).joined(separator: ", ")
            throw PrivacyJSON.wrong("ground", .codeInvalid, "ground must be one of \(all)")
        }
        return ground
    }

    private static func delayedView(_ root: JSONNode) throws -> DelayedView {
        guard let node = root["delay"], node.kind == .object, node.count == 1 else {
            throw PrivacyJSON.wrong("delay", .required, "delay must be {\"until\": instant} or {\"released\": true}")
        }
        if node["released"]?.bool == true { return .released }
        guard let until = node["until"] else {
            throw PrivacyJSON.wrong("delay", .structure, "delay has until, or released: true, and nothing else")
        }
        return .until(try PrivacyJSON.instant(until, "delay.until"))
    }

    private static func target(_ node: JSONNode, _ organisation: String) throws -> Target {
        let names: Set<String> = ["report", "item", "code", "referral", "order"]
        guard node.kind == .object, node.count > 0,
            node.members.allSatisfy({ names.contains($0.key) || $0.key == "organisation" }),
            node.members.count(where: { names.contains($0.key) }) == 1,
            node["organisation"] == nil || node["order"] != nil
        else {
            throw PrivacyJSON.wrong(
                "target",
                .structure,
                "target names one of report, item, code, referral, order (with organisation); without target it is all"
            )
        }
        if let report = node["report"] {
            let type = HostedType.diagnosticReport.rawValue + "/"
            guard let text = report.string, text.hasPrefix(type) else {
                throw PrivacyJSON.wrong("target.report", .value, "a report is named as DiagnosticReport/[id]")
            }
            let id = String(text.dropFirst(type.count))
            guard FHIRID(id) != nil, !PersonNumber.looksLikeOne(id) else {
                throw PrivacyJSON.wrong("target.report", .value, "a report is named as DiagnosticReport/[id]")
            }
            return .report(id)
        }
        if let order = node["order"] {
            let own = try node["organisation"].map { try PrivacyJSON.name($0, "target.organisation") } ?? organisation
            return .other(.order(Organisation(own), try PrivacyJSON.name(order, "target.order")))
        }
        if let item = node["item"] { return .other(.item(try PrivacyJSON.name(item, "target.item"))) }
        if let code = node["code"] { return .other(.code(try PrivacyJSON.name(code, "target.code"))) }
        return .other(.referral(try PrivacyJSON.name(node["referral"]!, "target.referral")))
    }
}

extension SettingDeed {
    /// The words of a deed alone, such as a lift; an empty body has none.
    /// - Parameter needsUntil: whether it must say until when
    init(_ body: [UInt8], needsUntil: Bool) throws {
        self.init()
        guard !body.isEmpty || needsUntil else { return }
        let root = try PrivacyJSON.object(body)
        try root.checkMembers(needsUntil ? ["why", "wish", "until"] : ["why", "wish"])
        self = try SettingDeed(root)
        guard needsUntil else { return }
        guard let until = root["until"] else {
            throw PrivacyJSON.wrong("until", .required, "until says when it is to end")
        }
        self.until = try PrivacyJSON.instant(until, "until")
    }

    fileprivate init(_ root: JSONNode) throws {
        if let node = root["why"] {
            guard let text = node.string, text.unicodeScalars.count <= Self.longestWhy else {
                throw PrivacyJSON.wrong("why", .tooLong, "why is a text of at most \(Self.longestWhy) characters")
            }
            why = text
        }
        isOnWish = try PrivacyJSON.flag(root, "wish")
    }
}
