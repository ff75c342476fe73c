extension UnitRule {
    /// Autopsies are kept and never shown to the citizen side (decision 35). The version that is theirs decides, and any
    /// newer one too: one autopsy among the versions hides the unit.
    static let autopsy = UnitRule(id: .autopsy, rows: []) { one in
        guard one.base.actor.isCitizenSide, let newest = one.newest,
            one.unit.versions[...newest].contains(where: { $0.disciplines.contains(.autopsy) })
        else { return .none }
        return Opinion(.hide, .autopsy)
    }
}
