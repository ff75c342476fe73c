import Dispatch
import Foundation
import GRDB
import SvarDomain
import Synchronization

/// Read connections. Short reads run at once on the caller's thread; long ones on threads kept for them.
/// `docs/decisions/store-reads.md` has the measurements behind that.
///
/// While nothing is written, a short connection keeps its transaction open from one read to the next: beginning and ending
/// one costs more locks of the file than the read costs otherwise. Before a commit they are all ended (`pause`), so that a
/// read after it sees it, and so that no snapshot keeps the write-ahead log from being used anew.
final class Readers: Sendable {
    /// A short connection. Unchecked: used by who took it out of `State.idle`, with the lock between them.
    private final class Short: @unchecked Sendable {
        let connection: DatabaseQueue
        /// The stretch without commits in which its transaction was begun; nil when it has none open.
        var stretch: Int?

        init(_ connection: DatabaseQueue) { self.connection = connection }

        func read<T>(keepingOpenIn stretch: Int?, _ body: (Database) throws -> T) throws -> T {
            try connection.unsafeRead { database in
                if self.stretch == nil, let stretch {
                    try RawStatement("BEGIN", in: database).run()
                    self.stretch = stretch
                }
                return try body(database)
            }
        }

        /// Its transaction has read only, so that there is nothing to lose.
        func end() {
            guard stretch != nil else { return }
            stretch = nil
            connection.unsafeRead { database in
                if database.isInsideTransaction { try? RawStatement("ROLLBACK", in: database).run() }
            }
        }
    }

    private struct State {
        var idle: [Short]
        /// Counts the stretches without commits; nil while there is a commit.
        var stretch: Int?
        var stretches = 0
        var isClosed = false
    }

    private let state: Mutex<State>
    /// Counts short connections given back once closing has begun.
    private let returned = DispatchSemaphore(value: 0)
    private let all: [DatabaseQueue]
    private let threads: ReadThreads

    /// - Parameters:
    ///   - short: as many connections as callers can run at once.
    ///   - long: as many threads, each with a connection of its own.
    init(path: String, short: Int, long: Int, cacheKiB: Int) throws {
        let each = max(512, cacheKiB / (short + long))
        all = try (0..<short + long).map { try Self.connect(path, number: $0, cacheKiB: each) }
        state = Mutex(State(idle: all.prefix(short).map(Short.init)))
        threads = ReadThreads(connections: Array(all.suffix(long)))
    }

    static func connect(_ path: String, number: Int, cacheKiB: Int) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "svar.store.reader.\(number)"
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(cacheKiB); PRAGMA mmap_size = 0; PRAGMA query_only = 1")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static let closed = SvarError(.storeClosed, "the store is closed")

    /// A read of a few microseconds, on the caller's thread; on a read thread when all short connections are taken.
    func short<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        let (taken, stretch) = try state.withLock { state in
            guard !state.isClosed else { throw Self.closed }
            return (state.idle.popLast(), state.stretch)
        }
        guard let taken else { return try await threads.run(body) }
        defer { giveBack(taken) }
        do {
            // A short read is one statement, so it needs no transaction to see one snapshot.
            return try taken.read(keepingOpenIn: stretch, body)
        } catch {
            throw SvarError.store(error)
        }
    }

    private func giveBack(_ short: Short) {
        let isGiven = state.withLock { state in
            guard short.stretch == nil || short.stretch == state.stretch else { return false }
            give(short, &state)
            return true
        }
        if isGiven { return }
        short.end()
        state.withLock { give(short, &$0) }
    }

    private func give(_ short: Short, _ state: inout State) {
        state.idle.append(short)
        if state.isClosed { returned.signal() }
    }

    /// Lets connections keep their transactions open, until the next commit.
    func resume() {
        state.withLock { state in
            state.stretches += 1
            state.stretch = state.stretches
        }
    }

    /// Ends the transactions that are kept open; those in use end when they are given back.
    func pause() {
        state.withLock { state in
            state.stretch = nil
            for short in state.idle { short.end() }
        }
    }

    /// - Throws: `storeClosed` once they are closed.
    func checkOpen() throws {
        try state.withLock { state in
            guard !state.isClosed else { throw Self.closed }
        }
    }

    /// A read that may take long. All its queries see one snapshot.
    func long<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try checkOpen()
        return try await threads.run(body)
    }

    /// Waits for the reads under way.
    func close() throws {
        let taken = state.withLock { state in
            guard !state.isClosed else { return 0 }
            state.isClosed = true
            return all.count - threads.count - state.idle.count
        }
        for _ in 0..<taken { returned.wait() }
        pause()
        threads.close()
        for connection in all { try connection.close() }
    }
}

/// Threads for long reads, each with its connection, fed from one queue.
private final class ReadThreads: Sendable {
    private struct Queue {
        var jobs: [@Sendable (DatabaseQueue?) -> Void] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let arrivals = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    let count: Int

    init(connections: [DatabaseQueue]) {
        count = connections.count
        for connection in connections {
            let thread = Thread { [self] in
                while true {
                    arrivals.wait()
                    let job = queue.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
                    guard let job else { break }
                    job(connection)
                }
                ended.signal()
            }
            thread.name = "svar.store.reader"
            thread.start()
        }
    }

    func run<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job: @Sendable (DatabaseQueue?) -> Void = { connection in
                guard let connection else {
                    continuation.resume(throwing: SvarError(.storeClosed, "the store is closed"))
                    return
                }
                continuation.resume(with: Result { try connection.read(body) }.mapError(SvarError.store))
            }
            let isClosed = queue.withLock { queue in
                if !queue.isClosed { queue.jobs.append(job) }
                return queue.isClosed
            }
            if isClosed { job(nil) } else { arrivals.signal() }
        }
    }

    /// Runs what is queued, then ends the threads.
    func close() {
        let wasClosed = queue.withLock { queue in
            defer { queue.isClosed = true }
            return queue.isClosed
        }
        guard !wasClosed else { return }
        for _ in 0..<count { arrivals.signal() }
        for _ in 0..<count { ended.wait() }
    }
}
