import SvarDomain
import SvarJSON

/// A JWT in compact form, taken apart and not yet believed (RFC 7515 §7.1).
struct AccessToken: Sendable {
    /// The longest token that is looked at. Those of HelseID with an attestation take about 4 kB.
    static let maximumBytes = 8_192
    private static let limits = JSONLimits(maximumBytes: maximumBytes, maximumDepth: 16, maximumNodes: 1_000)

    /// What the header says it is signed with.
    let key: VerificationKey.Name
    /// The bytes that are signed.
    let signed: ArraySlice<UInt8>
    let signature: [UInt8]
    private let payload: [UInt8]

    /// Takes a token apart. The header is read for what must be known to check the signature and for what forbids to;
    /// keys and addresses of keys in it (`jwk`, `jku`, `x5u`, `x5c`) are never used.
    init(_ token: [UInt8]) throws(TokenFault) {
        guard token.count <= Self.maximumBytes else { throw .tooLong }
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .notAToken }
        key = try Self.key(of: Self.object(header))
        signed = token[..<(parts[2].startIndex - 1)]
        self.payload = payload
        self.signature = signature
    }

    /// The claims; to be read after the signature was found right.
    func claims() throws(TokenFault) -> JSONNode { try Self.object(payload) }

    private static func object(_ bytes: [UInt8]) throws(TokenFault) -> JSONNode {
        do throws(JSONError) {
            let root = try JSONDocument(bytes, limits: limits).root
            if root.kind == .object { return root }
        } catch {}
        throw .notAToken
    }

    private static func key(of header: JSONNode) throws(TokenFault) -> VerificationKey.Name {
        guard let name = header["alg"]?.string else { throw .notAToken }
        guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .algorithmNotAllowed }
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

/// The algorithms a token may be signed with: a closed list (RFC 8725 §3.1). Neither `none` nor any with a shared
/// secret is among them.
enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
    case es256 = "ES256"
    case rs256 = "RS256"
    case ps256 = "PS256"
}
