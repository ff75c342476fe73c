import HTTPTypes
import SvarFHIR

extension HTTPRefusal {
    /// 401: it cannot be said who calls (RFC 6750 §3). Nothing of the token is in it.
    package static func unauthorized(_ fault: TokenFault) -> HTTPRefusal {
        var challenge = #"Bearer realm="svar""#
        if let error = fault.error { challenge += #", error="\#(error)", error_description="\#(fault.text)""# }
        var fields = HTTPFields()
        fields[.wwwAuthenticate] = challenge
        var refusal = HTTPRefusal(401, [OutcomeIssue(code: fault.issueType, text: fault.text)], fields: fields)
        refusal.reason = fault.rawValue
        return refusal
    }

    /// 403: the token is right, but carries none of the scopes that would do (RFC 6750 §3.1).
    package static func insufficientScope(_ scopes: [CallerScope]) -> HTTPRefusal {
        let text = "the token lacks the scope for this: \(scopes.map(\.rawValue).joined(separator: " or "))"
        var challenge = #"Bearer realm="svar", error="insufficient_scope", error_description="\#(text)""#
        // The parameter names scopes that are all needed, so it cannot tell of a choice.
        if scopes.count == 1 { challenge += #", scope="\#(scopes[0].rawValue)""# }
        var fields = HTTPFields()
        fields[.wwwAuthenticate] = challenge
        return HTTPRefusal(403, [OutcomeIssue(code: .forbidden, text: text)], fields: fields)
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
