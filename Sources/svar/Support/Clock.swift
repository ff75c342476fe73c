import FoundationEssentials
import SvarDomain

/// The system's clock: where time comes into the program.
enum Clock {
    /// Microseconds since 1970.
    static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1e6) }

    /// The same as a server time.
    static func serverTime() -> ServerTime { ServerTime(microseconds: now()) }
}
