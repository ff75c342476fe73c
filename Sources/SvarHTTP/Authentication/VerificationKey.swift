import FoundationEssentials
import JWTKit
import SvarDomain
import SvarJSON

/// A public key of the token issuer, for one algorithm.
struct VerificationKey: Sendable {
    /// How tokens name it: two keys may share a `kid` only when their algorithms differ.
    struct Name: Sendable, Hashable {
        let id: String
        let algorithm: SignatureAlgorithm
    }

    /// Tells whether a key of the same name is the same key.
    let fingerprint: Fingerprint
    private let verifier: any JWTAlgorithm

    /// Whether a signature of these bytes was made with the private half. A signature of the wrong form was not.
    func accepts(_ signature: [UInt8], of bytes: ArraySlice<UInt8>) -> Bool {
        do { return try verifier.verify(signature, signs: bytes) } catch { return false }
    }

    /// The key of a JWK for one algorithm (RFC 7518 §6); nil when it is not of the right kind or form, or an RSA key
    /// of less than 2048 bits.
    init?(_ key: JSONNode, for algorithm: SignatureAlgorithm) async {
        let collection = JWTKeyCollection()
        do {
            switch algorithm {
            case .es256:
                guard key["kty"]?.string == "EC", key["crv"]?.string == "P-256", let x = Self.number(key["x"], 32),
                    let y = Self.number(key["y"], 32)
                else { return nil }
                await collection.add(ecdsa: try ES256PublicKey(parameters: (x, y)))
                fingerprint = Fingerprint("EC.\(x).\(y)"[...].utf8)
            case .rs256, .ps256:
                guard key["kty"]?.string == "RSA", let modulus = Self.number(key["n"]),
                    let exponent = Self.number(key["e"])
                else { return nil }
                let publicKey = try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
                if algorithm == .rs256 {
                    await collection.add(rsa: publicKey, digestAlgorithm: .sha256)
                } else {
                    await collection.add(pss: publicKey, digestAlgorithm: .sha256)
                }
                fingerprint = Fingerprint("RSA.\(modulus).\(exponent)"[...].utf8)
            }
            verifier = try await collection.getKey()
        } catch {
            return nil
        }
    }

    /// A number in base64url, of that many bytes when told.
    private static func number(_ node: JSONNode?, _ count: Int? = nil) -> String? {
        guard let text = node?.string, let bytes = Base64URL.decode(text.utf8) else { return nil }
        return bytes.isEmpty || (count != nil && bytes.count != count) ? nil : text
    }
}
