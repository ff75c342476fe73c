import Dispatch

/// Decides how long an open group waits for more writes. A pure value but for the clock it reads.
///
/// Closed-loop callers that were answered by the last commit come back soon. So a group expects as many writes as
/// the last one had, plus those that were there already when it began; a lone caller therefore never waits for anybody.
/// A wait never costs more than a few syncs, since all it can save is one.
struct GroupPace {
    private let longest: Double
    /// Seconds a commit takes, smoothed.
    private var commit = 0.0
    private var lastSize = 0
    private var began: DispatchTime?
    private var expected = 0

    init(longest: Duration) {
        let (seconds, attoseconds) = longest.components
        self.longest = Double(seconds) + Double(attoseconds) * 1e-18
    }

    /// How long to wait with `count` writes in the group and none queued; nil: commit now.
    mutating func wait(count: Int) -> Double? {
        let now = DispatchTime.now()
        guard let began else {
            began = now
            // What piled up behind the last commit are others than those it answered.
            expected = lastSize > 1 || count > 1 ? lastSize + count : count
            return wait(count: count)
        }
        guard count < expected else { return nil }
        let budget = min(longest, commit * Self.syncsWorthWaiting)
        let left = budget - Double(now.uptimeNanoseconds - began.uptimeNanoseconds) * 1e-9
        // When nobody came for a quarter of the longest wait, nobody comes.
        return left > 0 ? min(left, longest / 4) : nil
    }

    private static let syncsWorthWaiting = 5.0

    mutating func ended(size: Int, commit seconds: Double) {
        // Outliers (a checkpoint ran inside the commit) count as ten times the usual at most.
        commit = commit == 0 ? seconds : commit * 0.8 + min(seconds, commit * 10) * 0.2
        lastSize = size
        began = nil
    }
}
