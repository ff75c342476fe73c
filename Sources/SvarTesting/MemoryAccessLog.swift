package import SvarDomain
package import SvarStore
import Synchronization

/// The log of use in memory, for tests: what was recorded can be looked at, and recording can be made to fail.
package final class MemoryAccessLog: AccessLog {
    private struct State {
        var rows: [AuditRow] = []
        var kept: [[UInt8]: KeptQuery] = [:]
        var failure: SvarError?
        var isClosed = false
    }

    private let state = Mutex(State())

    package init() {}

    /// What was recorded, in order.
    package var rows: [AuditRow] { state.withLock { $0.rows } }

    /// From now on every `record` throws this; nil: none does.
    package func fail(with error: SvarError?) { state.withLock { $0.failure = error } }

    package func record(_ row: AuditRow, keeping query: KeptQuery?) async throws {
        try state.withLock { state in
            guard !state.isClosed else { throw SvarError(.storeClosed, "the log of use is closed") }
            if let failure = state.failure { throw failure }
            state.rows.append(row)
            if let query { state.kept[query.hash] = query }
        }
    }

    package func query(_ hash: [UInt8], now: ServerTime) async throws -> KeptQuery? {
        state.withLock { state in state.kept[hash].flatMap { $0.until > now ? $0 : nil } }
    }

    package func close() async throws { state.withLock { $0.isClosed = true } }
}
