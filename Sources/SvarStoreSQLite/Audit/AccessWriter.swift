import Dispatch
import Foundation
import GRDB
import SvarDomain
import SvarStore
import Synchronization

/// The one writer of `access.db`.
///
/// A row that comes while nobody writes is committed at once on its caller's thread: two changes of thread would cost
/// more than the commit, which reaches the page cache only. Rows that come meanwhile wait, and the writer's thread
/// commits all that wait together. With every group synced to disk (`power`) no caller's thread is used.
final class AccessWriter: Sendable {
    /// One row on its way.
    struct Job: Sendable {
        let row: AuditRow
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
        let finish: CheckedContinuation<Void, any Error>
    }

    private struct Queue {
        var waiting: [Waiting] = []
        /// Some thread is committing, or has been told to.
        var isBusy = false
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    /// Only who made the queue busy touches it.
    private let group: AccessGroup
    private let sync: AccessSync?

    /// No group grows beyond this: what waits behind it must be told too.
    private static let largest = 500

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
        if sync != nil, try lead() {
            defer { passOn() }
            if let error = commit([job])[0] { throw error }
            return
        }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let (isClosed, isIdle) = queue.withLock { queue in
                if !queue.isClosed { queue.waiting.append(Waiting(job: job, finish: continuation)) }
                defer { if !queue.isClosed { queue.isBusy = true } }
                return (queue.isClosed, !queue.isBusy)
            }
            if isClosed { continuation.resume(throwing: Self.closed) } else if isIdle { wake.signal() }
        }
    }

    /// Takes the writer when nobody has it.
    private func lead() throws -> Bool {
        try queue.withLock { queue in
            guard !queue.isClosed else { throw Self.closed }
            guard !queue.isBusy else { return false }
            queue.isBusy = true
            return true
        }
    }

    /// Gives the writer to those who came meanwhile, or frees it.
    private func passOn() {
        let isWanted = queue.withLock { queue in
            queue.isBusy = !queue.waiting.isEmpty || queue.isClosed
            return queue.isBusy
        }
        if isWanted { wake.signal() }
    }

    private func commit(_ jobs: [Job]) -> [(any Error)?] {
        let errors = group.commit(jobs)
        sync?.mark()
        return errors
    }

    /// The writer's thread.
    private func run() {
        while true {
            wake.wait()
            while true {
                let (waiting, isOver) = queue.withLock { queue -> ([Waiting], Bool) in
                    let waiting = Array(queue.waiting.prefix(Self.largest))
                    queue.waiting.removeFirst(waiting.count)
                    if waiting.isEmpty { queue.isBusy = queue.isClosed }
                    return (waiting, waiting.isEmpty && queue.isClosed)
                }
                if isOver {
                    ended.signal()
                    return
                }
                if waiting.isEmpty { break }
                for (one, error) in zip(waiting, commit(waiting.map(\.job))) {
                    if let error { one.finish.resume(throwing: error) } else { one.finish.resume() }
                }
            }
        }
    }

    /// Commits what waits, then ends the threads. Blocks: not for the cooperative pool.
    func close() {
        let isIdle = queue.withLock { queue in
            let isIdle = !queue.isBusy && !queue.isClosed
            queue.isClosed = true
            if isIdle { queue.isBusy = true }
            return isIdle
        }
        if isIdle { wake.signal() }
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
    private var salts: [UInt8] = []
    private var nextPruning = ServerTime(microseconds: .min)

    /// Salts are drawn together: the system's generator costs the same for many as for one.
    private static let saltsAtOnce = 256
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
        if jobs.count == 1, jobs[0].kept == nil, !isPruning {
            try AuditTable.append(jobs[0].row, to: database, head: &head, salt: salt())
            return head
        }
        if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
        try database.run("BEGIN IMMEDIATE")
        do {
            for job in jobs {
                try AuditTable.append(job.row, to: database, head: &head, salt: salt())
                if let kept = job.kept { try keep(kept, in: database) }
            }
            if isPruning { try prune(now, in: database) }
            try database.run("COMMIT")
        } catch {
            // The transaction may be gone already; a second error here says no more than the first.
            if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
            throw error
        }
        if isPruning { nextPruning = ServerTime(microseconds: now.microseconds + Self.pruningMicroseconds) }
        return head
    }

    private func salt() -> [UInt8] {
        if salts.count < AuditChain.saltBytes {
            salts = environment.randomBytes(AuditChain.saltBytes * Self.saltsAtOnce)
        }
        defer { salts.removeLast(AuditChain.saltBytes) }
        return Array(salts.suffix(AuditChain.saltBytes))
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
