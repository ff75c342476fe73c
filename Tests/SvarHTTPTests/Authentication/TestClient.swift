import Crypto
import FoundationEssentials
import SvarJSON

/// A client that holds a key and signs proofs with it: right ones, and wrong ones at will.
struct TestClient: Sendable {
    static let address = "https://svar.example.org/v1/fhir/Patient/1"
    let key: TestIssuer.Key

    init(_ key: TestIssuer.Key = TestIssuer.otherP256) { self.key = key }

    var jwk: JSONValue { try! key.jwk(nil) }

    /// RFC 7638, by the platform's means.
    var thumbprint: String {
        let names = jwk["kty"] == .string("EC") ? ["crv", "kty", "x", "y"] : ["e", "kty", "n"]
        let members = names.map { name in
            guard case .string(let text)? = jwk[name] else { return "" }
            return #""\#(name)":"\#(text)""#
        }
        return base64URLText(Data(SHA256.hash(data: Array("{\(members.joined(separator: ","))}".utf8))))
    }

    /// A token of the test's issuer that is bound to this key.
    func token(_ changes: KeyValuePairs<String, JSONValue?> = [:]) throws -> String {
        try TestIssuer.token(
            TestIssuer.claims.with(["cnf": .object(["jkt": .string(thumbprint)])]).with(changes)
        )
    }

    var header: JSONValue {
        .object(["typ": .string("dpop+jwt"), "alg": .string("ES256"), "jwk": jwk])
    }

    /// Claims of a proof that is right for a read of Patient/1 with this token.
    static func claims(_ token: String) -> JSONValue {
        .object([
            "jti": .string(String(UInt64.random(in: .min ... .max), radix: 16)), "htm": .string("GET"),
            "htu": .string(address), "iat": JSONValue(TestIssuer.time),
            "ath": .string(base64URLText(Data(SHA256.hash(data: Array(token.utf8))))),
        ])
    }

    /// A proof for a token, with claims and header parameters changed.
    func proof(
        _ token: String,
        _ changes: KeyValuePairs<String, JSONValue?> = [:],
        header: KeyValuePairs<String, JSONValue?> = [:],
        signature: [UInt8]? = nil
    ) throws -> String {
        try TestIssuer.token(
            Self.claims(token).with(changes),
            header: self.header.with(header),
            key: key,
            signature: signature
        )
    }
}
