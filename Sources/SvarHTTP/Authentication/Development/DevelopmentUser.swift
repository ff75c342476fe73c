package import SvarJSON

/// Somebody, or something, that a development issuer gives tokens about.
package struct DevelopmentUser: Sendable {
    /// How a request names it (`test_user`).
    package let name: String
    /// Who it is, for people.
    package let description: String
    package let scope: String
    /// What its tokens say beside what every token says.
    package let claims: JSONValue
    /// Seconds since it attested its care relationship; nil where there is none.
    package let attestedSecondsAgo: Int?

    package init(
        _ name: String,
        _ description: String,
        scope: String,
        claims: JSONValue,
        attestedSecondsAgo: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.scope = scope
        self.claims = claims
        self.attestedSecondsAgo = attestedSecondsAgo
    }

    /// The claims at a time.
    func claims(at now: Int64) -> JSONValue {
        var claims = claims
        guard let ago = attestedSecondsAgo, var attestation = claims[ClaimName.attestation],
            var care = attestation["care_relationship"]
        else { return claims }
        care["toa"] = JSONValue(now / 1_000_000 - Int64(ago))
        attestation["care_relationship"] = care
        claims[ClaimName.attestation] = attestation
        return claims
    }
}

/// A client that a development issuer knows, and that must say who it is.
package struct DevelopmentClient: Sendable {
    package let id: String
    /// Nine digits.
    package let organisation: String?
    /// What it may ask for.
    package let scopes: [String]
    let keys: KeySet

    /// - Parameter keySet: the public keys of the client (JWKS)
    package init(id: String, organisation: String?, scopes: [String], keySet: [UInt8]) async throws(KeySet.Fault) {
        self.id = id
        self.organisation = organisation
        self.scopes = scopes
        keys = try await KeySet(keySet, for: Set(SignatureAlgorithm.allCases), allowsDevelopmentKey: true)
    }
}
