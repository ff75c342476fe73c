import SvarJSON

/// How a client says who it is at a token endpoint: a JWT signed with a key of its own (`private_key_jwt`, RFC 7523). In the
/// form that HelseID wants.
enum ClientAssertion {
    static let type = "client-authentication+jwt"
    static let parameter = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    private static let maximumBytes = 8_192
    /// It lives a minute at most, and clocks may be ten seconds apart.
    private static let lifetime: Int64 = 60_000_000
    private static let skew: Int64 = 10_000_000

    /// What is wrong with one.
    struct Fault: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    /// Checks one, and takes it once.
    /// - Parameter audience: the issuer's names, one of which it must be for
    static func check(
        _ text: String,
        client: String,
        keys: KeySet,
        audience: [String],
        memory: ProofMemory,
        now: Int64
    ) throws {
        guard text.utf8.count <= maximumBytes, let token = SignedJWT(Array(text.utf8)) else {
            throw Fault("client_assertion is not a signed JWT in compact form")
        }
        guard token.header["typ"]?.isString(type) == true else {
            throw Fault("the typ of client_assertion must be \(type)")
        }
        guard token.header["crit"] == nil, let algorithm = token.header["alg"]?.string.flatMap(SignatureAlgorithm.init),
            let kid = token.header["kid"]?.string,
            let key = keys[VerificationKey.Name(id: kid, algorithm: algorithm)],
            key.accepts(token.signature, of: token.signed)
        else { throw Fault("client_assertion is not signed with a key that is registered for the client") }
        guard let claims = token.claims(), claims["iss"]?.isString(client) == true,
            claims["sub"]?.isString(client) == true
        else { throw Fault("iss and sub of client_assertion must be the client id") }
        let audiences = claims["aud"].map { $0.kind == .array ? $0.elements.compactMap(\.string) : [$0.string ?? ""] }
        guard let audiences, audiences.count == 1, audience.contains(audiences[0]) else {
            throw Fault("aud of client_assertion must be this issuer alone")
        }
        guard let id = claims["jti"]?.string, (1...200).contains(id.utf8.count),
            let expiry = claims["exp"]?.numericDate
        else { throw Fault("client_assertion must say jti and exp") }
        guard now < expiry + skew, expiry - now <= lifetime + skew else {
            throw Fault("client_assertion must expire within 60 seconds, and not have expired")
        }
        guard (claims["nbf"]?.numericDate ?? 0) - skew <= now else { throw Fault("client_assertion is not valid yet") }
        guard memory.admit(id, of: Fingerprint(client[...].utf8), until: expiry + skew, now: now) == .new else {
            throw Fault("client_assertion was used before (jti)")
        }
    }
}
