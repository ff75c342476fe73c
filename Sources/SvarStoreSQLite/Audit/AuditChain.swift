import Crypto
import SvarDomain
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

    /// What is left of a row that was deleted.
    static func leaf(_ salt: [UInt8], _ encoded: [UInt8]) -> [UInt8] { hash(salt, encoded) }

    /// What the next row builds upon.
    static func commitment(of leaf: [UInt8], previous: [UInt8]) -> [UInt8] { hash(previous, leaf) }

    private static func hash(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        first.withUnsafeBytes { hash.update(bufferPointer: $0) }
        second.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { [UInt8]($0) }
    }
}

/// A row ready for the chain. All of it that does not wait for the row before is done here, by who writes the row, so
/// that the one writer has the least to do.
struct SealedRow: Sendable {
    let person: Int64?
    let salt: [UInt8]
    let encoded: [UInt8]
    let leaf: [UInt8]

    /// - Parameter salt: `AuditChain.saltBytes` random bytes of this row's own.
    init(_ row: AuditRow, salt: [UInt8]) { self.init(encoded: row.encoded, person: row.person, salt: salt) }

    /// A row that is encoded already, as those of another format are.
    init(encoded: [UInt8], person: PersonKey?, salt: [UInt8]) {
        self.person = person?.rawValue
        self.salt = salt
        self.encoded = encoded
        leaf = AuditChain.leaf(salt, encoded)
    }
}
