import Dispatch
import GRDB
import SvarDomain
import SvarStore

/// Runs groups of writes on the writer's connection. Lives on the writer's thread alone.
struct GroupWriter {
    let connection: DatabaseQueue
    /// As of the last commit.
    var head: Head
    let shared: WriterParts
    private let published: PublishedHead
    private let readers: Readers
    private let signals: ReplicaSignals
    /// Nil: the store has no log of closures.
    private var closures: ClosureKeeper?
    /// Seconds the last commit took.
    private(set) var lastCommit = 0.0

    /// No group grows beyond this: what waits behind it must be told too.
    private static let largest = 1_000

    init(
        connection: DatabaseQueue,
        head: Head,
        shared: WriterParts,
        published: PublishedHead,
        readers: Readers,
        signals: ReplicaSignals,
        closures: ClosureKeeper?
    ) {
        self.connection = connection
        self.head = head
        self.shared = shared
        self.published = published
        self.readers = readers
        self.signals = signals
        self.closures = closures
    }

    /// The whole transaction is gone (the disk is full, the file damaged), not just one write.
    private struct GroupLost: Error { let cause: any Error }

    /// Runs `first` and what `next` gives until it gives nil, commits, and tells all. Returns how many there were.
    mutating func group(_ first: GroupCommit.Job, next: (_ count: Int) -> GroupCommit.Job?) -> Int {
        var jobs = [first]
        var errors: [(any Error)?] = []
        var newHead = head
        /// How many entries that close there were after each write.
        var closings: [Int] = []
        do {
            try connection.writeWithoutTransaction { database in
                try begin(database)
                errors.append(try run(first, in: database, &newHead))
                closings.append(newHead.closings)
                while jobs.count < Self.largest, let job = next(jobs.count) {
                    jobs.append(job)
                    errors.append(try run(job, in: database, &newHead))
                    closings.append(newHead.closings)
                }
                try commit(database)
            }
            head = newHead
            // Before anyone is told: who saw an answer sees its place.
            published.publish(LogPosition(newHead.position))
            signals.publish(newHead.changed, nextEnd: newHead.nextEnd)
            head.changed = []
            head.closings = 0
            let failure = writeClosures(newHead.closings > 0)
            var before = 0
            for ((job, error), count) in zip(zip(jobs, errors), closings) {
                job.finish(error ?? (count > before ? failure : nil))
                before = count
            }
        } catch {
            // All are gone. Each may still fit alone; what does not is told why.
            if jobs.count == 1 {
                first.finish(SvarError.store((error as? GroupLost)?.cause ?? error))
            } else {
                for job in jobs { _ = group(job) { _ in nil } }
            }
        }
        return jobs.count
    }

    /// What is committed and closes goes to its log before anybody is told; what cannot be written is in force, and its
    /// writers are told that it is not safe.
    private mutating func writeClosures(_ isNeeded: Bool) -> (any Error)? {
        guard isNeeded || closures?.isBehind == true else { return nil }
        do {
            try connection.writeWithoutTransaction { try closures?.catchUp($0) }
            return nil
        } catch {
            return SvarError.store(error)
        }
    }

    private func begin(_ database: Database) throws {
        if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
        try database.run("BEGIN IMMEDIATE")
    }

    /// Runs one write in a savepoint. Returns its own error; throws when the group is lost.
    private func run(_ job: GroupCommit.Job, in database: Database, _ head: inout Head) throws -> (any Error)? {
        try database.run("SAVEPOINT write")
        let transaction = try SQLiteTransaction(database, head: head, shared: shared)
        do {
            defer { transaction.isOpen = false }
            try job.run(transaction)
            if let failure = transaction.failure { throw failure }
            try transaction.tellTouches()
            try transaction.linkSubmissions()
            try database.run("RELEASE write")
            head = transaction.head
            return nil
        } catch {
            let cause = transaction.failure ?? error
            let result = SvarError.store(cause)
            let isLost = !database.isInsideTransaction || (result as? SvarError)?.code == .storeFull
            guard !isLost else {
                rollBack(database)
                throw GroupLost(cause: cause)
            }
            do {
                try database.run("ROLLBACK TO write")
                try database.run("RELEASE write")
            } catch {
                rollBack(database)
                throw GroupLost(cause: error)
            }
            return result
        }
    }

    /// Does something between two groups. Returns why it failed.
    func alone(_ body: (Database) throws -> Void) -> (any Error)? {
        readers.pause()
        defer { readers.resume() }
        do {
            try connection.writeWithoutTransaction(body)
            return nil
        } catch {
            return SvarError.store(error)
        }
    }

    private mutating func commit(_ database: Database) throws {
        let start = DispatchTime.now()
        readers.pause()
        defer { readers.resume() }
        do {
            try database.run("COMMIT")
        } catch {
            rollBack(database)
            throw GroupLost(cause: error)
        }
        lastCommit = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
    }

    /// After an error the transaction may be gone already; a second error here says no more than the first.
    private func rollBack(_ database: Database) {
        if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
    }
}
