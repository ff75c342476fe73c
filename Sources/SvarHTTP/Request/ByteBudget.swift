import Synchronization

/// A first-come-first-served allowance of bytes. Whoever finds too little left waits without reading its connection,
/// so that the sender is held back.
final class ByteBudget: Sendable {
    private struct State {
        var free: Int
        var queue: [(weight: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let total: Int
    private let state: Mutex<State>

    init(_ total: Int) {
        self.total = total
        state = Mutex(State(free: total))
    }

    /// Takes `weight`, waiting for it when needed. A weight above the total counts as the total.
    func take(_ weight: Int) async {
        let weight = min(weight, total)
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.queue.isEmpty, state.free >= weight {
                    state.free -= weight
                    return true
                }
                state.queue.append((weight, continuation))
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Gives back what was taken.
    func give(_ weight: Int) {
        let next = state.withLock { state in
            state.free += min(weight, total)
            var next: [CheckedContinuation<Void, Never>] = []
            while let first = state.queue.first, first.weight <= state.free {
                state.free -= first.weight
                next.append(first.continuation)
                state.queue.removeFirst()
            }
            return next
        }
        for continuation in next { continuation.resume() }
    }
}
