internal import SvarDomain

extension PersonRule {
    /// An elevated basis that nothing calls for is refused in `disclose`; in `silent` the refusal would tell (rows A16 and
    /// A80, decision 24). Nekting, utsatt innsyn and blocks of others call for nothing.
    static let elevatedNeed = PersonRule(id: .elevatedNeed, rows: ["A16"]) { base in
        guard case .personnel(let personnel) = base.actor, personnel.basis.isElevated,
            base.policy.disclosure == .disclose
        else { return .none }
        let closures = Closures(base.person.settings, personnel, base.at)
        return Opinion(
            closures.callForElevation ? nil : .deny403,
            .elevatedNotNeeded,
            until: closures.validUntil
        )
    }
}

/// What is in force toward one professional, whichever units it names: the ground of decision 24's outcomes.
struct Closures {
    let reservation, block, seal, shielding: Bool
    /// Whether a seal of everything, always, is in force.
    let sealOfAll: Bool
    let validUntil: ServerTime

    init(_ settings: PrivacySettings, _ personnel: Personnel, _ at: ServerTime) {
        let stored = settings.standing(.storageReservation, at)
        let blocked = settings.standing(.block, at) { $0.kind == .block(personnel.hpr) }
        let sealed = settings.standing(.seal, at)
        let allSealed = settings.standing(.seal, at) { $0.target == .all && $0.results == nil }
        let shielded = settings.standing(.shielding, at)
        (reservation, block, seal) = (stored.isInForce, blocked.isInForce, sealed.isInForce)
        (shielding, sealOfAll) = (shielded.isInForce, allSealed.isInForce)
        validUntil = min(stored.validUntil, blocked.validUntil, sealed.validUntil, shielded.validUntil)
    }

    var callForElevation: Bool { reservation || block || seal || shielding }
}
