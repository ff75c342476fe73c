package import SvarDomain

/// The rules of who may see what: pure, without a clock.
package enum AccessRules {
    /// What an actor gets of a unit at an instant.
    package static func decide(
        actor: AccessActor,
        person: PersonFacts,
        unit: UnitFacts,
        policy: AccessPolicy,
        at: ServerTime
    ) -> AccessDecision {
        AccessDecision(verdict: .hide, reason: .nothingPermits)
    }
}
