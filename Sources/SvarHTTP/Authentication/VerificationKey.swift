import FoundationEssentials
import JWTKit
import SvarDomain
import SvarJSON

/// A public key to check signatures with, for one algorithm: the token issuer's, or a caller's own.
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
                let (x, y) = try Self.point(key, "P-256", 32)
                await collection.add(ecdsa: try ES256PublicKey(parameters: (x, y)))
                fingerprint = Fingerprint("EC.\(x).\(y)"[...].utf8)
            case .es384:
                let (x, y) = try Self.point(key, "P-384", 48)
                await collection.add(ecdsa: try ES384PublicKey(parameters: (x, y)))
                fingerprint = Fingerprint("EC.\(x).\(y)"[...].utf8)
            case .es512:
                let (x, y) = try Self.point(key, "P-521", 66)
                await collection.add(ecdsa: try ES512PublicKey(parameters: (x, y)))
                fingerprint = Fingerprint("EC.\(x).\(y)"[...].utf8)
            case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512:
                guard key["kty"]?.string == "RSA", let modulus = Self.number(key["n"]),
                    let exponent = Self.number(key["e"])
                else { return nil }
                let publicKey = try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
                let digest: DigestAlgorithm =
                    switch algorithm {
                    case .rs384, .ps384: .sha384
                    case .rs512, .ps512: .sha512
                    default: .sha256
                    }
                if [.rs256, .rs384, .rs512].contains(algorithm) {
                    await collection.add(rsa: publicKey, digestAlgorithm: digest)
                } else {
                    await collection.add(pss: publicKey, digestAlgorithm: digest)
                }
                fingerprint = Fingerprint("RSA.\(modulus).\(exponent)"[...].utf8)
            }
            verifier = try await collection.getKey()
        } catch {
            return nil
        }
    }

    private struct OtherKind: Error {}

    private static func point(_ key: JSONNode, _ curve: String, _ count: Int) throws -> (x: String, y: String) {
        guard key["kty"]?.string == "EC", key["crv"]?.string == curve, let x = number(key["x"], count),
            let y = number(key["y"], count)
        else { throw OtherKind() }
        return (x, y)
    }

    /// A number in base64url, of that many bytes when told.
    private static func number(_ node: JSONNode?, _ count: Int? = nil) -> String? {
        guard let text = node?.string, let bytes = Base64URL.decode(text.utf8) else { return nil }
        return bytes.isEmpty || (count != nil && bytes.count != count) ? nil : text
    }
}
