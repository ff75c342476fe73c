internal import SvarDomain

/// One actor, one person, one instant: what the rules about the person as a whole are asked. The facts that several rules
/// need are found once.
struct PersonCase {
    let actor: AccessActor
    let person: PersonFacts
    let policy: AccessPolicy
    let at: ServerTime
    let age: AgeGroup

    init(actor: AccessActor, person: PersonFacts, policy: AccessPolicy, at: ServerTime) {
        self.actor = actor
        self.person = person
        self.policy = policy
        self.at = at
        age = person.age(at: at)
    }

    var nextBirthday: ServerTime { person.nextBirthday(after: at) }

    /// Whether the actor holds a mandate of this kind for results, and when that changes.
    func mandate(_ kind: Mandate.Kind) -> Standing {
        var standing = Standing()
        guard let holder = actor.mandateHolder else { return standing }
        for mandate in person.mandates
        where mandate.kind == kind && mandate.holder == holder && mandate.scope.contains(.results) {
            standing.add(mandate.valid, at)
        }
        return standing
    }

    /// Whether a setting of this kind is in force, whatever it names, and when that changes.
    func standing(_ type: SettingType) -> Standing { person.settings.standing(type, at) }
}

/// Whether any of several things is in force, and the first instant at which one of them begins or ends.
struct Standing {
    private(set) var isInForce = false
    private(set) var validUntil = ServerTime.never

    /// Whether the added one is in force.
    @inline(__always) @discardableResult
    mutating func add(_ valid: Validity, _ at: ServerTime) -> Bool {
        let next = valid.nextChange(after: at)
        if next < validUntil { validUntil = next }
        let now = valid.contains(at)
        if now { isInForce = true }
        return now
    }
}

/// A rule about the person as a whole: what it says does not depend on any unit.
struct PersonRule: Sendable {
    let id: RuleID
    /// The rows of the decision table it answers.
    let rows: [String]
    let judge: @Sendable (PersonCase) -> Opinion
}
