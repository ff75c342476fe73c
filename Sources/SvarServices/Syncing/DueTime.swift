import SvarDomain
import Synchronization

/// When the next end of a scope is due, as far as this process knows.
final class DueTime: Sendable {
    /// At first nothing is known, so that it is asked for.
    private let time = Mutex<ServerTime?>(ServerTime(microseconds: .min))

    /// One more is due then.
    func note(_ other: ServerTime?) {
        guard let other else { return }
        time.withLock { $0 = min($0 ?? other, other) }
    }

    /// Whether one is due; then none is known until it is noted.
    func take(at now: ServerTime) -> Bool {
        time.withLock { time in
            guard let next = time, next <= now else { return false }
            time = nil
            return true
        }
    }
}
