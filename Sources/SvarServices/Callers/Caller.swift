package import SvarDomain
package import SvarStore

/// Who asks. Every use case takes one; there is no default.
package enum Caller: Sendable, Hashable {
    /// The one all-seeing caller of a sandbox store: reads everything, writes as `Producer.sandbox`, and submits
    /// messages for whoever they name.
    case sandbox

    /// Whose submissions the caller writes over REST.
    package var producer: Producer {
        switch self {
        case .sandbox: .sandbox
        }
    }

    /// What the caller may read.
    package var scope: Scope {
        switch self {
        case .sandbox: .everything
        }
    }
}
