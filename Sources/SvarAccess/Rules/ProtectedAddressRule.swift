extension PersonRule {
    /// A confidential address closes to all who act for the person: no rule redacts inside a resource, and a report may
    /// tell where they live (row A61).
    static let protectedAddress = PersonRule(id: .protectedAddress, rows: ["A61"]) { base in
        base.actor.mandateHolder != nil && base.person.hasProtectedAddress
            ? Opinion(.deny403, .protectedAddress) : .none
    }
}
