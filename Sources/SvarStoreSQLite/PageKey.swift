import Foundation
import SvarDomain

/// The key that page tokens are sealed with, beside the store's other keys. It is made at first use; who loses it loses
/// the pages of the last hour and nothing else.
package enum PageKey {
    /// 32 bytes, the same each time.
    /// - Parameter directory: of a store that is open.
    package static func load(directory: String, randomBytes: (Int) -> [UInt8]) throws -> [UInt8] {
        let files = StoreFiles(directory: directory)
        let path = files.keys + "/page.key"
        if !FileManager.default.fileExists(atPath: path) {
            try files.makeDirectories()
            try StoreFiles.write(randomBytes(32), to: path)
            try StoreFiles.sync(directory: files.keys)
        }
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count == 32 else {
            throw SvarError(.storeUnusable, "the key file page.key is damaged: delete it to have a new one made")
        }
        return [UInt8](bytes)
    }
}
