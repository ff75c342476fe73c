import Crypto
import SvarAccess
import SvarDomain

/// Ids of settings as the outside knows them: keyed, so that they tell neither how many there are nor in which order they
/// came.
struct SettingIDs: Sendable {
    private let key: SymmetricKey

    init(key: SymmetricKey) { self.key = key }

    /// 25 characters, as ids of resources have.
    func id(of setting: Setting.ID) -> String {
        let number = withUnsafeBytes(of: setting.rawValue.bigEndian) { Array($0) }
        let code = HMAC<SHA256>.authenticationCode(for: number, using: key)
        return String(Base32.encode(Array(code.prefix(16))).prefix(25))
    }
}
