import HTTPTypes

/// Checks the DPoP proofs of requests (RFC 9449 §4.3). Nothing of a proof outlives its request but that it was used.
final class ProofChecks: Sendable {
    /// A key with which the holder of a token has signed before: made once, since making one costs as much as using it.
    struct KnownKey: Sendable {
        let algorithm: SignatureAlgorithm
        let key: VerificationKey
    }

    private let settings: ProofSettings
    private let memory: ProofMemory
    private let nonces: ProofNonces?

    init(_ settings: ProofSettings) {
        self.settings = settings
        memory = ProofMemory(ofAKey: settings.rememberedOfAKey, ofAll: settings.remembered)
        nonces = settings.needsNonce ? ProofNonces() : nil
    }

    /// How many proofs are remembered.
    var remembered: Int { memory.count }

    /// What a request proves.
    /// - Parameters:
    ///   - token: the fingerprint of the access token, which `ath` names; nil at a token endpoint, where there is none
    ///   - address: what `htu` must be; nil when this server does not know
    ///   - binding: the thumbprint that the proof's key must have; nil when it is to be bound by this request
    ///   - known: the key of the same thumbprint as it was seen before
    /// - Returns: the key that the request is proven with
    func check(
        _ head: HTTPRequest,
        address: String?,
        token: Fingerprint?,
        binding: Fingerprint?,
        known: KnownKey?,
        now: Int64
    ) async throws -> (key: KnownKey, thumbprint: Fingerprint) {
        let fields = head.headerFields[values: .dpop]
        guard let text = fields.first else { throw ProofFault.noProof }
        guard fields.count == 1 else { throw ProofFault.severalProofs }
        let proof = try DPoPProof(text)
        // Before any costly step: a key that is not the token's is of no interest.
        if let binding, proof.key.thumbprint != binding { throw ProofFault.otherProofKey }
        let used: KnownKey
        if let known, known.algorithm == proof.algorithm {
            used = known
        } else {
            guard let key = await VerificationKey(proof.key.jwk, for: proof.algorithm) else {
                throw ProofFault.badProofKey
            }
            used = KnownKey(algorithm: proof.algorithm, key: key)
        }
        guard proof.isSigned(for: used.key) else { throw ProofFault.wrongProofSignature }
        let claims = try proof.claims()
        guard claims.method == head.method.rawValue else { throw ProofFault.wrongMethod }
        try check(address: claims.address, address)
        if let token {
            guard let named = claims.accessToken else { throw ProofFault.badProofClaim }
            guard named == token else { throw ProofFault.otherToken }
        }
        let end = try check(times: claims, now)
        if let nonces, !(claims.nonce.map { nonces.accepts($0, now) } ?? false) { throw ProofFault.needsNonce }
        switch memory.admit(claims.id, of: proof.key.thumbprint, until: end, now: now) {
        case .new: return (used, proof.key.thumbprint)
        case .replayed: throw ProofFault.replayedProof
        case .full: throw HTTPRefusal.proofsFull
        }
    }

    /// The refusal of a request whose proof does not hold.
    func nonce(for fault: ProofFault, now: Int64) -> String? { fault == .needsNonce ? nonces?.current(now) : nil }

    private func check(address: String, _ expected: String?) throws(ProofFault) {
        guard !address.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            throw .addressWithQuery
        }
        guard let expected else { throw .unknownAddress }
        guard address == expected || PublicAddress.comparable(address) == expected else { throw .wrongAddress }
    }

    /// - Returns: until when it could be taken
    private func check(times claims: DPoPProof.Claims, _ now: Int64) throws(ProofFault) -> Int64 {
        let skew = Int64(settings.skewSeconds) * 1_000_000
        guard claims.issued - skew <= now, (claims.start ?? 0) - skew <= now else { throw .earlyProof }
        let end = claims.issued + Int64(settings.lifetimeSeconds) * 1_000_000 + skew
        guard now <= end, claims.expiry.map({ now < $0 + skew }) ?? true else { throw .oldProof }
        return end
    }
}

/// How DPoP proofs are judged.
package struct ProofSettings: Sendable, Hashable {
    /// How callers write this server's addresses.
    package var address = PublicAddress(base: nil, isSecure: false)
    /// For how long a proof may be used after it was made.
    package var lifetimeSeconds = 10
    /// How far the clock of its maker may be off.
    package var skewSeconds = 5
    /// Whether proofs must hold a nonce of this server.
    package var needsNonce = false
    /// How many used proofs of one key are remembered; above it that key waits.
    package var rememberedOfAKey = 100_000
    /// How many of all keys; above it all wait.
    package var remembered = 500_000
    package init() {}
}

extension HTTPField.Name {
    /// The proof of a request (RFC 9449 §4.1).
    static let dpop = HTTPField.Name("DPoP")!
    /// The nonce that the next proof must hold (RFC 9449 §8.1).
    static let dpopNonce = HTTPField.Name("DPoP-Nonce")!
}
