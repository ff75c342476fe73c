import Dispatch
import SvarDomain
import SvarFHIR
import SvarServices
import SvarStore
import SvarStoreSQLite

/// What `svar store` can do with a store. The work blocks, so it is done on a thread of its own.
enum StoreTools {
    /// Copies a store, which may be served meanwhile; gives a line that tells of it.
    static func backup(_ data: String, to destination: String) async throws -> String {
        let progress = ProgressLine("pages")
        try await aside {
            try StoreBackup.backup(data, to: destination, now: Clock.serverTime()) { progress.show($0, of: $1) }
        }
        progress.end()
        return "the backup is in \(destination); throw it away within 30 days: it holds what is erased from now on"
    }

    /// What is wrong with a store, one line each.
    static func verify(_ data: String) async throws -> [String] {
        let progress = ProgressLine("resources")
        let findings = try await aside {
            try StoreCheck.run(data, index: IndexRows.store) { progress.show($0, of: $1) }
        }
        progress.end()
        return findings.map(\.description)
    }

    /// Makes a store from a backup; gives a line that tells of it.
    /// - Parameters:
    ///   - closures: directory of the log of closures; nil: where the backup says.
    ///   - takesOld: also a backup of more than 30 days.
    static func restore(_ backup: String, to data: String, closures: String?, takesOld: Bool) async throws -> String {
        let progress = ProgressLine("pages")
        let restored = try await aside {
            try StoreBackup.restore(
                backup,
                to: data,
                closures: closures.map(Files.absolute),
                index: IndexRows.store,
                takesOld: takesOld,
                environment: Stores.environment
            ) { progress.show($0, of: $1) }
        }
        progress.end()
        return
            "the store is in \(data); \(restored.closures) closures and erasures since the backup were carried out again"
    }

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
            + counts.notStored.map { entry in
                let month = "\(entry.day.month < 10 ? "0" : "")\(entry.day.month)"
                let day = "\(entry.day.day < 10 ? "0" : "")\(entry.day.day)"
                return "not stored   \(entry.count) of \(entry.producer.rawValue) on \(entry.day.year)-\(month)-\(day)"
            }
    }

    /// Rows of the log of use, the newest first.
    static func audit(_ data: String, _ filter: AuditReader.Filter) async throws -> [AuditReader.Entry] {
        try await aside { try AuditReader(directory: data).list(filter) }
    }

    /// Both chains of the log of use, followed.
    static func verifyAudit(_ data: String) async throws -> [AuditReader.Verification] {
        try await aside { try AuditReader(directory: data).verify() }
    }

    private static func aside<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        Stores.keepPrivate()
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
        }
    }
}

/// Progress on a terminal; nothing elsewhere.
struct ProgressLine: Sendable {
    private let what: String
    private let isShown = Terminal.showsProgress

    init(_ what: String) { self.what = what }

    func show(_ done: Int, of total: Int) {
        if isShown { Terminal.show("\r\(done)/\(total) \(what)\u{1B}[K") }
    }

    func end() {
        if isShown { Terminal.show("\r\u{1B}[K") }
    }
}
