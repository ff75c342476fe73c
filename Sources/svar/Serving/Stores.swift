import SvarDomain
import SvarServices
import SvarStore
import SvarStoreSQLite

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Opens stores: the one place that knows which store it is.
enum Stores {
    /// Opens the store in a directory.
    /// - Parameter kind: what it is to be used for; nil takes either (the store's own tools).
    static func open(_ directory: String, kind: StoreKind?, create: Bool) throws
        -> any ResultStore & SyncStore
    {
        keepPrivate()
        let progress = ProgressLine("resources indexed")
        defer { progress.end() }
        return try SQLiteStore.open(
            directory: directory,
            kind: kind,
            create: create,
            index: IndexRows.store,
            environment: environment,
            progress: progress.show
        )
    }

    /// Whether there is a store in the directory.
    static func exists(_ directory: String) -> Bool { Files.kind(directory + "/svar.sqlite").exists }

    /// Opens the log of use for reads beside a store that this process has opened.
    static func openAccess(_ directory: String, durability: SQLiteAccessLog.Durability = .process) throws
        -> SQLiteAccessLog
    {
        try SQLiteAccessLog.open(directory: directory, durability: durability, environment: environment)
    }

    /// What page tokens are sealed with, the same after a restart.
    static func pageTokens(_ directory: String) throws -> PageTokens {
        PageTokens(secret: try PageKey.load(directory: directory, randomBytes: environment.randomBytes))
    }

    /// What tokens of replicas are sealed with, the same after a restart.
    static func syncTokens(_ directory: String) throws -> SyncTokens {
        SyncTokens(secret: try SyncTokenKey.load(directory: directory))
    }

    /// How those who hold mandates are named, the same after a restart.
    static func mandateHolders(_ directory: String) throws -> MandateHolders {
        MandateHolders(secret: try HolderKey.load(directory: directory))
    }

    /// Files that this process makes from now on are for its user alone, also in a directory that others can read.
    static func keepPrivate() { umask(0o077) }

    /// The system's clock and randomness.
    static let environment = StoreEnvironment(
        clock: Clock.serverTime,
        randomBytes: SystemRandom.bytes
    )
}
