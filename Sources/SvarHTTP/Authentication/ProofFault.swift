package import SvarFHIR

/// What is wrong with a DPoP proof: the closed list. The text helps who sent it honestly; nothing of the proof is in it.
package enum ProofFault: String, Error, Sendable, Hashable, CaseIterable {
    // The request.
    case noProof
    case severalProofs
    case proofTooLong
    // The proof's form.
    case notAProof
    case wrongProofType
    case proofAlgorithmNotAllowed
    case proofCriticalHeader
    case noProofKey
    case secretProofKey
    case badProofKey
    // The signature.
    case otherProofKey
    case wrongProofSignature
    // The claims.
    case badProofClaim
    case wrongMethod
    case addressWithQuery
    case wrongAddress
    case unknownAddress
    case otherToken
    case oldProof
    case earlyProof
    case needsNonce
    case replayedProof

    /// The error code of RFC 9449 §7.1 and §9.
    package var error: String { self == .needsNonce ? "use_dpop_nonce" : "invalid_dpop_proof" }

    /// The type of the issue in the OperationOutcome.
    package var issueType: IssueType { self == .oldProof ? .expired : .security }

    /// The reason in words, fit for `error_description`: no quotes, no backslashes, nothing that was sent.
    package var text: String {
        switch self {
        case .noProof: "the request has no DPoP field: each request needs a proof of its own"
        case .severalProofs: "the request has more than one DPoP field"
        case .proofTooLong: "the proof is longer than \(DPoPProof.maximumBytes) bytes"
        case .notAProof: "the proof is not a signed JWT in compact form"
        case .wrongProofType: "the JWT is not a proof: typ must be dpop+jwt"
        case .proofAlgorithmNotAllowed: "the algorithm of the proof is not allowed: use \(DPoPProof.algorithms)"
        case .proofCriticalHeader: "the proof has a critical header parameter that is not understood"
        case .noProofKey: "the header of the proof has no public key (jwk)"
        case .secretProofKey:
            "the jwk of the proof holds a private or shared key: take it out of use, and send the public half only"
        case .badProofKey:
            "the jwk of the proof does not fit its algorithm: EC P-256, P-384 or P-521, or RSA of 2048 to 4096 bits"
        case .otherProofKey: "the token is bound to another key than the proof is signed with (cnf.jkt)"
        case .wrongProofSignature: "the signature of the proof is wrong"
        case .badProofClaim: "the proof must say jti (1 to 200 bytes), htm, htu, iat and ath, each in its form"
        case .wrongMethod: "the proof is for another method (htm) than the request has"
        case .addressWithQuery: "the address in the proof (htu) must be without query and fragment"
        case .wrongAddress:
            "the proof is for another address (htu): it must be that of the request as the client writes it, https and "
                + "host and path; a proxy on the way must be known to this server"
        case .unknownAddress:
            "this server has not been told its own address, so it can check no proof: its operator sets --public-url"
        case .otherToken: "the proof is for another token (ath): base64url of the SHA-256 of the token"
        case .oldProof: "the proof is too old (iat): make one for each request; is a clock wrong?"
        case .earlyProof: "the proof is from the future (iat): is a clock wrong?"
        case .needsNonce: "the proof must hold the nonce that the DPoP-Nonce field of this answer gives"
        case .replayedProof: "the proof was used before (jti): make one for each request"
        }
    }
}
