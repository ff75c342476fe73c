package import SvarDomain
package import SvarSearch
package import SvarServices
import SvarStore

extension Caller {
    /// Health personnel as a token makes them, who pass the gate at any time.
    /// - Parameters:
    ///   - basis: nil: none is given, so the gate refuses them (row A08)
    ///   - purpose: of the care relationship that they attest at `attestedAt`
    ///   - attestedAt: nil: they attest nothing, which does for `UNNTAK` where no attestation is asked for
    package static func personnel(
        _ hpr: String = "9144889",
        organisation: String = "974760673",
        category: String = "LE",
        basis: AccessBasis? = .exempt,
        purpose: CarePurpose? = .treatment,
        attestedAt: ServerTime? = nil,
        about person: PersonName? = nil,
        request: String = "r"
    ) -> Caller {
        var facts = CallerCredentials.Facts(issuer: "https://issuer.test")
        facts.securityLevel = 4
        facts.personnelNumber = hpr
        facts.professions = [category]
        facts.organisationParent = organisation
        if let attestedAt {
            var attestation = Attestation()
            attestation.authorization = Attestation.Code(system: nil, code: category, text: nil)
            attestation.attestedAt = attestedAt.microseconds
            if let purpose {
                var care = Attestation.CareRelationship()
                care.purpose = purpose
                care.service = Attestation.Code(system: nil, code: "KX17", text: nil)
                attestation.care = care
            }
            facts.attestation = attestation
        }
        var caller = Caller(
            role: .personnel,
            actor: AuditActor(role: "personnel", id: hpr, client: "journal", organisation: organisation),
            person: person,
            basis: basis?.rawValue ?? "",
            request: request
        )
        caller.credentials = CallerCredentials(facts)
        return caller
    }
}
