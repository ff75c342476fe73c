import Dispatch
import Foundation
import GRDB
import SvarDomain
import SvarStore
import Synchronization

/// The one writer of `access.db`.
///
/// A commit costs as much as several rows, and reaches the page cache only, which costs less than a change of thread. So
/// rows are committed together, by a caller: the one whose row makes up the number that is expected. That is as many as
/// were in the last group and came while it was committed: callers that were answered together come back together, and a
/// lone caller waits for nobody. What is expected in vain is waited for `patience` at most; then a thread of the writer's
/// own commits what is there. With every group synced to disk (`power`) that thread commits them all, as callers must not
/// wait for a disk on theirs.
final class AccessWriter: Sendable {
    /// Rows of one interaction on their way.
    struct Job: Sendable {
        let rows: [SealedRow]
        let kept: SealedQuery?
    }

    /// A query as `kept` holds it.
    struct SealedQuery: Sendable {
        let hash: [UInt8]
        let until: ServerTime
        let sealed: Data
    }

    private struct Waiting {
        let job: Job
        let turn: CheckedContinuation<Void, any Error>
    }

    private struct Queue {
        var waiting: [Waiting] = []
        var expected = 1
        /// Counts the groups taken.
        var groups = 0
        /// Somebody is committing.
        var isBusy = false
        /// The thread knows that somebody waits.
        var isWatched = false
        var isClosed = false

        /// The first ones that wait, as many as fit in a group.
        mutating func take(_ count: Int) -> [Waiting] {
            groups += 1
            guard waiting.count > count else {
                defer { waiting = [] }
                return waiting
            }
            defer { waiting.removeFirst(count) }
            return Array(waiting.prefix(count))
        }
    }

    private let queue = Mutex(Queue())
    private let wake = DispatchSemaphore(value: 0)
    private let closing = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    /// Only who made the queue busy touches it.
    private let group: AccessGroup
    private let sync: AccessSync?

    /// No group grows beyond this: what waits behind it must be told too.
    private static let largest = 500
    /// How long rows wait for others that are expected, in microseconds.
    private static let patience = 1_000

    /// - Parameter sync: syncs what was committed, from time to time; nil: each commit syncs itself.
    init(_ group: AccessGroup, sync: AccessSync?) {
        self.group = group
        self.sync = sync
        let thread = Thread { [self] in run() }
        thread.name = "svar.access.writer"
        thread.start()
    }

    private static let closed = SvarError(.storeClosed, "the log of use is closed")

    /// Returns when the row is committed.
    func record(_ job: Job) async throws {
        if let others = try lead() {
            if let error = commit(job, others) { throw error }
        } else {
            try await wait(job)
        }
    }

    /// Those to commit with the caller's row, when the caller is to do it.
    private func lead() throws -> [Waiting]? {
        try queue.withLock { queue in
            guard !queue.isClosed else { throw Self.closed }
            guard sync != nil, !queue.isBusy, queue.waiting.count + 1 >= queue.expected else { return nil }
            queue.isBusy = true
            return queue.take(Self.largest - 1)
        }
    }

    private func wait(_ job: Job) async throws {
        try await withCheckedThrowingContinuation { turn in
            let isTaken = queue.withLock { queue in
                if queue.isClosed { return false }
                queue.waiting.append(Waiting(job: job, turn: turn))
                watch(&queue)
                return true
            }
            if !isTaken { turn.resume(throwing: Self.closed) }
        }
    }

    /// Has the thread look after those who wait, unless who commits will.
    private func watch(_ queue: inout Queue) {
        guard !queue.isBusy, !queue.isWatched, !queue.waiting.isEmpty || queue.isClosed else { return }
        queue.isWatched = true
        wake.signal()
    }

    /// Commits, tells the others, and gives the writer free.
    /// - Returns: the error of the caller's own row.
    private func commit(_ own: Job?, _ others: [Waiting]) -> (any Error)? {
        let jobs = (own.map { [$0] } ?? []) + others.map(\.job)
        let errors = group.commit(jobs)
        sync?.mark()
        queue.withLock { queue in
            // Who is late once is not forgotten at once.
            let known = max(jobs.count + queue.waiting.count, queue.expected * 3 / 4)
            queue.expected = min(known, Self.largest)
            queue.isBusy = false
            watch(&queue)
        }
        for (other, error) in zip(others, errors.suffix(others.count)) {
            if let error { other.turn.resume(throwing: error) } else { other.turn.resume() }
        }
        return own == nil ? nil : errors[0]
    }

    /// The writer's thread.
    private func run() {
        while true {
            wake.wait()
            let groups = queue.withLock { $0.groups }
            if sync != nil { _ = closing.wait(timeout: .now() + .microseconds(Self.patience)) }
            let (others, isOver) = queue.withLock { queue in
                queue.isWatched = false
                // Who commits wakes this thread again, and those who came later have their time.
                if queue.isBusy || (queue.groups != groups && !queue.isClosed) {
                    watch(&queue)
                    return ([Waiting](), false)
                }
                let others = queue.take(Self.largest)
                queue.isBusy = !others.isEmpty
                return (others, others.isEmpty && queue.isClosed)
            }
            if !others.isEmpty { _ = commit(nil, others) }
            if isOver { break }
        }
        ended.signal()
    }

    /// Commits what waits, then ends the threads. Blocks: not for the cooperative pool.
    func close() {
        closing.signal()
        queue.withLock { queue in
            queue.isClosed = true
            watch(&queue)
        }
        ended.wait()
        ended.signal()
        sync?.close()
    }
}

/// Commits groups of rows on one connection. Used by one thread at a time.
/// Unchecked: `AccessWriter` gives it to one thread at a time, with its lock between them.
final class AccessGroup: @unchecked Sendable {
    private let connection: DatabaseQueue
    private let environment: StoreEnvironment
    private var head: AuditTable.Head
    private var nextPruning = ServerTime(microseconds: .min)

    private static let pruningMicroseconds: Int64 = 60_000_000

    init(_ connection: DatabaseQueue, head: AuditTable.Head, environment: StoreEnvironment) {
        self.connection = connection
        self.head = head
        self.environment = environment
    }

    /// Commits all of them together; when that fails, each alone. Gives each one's error.
    func commit(_ jobs: [AccessWriter.Job]) -> [(any Error)?] {
        do {
            head = try connection.writeWithoutTransaction { try write(jobs, in: $0) }
            return jobs.map { _ in nil }
        } catch {
            if jobs.count == 1 { return [SvarError.store(error)] }
            return jobs.map { commit([$0])[0] }
        }
    }

    private func write(_ jobs: [AccessWriter.Job], in database: Database) throws -> AuditTable.Head {
        var head = head
        let now = environment.clock()
        let isPruning = now >= nextPruning
        // One row alone is a transaction of its own.
        if jobs.count == 1, jobs[0].rows.count == 1, jobs[0].kept == nil, !isPruning {
            try AuditTable.append(jobs[0].rows[0], to: database, head: &head)
            return head
        }
        if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
        try RawStatement("BEGIN IMMEDIATE", in: database).run()
        do {
            for job in jobs {
                for row in job.rows { try AuditTable.append(row, to: database, head: &head) }
                if let kept = job.kept { try keep(kept, in: database) }
            }
            if isPruning { try prune(now, in: database) }
            try RawStatement("COMMIT", in: database).run()
        } catch {
            // The transaction may be gone already; a second error here says no more than the first.
            if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
            throw error
        }
        if isPruning { nextPruning = ServerTime(microseconds: now.microseconds + Self.pruningMicroseconds) }
        return head
    }

    private func keep(_ query: AccessWriter.SealedQuery, in database: Database) throws {
        try database.run(
            """
            INSERT INTO kept (hash, until, sealed) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET until = excluded.until, sealed = excluded.sealed WHERE until < excluded.until
            """,
            [Data(query.hash), query.until.microseconds, query.sealed]
        )
    }

    private func prune(_ now: ServerTime, in database: Database) throws {
        try database.run(
            "DELETE FROM kept WHERE hash IN (SELECT hash FROM kept WHERE until <= ? LIMIT 10000)",
            [now.microseconds]
        )
    }
}
