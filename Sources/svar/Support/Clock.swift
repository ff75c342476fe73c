import Glibc
import SvarDomain

/// The system's clock: where time comes into the program.
enum Clock {
    /// Microseconds since 1970.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// The same as a server time.
    static func serverTime() -> ServerTime { ServerTime(microseconds: now()) }
}
