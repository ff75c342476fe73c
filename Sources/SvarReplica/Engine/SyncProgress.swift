/// How far a replica is with getting in step.
public struct SyncProgress: Sendable, Hashable {
    /// What it is doing.
    public enum Phase: String, Sendable, Hashable {
        /// Asking the server.
        case asking
        /// Taking what changed since the last time.
        case changes
        /// Taking everything for the first time.
        case first
        /// Putting right what was found to differ.
        case repair
        /// In step; waiting for the server to have more.
        case waiting
        /// The server or the network failed; it will be tried again.
        case trouble
    }

    /// What it is doing.
    public var phase: Phase
    /// Reports taken in this round, removals among them.
    public var units: Int
    /// About how many there will be; nil when the server does not say.
    public var estimate: Int?
    /// Bytes received in this round.
    public var bytes: Int
    /// Reports a second since the round began.
    public var rate: Double
    /// Seconds that are left, about; nil when that is not known.
    public var secondsLeft: Double?
    /// What went wrong last, without content; nil when all is well.
    public var trouble: String?

    init(phase: Phase) {
        self.phase = phase
        (units, bytes, rate) = (0, 0, 0)
    }
}
