package import SvarFHIR

/// What is wrong with a token: the closed list. The text helps who sent it honestly; nothing of the token is in it.
package enum TokenFault: String, Error, Sendable, Hashable, CaseIterable {
    // The request.
    case missing
    case severalFields
    case otherScheme
    case bearerNotTaken
    case tooLong
    // The token's form.
    case notAToken
    case algorithmNotAllowed
    case wrongType
    case criticalHeader
    case noKeyID
    // The signature.
    case unknownKey
    case wrongSignature
    // The claims.
    case wrongIssuer
    case wrongAudience
    case severalAudiences
    case noExpiry
    case expired
    case notYetValid
    case badClaim
    case noClient
    case otherBinding
    // The token and how it was shown.
    case boundToken
    case unboundToken
    case lowSecurityLevel

    /// The error code of RFC 6750 §3.1 or RFC 9470 §3; nil where there was no attempt to say who one is.
    package var error: String? {
        switch self {
        case .missing: nil
        case .severalFields, .otherScheme, .bearerNotTaken: "invalid_request"
        case .lowSecurityLevel: "insufficient_user_authentication"
        default: "invalid_token"
        }
    }

    /// The type of the issue in the OperationOutcome.
    package var issueType: IssueType {
        switch self {
        case .missing, .lowSecurityLevel: .login
        case .expired: .expired
        default: .security
        }
    }

    /// The reason in words, fit for `error_description`: no quotes, no backslashes, nothing that was sent.
    package var text: String {
        switch self {
        case .missing:
            "the request has no token: send Authorization: DPoP or Bearer and an access token for this service"
        case .severalFields: "the request has more than one Authorization field"
        case .otherScheme:
            "the Authorization field is not DPoP or Bearer and one token; other schemes are not supported"
        case .bearerNotTaken:
            "bearer tokens are not taken here: send Authorization: DPoP, a token bound to a key, and a proof in DPoP"
        case .tooLong: "the token is longer than \(AccessToken.maximumBytes) bytes"
        case .notAToken: "the token is not a signed JWT in compact form"
        case .algorithmNotAllowed: "the algorithm of the token is not allowed: use ES256, RS256 or PS256"
        case .wrongType: "the token is not an access token: typ must be at+jwt or JWT"
        case .criticalHeader: "the token has a critical header parameter that is not understood"
        case .noKeyID: "the header of the token names no key (kid)"
        case .unknownKey: "the key that the token names is not among the keys of the issuer for that algorithm"
        case .wrongSignature: "the signature of the token is wrong"
        case .wrongIssuer: "the token is from another issuer (iss) than this service trusts"
        case .wrongAudience: "the token is for another audience (aud) than this service"
        case .severalAudiences: "the token is for several audiences (aud): ask for one for this service alone"
        case .noExpiry: "the token has no time of expiry (exp)"
        case .expired: "the token has expired (exp)"
        case .notYetValid: "the token is not valid yet (nbf): is a clock wrong?"
        case .badClaim: "a claim of the token does not have the form it must have"
        case .noClient: "the token does not say which client it was given to (client_id)"
        case .otherBinding: "the token is bound to its sender in a way that is not supported (cnf): only jkt is"
        case .boundToken: "the token is bound to a key (cnf.jkt): send Authorization: DPoP, and a proof in DPoP"
        case .unboundToken:
            "the token is not bound to a key (no cnf.jkt), so no proof can show that it is yours: send a proof when "
                + "you ask the issuer for a token"
        case .lowSecurityLevel: "the person must have logged in at security level 4"
        }
    }
}
