import Metrics
import Synchronization

/// A count that only grows.
package final class Counter: CounterHandler {
    private let count = Atomic<Int64>(0)

    package init() {}
    package var value: Int64 { count.load(ordering: .relaxed) }
    package func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    package func reset() { count.store(0, ordering: .relaxed) }
}

/// A value that goes up and down.
package final class Gauge: RecorderHandler, MeterHandler {
    private let bits = Mutex<Double>(0)

    package init() {}
    package var value: Double { bits.withLock { $0 } }
    package func set(_ value: Int64) { bits.withLock { $0 = Double(value) } }
    package func set(_ value: Double) { bits.withLock { $0 = value } }
    package func increment(by amount: Double) { bits.withLock { $0 += amount } }
    package func decrement(by amount: Double) { bits.withLock { $0 -= amount } }
    package func record(_ value: Int64) { set(value) }
    package func record(_ value: Double) { set(value) }
}

/// How many durations fell under each bound.
package final class Histogram: TimerHandler {
    /// Upper bounds in microseconds, and as Prometheus writes them in seconds.
    static let bounds: [(microseconds: Int64, seconds: StaticString)] = [
        (250, "0.00025"), (500, "0.0005"), (1_000, "0.001"), (2_500, "0.0025"), (5_000, "0.005"), (10_000, "0.01"),
        (25_000, "0.025"), (50_000, "0.05"), (100_000, "0.1"), (250_000, "0.25"), (500_000, "0.5"),
        (1_000_000, "1"), (2_500_000, "2.5"), (10_000_000, "10"),
    ]

    private let counts: [Counter] = (0...bounds.count).map { _ in Counter() }
    private let sum = Counter()

    package init() {}

    package func recordNanoseconds(_ duration: Int64) {
        let microseconds = duration / 1_000
        let index = Self.bounds.firstIndex { microseconds <= $0.microseconds } ?? Self.bounds.count
        counts[index].increment(by: 1)
        sum.increment(by: duration)
    }

    /// The samples as exposition lines.
    func lines(name: String, labels: String) -> String {
        let prefix = labels.isEmpty ? "" : labels + ","
        var text = ""
        var count: Int64 = 0
        for (bound, counter) in zip(Self.bounds, counts) {
            count += counter.value
            text += "\(name)_bucket{\(prefix)le=\"\(bound.seconds)\"} \(count)\n"
        }
        count += counts[Self.bounds.count].value
        let labels = labels.isEmpty ? "" : "{\(labels)}"
        text += "\(name)_bucket{\(prefix)le=\"+Inf\"} \(count)\n"
        text += "\(name)_sum\(labels) \(PrometheusRegistry.number(Double(sum.value) / 1e9))\n"
        text += "\(name)_count\(labels) \(count)\n"
        return text
    }
}
