import SvarJSON

/// A JWT in compact form, taken apart and not yet believed (RFC 7515 §7.1).
struct AccessToken: Sendable {
    /// The longest token that is looked at. Those of HelseID with an attestation take about 4 kB.
    static let maximumBytes = 8_192

    /// What the header says it is signed with.
    let key: VerificationKey.Name
    private let token: SignedJWT
    /// The bytes that are signed.
    var signed: ArraySlice<UInt8> { token.signed }
    var signature: [UInt8] { token.signature }

    /// Takes a token apart. The header is read for what must be known to check the signature and for what forbids to;
    /// keys and addresses of keys in it (`jwk`, `jku`, `x5u`, `x5c`) are never used.
    init(_ bytes: [UInt8]) throws(TokenFault) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLong }
        guard let token = SignedJWT(bytes) else { throw .notAToken }
        key = try Self.key(of: token.header)
        self.token = token
    }

    /// The claims; to be read after the signature was found right.
    func claims() throws(TokenFault) -> JSONNode {
        guard let claims = token.claims() else { throw .notAToken }
        return claims
    }

    private static func key(of header: JSONNode) throws(TokenFault) -> VerificationKey.Name {
        guard let name = header["alg"]?.string else { throw .notAToken }
        guard let algorithm = SignatureAlgorithm(rawValue: name), SignatureAlgorithm.ofTokens.contains(algorithm) else {
            throw .algorithmNotAllowed
        }
        guard header["crit"] == nil else { throw .criticalHeader }
        // RFC 9068 §2.1 and the older form; keeps identity tokens of other kinds and DPoP proofs out.
        if let type = header["typ"] {
            guard let type = type.string?.lowercased(),
                ["at+jwt", "application/at+jwt", "jwt"].contains(type)
            else { throw .wrongType }
        }
        guard let id = header["kid"]?.string, !id.isEmpty else { throw .noKeyID }
        return VerificationKey.Name(id: id, algorithm: algorithm)
    }
}
