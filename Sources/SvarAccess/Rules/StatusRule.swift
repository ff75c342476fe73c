internal import SvarDomain

extension UnitRule {
    /// A unit without a version is not there yet; one entered in error for a wrong person is shown to its producer and
    /// auditors only (decision 8). Withdrawn ones are shown as such (row A68): see `AccessRules.shown`.
    static let status = UnitRule(id: .status, rows: ["A68"]) { one in
        let next = one.unit.versions.first { $0.received > one.base.at }?.received ?? .never
        guard let newest = one.newest else { return Opinion(.hide, .noVersion, until: next) }
        guard one.unit.versions[newest].state == .wrongPerson else { return Opinion(nil, .nothingPermits, until: next) }
        switch one.base.actor {
        case .producer, .auditor: return Opinion(nil, .nothingPermits, until: next)
        default: return Opinion(.hide, .wrongPerson, until: next)
        }
    }
}
