import Synchronization

/// Proofs that were taken, until they could not be taken again anyway: what makes each good for one request.
///
/// Bounded, for one key and for all. At a bound the next proof is refused: to forget one early would let it be used
/// twice. Kept in memory: after a restart, proofs from before it are too old within seconds.
final class ProofMemory: Sendable {
    /// What became of a proof.
    enum Verdict: Hashable, Sendable {
        case new
        case replayed
        /// This key, or all together, have as many as are remembered.
        case full
    }

    private struct State {
        /// What is remembered, by key and `jti` together.
        var known: Set<Fingerprint> = []
        /// How many of each key.
        var counts: [Fingerprint: Int] = [:]
        /// What ends in which second.
        var ends: [Int64: [(id: Fingerprint, key: Fingerprint)]] = [:]
        /// The first second that was not swept yet.
        var sweptTo: Int64?
    }

    private let state = Mutex(State())
    private let ofAKey: Int
    private let ofAll: Int

    init(ofAKey: Int, ofAll: Int) {
        self.ofAKey = ofAKey
        self.ofAll = ofAll
    }

    /// How many are remembered.
    var count: Int { state.withLock { $0.known.count } }

    /// Remembers a proof that was found right.
    /// - Parameters:
    ///   - end: until when it could be taken; microseconds since 1970, as `now`
    func admit(_ id: String, of key: Fingerprint, until end: Int64, now: Int64) -> Verdict {
        let id = Fingerprint(key, id)
        return state.withLock { state in
            Self.sweep(&state, before: now / 1_000_000)
            // A clock that was set back: what ended before the last sweep may be forgotten, so it is not taken again.
            if let swept = state.sweptTo, end / 1_000_000 < swept { return .replayed }
            if state.known.contains(id) { return .replayed }
            guard state.known.count < ofAll, state.counts[key, default: 0] < ofAKey else { return .full }
            state.known.insert(id)
            state.counts[key, default: 0] += 1
            state.ends[end / 1_000_000, default: []].append((id, key))
            return .new
        }
    }

    /// Forgets what ended in a second that is over. Seconds are swept in their order and once each; those at which
    /// nothing can end are not many, since proofs live for seconds.
    private static func sweep(_ state: inout State, before second: Int64) {
        guard let swept = state.sweptTo else {
            state.sweptTo = second
            return
        }
        guard swept < second else { return }
        // After a long pause the seconds that are there are fewer than those that passed.
        let over =
            second - swept > Int64(state.ends.count)
            ? state.ends.keys.filter { $0 < second } : (swept..<second).filter { state.ends[$0] != nil }
        for end in over {
            for (id, key) in state.ends.removeValue(forKey: end) ?? [] {
                state.known.remove(id)
                let left = state.counts[key, default: 1] - 1
                state.counts[key] = left == 0 ? nil : left
            }
        }
        state.sweptTo = second
    }
}
