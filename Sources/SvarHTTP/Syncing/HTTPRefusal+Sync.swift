import SvarFHIR
import SvarServices
package import SvarSync

extension HTTPRefusal {
    /// The answer to a replica that is refused: its diagnostics begin with the code and a colon.
    package init(_ fault: SyncFault) {
        let (type, text): (IssueType, String) =
            switch fault {
            case .tokenMalformed: (.value, "the token is none of this server, or not for this; reconcile")
            case .tokenNotYours: (.forbidden, "the token is of another replica or client")
            case .replicaRevoked: (.forbidden, "the replica was ended; destroy what it holds")
            case .tokenExpired: (.expired, "the token is older than what is kept for it; reconcile")
            case .epochChanged: (.expired, "the store was restored since; reconcile")
            case .scopeReset: (.expired, "the scope was made anew since; reconcile")
            case .scopeConflict: (.conflict, "the scope has another version by now; read it again")
            case .schemaUnsupported: (.notSupported, "the replica's program is too old; update it")
            case .replicaUnknown: (.notFound, "no such replica of this client")
            case .listNotApproved:
                (
                    .forbidden,
                    "the organisation has no approved list: approvedLists in the participant register must name gp-list"
                )
            case .userTokenMissing:
                (.forbidden, "care needs the token of the professional who is responsible, in svar-user-token")
            case .userTokenRefused:
                (
                    .forbidden,
                    "the token in svar-user-token is not of a professional of the replica's organisation who is responsible for each line"
                )
            }
        let issue = OutcomeIssue(code: type, text: text, diagnostics: "\(fault.rawValue): \(text)")
        self.init(fault.status, [issue])
    }

    /// What is wrong with the token of a professional that is shown beside a system's. Never 401: the system's own is right,
    /// and getting another of those would not help.
    static func userToken(_ text: String) -> HTTPRefusal {
        let fault = SyncFault.userTokenRefused
        let issue = OutcomeIssue(code: .forbidden, text: text, diagnostics: "\(fault.rawValue): \(text)")
        return HTTPRefusal(fault.status, [issue])
    }

    static let noReplicas = HTTPRefusal.notFound

    static func notAcceptable(_ type: String) -> HTTPRefusal {
        HTTPRefusal(406, .notSupported, "this address answers with \(type)")
    }
}
