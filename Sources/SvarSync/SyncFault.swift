/// What a replica is told when a request is refused: the OperationOutcome's text begins with the code and a colon. Each
/// case says what the replica does then.
package enum SyncFault: String, Hashable, Sendable, CaseIterable, Error {
    /// The token cannot be opened: reconcile, and tell somebody.
    case tokenMalformed = "token-malformed"
    /// The token is another replica's or another client's: stop, keep what is there.
    case tokenNotYours = "token-not-yours"
    /// The replica was ended: destroy what it holds.
    case replicaRevoked = "replica-revoked"
    /// The token is older than what is kept for it: reconcile.
    case tokenExpired = "token-expired"
    /// The store was restored: reconcile.
    case epochChanged = "epoch-changed"
    /// The scope was made anew: reconcile.
    case scopeReset = "scope-reset"
    /// `If-Match` names another version of the scope: read it again.
    case scopeConflict = "scope-conflict"
    /// The replica's schema is older than what is sent: update the program.
    case schemaUnsupported = "schema-unsupported"
    /// No such replica, or not of this client: stop.
    case replicaUnknown = "replica-unknown"
    /// The organisation has no approved list to follow persons from: ask whoever runs the server.
    case listNotApproved = "list-not-approved"
    /// Persons in care are followed with a professional's own token: show one.
    case userTokenMissing = "user-token-missing"
    /// The professional's token is not right, not of the replica's organisation, or of another than who is responsible.
    case userTokenRefused = "user-token-refused"

    /// HTTP status it goes with.
    package var status: Int {
        switch self {
        case .tokenMalformed: 400
        case .tokenNotYours, .replicaRevoked, .listNotApproved, .userTokenMissing, .userTokenRefused: 403
        case .replicaUnknown: 404
        case .tokenExpired, .epochChanged, .scopeReset: 410
        case .scopeConflict: 412
        case .schemaUnsupported: 426
        }
    }
}
