/// Who sees what of the log of use (rows A64 and A65, P37).
package enum LogOfUse {
    /// What a viewer gets of one unit of a row.
    ///
    /// The citizen sees every row, also those about results they do not see yet, unless a rule refuses them or an emergency
    /// closure is in force. Those who act for the citizen see of a row the units that their own decision permits; a row that
    /// shows none of its units is not shown, so that it is the same as one about hidden units only.
    /// - Parameter unit: nil for a row about no unit.
    package static func decide(_ view: PersonView, _ unit: UnitFacts?) -> (verdict: Verdict, reason: Reason) {
        switch view.actor {
        case .citizen: return view.ownLog
        case .parent, .guardian, .proxy:
            guard let unit else { return (view.refusal == nil ? .hide : .deny403, view.refusal ?? .nothingPermits) }
            let decision = view.decide(unit)
            if decision.verdict == .metadata { return (.hide, decision.reason) }
            return (decision.verdict, decision.reason)
        default: return (.hide, .nothingPermits)
        }
    }
}
