import SvarAccess
import SvarDomain
import SvarStore

extension Caller {
    /// Who a row of the log of use says the caller is: with name, role and organisation as far as the token has them.
    var rowActor: AuditActor {
        guard let credentials, actor.attestation == nil, actor.name.isEmpty else { return actor }
        var actor = actor
        let facts = credentials.facts
        actor.name = facts.name ?? ""
        actor.code = categoryInUse ?? ""
        actor.attestation = credentials.audited
        let places = [facts.attestation?.legalEntity, facts.attestation?.pointOfCare].compactMap { $0 }
        actor.organisationName =
            (places.first { $0.id == actor.organisation } ?? places.first)?.name ?? ""
        return actor
    }

    /// The caller as the log of use names a citizen: by a key of their own, also where it is about another.
    /// - Parameter own: theirs; nil: none is known
    func logged(_ own: PersonKey?) -> Caller {
        guard case .citizen = role, actor.id.isEmpty, let own else { return self }
        var caller = self
        caller.actor.id = "\(own.rawValue)"
        return caller
    }
}

extension AuditActor {
    /// Says as what a citizen acts for another.
    mutating func act(as actor: AccessActor?) {
        switch actor {
        case .parent: role = "parent"
        case .guardian: role = "guardian"
        case .proxy: role = "proxy"
        default: break
        }
    }
}

extension AuditedAttestation {
    /// Nil for an attestation that says nothing a row has a place for.
    convenience init?(_ attestation: Attestation) {
        var facts = Facts()
        facts.purpose = Term(attestation.care?.purposeCode)
        facts.details = Term(attestation.care?.purposeDetails)
        facts.service = Term(attestation.care?.service)
        facts.decision = (attestation.care?.decisionID).map { String($0.prefix(Term.longest)) }
        facts.isUserSelected = attestation.care?.isUserSelected
        facts.attestedAt = attestation.attestedAt
        facts.legalEntity = Term(attestation.legalEntity)
        facts.pointOfCare = Term(attestation.pointOfCare)
        facts.department = Term(attestation.department)
        if facts.isEmpty { return nil }
        self.init(facts)
    }
}

extension AuditedAttestation.Term {
    /// Longer texts than this are cut: a row is no place for what a client likes to write.
    fileprivate static let longest = 200

    init?(_ code: Attestation.Code?) {
        guard let code else { return nil }
        self.init(system: code.system, value: code.code, text: code.text)
    }

    init?(_ place: Attestation.Place?) {
        guard let place else { return nil }
        self.init(system: place.system, value: place.id, text: place.name)
    }

    private init(system: String?, value: String, text: String?) {
        func cut(_ text: String) -> String { String(text.prefix(Self.longest)) }
        self.init(system: cut(system ?? ""), value: cut(value), text: cut(text ?? ""))
    }
}
