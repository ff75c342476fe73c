package import SvarDomain

/// The key that page tokens are sealed with, beside the store's other keys.
package enum PageKey {
    /// 32 bytes, the same each time; made at first use.
    /// - Parameter directory: of a store that is open.
    package static func load(directory: String, randomBytes: (Int) -> [UInt8]) throws(SvarError) -> [UInt8] {
        do {
            return try StoreKeys.load("page.key", of: StoreFiles(directory: directory), randomBytes: randomBytes)
        } catch {
            throw SvarError.store(error) as? SvarError ?? SvarError(.storeUnusable, "page.key cannot be made")
        }
    }
}
