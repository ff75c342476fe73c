package import SvarDomain

/// Who asks, with all that the rules of visibility read of them (decision 13: actor kind, HPR number or person, role,
/// organisation, basis, mandate). Token validity, security level and attestation are the gate's (`AccessGate`).
package enum AccessActor: Sendable, Hashable {
    /// Health personnel who passed the gate.
    case personnel(Personnel)
    /// The person the results are about.
    case citizen
    /// A parent, by `Mandate.Kind.parent` in the person's facts.
    case parent(PersonKey)
    /// A guardian (verge), by `Mandate.Kind.guardian`.
    case guardian(PersonKey)
    /// A proxy (fullmektig), by `Mandate.Kind.proxy`.
    case proxy(PersonKey)
    /// Who sent the report, reading back its own (row A78).
    case producer(Producer)
    /// The feed of a replica: sees what an unblocked professional on an ordinary basis would (decision 44, row R03).
    case replicaFeed
    /// Who reads a replica locally (rows R04 and R05).
    case replicaReader(ReplicaReader)
    /// Checks the service with test persons only (row A63).
    case verification
    /// Case work and support (row A62).
    case caseworker
    /// Runs the service (row A77).
    case systemOperator
    /// The guidance service (veiledningstjenesten, row A79).
    case guidance
    /// Reads withdrawn results in full (decision 8) and nothing else.
    case auditor
    /// From another country: closed (decision 31).
    case foreign

    /// Whether what closes to the citizen closes to this one: the citizen and those who act for them.
    package var isCitizenSide: Bool {
        switch self {
        case .citizen, .parent, .guardian, .proxy: true
        default: false
        }
    }
}

extension AccessActor {
    /// Who must hold a mandate; nil for those who act in their own right.
    package var mandateHolder: PersonKey? {
        switch self {
        case .parent(let holder), .guardian(let holder), .proxy(let holder): holder
        default: nil
        }
    }
}

/// Health personnel as the rules know them.
package struct Personnel: Sendable, Hashable {
    package var hpr: HPRNumber
    /// Code of 9060.
    package var role: String
    /// Organisation number of who they act for.
    package var organisation: Organisation
    package var basis: AccessBasis
    package init(hpr: HPRNumber, role: String = "LE", organisation: Organisation, basis: AccessBasis) {
        self.hpr = hpr
        self.role = role
        self.organisation = organisation
        self.basis = basis
    }
}

/// Somebody at a replica: enrolled or not, with or without a stated purpose.
package struct ReplicaReader: Sendable, Hashable {
    package var hpr: HPRNumber?
    package var isEnrolled: Bool
    package var hasPurpose: Bool
    package init(hpr: HPRNumber?, isEnrolled: Bool, hasPurpose: Bool) {
        self.hpr = hpr
        self.isEnrolled = isEnrolled
        self.hasPurpose = hasPurpose
    }
}

/// A number in the register of health personnel.
package struct HPRNumber: Sendable, Hashable {
    package let rawValue: Int
    package init(_ rawValue: Int) { self.rawValue = rawValue }
    /// Nil unless one to nine digits that are not all zero.
    package init?(_ text: String) {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            let value = Int(text), value > 0
        else { return nil }
        rawValue = value
    }
}

/// An organisation by its number in the register of legal entities.
package struct Organisation: Sendable, Hashable {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A department or clinic inside an organisation.
package struct Department: Sendable, Hashable {
    package let organisation: Organisation
    /// The unit's number in its register; empty when the message names the organisation only.
    package let unit: String
    package init(_ organisation: Organisation, unit: String = "") {
        self.organisation = organisation
        self.unit = unit
    }
}
