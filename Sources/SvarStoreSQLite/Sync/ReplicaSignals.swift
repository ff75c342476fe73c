import SvarDomain
import Synchronization

/// Wakes those who wait for a change of a replica's state, after the commit that made it, and knows when the next end of
/// scope is due.
///
/// A waiter is registered before it looks whether there is a change already, and the writer signals after its commit: so
/// a change is either seen by the look or signalled, never lost.
final class ReplicaSignals: Sendable {
    /// One who waits. Resumed once, whatever comes first.
    final class Waiter: Sendable {
        private enum State {
            case fresh
            case waiting(CheckedContinuation<Bool, Never>)
            case done(Bool)
        }
        private let state = Mutex(State.fresh)

        func finish(_ changed: Bool) {
            let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
                switch state {
                case .done: return nil
                case .fresh:
                    state = .done(changed)
                    return nil
                case .waiting(let continuation):
                    state = .done(changed)
                    return continuation
                }
            }
            continuation?.resume(returning: changed)
        }

        /// Whether there was a signal; at once when there was one before.
        func wait() async -> Bool {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let value: Bool? = state.withLock { state in
                        if case .done(let value) = state { return value }
                        state = .waiting(continuation)
                        return nil
                    }
                    if let value { continuation.resume(returning: value) }
                }
            } onCancel: {
                finish(false)
            }
        }
    }

    private struct State {
        var waiters: [Int64: [ObjectIdentifier: Waiter]] = [:]
        var count = 0
        var isClosed = false
    }

    /// More than this wait for nothing: they are answered as if their time were over.
    static let most = 20_000

    private let state = Mutex(State())
    private let due: Atomic<Int64>

    init(nextEnd: Int64) { due = Atomic(nextEnd) }

    /// When the next end of scope is due, as of the last commit.
    var nextEnd: Int64 { due.load(ordering: .acquiring) }

    /// Nil when too many wait, or the store is closed.
    func waiter(for replica: Int64) -> Waiter? {
        state.withLock { state in
            guard !state.isClosed, state.count < Self.most else { return nil }
            let waiter = Waiter()
            state.waiters[replica, default: [:]][ObjectIdentifier(waiter)] = waiter
            state.count += 1
            return waiter
        }
    }

    func remove(_ waiter: Waiter, for replica: Int64) {
        state.withLock { state in
            guard state.waiters[replica]?.removeValue(forKey: ObjectIdentifier(waiter)) != nil else { return }
            state.count -= 1
            if state.waiters[replica]?.isEmpty == true { state.waiters[replica] = nil }
        }
    }

    /// Called by the writer after a commit.
    func publish(_ changed: Set<Int64>, nextEnd: Int64) {
        due.store(nextEnd, ordering: .releasing)
        guard !changed.isEmpty else { return }
        let woken = state.withLock { state in
            changed.flatMap { replica -> [Waiter] in
                guard let waiters = state.waiters.removeValue(forKey: replica) else { return [] }
                state.count -= waiters.count
                return Array(waiters.values)
            }
        }
        for waiter in woken { waiter.finish(true) }
    }

    /// Ends all waits.
    func close() {
        let woken = state.withLock { state in
            state.isClosed = true
            defer {
                state.waiters = [:]
                state.count = 0
            }
            return state.waiters.values.flatMap(\.values)
        }
        for waiter in woken { waiter.finish(false) }
    }
}
