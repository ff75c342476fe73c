package import SvarDomain
import SvarStore

/// What a right token says of who is logged in, where they work and on which ground, each claim in its form: the facts that
/// the gate decides by. Nothing here is decided; a claim that is absent or has another form is nil.
///
/// A class, since it is made once for a token and goes along with each of its requests.
package final class CallerCredentials: Sendable, Hashable {
    /// The claims.
    package struct Facts: Sendable, Hashable {
        /// `iss`
        package var issuer: String
        /// Whether each request was proven with the key that the token is bound to (DPoP).
        package var isBound = false
        /// How sure the login was, 1 to 4.
        package var securityLevel: Int?
        /// The same on the European scale, as it came.
        package var assuranceLevel: String?
        /// HPR number of the one who is logged in.
        package var personnelNumber: String?
        /// The name of the one who is logged in: the citizen's log shows it in place of a number.
        package var name: String?
        /// Categories of health personnel (9060) that they are authorised in (`hpr_details`).
        package var professions: Set<String> = []
        /// Identity number of the one who is logged in (`pid`). Never for logs.
        package var person: PersonNumber?
        /// Organisation numbers: the legal entity, the unit below it, and who runs the system for them.
        package var organisationParent: String?
        package var organisationChild: String?
        package var organisationSupplier: String?
        /// When the person logged in; microseconds since 1970.
        package var authenticatedAt: Int64?
        /// When the token was made; microseconds since 1970.
        package var issuedAt: Int64?
        /// `nhn:tillitsrammeverk:parameters`
        package var attestation: Attestation?

        package init(issuer: String) { self.issuer = issuer }
    }

    package let facts: Facts
    /// Categories of health personnel (9060) that the token says they are, attested or authorised.
    package let categories: Set<String>
    /// What was attested, as rows of the log of use hold it.
    let audited: AuditedAttestation?

    package init(_ facts: Facts) {
        self.facts = facts
        audited = facts.attestation.flatMap(AuditedAttestation.init)
        var categories = facts.professions
        if let code = facts.attestation?.authorization?.code { categories.insert(code) }
        self.categories = categories
    }

    package static func == (a: CallerCredentials, b: CallerCredentials) -> Bool { a === b || a.facts == b.facts }
    package func hash(into hasher: inout Hasher) { hasher.combine(facts) }
}

/// What health personnel attest in the trust framework (tillitsrammeverk): who they are to the patient and why they look.
package struct Attestation: Sendable, Hashable {
    /// A code with its system, as it came.
    package struct Code: Sendable, Hashable {
        package var system: String?
        package var code: String
        package var text: String?
        package init(system: String?, code: String, text: String?) {
            self.system = system
            self.code = code
            self.text = text
        }
    }

    /// An organisation or a part of one.
    package struct Place: Sendable, Hashable {
        package var system: String?
        package var id: String
        package var name: String?
        package init(system: String?, id: String, name: String?) {
            self.system = system
            self.id = id
            self.name = name
        }
    }

    /// Their relation to the patient.
    package struct CareRelationship: Sendable, Hashable {
        /// Which service is given (8655, 8663, 8451).
        package var service: Code?
        /// Why they look; nil also where the code is none of the four; `purposeCode` then has it.
        package var purpose: CarePurpose?
        package var purposeCode: Code?
        /// More about why (9151 or a vendor's codes, such as BLAALYS).
        package var purposeDetails: Code?
        /// The decision in the journal that opens the patient to them.
        package var decisionID: String?
        /// Whether they chose it themselves.
        package var isUserSelected: Bool?
        package init() {}
    }

    /// Where the patient is taken care of.
    package struct Patient: Sendable, Hashable {
        /// Identity number, where it says so. Never for logs.
        package var number: String?
        package var pointOfCare: Place?
        package var department: Place?
        package init(number: String? = nil, pointOfCare: Place?, department: Place?) {
            self.number = number
            self.pointOfCare = pointOfCare
            self.department = department
        }
    }

    /// Identity number and HPR number of the one who attests, where it says so; must be those who are logged in
    /// (ATT-11). Never for logs.
    package var practitioner: String?
    package var personnelNumber: String?
    /// Their category (9060).
    package var authorization: Code?
    package var legalEntity: Place?
    package var pointOfCare: Place?
    package var department: Place?
    package var care: CareRelationship?
    package var patients: [Patient] = []
    /// When it was attested (`toa`); microseconds since 1970.
    package var attestedAt: Int64?

    package init() {}
}
