import Dispatch
import Foundation
import GRDB
import SvarDomain
import SvarStore
import Synchronization

/// The store's one writer: a thread of its own that runs writes in arrival order and keeps many with one sync.
///
/// Each write runs in a savepoint as it arrives; the group's transaction is committed when nobody more is expected, and
/// then all of the group are told. `docs/decisions/store-group-commit.md` explains when it waits.
final class GroupCommit: Sendable {
    /// One write, its type erased.
    struct Job: Sendable {
        /// Runs the caller's closure and keeps its value until the commit.
        let run: @Sendable (SQLiteTransaction) throws -> Void
        /// Set: it is no write, but is done between two groups, outside of any transaction and with no short reader at work.
        var alone: (@Sendable (Database) throws -> Void)?
        /// Tells the caller: nil when the write is durable.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct Queue {
        var jobs: [Job] = []
        var first = 0
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    /// Counts the jobs in the queue, and one for closing.
    private let arrivals = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let connection: DatabaseQueue
    private let shared: WriterParts
    private let readers: Readers
    private let groupWait: Duration
    private let closures: ClosureKeeper?
    private let counts = Mutex(GroupCommitCounts())
    /// The place of the last commit.
    let published: PublishedHead
    let signals: ReplicaSignals

    init(
        _ connection: DatabaseQueue,
        head: Head,
        shared: WriterParts,
        readers: Readers,
        groupWait: Duration,
        closures: ClosureKeeper?
    ) {
        self.connection = connection
        self.readers = readers
        self.shared = shared
        self.groupWait = groupWait
        self.closures = closures
        published = PublishedHead(LogPosition(head.position))
        signals = ReplicaSignals(nextEnd: head.nextEnd)
        let thread = Thread { [self] in run(head) }
        thread.name = "svar.store.writer"
        thread.start()
    }

    var statistics: GroupCommitCounts { counts.withLock { $0 } }

    func submit(_ job: Job) {
        let isClosed = queue.withLock { queue in
            if !queue.isClosed { queue.jobs.append(job) }
            return queue.isClosed
        }
        if isClosed { job.finish(SvarError(.storeClosed, "the store is closed")) } else { arrivals.signal() }
    }

    /// Runs what is queued, then ends the thread. Blocks: not for the cooperative pool.
    func close() {
        let wasClosed = queue.withLock { queue in
            defer { queue.isClosed = true }
            return queue.isClosed
        }
        if !wasClosed { arrivals.signal() }
        ended.wait()
        ended.signal()
    }

    /// - Parameter inGroup: a job that is done alone stays where it is
    private func pop(inGroup: Bool) -> Job? {
        queue.withLock { queue in
            guard queue.first < queue.jobs.count, !inGroup || queue.jobs[queue.first].alone == nil else { return nil }
            defer {
                queue.first += 1
                if queue.first == queue.jobs.count {
                    queue.jobs.removeAll(keepingCapacity: true)
                    queue.first = 0
                }
            }
            return queue.jobs[queue.first]
        }
    }

    // MARK: The writer's thread

    private func run(_ head: Head) {
        var writer = GroupWriter(
            connection: connection,
            head: head,
            shared: shared,
            published: published,
            readers: readers,
            signals: signals,
            closures: closures
        )
        readers.resume()
        var pace = GroupPace(longest: groupWait)
        while true {
            arrivals.wait()
            guard let first = pop(inGroup: false) else { break }
            if let alone = first.alone {
                first.finish(writer.alone(alone))
                continue
            }
            let size = writer.group(first) { next($0, &pace) }
            pace.ended(size: size, commit: writer.lastCommit)
            counts.withLock { counts in
                counts.groups += 1
                counts.writes += size
            }
        }
        closures?.close()
        ended.signal()
    }

    /// The next write of the open group, or nil when it is time to commit.
    private func next(_ count: Int, _ pace: inout GroupPace) -> Job? {
        if arrivals.wait(timeout: .now()) == .success { return take() }
        guard let wait = pace.wait(count: count) else { return nil }
        counts.withLock { $0.waits += 1 }
        return arrivals.wait(timeout: .now() + wait) == .success ? take() : nil
    }

    /// A job behind a signal; the signal of closing, and of a job that is done alone, is put back for the outer loop.
    private func take() -> Job? {
        if let job = pop(inGroup: true) { return job }
        arrivals.signal()
        return nil
    }
}
