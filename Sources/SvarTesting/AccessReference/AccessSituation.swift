package import SvarAccess
package import SvarDomain

/// One question to the rules of access: who, about whom, which unit, under which policy, when.
package struct AccessSituation: Sendable, Hashable {
    package var actor: AccessActor
    package var person: PersonFacts
    package var unit: UnitFacts
    package var policy: AccessPolicy
    package var at: ServerTime

    package init(actor: AccessActor, person: PersonFacts, unit: UnitFacts, policy: AccessPolicy, at: ServerTime) {
        self.actor = actor
        self.person = person
        self.unit = unit
        self.policy = policy
        self.at = at
    }

    /// The same question at another instant.
    package func moved(to at: ServerTime) -> AccessSituation {
        var copy = self
        copy.at = at
        return copy
    }

    /// The same question with one setting more.
    package func adding(_ setting: Setting) -> AccessSituation {
        var copy = self
        copy.person.settings.add(setting)
        return copy
    }

    /// The same question by somebody else.
    package func asked(by actor: AccessActor) -> AccessSituation {
        var copy = self
        copy.actor = actor
        return copy
    }
}
