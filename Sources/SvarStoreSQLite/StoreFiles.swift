import Foundation
import SvarDomain
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where the parts of a store lie in its directory.
struct StoreFiles: Sendable {
    let directory: String
    var database: String { directory + "/svar.sqlite" }
    var lock: String { directory + "/LOCK" }
    var keys: String { directory + "/keys" }
    /// There while a backup is made into a store: what lies here is none yet.
    var restoring: String { directory + "/RESTORING" }
    static let halfRestored = SvarError(
        .storeUnusable,
        "this store was not restored to the end: run `svar store restore` again"
    )

    func makeDirectories() throws {
        try FileManager.default.createDirectory(
            atPath: keys,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Bytes on disk of the database, its write-ahead log included.
    var size: Int {
        ["", "-wal", "-shm"].reduce(0) { sum, suffix in
            var facts = stat()
            return stat(database + suffix, &facts) == 0 ? sum + Int(facts.st_size) : sum
        }
    }

    /// Makes the names in a directory durable.
    static func sync(directory: String) throws {
        let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SvarError(.storeFailed, "the directory cannot be opened: errno \(errno)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SvarError(.storeFailed, "fsync failed: errno \(errno)") }
    }

    /// Writes a small file with mode 0600 and makes it durable.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SvarError(.storeFailed, "the file cannot be created: errno \(errno)") }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { writeBytes(descriptor, $0.baseAddress!, $0.count) }
            guard count > 0 else {
                throw SvarError(errno == ENOSPC ? .storeFull : .storeFailed, "write failed: errno \(errno)")
            }
            done += count
        }
        guard fsync(descriptor) == 0 else { throw SvarError(.storeFailed, "fsync failed: errno \(errno)") }
    }
}

/// Held while a process serves the store; let go by the kernel when it dies.
final class StoreLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(_ path: String) throws(SvarError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SvarError(.storeUnusable, "the lock file cannot be opened: errno \(errno)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw SvarError(.storeLocked, "another process serves this store")
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
}

/// The system call, apart from methods named alike.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
