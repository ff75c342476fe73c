import Dispatch
import SvarReplica
import Synchronization

/// Shows on standard error how far a replica is: one line that is rewritten on a terminal, few lines elsewhere.
final class SyncDisplay: Sendable {
    private struct State {
        var line = SyncProgressLine(isTerminal: Terminal.showsProgress, now: SyncDisplay.now())
        var phase = SyncProgress.Phase.asking
        /// Changes of this run, of the answer that is being taken, and since the replica was last in step.
        var taken = 0
        var ofAnswer = 0
        var sinceStep = 0
        var bytesBefore = 0
        var bytesOfAnswer = 0
        var trouble: String?
    }

    private let state = Mutex(State())
    /// Reports that were there before this run.
    private let held: Int
    private let isWatching: Bool

    init(held: Int, isWatching: Bool) {
        self.held = held
        self.isWatching = isWatching
    }

    private static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

    func show(_ progress: SyncProgress) {
        let text = state.withLock { state -> String? in self.text(progress, &state) }
        if let text, !text.isEmpty { Terminal.show(text) }
    }

    private func text(_ progress: SyncProgress, _ state: inout State) -> String? {
        let before = state.phase
        state.phase = progress.phase
        switch progress.phase {
        case .asking: return nil
        case .trouble:
            // A follower that cannot reach its server for a day says so once.
            guard progress.trouble != state.trouble else { return nil }
            state.trouble = progress.trouble
            return state.line.clear() + "svar sync: \(progress.trouble ?? "something failed"); trying again\n"
        case .waiting:
            guard isWatching, state.sinceStep > 0 || state.trouble != nil || before != .waiting && state.taken == 0
            else {
                return nil
            }
            let text = "svar sync: in step, \(SyncProgressLine.count(state.sinceStep)) changes\n"
            (state.sinceStep, state.trouble) = (0, nil)
            return state.line.clear() + text
        case .changes, .first, .repair:
            // An answer begins with nothing taken.
            if progress.units < state.ofAnswer || progress.bytes < state.bytesOfAnswer {
                state.bytesBefore += state.bytesOfAnswer
                (state.ofAnswer, state.bytesOfAnswer) = (0, 0)
            }
            let new = progress.units - state.ofAnswer
            state.taken += new
            state.sinceStep += new
            (state.ofAnswer, state.bytesOfAnswer) = (progress.units, progress.bytes)
            if progress.phase == .repair, before != .repair, progress.units == 0 {
                return state.line.clear() + "svar sync: comparing with the server\n"
            }
            // The server says how much the whole round has; of a first one, what is there is part of it.
            let expected = progress.estimate.map { progress.phase == .first ? max(0, $0 - held) : $0 }
            let shown = SyncProgressLine.State(
                done: state.taken,
                expected: isWatching ? nil : expected,
                bytes: state.bytesBefore + state.bytesOfAnswer
            )
            return state.line.update(shown, now: Self.now())
        }
    }

    /// What was taken in all.
    var summary: String {
        state.withLock { $0.taken == 0 ? "no report changed" : "\(SyncProgressLine.count($0.taken)) changes" }
    }

    func end() {
        let text = state.withLock { $0.line.clear() }
        if !text.isEmpty { Terminal.show(text) }
    }
}
