import Crypto
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

/// The key that tokens of replicas are sealed with: of the secret that replicas' names for things are made from, so that
/// it goes with the store into a backup and a token from before a restore is known as one.
package enum SyncTokenKey {
    /// 32 bytes, the same each time.
    /// - Parameter directory: of a store that is open.
    package static func load(directory: String) throws(SvarError) -> [UInt8] {
        try StoreSecret.derived("token 1", directory: directory)
    }
}

/// The key that those who hold mandates are named by; it too goes with the store into a backup.
package enum HolderKey {
    /// 32 bytes, the same each time.
    /// - Parameter directory: of a store that is open.
    package static func load(directory: String) throws(SvarError) -> [UInt8] {
        try StoreSecret.derived("holder 1", directory: directory)
    }
}

/// The key that ids of rows of the log of use are made from, of the same secret: an id is the same after a restore.
package enum LogKey {
    /// 32 bytes, the same each time.
    /// - Parameter directory: of a store that is open.
    package static func load(directory: String) throws(SvarError) -> [UInt8] {
        try StoreSecret.derived("log 1", directory: directory)
    }
}

private enum StoreSecret {
    static func derived(_ label: String, directory: String) throws(SvarError) -> [UInt8] {
        do {
            let keys = StoreFiles(directory: directory).keys
            guard let secret = try StoreKeys.sync(in: keys) else {
                throw SvarError(.storeUnusable, "the key file \(StoreKeys.syncName) is missing or damaged")
            }
            return Array(HMAC<SHA256>.authenticationCode(for: Array(label.utf8), using: SymmetricKey(data: secret)))
        } catch {
            throw SvarError.store(error) as? SvarError ?? SvarError(.storeUnusable, "a key cannot be made")
        }
    }
}
