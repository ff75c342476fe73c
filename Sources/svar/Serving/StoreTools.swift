import SvarDomain
import SvarStore

/// What `svar store` can do with a store.
enum StoreTools {
    /// Copies a store; gives a line that tells of it.
    static func backup(_ data: String, to destination: String) async throws -> String { throw notBuiltIn }

    /// What is wrong with a store, one line each.
    static func verify(_ data: String) async throws -> [String] { throw notBuiltIn }

    /// Makes a store from a backup; gives a line that tells of it.
    static func restore(_ backup: String, to data: String) async throws -> String { throw notBuiltIn }

    /// Counts and sizes as lines.
    static func statistics(_ data: String) async throws -> [String] {
        let store = try Stores.open(data, kind: nil, create: false)
        let counts = try await store.statistics()
        try await store.close()
        return [
            "persons      \(counts.persons)", "units        \(counts.units)", "resources    \(counts.resources)",
            "versions     \(counts.versions)", "log entries  \(counts.logEntries)",
            "submissions  \(counts.submissions)", "attachments  \(counts.attachments)", "bytes        \(counts.bytes)",
        ]
    }

    private static let notBuiltIn = SvarError(.storeUnusable, "no store is built in yet")
}
