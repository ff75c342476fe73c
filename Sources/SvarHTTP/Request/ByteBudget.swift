import Synchronization

/// A first-come-first-served allowance of bytes that bodies take as they arrive. Whoever finds too little left waits
/// without reading its connection, so that the sender is held back.
///
/// One body at a time may go beyond the allowance: bodies that each hold a part and wait for more would else wait for
/// each other.
final class ByteBudget: Sendable {
    private struct Waiter {
        var share: Share
        var bytes: Int
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var free: Int
        /// The body that may go beyond.
        var overdrawer: ObjectIdentifier?
        var queue: [Waiter] = []

        /// Whether the bytes were granted.
        mutating func grant(_ bytes: Int, to share: Share) -> Bool {
            let id = ObjectIdentifier(share)
            if overdrawer != id, free < bytes {
                guard overdrawer == nil else { return false }
                overdrawer = id
            }
            free -= bytes
            return true
        }
    }

    private let state: Mutex<State>

    init(_ total: Int) { state = Mutex(State(free: total)) }

    /// What one body holds.
    final class Share: Sendable {
        static let step = 256 << 10
        /// Bodies up to this size are not counted.
        static let free = 64 << 10

        private let budget: ByteBudget
        private let held = Mutex(0)

        init(_ budget: ByteBudget) { self.budget = budget }

        /// Whether `bytes` need more than is held.
        func lacks(_ bytes: Int) -> Bool { bytes > Self.free && bytes > held.withLock { $0 } }

        /// Takes steps until `bytes` are held, waiting when needed; throws `CancellationError` when cancelled.
        func cover(_ bytes: Int) async throws {
            let missing = bytes - held.withLock { $0 }
            let taken = (missing + Self.step - 1) / Self.step * Self.step
            try await budget.take(taken, for: self)
            held.withLock { $0 += taken }
        }

        /// Takes what `cover` would when it is free now; tells whether it was.
        func coverNow(_ bytes: Int) -> Bool {
            let missing = bytes - held.withLock { $0 }
            let taken = (missing + Self.step - 1) / Self.step * Self.step
            guard taken <= 0 || budget.takeNow(taken, for: self) else { return false }
            held.withLock { $0 += max(taken, 0) }
            return true
        }

        /// Gives back what is held above the need for `bytes`.
        func shrink(to bytes: Int) {
            let kept = bytes > Self.free ? (bytes + Self.step - 1) / Self.step * Self.step : 0
            let over = held.withLock { held in
                let over = max(0, held - kept)
                held -= over
                return over
            }
            if over > 0 { budget.give(over, of: self) }
        }

        deinit { giveBack() }

        /// Gives all back.
        func giveBack() {
            let bytes = held.withLock { held in
                defer { held = 0 }
                return held
            }
            if bytes > 0 { budget.give(bytes, of: self) }
        }
    }

    private func takeNow(_ bytes: Int, for share: Share) -> Bool {
        state.withLock { state in
            (state.queue.isEmpty || state.overdrawer == ObjectIdentifier(share)) && state.grant(bytes, to: share)
        }
    }

    private func take(_ bytes: Int, for share: Share) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    let isNext = state.queue.isEmpty || state.overdrawer == ObjectIdentifier(share)
                    if isNext, state.grant(bytes, to: share) { return .success(()) }
                    state.queue.append(Waiter(share: share, bytes: bytes, continuation: continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter: Waiter? = state.withLock { state in
                guard let index = state.queue.firstIndex(where: { $0.share === share }) else { return nil }
                return state.queue.remove(at: index)
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func give(_ bytes: Int, of share: Share) {
        let next = state.withLock { state in
            state.free += bytes
            if state.overdrawer == ObjectIdentifier(share) { state.overdrawer = nil }
            var next: [CheckedContinuation<Void, any Error>] = []
            while let first = state.queue.first, state.grant(first.bytes, to: first.share) {
                next.append(first.continuation)
                state.queue.removeFirst()
            }
            return next
        }
        for continuation in next { continuation.resume() }
    }
}
