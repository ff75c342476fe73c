import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON

/// What a requester chooses for an order, as a client sends it (row A28).
struct PresetForm: Sendable {
    var order: String
    /// Whose order it is, when the caller acts for several.
    var organisation: String?
    var purpose: SamplePurpose?
    var isReserved = false
    var delay: Delay?
    var denial: DenialGround?
    var reviewDate = ServerTime.never
    var isOnWish = false

    init(_ body: [UInt8]) throws {
        let root = try PrivacyJSON.object(body)
        try root.checkMembers(["order", "organisation", "purpose", "notStored", "delay", "ground", "reviewDate", "wish"])
        guard let node = root["order"] else {
            throw PrivacyJSON.wrong("order", .required, "order is the requester's order id (ServReq.Id)")
        }
        order = try PrivacyJSON.name(node, "order")
        organisation = try root["organisation"].map { try PrivacyJSON.name($0, "organisation") }
        if let node = root["purpose"] {
            guard let purpose = node.string.flatMap({ SamplePurpose(rawValue: $0) }) else {
                let all = SamplePurpose.allCases.map(\.rawValue).joined(separator: ", ")
                throw PrivacyJSON.wrong("purpose", .codeInvalid, "purpose must be one of \(all)")
            }
            self.purpose = purpose
        }
        isReserved = try PrivacyJSON.flag(root, "notStored")
        isOnWish = try PrivacyJSON.flag(root, "wish")
        delay = try root["delay"].map(Self.delay)
        if root["ground"] != nil { denial = try SettingForm.ground(root) }
        if let node = root["reviewDate"] { reviewDate = try PrivacyJSON.instant(node, "reviewDate") }
    }

    /// The preset of these choices.
    func preset(_ key: OrderPreset.Key, at: ServerTime) -> OrderPreset {
        OrderPreset(
            key: key,
            setAt: at,
            purpose: purpose,
            isReserved: isReserved,
            delay: delay,
            denial: denial,
            reviewDate: reviewDate
        )
    }

    private static func delay(_ node: JSONNode) throws -> Delay {
        if node.kind == .object, node.count == 1 {
            if node["assessed"]?.bool == true { return .assessed }
            if let days = node["days"]?.number.flatMap({ Int($0) }), (0...366).contains(days) {
                return days == 0 ? .none : .days(days)
            }
        }
        throw PrivacyJSON.wrong("delay", .value, "delay is {\"days\": 0 to 366} or {\"assessed\": true}")
    }

    static func json(_ delay: Delay) -> JSONValue {
        switch delay {
        case .none: .object(["days": 0])
        case .days(let days): .object(["days": JSONValue(days)])
        case .assessed: .object(["assessed": true])
        }
    }
}

extension OrderPreset {
    /// As its own organisation is told of it.
    var json: JSONValue {
        var members = [
            JSONMemberValue("order", .string(key.order.rawValue)),
            JSONMemberValue("organisation", .string(key.organisation.rawValue)),
            JSONMemberValue("set", PrivacyJSON.json(setAt)), JSONMemberValue("lapses", PrivacyJSON.json(lapses)),
        ]
        if let purpose { members.append(JSONMemberValue("purpose", .string(purpose.rawValue))) }
        if isReserved { members.append(JSONMemberValue("notStored", true)) }
        if let delay { members.append(JSONMemberValue("delay", PresetForm.json(delay))) }
        if let denial { members.append(JSONMemberValue("ground", .string(denial.code))) }
        if reviewDate != .never { members.append(JSONMemberValue("reviewDate", PrivacyJSON.json(reviewDate))) }
        return .object(members)
    }
}
