package import SvarDomain

/// The rules of who may see what: pure, without a clock. The tables list them in the order of checking; the order decides
/// nothing but which of two equally strict rules gives the reason.
package enum AccessRules {
    /// What is asked once a person.
    static let personRules: [PersonRule] = [
        .role, .knownPerson, .reservation, .elevatedNeed, .deceased, .ageAndRelation, .protectedAddress,
        .viewReservation, .emergencyClosure,
    ]

    /// What is asked of each unit.
    static let unitRules: [UnitRule] = [
        .contribution, .block, .seal, .shielding, .ownClosures, .youthAccess, .held, .autopsy, .denial, .delay, .status,
    ]

    /// What is asked of the citizen's own log of use.
    static let logRules: [PersonRule] = [.deceased, .ageAndRelation, .viewReservation, .emergencyClosure]

    /// The rows of the decision table that a rule answers, for `$explain-access`.
    package static func rows(of id: RuleID) -> [String] {
        personRules.filter { $0.id == id }.flatMap(\.rows) + unitRules.filter { $0.id == id }.flatMap(\.rows)
    }

    /// What an actor gets of a unit at an instant. For several units of one person make one `PersonView`.
    package static func decide(
        actor: AccessActor,
        person: PersonFacts,
        unit: UnitFacts,
        policy: AccessPolicy,
        at: ServerTime
    ) -> AccessDecision {
        PersonView(actor: actor, person: person, policy: policy, at: at).decide(unit)
    }
}

/// One actor's view of one person at one instant: the rules about the person are asked once, those about a unit for each.
package struct PersonView: Sendable {
    private let base: PersonCase
    private let combined: Combination

    package init(actor: AccessActor, person: PersonFacts, policy: AccessPolicy, at: ServerTime) {
        base = PersonCase(actor: actor, person: person, policy: policy, at: at)
        var combined = Combination()
        for rule in AccessRules.personRules { combined.add(rule.judge(base), of: rule.id) }
        self.combined = combined
    }

    /// What the actor gets of a unit.
    package func decide(_ unit: UnitFacts) -> AccessDecision {
        let one = UnitCase(base, unit)
        var combined = combined
        for rule in AccessRules.unitRules { combined.add(rule.judge(one), of: rule.id) }
        return shown(one, combined)
    }

    /// Why the whole request is refused with 403, whichever units there are; nil when it is not (decision 21: citizen-side
    /// refusals are all told with one code and one text).
    package var refusal: Reason? { combined.verdict == .deny403 ? combined.reason : nil }

    /// The next instant at which `refusal` may change.
    package var validUntil: ServerTime { combined.validUntil }

    package var actor: AccessActor { base.actor }

    /// What the citizen gets of the log of use (row A64): what closes results for good closes it too, what hides single
    /// results does not, and a reservation erases results, not the log.
    var ownLog: (verdict: Verdict, reason: Reason) {
        var combined = Combination()
        for rule in AccessRules.logRules { combined.add(rule.judge(base), of: rule.id) }
        return (combined.verdict ?? .hide, combined.reason)
    }

    /// The version and the form of what is shown (decisions 8, 21, 22).
    private func shown(_ one: UnitCase, _ combined: Combination) -> AccessDecision {
        var decision = AccessDecision(
            verdict: combined.verdict ?? .hide,
            reason: combined.reason,
            validUntil: combined.validUntil,
            rules: combined.rules
        )
        guard decision.verdict.shows else { return decision }
        decision.version = base.actor.isCitizenSide ? one.timeline.current : one.newest
        decision.markers = combined.markers
        decision.showsEarlierVersions = !base.actor.isCitizenSide
        if decision.verdict == .permit, !decision.markers.isEmpty, case .personnel = base.actor {
            decision.verdict = .permitWithMark
        }
        decision.rendition = rendition(of: decision, one.unit)
        return decision
    }

    private func rendition(of decision: AccessDecision, _ unit: UnitFacts) -> Rendition {
        if decision.verdict == .metadata { return .metadata }
        switch base.actor {
        case .producer, .auditor: return .full
        default: return decision.version.map { unit.versions[$0].state } == .withdrawn ? .withdrawn : .full
        }
    }
}
