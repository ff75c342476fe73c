import SvarDomain
import SvarStore

/// One count of the store, for metrics.
package struct StoreFigure: Sendable, Hashable {
    /// Such as `units`.
    package let name: String
    package let help: String
    package let value: Double
}

extension ResultService {
    /// Throws when the store cannot answer.
    package func checkReady() async throws {
        _ = try await store.log(after: LogPosition(0), limit: 1)
    }

    /// What the store holds. Counting costs; the edge asks seldom.
    package func storeFigures() async throws -> [StoreFigure] {
        let counts = try await store.statistics()
        return [
            StoreFigure(name: "persons", help: "Persons known to the store.", value: Double(counts.persons)),
            StoreFigure(name: "units", help: "Report units.", value: Double(counts.units)),
            StoreFigure(name: "resources", help: "Resources.", value: Double(counts.resources)),
            StoreFigure(name: "versions", help: "Versions of resources.", value: Double(counts.versions)),
            StoreFigure(name: "log_entries", help: "Entries of the log.", value: Double(counts.logEntries)),
            StoreFigure(name: "submissions", help: "Submissions kept.", value: Double(counts.submissions)),
            StoreFigure(name: "attachments", help: "Attachments.", value: Double(counts.attachments)),
            StoreFigure(name: "bytes", help: "Bytes on disk.", value: Double(counts.bytes)),
        ]
    }
}
