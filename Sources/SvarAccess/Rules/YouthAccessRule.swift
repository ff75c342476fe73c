internal import SvarDomain

extension UnitRule {
    /// The plans for ages 12 to 15, behind the switch `youth` (rows A42, A43, A52, A53): a youth whose parent consents sees
    /// that reports exist, and in full those of a referral that personnel opened; parents see what was opened for them, and
    /// what is dated before the 12th birthday.
    static let youthAccess = UnitRule(id: .youthAccess, rows: ["A42", "A43", "A52", "A53"]) { one in
        guard one.base.policy.youth == .open, one.base.age == .youth else { return .none }
        let birthday = one.base.nextBirthday
        switch one.base.actor {
        case .citizen:
            let consent = one.base.standing(.parentalConsent)
            let opening = one.opening(.opening) { $0.kind == .opening(.youth) }
            let until = min(birthday, consent.validUntil, opening.validUntil)
            guard consent.isInForce else { return Opinion(nil, .youthMetadata, until: until) }
            return opening.isInForce
                ? Opinion(.permit, .youthOpened, until: until) : Opinion(.metadata, .youthMetadata, until: until)
        case .parent:
            let mandate = one.base.mandate(.parent)
            let opening = one.opening(.opening) { $0.kind == .opening(.parents) }
            let until = min(birthday, mandate.validUntil, opening.validUntil)
            guard mandate.isInForce else { return Opinion(nil, .parentOpened, until: until) }
            if opening.isInForce { return Opinion(.permit, .parentOpened, until: until) }
            let isBefore =
                if let span = one.unit.span, let twelve = one.base.person.twelfthBirthdayDate {
                    span.last < twelve
                } else {
                    false
                }
            return Opinion(isBefore ? .permit : nil, .parentBeforeTwelve, until: until)
        default:
            return .none
        }
    }
}
