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
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var text: [UInt8] = []
        var bits = 0
        var count = 0
        for byte in HMAC<SHA256>.authenticationCode(for: number, using: key).prefix(16) {
            bits = (bits & 31) << 8 | Int(byte)
            count += 8
            while count >= 5, text.count < 25 {
                text.append(alphabet[bits >> (count - 5) & 31])
                count -= 5
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
