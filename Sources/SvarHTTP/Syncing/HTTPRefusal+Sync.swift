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
            }
        let issue = OutcomeIssue(code: type, text: text, diagnostics: "\(fault.rawValue): \(text)")
        self.init(fault.status, [issue])
    }

    static let noReplicas = HTTPRefusal.notFound

    static func notAcceptable(_ type: String) -> HTTPRefusal {
        HTTPRefusal(406, .notSupported, "this address answers with \(type)")
    }
}
