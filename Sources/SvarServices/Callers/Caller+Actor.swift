package import SvarAccess
package import SvarDomain

extension Caller {
    /// Who the caller is toward one person's results, as the rules know them (decision 13); nil for callers to whom no rule
    /// permits anything, and for a citizen who names somebody that they hold no mandate for.
    /// - Parameters:
    ///   - facts: of the person the interaction is about; their mandates decide for whom else than oneself one may act.
    ///   - basis: of personnel, from `gate`.
    ///   - isSelf: whether a citizen asks about themselves.
    ///   - holder: how mandates name the citizen who is logged in: `PopulationRegister.holder`.
    ///   - scope: what they want to do for the other.
    ///   - at: the instant of the decision.
    package func accessActor(
        about facts: SvarAccess.PersonFacts,
        basis: AccessBasis? = nil,
        isSelf: Bool = false,
        holder: PersonKey? = nil,
        scope: Mandate.Scope = .results,
        at: ServerTime
    ) -> AccessActor? {
        switch role {
        case .personnel:
            guard let basis, let hpr = personnelNumber, let organisation = organisations.first else { return nil }
            return .personnel(
                Personnel(hpr: hpr, role: categoryInUse ?? "", organisation: organisation, basis: basis)
            )
        case .citizen:
            if isSelf { return .citizen }
            guard let holder else { return nil }
            return facts.actor(for: holder, scope: scope, at: at)
        case .producer(let producer): return .producer(producer)
        case .replica: return .replicaFeed
        case .systemOperator: return .systemOperator
        case .guidance: return .guidance
        case .auditor: return .auditor
        case .sandbox, .export, .unknown: return nil
        }
    }

    /// The category they ask in: the one the request names, else the attested one, else the first of those they have.
    package var categoryInUse: String? {
        category ?? credentials?.facts.attestation?.authorization?.code ?? credentials?.facts.professions.min()
    }
}

extension SvarAccess.PersonFacts {
    /// As what somebody acts for the person. Of several mandates one in force counts before one that is not, and then the
    /// kind that the person's age asks for: a parent's for a child, a guardian's or a proxy's for a grown-up. One that is
    /// over still names an actor, whom the rules then refuse.
    func actor(for holder: PersonKey, scope: Mandate.Scope, at: ServerTime) -> AccessActor? {
        let held = mandates.filter { $0.holder == holder }
        let kinds: [Mandate.Kind] =
            age(at: at) == .grown ? [.guardian, .proxy, .parent] : [.parent, .guardian, .proxy]
        let inForce = kinds.first { kind in
            held.contains { $0.kind == kind && $0.scope.contains(scope) && $0.valid.contains(at) }
        }
        guard let kind = inForce ?? kinds.first(where: { kind in held.contains { $0.kind == kind } }) else {
            return nil
        }
        switch kind {
        case .parent: return .parent(holder)
        case .guardian: return .guardian(holder)
        case .proxy: return .proxy(holder)
        }
    }
}
