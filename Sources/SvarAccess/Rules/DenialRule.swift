internal import SvarDomain

extension UnitRule {
    /// Nekting: closed to the citizen side by its ground, told to personnel by a marker (rows A26, A35–A38, A44, A48, A54,
    /// A55, A60; decisions 26 and 27). A denial toward the citizen closes to all who act for them; NORN_FORANS closes to
    /// parents, NORN_UNGDOM to the youth of 12 to 15.
    static let denial = UnitRule(
        id: .denial,
        rows: ["A26", "A35", "A36", "A37", "A38", "A44", "A48", "A54", "A55", "A60"]
    ) { one in
        let faces: @Sendable (DenialGround) -> Bool
        switch one.base.actor {
        case .personnel: return markers(one)
        case .citizen where one.base.age == .youth: faces = { $0.faces != .parents }
        case .citizen, .guardian, .proxy: faces = { $0.faces == .citizenSide }
        case .parent: faces = { $0.faces != .youth }
        default: return .none
        }
        let standing = one.closing(.denial) {
            if case .denial(let ground) = $0.kind { faces(ground) } else { false }
        }
        return Opinion(standing.isInForce ? .hide : nil, .denial, until: standing.validUntil)
    }

    private static func markers(_ one: UnitCase) -> Opinion {
        var markers: Markers = []
        var standing = Standing()
        one.base.person.settings.forEach(.denial, about: one.unit.key) { setting in
            guard case .denial(let ground) = setting.kind, !setting.isRequested, setting.closes(one.unit) else {
                return
            }
            if standing.add(setting.valid, one.base.at) { markers.insert(.denied(ground)) }
        }
        return Opinion(nil, .markedForPersonnel, markers: markers, until: standing.validUntil)
    }
}
