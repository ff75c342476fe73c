import Synchronization

/// Which refusals of callers that cannot be told apart get a row of the log of use: one a second of each kind.
package final class RefusalRows: Sendable {
    private struct Kind: Hashable {
        let status: Int
        let reason: String
    }

    /// As many as there are statuses and reasons, which are closed lists.
    private let last = Mutex<[Kind: ContinuousClock.Instant]>([:])

    package init() {}

    /// Whether this one gets a row.
    package func admit(_ status: Int, _ reason: String, at now: ContinuousClock.Instant) -> Bool {
        let kind = Kind(status: status, reason: reason)
        return last.withLock { last in
            if let before = last[kind], now - before < .seconds(1) { return false }
            last[kind] = now
            return true
        }
    }
}
