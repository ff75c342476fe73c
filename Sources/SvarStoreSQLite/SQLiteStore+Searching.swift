import GRDB
import GRDBSQLite
package import SvarDomain
import SvarFHIR
package import SvarSearch
package import SvarStore

extension SQLiteStore {
    package func search(
        _ query: SearchQuery,
        at position: LogPosition,
        after key: Int64?,
        isReversed: Bool,
        limit: Int,
        bytes: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try await reading(at: position, in: scope, byTime: query.looksAtTime) { reading in
            try SearchRun(query, reading).page(after: key, isReversed: isReversed, limit: limit, bytes: bytes)
        }
    }

    package func count(_ query: SearchQuery, at position: LogPosition, in scope: Scope) async throws -> Int {
        try await reading(at: position, in: scope, byTime: query.looksAtTime) { try SearchRun(query, $0).count() }
    }

    package func included(
        _ include: Include,
        from keys: [Int64],
        at position: LogPosition,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try await reading(at: position, in: scope, byTime: false) { try $0.included(include, from: keys, limit: limit) }
    }

    package func history(
        _ query: HistoryQuery,
        at position: LogPosition,
        before: Int64?,
        ascending: Bool,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try await reading(at: position, in: scope, byTime: false, needsIndex: false) { reading in
            try HistoryRun(query, reading, before: before, ascending: ascending).page(limit)
        }
    }

    /// Runs a search on a read thread, in one snapshot, and stops it when its time is over.
    /// - Parameter byTime: whether it asks when something was stamped.
    private func reading<T: Sendable>(
        at position: LogPosition,
        in scope: Scope,
        byTime: Bool,
        needsIndex: Bool = true,
        _ body: @escaping @Sendable (SearchReading) throws -> T
    ) async throws -> T {
        let (index, isSandbox, settings) = (index, kind == .sandbox, settings)
        return try await readers.long { database in
            let deadline = Deadline(after: settings.searchTime)
            return try deadline.guarding(database) {
                if needsIndex { try Self.requireKept(position, in: database) }
                let reading = try SearchReading(
                    database,
                    in: scope,
                    at: position.rawValue,
                    index: index,
                    isSandbox: isSandbox,
                    until: deadline,
                    byTime: byTime,
                    longestList: settings.longestList
                )
                return try body(reading)
            }
        }
    }

    /// Rows that ended before the floor are gone.
    private static func requireKept(_ position: LogPosition, in database: Database) throws {
        let floor = try database.first("SELECT CAST(value AS INTEGER) FROM metadata WHERE name = 'index.floor'") {
            $0[0] as Int64
        }
        guard position.rawValue >= floor ?? 0 else {
            throw SvarError(.storePositionPast, "what this search began with is no longer kept")
        }
    }
}

extension SearchQuery {
    /// Whether it finds or sorts by when something was stamped.
    fileprivate var looksAtTime: Bool {
        sort.contains { if case .updated = $0.field { true } else { false } } || criterion.looksAtTime
    }
}

extension Criterion {
    fileprivate var looksAtTime: Bool {
        switch self {
        case .updated: true
        case .ids, .person, .row, .paired: false
        case .refers(_, _, let inner), .referred(_, _, let inner), .not(let inner): inner.looksAtTime
        case .all(let inner), .any(let inner): inner.contains(where: \.looksAtTime)
        }
    }
}

extension Deadline {
    /// Runs `body`; SQLite itself asks now and then whether time is over, so that a statement that finds nothing ends
    /// too.
    func guarding<T>(_ database: Database, _ body: () throws -> T) throws -> T {
        let box = Unmanaged.passRetained(DeadlineBox(self))
        let connection = database.sqliteConnection
        sqlite3_progress_handler(
            connection,
            20_000,
            { Unmanaged<DeadlineBox>.fromOpaque($0!).takeUnretainedValue().deadline.isOver ? 1 : 0 },
            box.toOpaque()
        )
        defer {
            sqlite3_progress_handler(connection, 0, nil, nil)
            box.release()
        }
        return try body()
    }
}

/// Carries a deadline through SQLite's callback.
private final class DeadlineBox {
    let deadline: Deadline
    init(_ deadline: Deadline) { self.deadline = deadline }
}
