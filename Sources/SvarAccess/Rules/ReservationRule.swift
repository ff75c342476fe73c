extension PersonRule {
    /// Reservasjon mot lagring: nothing is shown to anybody; personnel are told (row A22, decision 12). What it names and
    /// its result period do not narrow it: there is nothing left to narrow.
    static let reservation = PersonRule(id: .reservation, rows: ["A22"]) { base in
        let standing = base.standing(.storageReservation)
        guard standing.isInForce else { return Opinion(nil, .reservation, until: standing.validUntil) }
        let isTold =
            if case .personnel = base.actor { true } else { false }
        return Opinion(
            isTold ? base.policy.closedToPersonnel : .hide,
            .reservation,
            until: standing.validUntil
        )
    }
}
