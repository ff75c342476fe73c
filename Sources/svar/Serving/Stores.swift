import SvarDomain
import SvarStore

/// Opens stores: the one place that knows which store it is.
enum Stores {
    /// What a store may be used for.
    enum Use {
        case sandbox
        case service
        /// Whatever it was made for: the store's own tools.
        case any
    }

    static func open(_ directory: String, use: Use, create: Bool) throws -> any ResultStore {
        throw SvarError(.storeUnusable, "no store is built in yet")
    }
}
