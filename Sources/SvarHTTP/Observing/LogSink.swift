import Dispatch
import Synchronization

/// Where finished log lines go. Lines are gathered and written by another thread, at most 100 ms later, so that a
/// request never waits for the log; warnings and worse are written at once.
package final class LogSink: Sendable {
    private let pending = Mutex<[UInt8]>([])
    private let queue = DispatchQueue(label: "svar.log")
    private let write: @Sendable ([UInt8]) -> Void

    /// A sink that hands each batch of lines to a function.
    package init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

    /// Adds one line; `isUrgent` writes it and all before it at once.
    package func add(_ line: [UInt8], isUrgent: Bool = false) {
        let isFirst = pending.withLock { pending in
            let isFirst = pending.isEmpty
            pending.append(contentsOf: line)
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
