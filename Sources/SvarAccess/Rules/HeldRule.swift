extension UnitRule {
    /// A unit whose reservation code nobody knows is hidden from all until it is classified (decision 35).
    static let held = UnitRule(id: .held, rows: []) { $0.unit.isHeld ? Opinion(.hide, .held) : .none }
}
