import Crypto
import SvarStore

/// The chain that shows whether rows of the log of use were changed, taken out or put in (decision 37).
///
/// Each row is committed to as `H(previous ‖ H(salt ‖ row))`. The salt keeps the inner hash from telling what a row said
/// once the row is gone, so retention may delete rows and keep their inner hashes: the chain can still be followed.
enum AuditChain {
    /// What stands before the first row.
    static let start = [UInt8](repeating: 0, count: 32)

    /// Random bytes each row takes.
    static let saltBytes = 16

    /// A row as it is kept: its encoding, and what the next row builds upon.
    /// - Parameter salt: `saltBytes` random bytes of this row's own.
    static func append(_ row: AuditRow, previous: [UInt8], salt: [UInt8]) -> (
        salt: [UInt8], encoded: [UInt8], commitment: [UInt8]
    ) {
        let encoded = row.encoded
        return (salt, encoded, commitment(of: leaf(salt, encoded), previous: previous))
    }

    /// What is left of a row that was deleted.
    static func leaf(_ salt: [UInt8], _ encoded: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: encoded)
        return [UInt8](hash.finalize())
    }

    static func commitment(of leaf: [UInt8], previous: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: previous)
        hash.update(data: leaf)
        return [UInt8](hash.finalize())
    }
}
