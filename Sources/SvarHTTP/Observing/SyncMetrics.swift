import SvarServices
import SvarSync

/// What replicas were sent and refused, without saying which or of whom.
struct SyncMetrics: Sendable {
    private let registry: PrometheusRegistry
    private let listening: Gauge

    init(registry: PrometheusRegistry) {
        self.registry = registry
        registry.describe("svar_sync_rounds_total", "Rounds of replicas that were sent to their end, by mode.")
        registry.describe("svar_sync_lines_total", "Lines sent to replicas, by what they say.")
        registry.describe("svar_sync_refused_total", "Requests of replicas that were refused, by replica code.")
        registry.describe("svar_sync_pokes_open", "Replicas that wait for a poke now.")
        listening = registry.gauge("svar_sync_pokes_open")
    }

    /// A page is on its way.
    func sent(_ page: SyncRound.Page) {
        for (line, count) in [("person", page.persons), ("deny", page.denies), ("put", page.puts)] where count > 0 {
            registry.counter("svar_sync_lines_total", [("line", line)]).increment(by: Int64(count))
        }
        if page.isLast {
            registry.counter("svar_sync_rounds_total", [("mode", page.mode.rawValue)]).increment(by: 1)
        }
    }

    func refused(_ fault: SyncFault) {
        registry.counter("svar_sync_refused_total", [("code", fault.rawValue)]).increment(by: 1)
    }

    /// Counts as waiting for as long as it runs.
    func listening<T>(_ body: () async throws -> T) async throws -> T {
        listening.increment(by: 1)
        defer { listening.decrement(by: 1) }
        return try await body()
    }
}
