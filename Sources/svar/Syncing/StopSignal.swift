import Glibc
import Synchronization
import UnixSignals

/// SIGINT or SIGTERM asks for an end at the next safe place; a second one ends the program at once, which is safe too.
struct StopSignal {
    /// Runs something; `onStop` is called when the first signal comes.
    func during<Value: Sendable>(
        onStop: @escaping @Sendable () async -> Void,
        _ work: () async throws -> Value
    ) async throws -> Value {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let listener = Task {
            var isAsked = false
            for await _ in signals {
                if isAsked { _exit(130) }
                isAsked = true
                Task { await onStop() }
            }
        }
        defer { listener.cancel() }
        return try await work()
    }
}
