package import Crypto
import SvarDomain
import SvarFHIR

/// Seals where a page ended: what a client holds says nothing and cannot be made or changed (decision 43).
///
/// AES-256-GCM behind one byte that names the key; always 126 characters. What was asked for is not in it but its keyed
/// hash, under which the log of use keeps the query encrypted.
package struct PageTokens: Sendable {
    /// What a token says.
    struct Place: Hashable, Sendable {
        /// Which way a page goes, and from where.
        enum Direction: UInt8, Sendable {
            /// What comes after `key`.
            case after = 0
            /// What comes before `key`.
            case before = 1
            /// From the first result on.
            case fromStart = 2
            /// From the last result back.
            case fromEnd = 3

            var isReversed: Bool { self == .before || self == .fromEnd }
        }

        /// The place in the log that the first page was answered as of.
        var position: LogPosition
        /// Hash of the query.
        var query: [UInt8]
        /// Hash of who asks about whom.
        var context: [UInt8]
        /// When the first page was served.
        var begun: ServerTime
        /// When this token was made.
        var issued: ServerTime
        var direction: Direction
        /// Key of the resource, or number of the version, where the page before ended.
        var key: Int64
    }

    /// How long a token lives, in microseconds.
    static let lifetime: Int64 = 3_600_000_000
    /// How long one walk through the pages may take: index rows of then are kept a day.
    static let walkTime: Int64 = 23 * 3_600_000_000

    private static let count = 65
    private static let label = Array("svar page 1".utf8)
    private let keys: [UInt8: SymmetricKey]
    private let current: UInt8

    /// - Parameter key: 256 bits; a fresh one makes tokens that end with the process.
    package init(key: SymmetricKey = SymmetricKey(size: .bits256)) { self.init(keys: [1: key], current: 1) }

    /// - Parameter secret: 32 bytes that outlive the process.
    package init(secret: [UInt8]) { self.init(key: SymmetricKey(data: secret)) }

    /// - Parameters:
    ///   - keys: by the number that tokens name; older ones still open theirs.
    ///   - current: what new tokens are sealed with.
    package init(keys: [UInt8: SymmetricKey], current: UInt8) {
        self.keys = keys
        self.current = current
    }

    /// 16 bytes that only this service can make from these.
    func hash(_ bytes: [UInt8]) -> [UInt8] { hash(bytes, current) }

    /// A key of the service's own for something else, as long-lived as the first of the keys that tokens are sealed with.
    func key(for label: String) -> SymmetricKey {
        let first = keys.min { $0.key < $1.key }?.value ?? SymmetricKey(size: .bits256)
        return SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(label.utf8), using: first))
    }

    /// Whether a token of any of the keys may hold this hash of the bytes.
    func isHash(_ hash: [UInt8], of bytes: [UInt8]) -> Bool { keys.keys.contains { self.hash(bytes, $0) == hash } }

    private func hash(_ bytes: [UInt8], _ name: UInt8) -> [UInt8] {
        guard let key = keys[name] else { return [] }
        // A key of its own, so that hashing and sealing never share one.
        let own = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array("svar hash 1".utf8), using: key))
        return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: own).prefix(16))
    }

    /// The token of a place.
    func seal(_ place: Place) throws -> String {
        guard let key = keys[current] else { throw CryptoKitError.incorrectKeySize }
        var plain: [UInt8] = []
        plain.reserveCapacity(Self.count)
        Self.put(place.position.rawValue, to: &plain)
        plain += place.query + place.context
        Self.put(place.begun.microseconds, to: &plain)
        Self.put(place.issued.microseconds, to: &plain)
        plain.append(place.direction.rawValue)
        Self.put(place.key, to: &plain)
        guard plain.count == Self.count else { throw CryptoKitError.incorrectParameterSize }
        let box = try AES.GCM.seal(plain, using: key, authenticating: Self.label + [current])
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Base64URL.encode([current] + combined)
    }

    /// The place a token names.
    /// - Throws: `Refusal` invalid for a token that is not one of ours, gone for one that has had its time.
    func open(_ token: String, now: ServerTime) throws -> Place {
        // AES-GCM puts 12 bytes before and 16 behind.
        guard let bytes = Base64URL.decode(token.utf8), bytes.count == 1 + 12 + Self.count + 16,
            let key = keys[bytes[0]]
        else { throw Refusal.foreignPage }
        let plain: [UInt8]
        do {
            let box = try AES.GCM.SealedBox(combined: bytes[1...])
            plain = Array(try AES.GCM.open(box, using: key, authenticating: Self.label + [bytes[0]]))
        } catch {
            throw Refusal.foreignPage
        }
        guard plain.count == Self.count, let direction = Place.Direction(rawValue: plain[56]) else {
            throw Refusal.foreignPage
        }
        let place = Place(
            position: LogPosition(Self.integer(plain[0..<8])),
            query: Array(plain[8..<24]),
            context: Array(plain[24..<40]),
            begun: ServerTime(microseconds: Self.integer(plain[40..<48])),
            issued: ServerTime(microseconds: Self.integer(plain[48..<56])),
            direction: direction,
            key: Self.integer(plain[57..<65])
        )
        let age = now.microseconds - place.issued.microseconds
        let walk = now.microseconds - place.begun.microseconds
        guard age <= Self.lifetime, walk <= Self.walkTime else { throw Refusal.expiredPage }
        return place
    }

    private static func put(_ value: Int64, to bytes: inout [UInt8]) {
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * Int64(shift)))) }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reversed().reduce(0) { $0 << 8 | Int64($1) }
    }
}

extension Refusal {
    /// A page token that was changed, is of another search or another caller: one answer for all.
    static let foreignPage = Refusal(
        .invalid,
        .value,
        "page-unknown: the page token is not one of this search and caller. Start again from the first page."
    )
    /// A page token that has had its time.
    static let expiredPage = Refusal(
        .gone,
        .expired,
        "page-expired: the page token has expired; it lives an hour. Start again from the first page."
    )
}
