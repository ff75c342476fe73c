internal import SvarDomain

extension UnitRule {
    /// Sperring: closed to all health personnel; an elevated basis opens it (rows A13–A15, A17, A18, R03).
    static let seal = UnitRule(id: .seal, rows: ["A13", "A17", "A40", "R03"]) {
        closedToOrdinaryBasis($0, .seal, .seal)
    }

    /// Skjerming: the same rule as sperring, for single results (rows A23, A24, R03; silent point 7).
    static let shielding = UnitRule(id: .shielding, rows: ["A23", "A40", "R03"]) {
        closedToOrdinaryBasis($0, .shielding, .shielding)
    }

    private static func closedToOrdinaryBasis(_ one: UnitCase, _ type: SettingType, _ reason: Reason) -> Opinion {
        let closed: Verdict
        switch one.base.actor {
        case .personnel(let personnel) where !personnel.basis.isElevated: closed = one.base.policy.closedToPersonnel
        case .replicaFeed, .replicaReader: closed = .hide
        default: return .none
        }
        let standing = one.closing(type)
        return Opinion(standing.isInForce ? closed : nil, reason, until: standing.validUntil)
    }

    /// What the citizen has closed to personnel is shown to the citizen, marked as such (row A40).
    static let ownClosures = UnitRule(id: .ownClosures, rows: ["A40"]) { one in
        guard case .citizen = one.base.actor else { return .none }
        let standings = [one.closing(.seal), one.closing(.shielding), one.closing(.block)]
        let isClosed = standings.contains(where: \.isInForce)
        return Opinion(
            nil,
            .own,
            markers: isClosed ? .sealed : [],
            until: standings.lazy.map(\.validUntil).min() ?? .never
        )
    }
}
