import Dispatch
import Foundation
import GRDB
import SvarDomain
import SvarStore
import Synchronization

/// The one writer of `access.db`.
///
/// A commit reaches the page cache only and costs less than a change of thread, so a caller writes itself: at once when
/// nobody writes. Rows that come meanwhile wait; when the commit is done, one of their callers is told to commit all that
/// wait by then. While rows come together like that, who is to commit lets others that are ready to run go first, as long
/// as they bring more rows: the more callers there are, the more rows a commit takes. With every group synced to disk (`power`) a thread of the writer's own commits, as callers must not wait for a
/// disk on theirs.
final class AccessWriter: Sendable {
    /// Rows of one interaction on their way.
    struct Job: Sendable {
        let rows: [AuditRow]
        let kept: SealedQuery?
    }

    /// A query as `kept` holds it.
    struct SealedQuery: Sendable {
        let hash: [UInt8]
        let until: ServerTime
        let sealed: Data
    }

    /// What a caller that waited is told.
    private enum Turn {
        case committed
        /// Its row is not committed yet: it commits it, and what waits, itself.
        case leads
    }

    private struct Waiting {
        let job: Job
        let turn: CheckedContinuation<Turn, any Error>

        func tell(_ error: (any Error)?) {
            if let error { turn.resume(throwing: error) } else { turn.resume(returning: .committed) }
        }
    }

    private struct Queue {
        var waiting: [Waiting] = []
        /// Somebody is committing, or has been told to.
        var isBusy = false
        var isClosed = false
        /// Others came while the last group was committed, or were in it.
        var isCrowded = false

        /// The first ones that wait, as many as fit in a group.
        mutating func take(_ count: Int) -> [Waiting] {
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
        guard sync == nil else { return }
        let thread = Thread { [self] in run() }
        thread.name = "svar.access.writer"
        thread.start()
    }

    private static let closed = SvarError(.storeClosed, "the log of use is closed")

    /// Returns when the row is committed.
    func record(_ job: Job) async throws {
        var turn = try lead() ? Turn.leads : nil
        if turn == nil { turn = try await self.turn(of: job) }
        guard turn == .leads else { return }
        await gather()
        let others = queue.withLock { $0.take(Self.largest - 1) }
        let errors = commit([job] + others.map(\.job))
        for (other, error) in zip(others, errors.dropFirst()) { other.tell(error) }
        passOn(others.count)
        if let error = errors[0] { throw error }
    }

    /// Takes the writer when nobody has it and callers may.
    private func lead() throws -> Bool {
        guard sync != nil else { return false }
        return try queue.withLock { queue in
            guard !queue.isClosed else { throw Self.closed }
            defer { queue.isBusy = true }
            return !queue.isBusy
        }
    }

    /// Waits until the row is committed, or is the caller's to commit.
    private func turn(of job: Job) async throws -> Turn {
        try await withCheckedThrowingContinuation { continuation in
            let (isClosed, wasBusy) = queue.withLock { queue in
                guard !queue.isClosed else { return (true, true) }
                defer { queue.isBusy = true }
                if sync == nil || queue.isBusy { queue.waiting.append(Waiting(job: job, turn: continuation)) }
                return (false, queue.isBusy)
            }
            if isClosed {
                continuation.resume(throwing: Self.closed)
            } else if !wasBusy {
                if sync == nil { wake.signal() } else { continuation.resume(returning: .leads) }
            }
        }
    }

    /// Lets others come that have their row ready soon.
    private func gather() async {
        var known = 0
        for round in 0..<Self.rounds {
            let count = queue.withLock { $0.isCrowded ? $0.waiting.count : nil }
            guard let count, round == 0 || count > known else { return }
            known = count
            await Task.yield()
        }
    }

    /// How often who is to commit lets others go first.
    private static let rounds = 4

    /// Gives the writer to one of those who came meanwhile, or frees it.
    /// - Parameter others: how many rows were committed beside the caller's own.
    private func passOn(_ others: Int) {
        let (next, isOver) = queue.withLock { queue in
            queue.isCrowded = others > 0 || !queue.waiting.isEmpty
            let next = queue.waiting.isEmpty ? nil : queue.waiting.removeFirst()
            queue.isBusy = next != nil
            return (next, next == nil && queue.isClosed)
        }
        next?.turn.resume(returning: .leads)
        if isOver { ended.signal() }
    }

    private func commit(_ jobs: [Job]) -> [(any Error)?] {
        let errors = group.commit(jobs)
        sync?.mark()
        return errors
    }

    /// The writer's thread, with `power`.
    private func run() {
        while true {
            wake.wait()
            while true {
                let (waiting, isOver) = queue.withLock { queue -> ([Waiting], Bool) in
                    let waiting = queue.take(Self.largest)
                    if waiting.isEmpty { queue.isBusy = queue.isClosed }
                    return (waiting, waiting.isEmpty && queue.isClosed)
                }
                if isOver {
                    ended.signal()
                    return
                }
                if waiting.isEmpty { break }
                for (one, error) in zip(waiting, commit(waiting.map(\.job))) { one.tell(error) }
            }
        }
    }

    /// Commits what waits, then ends the threads. Blocks: not for the cooperative pool.
    func close() {
        let (wasBusy, wasClosed) = queue.withLock { queue in
            defer { queue.isClosed = true }
            defer { if sync == nil { queue.isBusy = true } }
            return (queue.isBusy, queue.isClosed)
        }
        if sync == nil, !wasBusy { wake.signal() }
        if sync == nil || wasBusy || wasClosed {
            ended.wait()
        }
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
        if jobs.count == 1, jobs[0].rows.count == 1, jobs[0].kept == nil, !isPruning {
            try AuditTable.append(jobs[0].rows[0], to: database, head: &head, salt: salt())
            return head
        }
        if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
        try database.run("BEGIN IMMEDIATE")
        do {
            for job in jobs {
                for row in job.rows { try AuditTable.append(row, to: database, head: &head, salt: salt()) }
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
