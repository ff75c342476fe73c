import Crypto
import Foundation
import SvarDomain

extension StoreKeys {
    /// Seals the lines of the log of closures.
    var closures: SymmetricKey { derived("closures 1") }

    /// What stands for a person's number where the number itself must not: the same number gives the same tag, and without
    /// the store's key a tag tells nothing.
    func tag(_ number: PersonNumber) -> Data {
        let text = Array("\(number.kind.rawValue) \(number.value)".utf8)
        return Data(HMAC<SHA256>.authenticationCode(for: text, using: derived("person 1")))
    }

    private func derived(_ name: String) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(name.utf8), using: raw))
    }
}
