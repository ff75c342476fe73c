extension PersonRule {
    /// The citizen's own reservation against seeing results: closes to them and to proxies, not to a guardian (row A39,
    /// decision 26).
    static let viewReservation = PersonRule(id: .viewReservation, rows: ["A39"]) { base in
        switch base.actor {
        case .citizen, .proxy: break
        default: return .none
        }
        let standing = base.standing(.viewReservation)
        return Opinion(standing.isInForce ? .deny403 : nil, .viewReservation, until: standing.validUntil)
    }
}
