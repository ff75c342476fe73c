extension PersonRule {
    /// Nødknapp, akuttsperre: everything is closed to the citizen side, log and notifications included; personnel see a
    /// marker (rows A49 and A73, decisions 25 and 26). What it names does not narrow it.
    static let emergencyClosure = PersonRule(id: .emergencyClosure, rows: ["A49", "A73"]) { base in
        let isPersonnel =
            if case .personnel = base.actor { true } else { false }
        guard isPersonnel || base.actor.isCitizenSide else { return .none }
        let standing = base.standing(.emergencyClosure)
        return Opinion(
            standing.isInForce && !isPersonnel ? .hide : nil,
            .emergencyClosure,
            markers: standing.isInForce && isPersonnel ? .denied(.all) : [],
            until: standing.validUntil
        )
    }
}
