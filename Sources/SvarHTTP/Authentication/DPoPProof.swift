import SvarJSON

/// A DPoP proof taken apart (RFC 9449 §4.2): who holds the key that a token is bound to shows it by signing one for each
/// request.
struct DPoPProof: Sendable {
    /// The longest proof that is looked at. One with ES256 takes about 600 bytes, with RSA of 4096 bits 1.8 kB.
    static let maximumBytes = 4_096
    /// The algorithms, as `algs` of a challenge names them.
    static let algorithms = SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: " ")

    let algorithm: SignatureAlgorithm
    let key: ProofKey
    private let token: SignedJWT

    /// Reads the header, cheapest first. Nothing is believed yet.
    init(_ text: String) throws(ProofFault) {
        guard text.utf8.count <= Self.maximumBytes else { throw .proofTooLong }
        guard let token = SignedJWT(Array(text.utf8)) else { throw .notAProof }
        let header = token.header
        guard header["typ"]?.isString("dpop+jwt") == true else { throw .wrongProofType }
        guard let name = header["alg"]?.string, let algorithm = SignatureAlgorithm(rawValue: name) else {
            throw .proofAlgorithmNotAllowed
        }
        guard header["crit"] == nil else { throw .proofCriticalHeader }
        self.algorithm = algorithm
        key = try ProofKey(header["jwk"], for: algorithm)
        self.token = token
    }

    /// Whether the key in the proof has signed it.
    func isSigned(for key: VerificationKey) -> Bool { key.accepts(token.signature, of: token.signed) }

    /// What it says; to be read after the signature was found right.
    struct Claims: Sendable {
        let id: String
        let method: String
        let address: String
        /// Microseconds since 1970.
        let issued: Int64
        let accessToken: Fingerprint?
        let nonce: String?
        let expiry: Int64?
        let start: Int64?
    }

    func claims() throws(ProofFault) -> Claims {
        guard let claims = token.claims(), let id = claims["jti"]?.string, (1...200).contains(id.utf8.count),
            let method = claims["htm"]?.string, let address = claims["htu"]?.string,
            let issued = claims["iat"]?.numericDate
        else { throw .badProofClaim }
        return Claims(
            id: id,
            method: method,
            address: address,
            issued: issued,
            accessToken: try Self.digest(claims["ath"]),
            nonce: try Self.optional(claims["nonce"], \.string),
            expiry: try Self.optional(claims["exp"], \.numericDate),
            start: try Self.optional(claims["nbf"], \.numericDate)
        )
    }

    private static func digest(_ node: JSONNode?) throws(ProofFault) -> Fingerprint? {
        guard let text = try optional(node, \.string) else { return nil }
        guard let digest = Fingerprint(base64URL: text) else { throw .badProofClaim }
        return digest
    }

    private static func optional<Value>(_ node: JSONNode?, _ read: (JSONNode) -> Value?) throws(ProofFault) -> Value? {
        guard let node else { return nil }
        guard let value = read(node) else { throw .badProofClaim }
        return value
    }
}
