import Dispatch
import Synchronization
package import Testing

/// Runs each case of a test, or of a suite, on a thread that is not one of the pool's.
///
/// All tests share one process and a pool of as many threads as the machine has cores. A test that computes for seconds
/// without a pause keeps one of them for itself, and a server under test, with its clients, waits meanwhile, on a small
/// machine for longer than its limits. Threads beside the pool get their part from the system instead, as do the pool's.
package struct AsideTrait: TestTrait, SuiteTrait, TestScoping {
    package var isRecursive: Bool { true }

    package func scopeProvider(for test: Test, testCase: Test.Case?) -> AsideTrait? { testCase == nil ? nil : self }

    package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(Lane.next()) { try await function() }
    }
}

extension Trait where Self == AsideTrait {
    /// For tests that compute for long: they leave the pool to the others.
    package static var aside: Self { Self() }
}

/// A thread at a time of its own, one of two that are taken in turn.
private final class Lane: TaskExecutor {
    private static let lanes = [Lane(), Lane()]
    private static let turn = Atomic(0)

    private let queue = DispatchQueue(label: "aside")

    static func next() -> Lane { lanes[turn.wrappingAdd(1, ordering: .relaxed).oldValue % lanes.count] }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
