import Foundation

/// A value that one thread uses at a time. Unlike a `Mutex` it may run a caller's closure on it.
/// Unchecked: the value is reached under the lock only, and what the closure gives back is the caller's care: in this
/// module values without references.
final class Guarded<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: sending Value) { self.value = value }

    func with<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
