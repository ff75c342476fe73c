import SvarHTTP
import SvarJSON

/// What a token of the development key says.
struct DevelopmentClaims {
    var scope: CallerScope
    var client: String
    var organisation: String?
    /// Health personnel number.
    var hpr: String?
    /// Identity number of the one who is logged in.
    var person: String?
    /// Thumbprint of the key that it is bound to; nil: a bearer token.
    var binding: String?
    /// Seconds until it expires.
    var seconds: Int
    var issuer = DevelopmentFiles.issuer
    var audience: String

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
        claims[ClaimName.person] = person.map { .string($0) }
        if person != nil || hpr != nil { claims[ClaimName.securityLevel] = .string("4") }
        claims["cnf"] = binding.map { .object(["jkt": .string($0)]) }
        return claims
    }
}
