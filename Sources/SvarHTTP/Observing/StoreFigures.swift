import SvarServices
import Synchronization

/// The store's counts for the metrics page, counted at most every fifteen seconds: a scrape must cost little.
final class StoreFigures: Sendable {
    private struct State {
        var figures: [(name: String, help: String, value: Double)] = []
        var until: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    func current(_ count: () async throws -> [StoreFigure]) async -> [(name: String, help: String, value: Double)] {
        let now = ContinuousClock.now
        let kept = state.withLock { state in
            guard let until = state.until, now < until else { return State().figures }
            return state.figures
        }
        if !kept.isEmpty { return kept }
        do {
            let figures = Self.figures(try await count())
            state.withLock { $0 = State(figures: figures, until: now + .seconds(15)) }
            return figures
        } catch {
            return [("svar_store_up", "Whether the store answers.", 0)]
        }
    }

    /// A count in whole thousands, in two digits where that is coarser. 0 and 1 stand: one of them is not a count.
    static func coarse(_ value: Double) -> Double {
        if value <= 1 { return value }
        var step = 1_000.0
        while value >= step * 100 { step *= 10 }
        return (value / step).rounded(.down) * step
    }

    private static func figures(_ counts: [StoreFigure]) -> [(name: String, help: String, value: Double)] {
        [("svar_store_up", "Whether the store answers.", 1)]
            + counts.map { ("svar_store_\($0.name)", $0.help, $0.value) }
    }
}
