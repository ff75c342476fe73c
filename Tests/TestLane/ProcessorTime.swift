#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Time that the calling thread had a processor: what others do on the machine is not in it.
package enum ProcessorTime {
    /// What synchronous work took.
    package static func of<E: Error>(_ work: () throws(E) -> Void) throws(E) -> Duration {
        let start = now
        try work()
        return now - start
    }

    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
