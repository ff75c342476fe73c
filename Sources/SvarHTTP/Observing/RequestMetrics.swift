import HTTPTypes
import Synchronization

/// Counts and durations of requests, by route template, method and status.
package final class RequestMetrics: Sendable {
    private struct Cell {
        var requests: Counter
        var durations: Histogram
    }

    package let registry: PrometheusRegistry
    let sync: SyncMetrics
    private let inFlight: Gauge
    private let cells = Mutex<[Int: Cell]>([:])

    package init(registry: PrometheusRegistry) {
        self.registry = registry
        sync = SyncMetrics(registry: registry)
        registry.describe("svar_http_requests_total", "Requests answered, by route template, method and status.")
        registry.describe(
            "svar_http_request_duration_seconds",
            "Time from request head to answer, by route and method."
        )
        registry.describe(
            "svar_tokens_refused_total",
            "Requests refused because it could not be said who calls, by reason."
        )
        registry.describe("svar_http_requests_in_flight", "Requests being answered now.")
        inFlight = registry.gauge("svar_http_requests_in_flight")
    }

    /// A request begins.
    func begin() { inFlight.increment(by: 1) }

    /// A request is answered. `row` is its place in the route table, nil when it matched none.
    func end(row: Int?, method: HTTPRequest.Method, status: Int, nanoseconds: Int64) {
        inFlight.decrement(by: 1)
        let key = ((row ?? -1) + 1) << 16 | status << 3 | Self.number(method)
        let cell = cells.withLock { cells in
            if let cell = cells[key] { return cell }
            let route = row.map { RouteTable.rows[$0].template } ?? "unmatched"
            let labels = [("route", route), ("method", Self.name(method))]
            let cell = Cell(
                requests: registry.counter("svar_http_requests_total", labels + [("status", String(status))]),
                durations: registry.histogram("svar_http_request_duration_seconds", labels)
            )
            cells[key] = cell
            return cell
        }
        cell.requests.increment(by: 1)
        cell.durations.recordNanoseconds(nanoseconds)
    }

    /// It could not be said who calls, for one of a closed list of reasons.
    func refused(_ reason: String) {
        registry.counter("svar_tokens_refused_total", [("reason", reason)]).increment(by: 1)
    }

    /// The method's name, `other` for methods that no route has.
    static func name(_ method: HTTPRequest.Method) -> String {
        number(method) == 0 ? "other" : method.rawValue
    }

    private static func number(_ method: HTTPRequest.Method) -> Int {
        switch method {
        case .get: 1
        case .head: 2
        case .post: 3
        case .put: 4
        case .delete: 5
        case .options: 6
        case .patch: 7
        default: 0
        }
    }
}
