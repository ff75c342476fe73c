import HTTPTypes
import SvarFHIR

extension HTTPRefusal {
    /// 401: it cannot be said who calls (RFC 6750 §3, RFC 9449 §7.1). Nothing of the token is in it.
    /// - Parameters:
    ///   - used: how the token was shown; its challenge comes first and tells the reason
    ///   - schemes: how it may be shown here
    package static func unauthorized(
        _ fault: TokenFault,
        used: TokenScheme = .bearer,
        of schemes: TokenSchemes = .any
    ) -> HTTPRefusal {
        var refusal = HTTPRefusal(401, [OutcomeIssue(code: fault.issueType, text: fault.text)])
        refusal.fields = challenges(used, schemes, error: fault.error.map { ($0, fault.text) })
        refusal.reason = fault.rawValue
        return refusal
    }

    /// 401: the token is right, and the sender has not shown that it is theirs (RFC 9449 §7.1).
    /// - Parameter nonce: what the next proof must hold, where that is asked for
    package static func unproven(_ fault: ProofFault, of schemes: TokenSchemes = .any, nonce: String? = nil)
        -> HTTPRefusal
    {
        var refusal = HTTPRefusal(401, [OutcomeIssue(code: fault.issueType, text: fault.text)])
        refusal.fields = challenges(.dpop, schemes, error: (fault.error, fault.text))
        if let nonce { refusal.fields[.dpopNonce] = nonce }
        refusal.reason = fault.rawValue
        return refusal
    }

    /// 403: the token is right, but carries none of the scopes that would do (RFC 6750 §3.1).
    package static func insufficientScope(_ scopes: [CallerScope], used: TokenScheme = .bearer) -> HTTPRefusal {
        let text = "the token lacks the scope for this: \(scopes.map(\.rawValue).joined(separator: " or "))"
        var challenge = challenge(used, error: ("insufficient_scope", text))
        // The parameter names scopes that are all needed, so it cannot tell of a choice.
        if scopes.count == 1 { challenge += #", scope="\#(scopes[0].rawValue)""# }
        var fields = HTTPFields()
        fields[.wwwAuthenticate] = challenge
        return HTTPRefusal(403, [OutcomeIssue(code: .forbidden, text: text)], fields: fields)
    }

    /// 503: more proofs were used within seconds than are remembered.
    static var proofsFull: HTTPRefusal {
        var refusal = HTTPRefusal(
            503,
            [OutcomeIssue(code: .throttled, text: "more DPoP proofs were used within seconds than are remembered")],
            fields: [.retryAfter: "5"]
        )
        refusal.reason = "proofsFull"
        return refusal
    }

    private static func challenges(
        _ used: TokenScheme,
        _ schemes: TokenSchemes,
        error: (code: String, text: String)?
    ) -> HTTPFields {
        var fields = HTTPFields()
        let first = schemes == .proofOnly ? .dpop : used
        fields.append(HTTPField(name: .wwwAuthenticate, value: challenge(first, error: error)))
        if schemes == .any {
            let other: TokenScheme = first == .dpop ? .bearer : .dpop
            fields.append(HTTPField(name: .wwwAuthenticate, value: challenge(other)))
        }
        return fields
    }

    private static func challenge(_ scheme: TokenScheme, error: (code: String, text: String)? = nil) -> String {
        var challenge =
            scheme == .bearer ? #"Bearer realm="svar""# : #"DPoP realm="svar", algs="\#(DPoPProof.algorithms)""#
        if let error { challenge += #", error="\#(error.code)", error_description="\#(error.text)""# }
        return challenge
    }

    /// 403: the token is right and has the scope, but not what its role must say of itself.
    package static func callerLacks(_ lack: CallerLack) -> HTTPRefusal { HTTPRefusal(403, .forbidden, lack.text) }

    /// 503: the keys of the issuer are not there, so that no token can be checked.
    package static var keysUnavailable: HTTPRefusal {
        var refusal = HTTPRefusal(
            503,
            [OutcomeIssue(code: .transient, text: "the keys of the token issuer cannot be had, so no token is taken")],
            fields: [.retryAfter: "10"]
        )
        refusal.reason = "keysUnavailable"
        return refusal
    }
}

/// What a caller with a right token and scope still lacks: the closed list.
package enum CallerLack: String, Error, Sendable, Hashable, CaseIterable {
    case organisation
    case participation
    case personnelNumber
    case identity

    package var text: String {
        switch self {
        case .organisation:
            "the token names no organisation (\(ClaimName.organisationParent) or orgnr_child)"
        case .participation: "the organisation and client of the token are not in the participant register"
        case .personnelNumber: "the token names no health personnel number (\(ClaimName.personnelNumber))"
        case .identity: "the token does not say who the citizen is (\(ClaimName.person))"
        }
    }
}
