package import SvarAccess
package import SvarDomain
import SvarFHIR
import SvarSearch

extension Caller {
    /// What health personnel must bring before anything is looked for, in wall time, on each request (decision 13; rows A08
    /// to A12, A75, A76).
    /// - Returns: the basis that their access rests on.
    /// - Throws: `Refusal` invalid for the basis, forbidden for all else; the text begins with the gate's code.
    package func gate(now: ServerTime, settings: AccessGate.Settings = AccessGate.Settings()) throws(Refusal)
        -> AccessBasis
    {
        guard role == .personnel else { throw Refusal.forbidden }
        let facts = credentials?.facts
        let request = AccessGate.Request(
            securityLevel: facts?.securityLevel,
            hpr: personnelNumber,
            basis: basis.isEmpty ? nil : basis,
            needsAttestation: needsAttestation,
            attestation: facts?.attestation.map { attestation in
                AccessGate.Attestation(
                    // One that does not say when it was made cannot be shown to be new enough.
                    at: attestation.attestedAt.map { ServerTime(microseconds: $0) } ?? .ever,
                    isOfTheUser: attestation.isOf(facts?.person, personnelNumber: facts?.personnelNumber),
                    careRelationship: careRelationship
                )
            },
            role: category,
            tokenRoles: categories
        )
        switch AccessGate.check(request, settings: settings, now: now) {
        case .passed(let basis): return basis
        case .refused(let refusal): throw Refusal(refusal)
        }
    }

    /// HPR number of the one who is logged in.
    package var personnelNumber: HPRNumber? { credentials?.facts.personnelNumber.flatMap { HPRNumber($0) } }

    /// Categories of health personnel (9060) that the token says they are.
    package var categories: Set<String> { credentials?.categories ?? [] }

    /// The organisations acted for, the unit before the legal entity.
    package var organisations: [Organisation] {
        guard let facts = credentials?.facts else { return [] }
        return [facts.organisationChild, facts.organisationParent].compactMap { $0.map { Organisation($0) } }
    }

    /// The care relationship that the token attests (tjenstlig behov); nil without one, and where its purpose is unknown.
    package var careRelationship: CareRelationship? {
        guard let attestation = credentials?.facts.attestation, let care = attestation.care, let purpose = care.purpose
        else { return nil }
        return CareRelationship(
            purpose: purpose,
            isAboutThePerson: attestation.isAbout(person),
            hasServiceOrDetails: care.service != nil || care.purposeDetails != nil
        )
    }
}

extension Attestation {
    /// Whether who attests is who is logged in, as far as it says (ATT-11, row A12).
    func isOf(_ person: PersonNumber?, personnelNumber: String?) -> Bool {
        (practitioner.map { $0 == person?.value } ?? true)
            && (self.personnelNumber.map { HPRNumber($0) == personnelNumber.flatMap { HPRNumber($0) } } ?? true)
    }

    /// Whether it is about this person: one that names patients must name them, and by the number that the request does.
    func isAbout(_ person: PersonName?) -> Bool {
        let numbers = patients.compactMap(\.number)
        if numbers.isEmpty { return true }
        guard case .number(let number) = person else { return false }
        return numbers.contains(number.value)
    }
}

extension Refusal {
    /// What the gate found, for the caller's programmer; nothing that was sent is in it.
    init(_ refusal: AccessGate.Refusal) {
        let (kind, code): (Kind, IssueType) =
            refusal == .basis ? (.invalid, .required) : (.forbidden, .forbidden)
        self.init(kind, code, "\(refusal.rawValue): \(refusal.text)")
    }
}

extension AccessGate.Refusal {
    fileprivate var text: String {
        switch self {
        case .basis:
            "personnel say on which ground they look, in the field access-basis: "
                + AccessBasis.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .securityLevel: "the person must have logged in at security level 4."
        case .hpr: "the token names no health personnel number."
        case .attestationMissing:
            "the token has no attestation of the trust framework (nhn:tillitsrammeverk:parameters), which is needed here."
        case .attestationExpired: "the attestation (toa) is more than 60 minutes old, or does not say when it was made."
        case .attestationNotYet: "the attestation (toa) is from the future: is a clock wrong?"
        case .attestationSubject: "the attestation is another person's than the one who is logged in."
        case .role:
            "the category of health personnel (9060) in requester-hpr-role is not one that the token has and that may look; "
                + "without the field, the token has none that may look."
        case .careRelationship:
            "the token attests no care relationship for this person that fits the access-basis, with a healthcare service "
                + "or details of its purpose."
        }
    }
}
