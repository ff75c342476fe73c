extension PersonRule {
    /// A person nobody knows has no results: the same answer as for one without any (row A71).
    static let knownPerson = PersonRule(id: .knownPerson, rows: ["A71"]) { base in
        base.person.isKnown ? .none : Opinion(.hide, .unknownPerson)
    }
}
