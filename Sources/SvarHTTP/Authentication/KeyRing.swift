import Synchronization

/// The issuer's keys as they were last fetched, from wherever they are kept.
///
/// They are fetched again from time to time (`refresh`, called by a service), and when a token names a key that is not
/// among them, so that a new key is found at once. A fetch that fails leaves the keys as they are until they are too
/// old to be trusted; then none is.
package final class KeyRing: Sendable {
    /// How keys are kept. Times in seconds.
    package struct Settings: Sendable, Hashable {
        /// How long keys are trusted after they were last fetched.
        package var maximumAge = 3_600
        /// The shortest time between two fetches that unknown keys cause.
        package var pause = 10
        /// Whether a set with a development key is taken.
        package var allowsDevelopmentKey = false
        package init() {}
    }

    /// A set and which one it is.
    struct Held: Sendable {
        let keys: KeySet
        /// Another number for another set.
        let generation: Int
        let fetchedAt: Int64
    }

    private struct State {
        var held: Held?
        var bytes: [UInt8] = []
        var attemptedAt: Int64?
        var underWay: Task<Void, any Error>?
    }

    private let settings: Settings
    private let now: @Sendable () -> Int64
    private let fetch: @Sendable () async throws -> [UInt8]
    private let state = Mutex(State())

    /// A ring without keys: call `refresh` first.
    /// - Parameters:
    ///   - now: microseconds since 1970
    ///   - fetch: gives the bytes of the key set (JWKS)
    package init(
        _ settings: Settings,
        now: @escaping @Sendable () -> Int64,
        fetch: @escaping @Sendable () async throws -> [UInt8]
    ) {
        self.settings = settings
        self.now = now
        self.fetch = fetch
    }

    /// The keys that may be trusted at this time.
    func held(at now: Int64) -> Held? {
        state.withLock { state in
            guard let held = state.held, now - held.fetchedAt < Int64(settings.maximumAge) * 1_000_000 else {
                return nil
            }
            return held
        }
    }

    /// Fetches the keys; who comes while that is under way waits for the same.
    /// - Throws: what the fetch threw, or `KeySet.Fault`; the keys are then as before.
    package func refresh() async throws {
        try await begin(isForced: true)?.value
    }

    /// Fetches the keys unless that was tried a short time ago.
    func refreshIfDue() async {
        // The failure is told by the service that refreshes from time to time; here the key is simply not known.
        do { try await begin(isForced: false)?.value } catch {}
    }

    /// The task is not the caller's own: one caller that gives up must not end it for the others. It ends when the
    /// fetch ends, which has a time limit.
    private func begin(isForced: Bool) -> Task<Void, any Error>? {
        let now = now()
        return state.withLock { state in
            if let underWay = state.underWay { return underWay }
            if !isForced, let last = state.attemptedAt, now - last < Int64(settings.pause) * 1_000_000 { return nil }
            state.attemptedAt = now
            let task = Task { try await self.load() }
            state.underWay = task
            return task
        }
    }

    private func load() async throws {
        defer { state.withLock { $0.underWay = nil } }
        let bytes = try await fetch()
        let at = now()
        let isSame = state.withLock { state in
            guard let held = state.held, state.bytes == bytes else { return false }
            state.held = Held(keys: held.keys, generation: held.generation, fetchedAt: at)
            return true
        }
        if isSame { return }
        let keys = try await KeySet(bytes, allowsDevelopmentKey: settings.allowsDevelopmentKey)
        state.withLock { state in
            state.held = Held(keys: keys, generation: (state.held?.generation ?? 0) + 1, fetchedAt: at)
            state.bytes = bytes
        }
    }
}
