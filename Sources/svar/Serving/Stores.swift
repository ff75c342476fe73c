import SvarDomain
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
    static func open(_ directory: String, kind: StoreKind?, create: Bool) throws -> any ResultStore {
        keepPrivate()
        return try SQLiteStore.open(directory: directory, kind: kind, create: create, environment: environment)
    }

    /// Files that this process makes from now on are for its user alone, also in a directory that others can read.
    static func keepPrivate() { umask(0o077) }

    /// The system's clock and randomness.
    static let environment = StoreEnvironment(
        clock: Clock.serverTime,
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    )
}
