package import Crypto
package import SvarDomain
package import SvarSync

/// What units and persons are called toward replicas, and what their sums are keyed with, made from one secret of the
/// store. The names outlive a restore; the sums' key is one an epoch (decision 47).
package struct SyncKeys: Sendable {
    private let wire: SymmetricKey
    package let integrity: SymmetricKey
    /// Changes with the secret and with the epoch, and tells neither.
    package let mark: String

    /// - Parameter secret: 32 random bytes
    package init(secret: [UInt8], epoch: String) {
        let root = SymmetricKey(data: secret)
        func derived(_ name: String) -> SymmetricKey {
            SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(name.utf8), using: root))
        }
        wire = derived("wire 1")
        integrity = derived("integrity 1" + epoch)
        let code = HMAC<SHA256>.authenticationCode(for: Array(("mark 1" + epoch).utf8), using: root)
        mark = code.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    package func person(_ patient: String) -> WireKey { WireKey(patient: patient, key: wire) }

    /// - Parameters:
    ///   - professional: HPR number
    ///   - replica: id of the replica
    package func professional(_ number: Int, in replica: String) -> WireKey {
        WireKey(professional: number, in: replica, key: wire)
    }

    package func unit(_ unit: UnitKey, of person: WireKey) -> WireKey { WireKey(unit, of: person, key: wire) }

    /// The part of a sum that a version of a unit is.
    package func element(_ unit: UnitKey, of person: WireKey, version: ServerTime, hash: [UInt8]) -> SyncDigest {
        .element(of: self.unit(unit, of: person), version: version.microseconds, hash: hash, key: integrity)
    }
}
