extension UnitRule {
    /// Blokkering: closed to the named professional, whatever the basis (rows A19–A21, R05). A replica's feed is nobody's
    /// in particular; its readers are asked when they read (decision 44).
    static let block = UnitRule(id: .block, rows: ["A19", "A20", "R05"]) { one in
        let hpr: HPRNumber
        let closed: Verdict
        switch one.base.actor {
        case .personnel(let personnel):
            hpr = personnel.hpr
            closed = one.base.policy.closedToPersonnel
        case .replicaReader(let reader):
            guard let number = reader.hpr else { return .none }
            hpr = number
            closed = .hide
        default:
            return .none
        }
        let standing = one.closing(.block) { $0.kind == .block(hpr) }
        return Opinion(standing.isInForce ? closed : nil, .block, until: standing.validUntil)
    }
}
