import SvarDomain
import SvarJSON

/// The public key in the header of a DPoP proof (RFC 9449 §4.2), and the thumbprint that tokens name it by.
struct ProofKey: Sendable {
    /// RFC 7638, SHA-256: what `cnf.jkt` holds.
    let thumbprint: Fingerprint
    let jwk: JSONNode

    /// Members of private and shared keys (RFC 7518 §6.2.2, §6.3.2, §6.4).
    private static let secrets = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    /// Reads the key and its size; whether it is a key at all is seen when it is used.
    init(_ jwk: JSONNode?, for algorithm: SignatureAlgorithm) throws(ProofFault) {
        guard let jwk, jwk.kind == .object else { throw .noProofKey }
        guard !Self.secrets.contains(where: { jwk[$0] != nil }), jwk["kty"]?.string != "oct" else {
            throw .secretProofKey
        }
        let canonical: String
        switch algorithm {
        case .es256: canonical = try Self.curve(jwk, "P-256", 32)
        case .es384: canonical = try Self.curve(jwk, "P-384", 48)
        case .es512: canonical = try Self.curve(jwk, "P-521", 66)
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512:
            // A larger modulus or exponent is no safer, and costs the one who checks.
            guard jwk["kty"]?.string == "RSA", let modulus = Self.number(jwk["n"], 256...512),
                let exponent = Self.number(jwk["e"], 1...4)
            else { throw .badProofKey }
            canonical = #"{"e":"\#(exponent)","kty":"RSA","n":"\#(modulus)"}"#
        }
        thumbprint = Fingerprint(canonical[...].utf8)
        self.jwk = jwk
    }

    private static func curve(_ jwk: JSONNode, _ name: String, _ count: Int) throws(ProofFault) -> String {
        guard jwk["kty"]?.string == "EC", jwk["crv"]?.string == name, let x = number(jwk["x"], count...count),
            let y = number(jwk["y"], count...count)
        else { throw .badProofKey }
        return #"{"crv":"\#(name)","kty":"EC","x":"\#(x)","y":"\#(y)"}"#
    }

    /// A number in base64url, of so many bytes.
    private static func number(_ node: JSONNode?, _ count: ClosedRange<Int>) -> String? {
        guard let text = node?.string, let bytes = Base64URL.decode(text.utf8), count.contains(bytes.count) else {
            return nil
        }
        return text
    }
}
