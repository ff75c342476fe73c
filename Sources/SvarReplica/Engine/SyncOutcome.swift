package import SvarSync

/// A person of the scope as the server takes them: what the journal system knows, and where it ends.
package struct ScopeLineRequest: Sendable, Hashable {
    /// An identity number, or `Patient/[id]`.
    package var person: String
    /// `gp-list` or `care`.
    package var basis: String
    /// HPR number of the responsible professional.
    package var responsible: String
    /// An instant.
    package var until: String
    package init(person: String, basis: String, responsible: String, until: String) {
        self.person = person
        self.basis = basis
        self.responsible = responsible
        self.until = until
    }
}

/// What is asked of a scope.
package enum ScopeChange: Sendable, Hashable {
    /// These persons and no others.
    case whole([ScopeLineRequest])
    /// These are followed, from now on or longer; those no more.
    case change(set: [ScopeLineRequest], end: [WireKey])
}

/// A line of the scope as the server answers it, in the order asked.
package struct ScopeEntry: Sendable, Hashable {
    package var person: WireKey
    /// Microseconds since 1970.
    package var until: Int64
}

/// How a run ended.
package enum SyncOutcome: Sendable, Hashable {
    /// The replica is enrolled.
    case enrolled
    /// The scope is set.
    case scope([ScopeEntry])
    /// These professionals may read the replica: HPR numbers.
    case professionals([Int])
    /// The replica is what the server says, up to a moment ago.
    case inStep
    /// It was asked to stop; what was kept stands, and the next run goes on from there.
    case stopped
    /// The server does not answer, or not in a way that can be used. Trying again later may help.
    case unreachable(String)
    /// The server refuses. Nothing was changed here.
    case refused(status: Int, SyncFault?, String)
    /// The server ended this replica: what it held is destroyed.
    case revoked
    /// Repairing did not make the replica what the server says it is: somebody must look.
    case diverged
    /// The file is not enrolled.
    case notEnrolled
}

/// What a run tells while it goes.
package enum SyncNote: Sendable, Hashable {
    case asking
    /// A round has begun.
    case begun(SyncMode, estimate: Int?)
    case inStep
    /// The server says that there is more.
    case poked
    /// Something failed and will be tried again.
    case trouble(String)
    /// Sums differ, or the server cannot go on from the token: persons are compared.
    case comparing(SyncFault?)
    /// So many persons differ.
    case differing(Int)
}
