package import SvarDomain

/// What a store may be used for; written at its creation and never changed (decision 33).
package enum StoreKind: String, Sendable, Hashable {
    case sandbox
    case service
}

/// What a store takes from outside: time and randomness.
package struct StoreEnvironment: Sendable {
    package var clock: @Sendable () -> ServerTime
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package init(
        clock: @escaping @Sendable () -> ServerTime,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.clock = clock
        self.randomBytes = randomBytes
    }
}

/// Bounds of memory, disk and waiting (decision 42).
package struct StoreSettings: Sendable {
    /// Page cache of the writer, and of all readers together, in KiB. The sum stays below 48 MiB.
    package var writerCacheKiB = 12 * 1024
    package var readerCacheKiB = 24 * 1024
    /// The write-ahead log is copied into the main file when it has this many pages of 4 KiB: a page that many writes
    /// change is copied once for all of them, so the log is let grow to just below its limit.
    package var checkpointPages = 15_000
    package var journalSizeLimit = 64 << 20
    /// How long a group may wait for more writes when others are in flight.
    package var groupWait: Duration = .milliseconds(20)
    /// How long one search or history may take.
    package var searchTime: Duration = .seconds(5)
    /// More candidates than this in one person's part of the index are not put in order, but found in order; 64 times that
    /// in the whole store, where finding in order may pass over very many.
    package var longestList = 1_024
    /// What a test does to the log of closures.
    var closureFault: (@Sendable (ClosureLog.Step) throws -> Void)?
    package init() {}
}
