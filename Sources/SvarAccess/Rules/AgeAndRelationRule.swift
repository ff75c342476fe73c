internal import SvarDomain

extension PersonRule {
    /// Who may see at which age: under 12 the parents, if one lives at the child's address; from 16 the person, a guardian
    /// or a proxy within their mandate; from 12 to 15 nobody, unless the switch `youth` is on and a row of
    /// `UnitRule.youthAccess` opens (rows A31, A41, A45–A47, A51, A56–A59). Limits are midnights in Oslo.
    static let ageAndRelation = PersonRule(
        id: .ageAndRelation,
        rows: ["A31", "A41", "A45", "A46", "A47", "A51", "A56", "A57", "A58", "A59"]
    ) { base in
        let birthday = base.nextBirthday
        switch (base.actor, base.age) {
        case (.citizen, .child): return Opinion(.deny403, .childSelf, until: birthday)
        case (.citizen, .youth), (.parent, .youth):
            return Opinion(base.policy.youth == .closed ? .deny403 : nil, .youthClosed, until: birthday)
        case (.citizen, .grown): return Opinion(.permit, .own)
        case (.parent, .child):
            guard base.person.sharesAddressWithParent else {
                return Opinion(.deny403, .parentNoSharedAddress, until: birthday)
            }
            return base.permit(.parent, .parent, until: birthday)
        case (.parent, .grown): return Opinion(.deny403, .parentOfGrown)
        case (.guardian, .grown): return base.permit(.guardian, .guardian, until: birthday)
        case (.proxy, .grown): return base.permit(.proxy, .proxy, until: birthday)
        case (.guardian, _), (.proxy, _): return Opinion(nil, .nothingPermits, until: birthday)
        default: return .none
        }
    }
}

extension PersonCase {
    /// Permits while a mandate for results is in force.
    func permit(_ kind: Mandate.Kind, _ reason: Reason, until: ServerTime) -> Opinion {
        let standing = mandate(kind)
        return Opinion(standing.isInForce ? .permit : nil, reason, until: min(until, standing.validUntil))
    }
}
