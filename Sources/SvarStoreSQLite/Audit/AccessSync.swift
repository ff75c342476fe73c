import Dispatch
import Foundation
import GRDB
import SvarDomain
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Syncs the write-ahead log of `access.db` while rows come, at most once in 100 ms, and copies it into the file: so much
/// is lost to a power cut at most, and no request waits for a disk (decision 37).
final class AccessSync: Sendable {
    private struct State {
        var isMarked = false
        var isClosed = false
    }

    /// Nanoseconds from one sync to the next.
    private static let pause = 100_000_000
    /// Commits after which the write-ahead log is copied into the file: a few MiB of it.
    private static let commitsACheckpoint = 400

    private let state = Mutex(State())
    private let commits = Atomic(0)
    private let marked = DispatchSemaphore(value: 0)
    private let closing = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let connection: DatabaseQueue
    private let path: String
    private let failures = Atomic(0)

    /// - Parameters:
    ///   - connection: one of its own, for checkpoints.
    ///   - path: of the write-ahead log.
    init(_ connection: DatabaseQueue, path: String) {
        self.connection = connection
        self.path = path
        let thread = Thread { [self] in run() }
        thread.name = "svar.access.sync"
        thread.start()
    }

    /// Syncs that failed since the log was opened. They cost durability against a power cut, not the rows.
    var failureCount: Int { failures.load(ordering: .relaxed) }

    /// Something was committed.
    func mark() {
        commits.add(1, ordering: .relaxed)
        let isNew = state.withLock { state in
            defer { state.isMarked = true }
            return !state.isMarked
        }
        if isNew { marked.signal() }
    }

    private func run() {
        var checkpointed = 0
        while true {
            marked.wait()
            let isClosed = state.withLock { state in
                state.isMarked = false
                return state.isClosed
            }
            if !syncFile() { failures.add(1, ordering: .relaxed) }
            let count = commits.load(ordering: .relaxed)
            if count - checkpointed >= Self.commitsACheckpoint {
                checkpointed = count
                do {
                    // Passive: it takes no lock that the writer waits for.
                    _ = try connection.writeWithoutTransaction { try $0.checkpoint(.passive) }
                } catch {
                    failures.add(1, ordering: .relaxed)
                }
            }
            if isClosed { break }
            _ = closing.wait(timeout: .now() + .nanoseconds(Self.pause))
        }
        ended.signal()
    }

    private func syncFile() -> Bool {
        // Closing it drops no lock: SQLite locks the file and its shared memory, never this one.
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return errno == ENOENT }
        defer { closeDescriptor(descriptor) }
        return fsync(descriptor) == 0
    }

    /// Syncs once more and ends the thread. Blocks.
    func close() {
        state.withLock { $0.isClosed = true }
        marked.signal()
        closing.signal()
        ended.wait()
        ended.signal()
    }
}

/// The system call, apart from the method named alike.
private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
