import SvarDomain
import SvarHTTP
import SvarJSON

/// What a token of the development key says.
struct DevelopmentClaims {
    var scope: CallerScope
    var client: String
    var organisation: String?
    /// Health personnel number.
    var hpr: String?
    /// The name of the one who is logged in, which the citizen's log shows.
    var name: String?
    /// What personnel attest; nil: nothing.
    var attestation: Attestation?
    /// Identity number of the one who is logged in.
    var person: String?
    /// Thumbprint of the key that it is bound to; nil: a bearer token.
    var binding: String?
    /// Seconds until it expires.
    var seconds: Int
    var issuer = DevelopmentFiles.issuer
    var audience: String

    /// What personnel attest in the trust framework, now.
    struct Attestation {
        /// Category of health personnel (9060).
        var category: String
        /// Why they look; nil: no care relationship.
        var purpose: CarePurpose?

        func json(_ organisation: String?, now: Int64) -> JSONValue {
            var practitioner = JSONValue.object([
                "authorization": .object([
                    "code": .string(category), "system": "urn:oid:2.16.578.1.12.4.1.1.9060",
                ])
            ])
            practitioner["legal_entity"] = organisation.map {
                .object(["id": .string($0), "system": "urn:oid:2.16.578.1.12.4.1.4.101"])
            }
            var attestation = JSONValue.object(["practitioner": practitioner])
            guard let purpose else {
                attestation["toa"] = JSONValue(now)
                return attestation
            }
            attestation["care_relationship"] = .object([
                "healthcare_service": .object(["code": "KX17", "system": "urn:oid:2.16.578.1.12.4.1.1.8655"]),
                "purpose_of_use": .object([
                    "code": .string(purpose.rawValue), "system": "urn:oid:2.16.840.1.113883.1.11.20448",
                ]),
                "toa": JSONValue(now),
            ])
            return attestation
        }
    }

    /// - Parameter now: seconds since 1970
    func json(now: Int64) -> JSONValue {
        var claims = JSONValue.object([
            "iss": .string(issuer), "aud": .string(audience),
            "iat": JSONValue(now), "nbf": JSONValue(now), "exp": JSONValue(now + Int64(seconds)),
            "jti": .string(String(UInt64.random(in: .min ... .max), radix: 16)),
            ClaimName.client: .string(client), ClaimName.scope: .string(scope.rawValue),
        ])
        claims[ClaimName.organisationParent] = organisation.map { .string($0) }
        claims[ClaimName.personnelNumber] = hpr.map { .string($0) }
        claims[ClaimName.name] = name.map { .string($0) }
        claims[ClaimName.attestation] = attestation?.json(organisation, now: now)
        claims[ClaimName.person] = person.map { .string($0) }
        if person != nil || hpr != nil { claims[ClaimName.securityLevel] = .string("4") }
        claims["cnf"] = binding.map { .object(["jkt": .string($0)]) }
        return claims
    }
}
