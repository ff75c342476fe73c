package import SvarDomain
package import SvarSearch
package import SvarStore

/// Who asks, for whom, and on which ground. Every use case takes one; there is no default.
package struct Caller: Sendable, Hashable {
    /// What a token makes of its bearer. What each may do stands in `docs/api/callers.md`.
    package enum Role: Sendable, Hashable {
        /// The one all-seeing caller of a sandbox store: reads everything, writes as `Producer.sandbox`, and submits
        /// messages for whoever they name.
        case sandbox
        /// A laboratory or imaging department: submits, and reads back its own (scope `svar/produce`).
        case producer(Producer)
        /// Health personnel reading about one person at a time (scope `svar/read`).
        case personnel
        /// A citizen reading about themselves, or about somebody whose parent, guardian or proxy they are (scope
        /// `svar/citizen`).
        case citizen(PersonNumber)
        /// A journal system that keeps a replica (scope `svar/replica`).
        case replica
        /// Runs the service; never reads content (scope `svar/operate`).
        case systemOperator
        /// System export with an approved purpose (scope `svar/export`).
        case export
        /// The guidance service (veiledningstjenesten): settings on the citizen's recorded wish, never results (scope
        /// `svar/guidance`).
        case guidance
        /// Controls how access was decided (scope `svar/audit`).
        case auditor
        /// Somebody who was refused before it could be said what they are; may do nothing.
        case unknown
    }

    package var role: Role
    /// How the log of use names the caller.
    package var actor: AuditActor
    /// The one person this interaction is about, as the `person-id` field named it (decision 19).
    package var person: PersonName?
    /// `access-basis` as sent, already checked against its value set; empty when none.
    package var basis: String
    /// The category of health personnel (9060) that they ask in, as `requester-hpr-role` said; nil when it did not.
    package var category: String?
    /// Whether personnel must show the trust framework's attestation on this interface (row A10).
    package var needsAttestation = false
    /// The request's id.
    package var request: String
    /// What the token says of who is logged in; nil where there is none.
    package var credentials: CallerCredentials?

    package init(role: Role, actor: AuditActor, person: PersonName? = nil, basis: String = "", request: String = "") {
        self.role = role
        self.actor = actor
        self.person = person
        self.basis = basis
        self.request = request
    }

    /// The caller of a sandbox.
    package static let sandbox = Caller(
        role: .sandbox,
        actor: AuditActor(role: "sandbox", id: "", client: "", organisation: "")
    )
}
