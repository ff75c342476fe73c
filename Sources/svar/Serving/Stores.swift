import SvarDomain
import SvarStore
import SvarStoreSQLite

/// Opens stores: the one place that knows which store it is.
enum Stores {
    /// Opens the store in a directory.
    /// - Parameter kind: what it is to be used for; nil takes either (the store's own tools).
    static func open(_ directory: String, kind: StoreKind?, create: Bool) throws -> any ResultStore {
        try SQLiteStore.open(directory: directory, kind: kind, create: create, environment: environment)
    }

    /// The system's clock and randomness.
    static let environment = StoreEnvironment(
        clock: Clock.serverTime,
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    )
}
