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
    /// - Parameters:
    ///   - kind: what it is to be used for; nil takes either (the store's own tools).
    ///   - closures: where its log of closures is.
    static func open(
        _ directory: String,
        kind: StoreKind?,
        create: Bool,
        closures: ClosurePlace = .known
    ) throws -> any ResultStore & SyncStore {
        keepPrivate()
        let progress = ProgressLine("resources indexed")
        defer { progress.end() }
        return try SQLiteStore.open(
            directory: directory,
            kind: kind,
            create: create,
            closures: closures,
            index: IndexRows.store,
            environment: environment,
            progress: progress.show
        )
    }

    /// Where a store's log of closures is: where said, else where the store says, else beside the store. What is for tests
    /// has it in its own directory, so that they are thrown away together.
    static func closures(_ given: String?, of data: String, isTest: Bool) -> ClosurePlace {
        if let given { return .directory(Files.absolute(given)) }
        return .otherwise(Files.absolute(data) + (isTest ? "/closures" : ".closures"))
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

    /// What ids of rows of the log of use are made from, the same after a restart and a restore.
    static func logKeys(_ directory: String) throws -> LogKeys {
        LogKeys(secret: try LogKey.load(directory: directory))
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
