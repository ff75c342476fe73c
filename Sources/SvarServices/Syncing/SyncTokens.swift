package import Crypto
import SvarDomain
import SvarSync

/// Seals where a replica stands: what it holds says nothing, cannot be made or changed, and is nobody else's
/// (`docs/api/sync.md`).
///
/// AES-256-GCM behind one byte that names the key, bound to the replica and its client; always 200 characters. A short
/// code over all of it tells a token of another replica, which is refused, from one that is none at all. A token may be
/// used again and again.
package struct SyncTokens: Sendable {
    /// Whose a token is.
    struct Owner: Hashable, Sendable {
        var replica: String
        var client: String

        fileprivate var bytes: [UInt8] { Array(replica.utf8) + [0] + Array(client.utf8) }
    }

    /// The keys of one number, each for one thing.
    private struct Keys: Sendable {
        let sealing: SymmetricKey
        let ours: SymmetricKey
        let hashing: SymmetricKey

        init(_ key: SymmetricKey) {
            func own(_ label: String) -> SymmetricKey {
                SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(label.utf8), using: key))
            }
            (sealing, ours, hashing) = (own("svar sync token 1"), own("svar sync ours 1"), own("svar sync hash 1"))
        }
    }

    private static let label = Array("svar sync 1".utf8)
    private static let nonceBytes = 12
    private static let tagBytes = 16
    private static let codeBytes = 8
    /// Bytes of a token, with the one that names the key.
    private static let count = 1 + nonceBytes + SyncPlace.count + tagBytes + codeBytes

    private let keys: [UInt8: Keys]
    private let current: UInt8

    /// - Parameter key: 256 bits; a fresh one makes tokens that end with the process.
    package init(key: SymmetricKey = SymmetricKey(size: .bits256)) { self.init(keys: [1: key], current: 1) }

    /// - Parameter secret: 32 bytes that outlive the process.
    package init(secret: [UInt8]) { self.init(key: SymmetricKey(data: secret)) }

    /// - Parameters:
    ///   - keys: by the number that tokens name; older ones still open theirs.
    ///   - current: what new tokens are sealed with.
    package init(keys: [UInt8: SymmetricKey], current: UInt8) {
        self.keys = keys.mapValues(Keys.init)
        self.current = current
    }

    /// 8 bytes that only this service can make from these.
    func hash(_ bytes: [UInt8]) -> [UInt8] { keys[current].map { Self.code(bytes, $0.hashing) } ?? [] }

    /// Whether `hash` gave this, with any of the keys.
    func isHash(_ hash: [UInt8], of bytes: [UInt8]) -> Bool {
        keys.values.contains { Self.code(bytes, $0.hashing) == hash }
    }

    /// The token of a place.
    func seal(_ place: SyncPlace, for owner: Owner) throws -> String {
        guard let keys = keys[current] else { throw CryptoKitError.incorrectKeySize }
        let box = try AES.GCM.seal(
            place.encoded,
            using: keys.sealing,
            authenticating: Self.label + [current] + owner.bytes
        )
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        let sealed = [current] + combined
        return Base64URL.encode(sealed + Self.code(sealed, keys.ours))
    }

    /// The place a token names.
    func open(_ token: String, of owner: Owner) throws(SyncFault) -> SyncPlace {
        guard token.utf8.count <= 200, let bytes = Base64URL.decode(token.utf8), bytes.count == Self.count,
            let keys = keys[bytes[0]]
        else { throw .tokenMalformed }
        let sealed = Array(bytes.dropLast(Self.codeBytes))
        guard Self.equal(Self.code(sealed, keys.ours), bytes.suffix(Self.codeBytes)) else { throw .tokenMalformed }
        let plain: [UInt8]
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst())
            let bound = Self.label + [bytes[0]] + owner.bytes
            plain = Array(try AES.GCM.open(box, using: keys.sealing, authenticating: bound))
        } catch {
            throw .tokenNotYours
        }
        guard let place = SyncPlace(encoded: plain) else { throw .tokenMalformed }
        return place
    }

    private static func code(_ bytes: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(codeBytes))
    }

    /// In the same time whatever differs.
    private static func equal(_ a: [UInt8], _ b: ArraySlice<UInt8>) -> Bool {
        a.count == b.count && zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
