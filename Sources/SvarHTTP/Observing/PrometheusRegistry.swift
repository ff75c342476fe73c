package import Metrics
import Synchronization

/// A metrics factory that keeps its figures in memory and writes them as Prometheus text (exposition format 0.0.4).
///
/// Names and labels come from the program alone: route templates, methods, statuses. Nothing a caller sends may become
/// a label.
package final class PrometheusRegistry: MetricsFactory {
    /// One metric under a name with one set of labels.
    private struct Key: Hashable {
        var name: String
        var labels: String
    }

    private enum Metric {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)
    }

    private let metrics = Mutex<[Key: Metric]>([:])
    private let help = Mutex<[String: String]>([:])
    /// Figures that others keep, read when they are asked for.
    private let watched = Mutex<[Watched]>([])

    private struct Watched {
        let name: String
        let help: String
        let value: @Sendable () -> Int
    }

    package init() {}

    /// The counter of that name and labels, made when new.
    package func counter(_ name: String, _ labels: [(String, String)] = []) -> Counter {
        let key = Self.key(name, labels)
        return metrics.withLock { metrics in
            if case .counter(let counter) = metrics[key] { return counter }
            let counter = Counter()
            metrics[key] = .counter(counter)
            return counter
        }
    }

    /// The gauge of that name and labels, made when new.
    package func gauge(_ name: String, _ labels: [(String, String)] = []) -> Gauge {
        let key = Self.key(name, labels)
        return metrics.withLock { metrics in
            if case .gauge(let gauge) = metrics[key] { return gauge }
            let gauge = Gauge()
            metrics[key] = .gauge(gauge)
            return gauge
        }
    }

    /// The histogram (of seconds) of that name and labels, made when new.
    package func histogram(_ name: String, _ labels: [(String, String)] = []) -> Histogram {
        let key = Self.key(name, labels)
        return metrics.withLock { metrics in
            if case .histogram(let histogram) = metrics[key] { return histogram }
            let histogram = Histogram()
            metrics[key] = .histogram(histogram)
            return histogram
        }
    }

    /// Sets the help line of a name.
    package func describe(_ name: String, _ text: String) {
        help.withLock { $0[Self.sanitized(name)] = text }
    }

    /// Shows a figure that is kept elsewhere; a counter when its name ends in `_total`.
    package func watch(_ name: String, _ help: String, _ value: @escaping @Sendable () -> Int) {
        watched.withLock { $0.append(Watched(name: name, help: help, value: value)) }
    }

    /// The exposition text, with figures read just now put beside the kept ones.
    package func exposition(extra: [(name: String, help: String, value: Double)] = []) -> String {
        let metrics = metrics.withLock { $0 }
        let help = help.withLock { $0 }
        var text = ""
        let byName = Dictionary(grouping: metrics) { $0.key.name }
        for (name, entries) in byName.sorted(by: { $0.key < $1.key }) {
            let kind =
                switch entries[0].value {
                case .counter: "counter"
                case .gauge: "gauge"
                case .histogram: "histogram"
                }
            if let help = help[name] { text += "# HELP \(name) \(help)\n" }
            text += "# TYPE \(name) \(kind)\n"
            for (key, metric) in entries.sorted(by: { $0.key.labels < $1.key.labels }) {
                let labels = key.labels.isEmpty ? "" : "{\(key.labels)}"
                switch metric {
                case .counter(let counter): text += "\(name)\(labels) \(counter.value)\n"
                case .gauge(let gauge): text += "\(name)\(labels) \(Self.number(gauge.value))\n"
                case .histogram(let histogram): text += histogram.lines(name: name, labels: key.labels)
                }
            }
        }
        let figures = watched.withLock { $0 }.map { ($0.name, $0.help, Double($0.value())) }
        for figure: (name: String, help: String, value: Double) in figures + extra {
            let kind = figure.name.hasSuffix("_total") ? "counter" : "gauge"
            text += "# HELP \(figure.name) \(figure.help)\n# TYPE \(figure.name) \(kind)\n"
            text += "\(figure.name) \(Self.number(figure.value))\n"
        }
        return text
    }

    /// A number without a needless fraction.
    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func key(_ name: String, _ labels: [(String, String)]) -> Key {
        let labels = labels.sorted { $0.0 < $1.0 }.map { name, value in
            let escaped = value.map { character -> String in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            }
            return "\(sanitized(name))=\"\(escaped.joined())\""
        }
        return Key(name: sanitized(name), labels: labels.joined(separator: ","))
    }

    private static func sanitized(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
    }

    // MARK: MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        gauge(label, dimensions)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
