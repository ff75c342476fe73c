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
    /// - Parameter name: what its `kid` ends with, where there are several
    package init(name: String = "") {
        key = P256.Signing.PrivateKey()
        id = Self.marker + (name.isEmpty ? "" : "-" + name)
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
    package var keySet: [UInt8] { Self.keySet([self]) }

    /// The public halves of several.
    static func keySet(_ keys: [DevelopmentKey]) -> [UInt8] {
        JSONValue.object(["keys": .array(keys.map(\.publicJWK))]).bytes
    }

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
        return try signed(header, claims)
    }

    /// What `cnf.jkt` of a token must be that is bound to this key (RFC 7638).
    package var thumbprint: String {
        let point = key.publicKey.rawRepresentation
        let (x, y) = (Base64URL.encode(point.prefix(32)), Base64URL.encode(point.suffix(32)))
        return Fingerprint(#"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#[...].utf8).base64URL
    }

    /// A DPoP proof for one request (RFC 9449 §4.2).
    /// - Parameters:
    ///   - address: of the request, without its query
    ///   - token: the access token that it goes with; nil when one is asked for
    ///   - id: another each time
    ///   - now: seconds since 1970
    package func proof(
        method: String,
        address: String,
        token: String?,
        nonce: String? = nil,
        id: String,
        now: Int64
    ) throws -> String {
        let point = key.publicKey.rawRepresentation
        let header = JSONValue.object([
            "typ": .string("dpop+jwt"), "alg": .string("ES256"),
            "jwk": .object([
                "kty": .string("EC"), "crv": .string("P-256"), "x": .string(Base64URL.encode(point.prefix(32))),
                "y": .string(Base64URL.encode(point.suffix(32))),
            ]),
        ])
        var claims = JSONValue.object([
            "jti": .string(id), "htm": .string(method), "htu": .string(address), "iat": JSONValue(now),
        ])
        claims["ath"] = token.map { .string(Fingerprint($0[...].utf8).base64URL) }
        claims["nonce"] = nonce.map { .string($0) }
        return try signed(header, claims)
    }

    /// What a client shows at a token endpoint to say who it is (RFC 7523 §2.2), as HelseID wants it.
    package func clientAssertion(_ claims: JSONValue) throws -> String {
        let header = JSONValue.object([
            "alg": .string("ES256"), "typ": .string(ClientAssertion.type), "kid": .string(id),
        ])
        return try signed(header, claims)
    }

    private func signed(_ header: JSONValue, _ claims: JSONValue) throws -> String {
        let signed = Base64URL.encode(header.bytes) + "." + Base64URL.encode(claims.bytes)
        let signature = try key.signature(for: Array(signed.utf8))
        return signed + "." + Base64URL.encode(signature.rawRepresentation)
    }
}
