extension PersonRule {
    /// After a death the citizen side is closed; personnel read as before (row A74, decision 26).
    static let deceased = PersonRule(id: .deceased, rows: ["A74"]) { base in
        base.actor.isCitizenSide && base.person.isDeceased ? Opinion(.deny403, .deceased) : .none
    }
}
