import SvarDomain
import SvarSearch
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
    static func open(_ directory: String, kind: StoreKind?, create: Bool) throws -> any ResultStore {
        keepPrivate()
        return try SQLiteStore.open(directory: directory, kind: kind, create: create, index: index, environment: environment)
    }

    /// What the store is told of its index: rows are found again by the parameters of the tables.
    static let index = StoreIndex(generation: 1, parameters: SearchParameters.all, rows: IndexRows.of)

    /// Opens the log of use for reads beside a store that this process has opened.
    static func openAccess(_ directory: String, durability: SQLiteAccessLog.Durability = .process) throws
        -> SQLiteAccessLog
    {
        try SQLiteAccessLog.open(directory: directory, durability: durability, environment: environment)
    }

    /// Files that this process makes from now on are for its user alone, also in a directory that others can read.
    static func keepPrivate() { umask(0o077) }

    /// The system's clock and randomness.
    static let environment = StoreEnvironment(
        clock: Clock.serverTime,
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count + 8)
            while bytes.count < count {
                withUnsafeBytes(of: generator.next() as UInt64) { bytes.append(contentsOf: $0) }
            }
            bytes.removeLast(bytes.count - count)
            return bytes
        }
    )
}
