import Crypto
import FoundationEssentials
import SvarDomain
package import SvarJSON

/// A key pair that signs tokens for development: ES256, kept as a JWK.
///
/// One that this program makes is marked by its `kid`. A server takes no key set with a marked key unless it is told
/// to, so that a key that lies beside a store by accident opens nothing.
package struct DevelopmentKey: Sendable {
    /// How the `kid` of every key made here starts.
    package static let marker = "svar-development-not-for-production"

    /// A file is not a key to sign with.
    package struct Fault: Error, Sendable, CustomStringConvertible {
        package let description = "not a private JWK for ES256: kty EC, crv P-256, kid and d are needed"
    }

    private let id: String
    private let key: P256.Signing.PrivateKey

    /// A new key pair, marked.
    package init() {
        key = P256.Signing.PrivateKey()
        id = Self.marker
    }

    /// The key pair of a file. One that was made elsewhere keeps its `kid` and is not marked.
    package init(privateJWK bytes: [UInt8]) throws(Fault) {
        do {
            let root = try JSONDocument(bytes).root
            guard root["kty"]?.string == "EC", root["crv"]?.string == "P-256", let id = root["kid"]?.string,
                !id.isEmpty, let secret = root["d"]?.string, let number = Base64URL.decode(secret.utf8)
            else { throw Fault() }
            self.id = id
            key = try P256.Signing.PrivateKey(rawRepresentation: number)
        } catch {
            throw Fault()
        }
    }

    /// Both halves, for the file that signs.
    package var privateJWK: [UInt8] {
        var jwk = publicJWK
        jwk["d"] = .string(Base64URL.encode(key.rawRepresentation))
        return jwk.bytes
    }

    /// The public half alone, as the key set that a server is given.
    package var keySet: [UInt8] { JSONValue.object(["keys": .array([publicJWK])]).bytes }

    private var publicJWK: JSONValue {
        let point = key.publicKey.rawRepresentation
        return .object([
            "kty": .string("EC"), "crv": .string("P-256"), "use": .string("sig"), "alg": .string("ES256"),
            "kid": .string(id), "x": .string(Base64URL.encode(point.prefix(32))),
            "y": .string(Base64URL.encode(point.suffix(32))),
        ])
    }

    /// A signed access token (RFC 9068) with these claims.
    package func token(_ claims: JSONValue) throws -> String {
        let header = JSONValue.object(["alg": .string("ES256"), "typ": .string("at+jwt"), "kid": .string(id)])
        let signed = Base64URL.encode(header.bytes) + "." + Base64URL.encode(claims.bytes)
        let signature = try key.signature(for: Array(signed.utf8))
        return signed + "." + Base64URL.encode(signature.rawRepresentation)
    }
}
