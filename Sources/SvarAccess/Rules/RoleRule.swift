internal import SvarDomain

extension PersonRule {
    /// What a role is for: health personnel, producers and replicas read results, others do not (rows A05–A07, A14, A15,
    /// A18, A21, A24, A62, A63, A77–A80, R03, R04; decision 31). The citizen side has a rule of its own.
    static let role = PersonRule(
        id: .role,
        rows: [
            "A05", "A06", "A07", "A14", "A15", "A18", "A21", "A24", "A62", "A63", "A77", "A79", "A80", "R03", "R04",
        ]
    ) { base in
        switch base.actor {
        case .personnel(let personnel):
            Opinion(.permit, personnel.basis.isElevated ? .elevatedBasis : .personnelBasis)
        case .replicaFeed:
            Opinion(.permit, .replicaFeed)
        case .replicaReader(let reader):
            reader.hpr != nil && reader.isEnrolled && reader.hasPurpose
                ? Opinion(.permit, .replicaReader) : Opinion(.deny403, .replicaReaderUnknown)
        case .verification:
            base.person.isSynthetic ? Opinion(.permit, .testPerson) : .none
        case .caseworker: Opinion(.deny403, .caseworker)
        case .systemOperator: Opinion(.deny403, .systemOperator)
        case .guidance: Opinion(.deny403, .guidance)
        case .citizen, .parent, .guardian, .proxy, .producer, .auditor, .foreign: .none
        }
    }
}

extension UnitRule {
    /// What a unit is to its producer and to an auditor: the producer reads its own back (row A78); an auditor reads what
    /// was withdrawn (decision 8).
    static let contribution = UnitRule(id: .role, rows: ["A78"]) { one in
        switch one.base.actor {
        case .producer(let producer) where producer == one.unit.producer:
            return Opinion(.permit, .ownContribution)
        case .auditor:
            guard let newest = one.newest else { return .none }
            switch one.unit.versions[newest].state {
            case .withdrawn, .wrongPerson: return Opinion(.permit, .auditedWithdrawn)
            case .final, .notFinal: return .none
            }
        default:
            return .none
        }
    }
}
