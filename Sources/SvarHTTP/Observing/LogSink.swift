import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where finished log lines go. Lines are gathered and written by another thread, at most 100 ms later, so that a
/// request never waits for the log; warnings and worse are written at once.
package final class LogSink: Sendable {
    private let pending = Mutex<[UInt8]>([])
    private let queue = DispatchQueue(label: "svar.log")
    private let write: @Sendable ([UInt8]) -> Void

    /// A sink over a function; nil gathers nothing and writes each batch with it.
    package init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

    /// The sink of the process: standard error.
    package static let standardError = LogSink { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    /// Adds one line; `isUrgent` writes it and all before it at once.
    package func add(_ line: String, isUrgent: Bool = false) {
        let isFirst = pending.withLock { pending in
            let isFirst = pending.isEmpty
            pending.append(contentsOf: line.utf8)
            pending.append(0x0A)
            return isFirst
        }
        if isUrgent {
            flush()
        } else if isFirst {
            queue.asyncAfter(deadline: .now() + .milliseconds(100)) { self.writePending() }
        }
    }

    /// Writes what is gathered before returning.
    package func flush() { queue.sync { writePending() } }

    private func writePending() {
        let bytes = pending.withLock { pending in
            let bytes = pending
            pending = []
            return bytes
        }
        if !bytes.isEmpty { write(bytes) }
    }
}
