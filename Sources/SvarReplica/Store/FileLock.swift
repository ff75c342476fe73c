import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Held by the one process that may write a replica's file; let go by the kernel when it dies. A file beside the
/// database, never removed: SQLite lets go of its own locks when any descriptor of the same file is closed.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(_ path: String) throws(ReplicaError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ReplicaError(.failed, "the lock file cannot be opened: errno \(errno)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw ReplicaError(.locked, "another process keeps this replica in step")
        }
        self.descriptor = Mutex(descriptor)
    }

    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor {
                // Unlocked first: a child that is being started may hold the descriptor for a moment longer.
                flock(open, LOCK_UN)
                close(open)
            }
            descriptor = nil
        }
    }

    deinit { release() }

    /// Makes an empty file that its owner alone may read; SQLite gives the files beside it the same mode.
    static func makeFile(_ path: String) throws(ReplicaError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? ReplicaError(.exists, "there is a file already")
                : ReplicaError(.failed, "the file cannot be created: errno \(errno)")
        }
        close(descriptor)
    }
}
