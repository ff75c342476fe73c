import Glibc

/// A new file, written from front to end.
struct FileHandleWriter: ~Copyable {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure("cannot write \(path)") }
    }

    func write(_ bytes: [UInt8]) throws {
        if let number = writeAll(bytes, to: descriptor) { throw Failure("cannot write: errno \(number)") }
    }

    deinit { close(descriptor) }
}
