package import SvarDomain

/// One line of the log of use: who did what about whom, on which ground, and what came of it. Surrogate keys only, no
/// content, no identity number of the person it is about (decision 37).
package struct AuditRow: Sendable, Hashable {
    package typealias Action = AuditAction

    /// What came of it.
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// Shown or done.
        case permitted
        /// Nothing there that the caller may see; hidden and absent alike.
        case notFound
        /// Not allowed or not understood.
        case refused
    }

    package var at: ServerTime
    package var action: Action
    package var outcome: Outcome
    /// Status of the answer, such as 200.
    package var status: Int
    package var actor: AuditActor
    package var person: PersonKey?
    package var units: [UnitKey]
    /// The access basis as sent (UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT); empty when none.
    package var basis: String
    /// The place in the log the decision saw; kept in the row, never printed or served.
    package var position: LogPosition
    /// The request's id, so that a log line and a row find each other.
    package var request: String
    /// What was done to which privacy setting, in rows of the action `setting`.
    package var setting: AuditedSetting?
    /// Where the round went on from that sent later versions, in rows of the action `syncAgain`; as `position`.
    package var since: LogPosition?

    package init(
        at: ServerTime,
        action: Action,
        outcome: Outcome,
        status: Int,
        actor: AuditActor,
        person: PersonKey?,
        units: [UnitKey],
        basis: String,
        position: LogPosition,
        request: String,
        setting: AuditedSetting? = nil,
        since: LogPosition? = nil
    ) {
        self.at = at
        self.action = action
        self.outcome = outcome
        self.status = status
        self.actor = actor
        self.person = person
        self.units = units
        self.basis = basis
        self.position = position
        self.request = request
        self.setting = setting
        self.since = since
    }
}

/// What was done to a privacy setting. What the setting says is in the log of the store; a row holds its id only.
package struct AuditedSetting: Sendable, Hashable {
    /// `Setting.ID`
    package var id: Int64
    /// `set`, `request`, `accept`, `change`, `lift`, `release`, `extend`.
    package var action: String
    package init(id: Int64, action: String) {
        self.id = id
        self.action = action
    }
}

/// Who stands in a row of the log of use.
package struct AuditActor: Sendable, Hashable {
    /// `sandbox`, `producer`, `personnel`, `citizen`, `parent`, `guardian`, `proxy`, `replica`, `operator`, `export`,
    /// `guidance`, `auditor`, `unknown`.
    package var role: String
    /// HPR number of personnel; for a citizen the person's surrogate key as text; empty for systems.
    package var id: String
    /// The client program's id.
    package var client: String
    /// The organisation number acted for.
    package var organisation: String
    /// The name of who was logged in: what a citizen is told in place of a number (row A64). Empty where the token has none.
    package var name: String
    /// What they work as, a code of 9060; empty where the token has none.
    package var code: String
    /// The name of the organisation; empty where the token has none.
    package var organisationName: String
    /// What they attested; nil where the token has nothing.
    package var attestation: AuditedAttestation?
    package init(
        role: String,
        id: String,
        client: String,
        organisation: String,
        name: String = "",
        code: String = "",
        organisationName: String = "",
        attestation: AuditedAttestation? = nil
    ) {
        self.role = role
        self.id = id
        self.client = client
        self.organisation = organisation
        self.name = name
        self.code = code
        self.organisationName = organisationName
        self.attestation = attestation
    }
}

/// What health personnel attested with a token, as far as the trust framework's AuditEvent has a place for it. A class,
/// since it is made once for a token and goes into each of its rows.
package final class AuditedAttestation: Sendable, Hashable {
    /// A code with its system, or a place with its name.
    package struct Term: Sendable, Hashable {
        package var system: String
        package var value: String
        package var text: String
        package init(system: String = "", value: String, text: String = "") {
            self.system = system
            self.value = value
            self.text = text
        }
    }

    package struct Facts: Sendable, Hashable {
        /// Why they look (TREAT, ETREAT, COC, BTG).
        package var purpose: Term?
        /// More about why (9151 or a vendor's codes).
        package var details: Term?
        /// Which service is given (8655, 8663, 8451).
        package var service: Term?
        /// The decision in the journal that opens the patient to them.
        package var decision: String?
        package var isUserSelected: Bool?
        /// When it was attested; microseconds since 1970.
        package var attestedAt: Int64?
        package var legalEntity: Term?
        package var pointOfCare: Term?
        package var department: Term?
        package init() {}
        package var isEmpty: Bool { self == Facts() }
    }

    package let facts: Facts
    package init(_ facts: Facts) { self.facts = facts }

    package static func == (a: AuditedAttestation, b: AuditedAttestation) -> Bool { a === b || a.facts == b.facts }
    package func hash(into hasher: inout Hasher) { hasher.combine(facts) }
}
