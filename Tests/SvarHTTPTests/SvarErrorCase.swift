import SvarDomain

/// Failures of a store, as arguments of tests.
enum SvarErrorCase: Sendable {
    case full, closed, failed

    var error: SvarError {
        switch self {
        case .full: SvarError(.storeFull, "full")
        case .closed: SvarError(.storeClosed, "closed")
        case .failed: SvarError(.storeFailed, "failed")
        }
    }
}
