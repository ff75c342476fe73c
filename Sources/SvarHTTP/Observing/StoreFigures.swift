import SvarStore
import Synchronization

/// The store's counts for the metrics page, counted at most every fifteen seconds: a scrape must cost little.
final class StoreFigures: Sendable {
    private struct State {
        var figures: [(name: String, help: String, value: Double)] = []
        var until: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    func current(_ count: () async throws -> StoreStatistics) async -> [(name: String, help: String, value: Double)] {
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

    private static func figures(_ counts: StoreStatistics) -> [(name: String, help: String, value: Double)] {
        [
            ("svar_store_up", "Whether the store answers.", 1),
            ("svar_store_persons", "Persons known to the store.", Double(counts.persons)),
            ("svar_store_units", "Report units.", Double(counts.units)),
            ("svar_store_resources", "Resources.", Double(counts.resources)),
            ("svar_store_versions", "Versions of resources.", Double(counts.versions)),
            ("svar_store_log_entries", "Entries of the log.", Double(counts.logEntries)),
            ("svar_store_submissions", "Submissions kept.", Double(counts.submissions)),
            ("svar_store_attachments", "Attachments.", Double(counts.attachments)),
            ("svar_store_bytes", "Bytes on disk.", Double(counts.bytes)),
        ]
    }
}
