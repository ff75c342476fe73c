import FoundationEssentials
import SvarJSON

/// What an issuer says of itself at `/.well-known/openid-configuration` (OpenID Connect Discovery 1.0 §4; RFC 8414).
package struct IssuerMetadata: Sendable, Hashable {
    /// Why it is not taken.
    package enum Fault: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
        case notMetadata
        case otherIssuer
        case noKeyAddress

        package var description: String {
            switch self {
            case .notMetadata: "the issuer's metadata is not a JSON object"
            case .otherIssuer: "the issuer's metadata names another issuer than the one it was asked of"
            case .noKeyAddress: "the issuer's metadata names no address of keys (jwks_uri) that is https://"
            }
        }
    }

    /// Where the key set is.
    package let keySetAddress: String

    /// - Parameter issuer: who was asked. Another in the answer is refused (OpenID Connect Discovery 1.0 §4.3): who can
    ///   answer for one issuer could otherwise be taken for another.
    package init(_ bytes: [UInt8], of issuer: String) throws(Fault) {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(bytes, limits: JSONLimits(maximumBytes: 1 << 18)).root
        } catch {
            throw .notMetadata
        }
        guard root.kind == .object else { throw .notMetadata }
        guard root["issuer"]?.isString(issuer) == true else { throw .otherIssuer }
        guard let address = root["jwks_uri"]?.string, Self.isTrustworthy(address) else { throw .noKeyAddress }
        keySetAddress = address
    }

    /// Where an issuer's metadata is (OpenID Connect Discovery 1.0 §4).
    package static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Whether keys may be fetched there: `https`, but on this machine, since keys that anybody on the way can change are
    /// none.
    package static func isTrustworthy(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty, url.user() == nil else {
            return false
        }
        return url.scheme == "https" || (url.scheme == "http" && SandboxRule.allows(listeningOn: host))
    }
}
