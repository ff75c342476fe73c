import Synchronization

/// Ends the reading of bodies that stand still or come too slowly, also when nothing arrives that could wake the reader.
///
/// One timer for all of them, and none while no body is read.
final class BodyWatch: Sendable {
    /// Why a reading was ended.
    enum Verdict {
        case tooSlow
        /// No memory for the body came free in time.
        case noMemory
    }

    private struct State {
        var readings: [ObjectIdentifier: Reading] = [:]
        var isTicking = false
    }

    private let state = Mutex(State())
    private let interval: Duration

    init(patience: Duration) { interval = min(max(patience / 10, .milliseconds(20)), .seconds(1)) }

    /// Watches a reading until it is left.
    func watch(_ reading: Reading) {
        let starts = state.withLock { state in
            state.readings[ObjectIdentifier(reading)] = reading
            defer { state.isTicking = true }
            return !state.isTicking
        }
        if starts { Task.detached { await self.tick() } }
    }

    func leave(_ reading: Reading) { state.withLock { $0.readings[ObjectIdentifier(reading)] = nil } }

    private func tick() async {
        repeat {
            do { try await Task.sleep(for: interval) } catch { return }
            let now = ContinuousClock.now
            for reading in state.withLock({ Array($0.readings.values) }) { reading.endIfLate(now) }
        } while state.withLock { state in
            state.isTicking = !state.readings.isEmpty
            return state.isTicking
        }
    }

    /// One body under way.
    final class Reading: Sendable {
        private struct State {
            var start: ContinuousClock.Instant
            var deadline: ContinuousClock.Instant
            var waitsSince: ContinuousClock.Instant?
            var verdict: Verdict?
            var cancel: (@Sendable () -> Void)?
        }

        private let state: Mutex<State>
        private let patience: Duration
        private let slowestBytesPerSecond: Int

        init(patience: Duration, slowestBytesPerSecond: Int) {
            self.patience = patience
            self.slowestBytesPerSecond = slowestBytesPerSecond
            let now = ContinuousClock.now
            state = Mutex(State(start: now, deadline: now + patience))
        }

        /// Why it was ended; nil when it was not.
        var verdict: Verdict? { state.withLock { $0.verdict } }

        /// What to call when it is late.
        func onLate(_ cancel: @escaping @Sendable () -> Void) { state.withLock { $0.cancel = cancel } }

        /// Something came: `read` bytes in all.
        func move(read: Int) {
            let now = ContinuousClock.now
            state.withLock { state in
                let whole = state.start + patience + .seconds(read / slowestBytesPerSecond)
                state.deadline = min(now + patience, whole)
            }
        }

        /// Waits for memory: as long as patience allows, and without being called slow for it.
        func waiting(_ wait: () async throws -> Void) async throws {
            let since = ContinuousClock.now
            state.withLock { state in
                state.waitsSince = since
                state.deadline = since + patience
            }
            try await wait()
            state.withLock { state in
                state.waitsSince = nil
                state.start += ContinuousClock.now - since
            }
        }

        func endIfLate(_ now: ContinuousClock.Instant) {
            let cancel: (@Sendable () -> Void)? = state.withLock { state in
                guard now >= state.deadline, state.verdict == nil else { return nil }
                state.verdict = state.waitsSince == nil ? .tooSlow : .noMemory
                return state.cancel
            }
            cancel?()
        }
    }
}
