/// The algorithms of signatures that are taken: a closed list (RFC 8725 §3.1). Neither `none` nor any with a shared
/// secret is among them.
package enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"

    /// What access tokens may be signed with. Proofs and client assertions may use all, as HelseID lets clients.
    static let ofTokens: Set<Self> = [.es256, .rs256, .ps256]
}
