package import Crypto
import SvarDomain
import SvarFHIR

/// What ids of rows and page tokens of the log of use are made from. An id is the same for as long as the row is kept,
/// tells neither its number nor its book, and cannot be guessed from another.
package struct LogKeys: Sendable {
    /// Which of the two parts of the log.
    enum Book: UInt8, Sendable, Hashable {
        /// Reads, refusals and searches.
        case access = 0
        /// Writes, in the store.
        case store = 1
    }

    /// Where a row stands.
    struct RowPlace: Sendable, Hashable {
        var book: Book
        var number: Int64
    }

    /// Where a page ended, and what is walked through.
    struct Cursor: Sendable, Hashable {
        /// Rows numbered below these are to come.
        var access: Int64
        var store: Int64
        /// About whom; 0: everybody, for auditors.
        var person: Int64
        /// Rows from this time on and before that one.
        var from: ServerTime
        var until: ServerTime
        var count: Int64
        var issued: ServerTime
        /// Hash of who asks.
        var context: [UInt8]
    }

    private static let tagBytes = 10
    private static let plainBytes = 9
    private static let cursorBytes = 7 * 8 + contextBytes
    private static let contextBytes = 16
    private static let label = Array("svar log page 1".utf8)

    private let tagging: SymmetricKey
    private let masking: SymmetricKey
    private let sealing: SymmetricKey
    private let hashing: SymmetricKey

    /// - Parameter key: 256 bits; a fresh one makes ids that end with the process.
    package init(key: SymmetricKey = SymmetricKey(size: .bits256)) {
        func own(_ label: String) -> SymmetricKey {
            SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(label.utf8), using: key))
        }
        (tagging, masking) = (own("svar log tag 1"), own("svar log mask 1"))
        (sealing, hashing) = (own("svar log seal 1"), own("svar log hash 1"))
    }

    /// - Parameter secret: 32 bytes that outlive the process.
    package init(secret: [UInt8]) { self.init(key: SymmetricKey(data: secret)) }

    // MARK: Ids

    /// The id of a row: a synthetic initialisation vector and the place behind it (RFC 5297's idea, on HMAC).
    func id(of place: RowPlace) -> String {
        var plain = [place.book.rawValue]
        Self.put(place.number, to: &plain)
        let tag = Array(HMAC<SHA256>.authenticationCode(for: plain, using: tagging).prefix(Self.tagBytes))
        return Base32.encode(tag + masked(plain, tag))
    }

    /// The place an id names; nil for an id that is not one of ours.
    func place(_ id: String) -> RowPlace? {
        guard let bytes = Base32.decode(id), bytes.count == Self.tagBytes + Self.plainBytes else { return nil }
        let tag = Array(bytes[..<Self.tagBytes])
        let plain = masked(Array(bytes[Self.tagBytes...]), tag)
        let right = HMAC<SHA256>.authenticationCode(for: plain, using: tagging).prefix(Self.tagBytes)
        guard zip(tag, right).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0, let book = Book(rawValue: plain[0]) else {
            return nil
        }
        return RowPlace(book: book, number: Self.integer(plain[1...]))
    }

    private func masked(_ plain: [UInt8], _ tag: [UInt8]) -> [UInt8] {
        zip(plain, HMAC<SHA256>.authenticationCode(for: tag, using: masking)).map { $0 ^ $1 }
    }

    // MARK: Pages

    /// 16 bytes that only this service can make from who asks.
    func context(_ texts: [String]) -> [UInt8] {
        // Each with its length, so that no two lists give the same bytes.
        let bytes = texts.flatMap { Array("\($0.utf8.count):\($0)".utf8) }
        return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: hashing).prefix(Self.contextBytes))
    }

    func seal(_ cursor: Cursor) throws -> String {
        var plain: [UInt8] = []
        let numbers = [
            cursor.access, cursor.store, cursor.person, cursor.from.microseconds, cursor.until.microseconds,
            cursor.count, cursor.issued.microseconds,
        ]
        for number in numbers { Self.put(number, to: &plain) }
        let box = try AES.GCM.seal(plain + cursor.context, using: sealing, authenticating: Self.label)
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Base64URL.encode([UInt8](combined))
    }

    /// - Throws: `Refusal` invalid for a token that is not one of ours, gone for one that has had its time.
    func open(_ token: String, now: ServerTime) throws -> Cursor {
        // AES-GCM puts 12 bytes before and 16 behind.
        guard let bytes = Base64URL.decode(token.utf8), bytes.count == 12 + Self.cursorBytes + 16 else {
            throw Refusal.foreignPage
        }
        let plain: [UInt8]
        do {
            plain = Array(try AES.GCM.open(.init(combined: bytes), using: sealing, authenticating: Self.label))
        } catch {
            throw Refusal.foreignPage
        }
        let numbers = (0..<7).map { Self.integer(plain[($0 * 8)..<($0 * 8 + 8)]) }
        guard now.microseconds - numbers[6] <= PageTokens.lifetime else { throw Refusal.expiredPage }
        return Cursor(
            access: numbers[0],
            store: numbers[1],
            person: numbers[2],
            from: ServerTime(microseconds: numbers[3]),
            until: ServerTime(microseconds: numbers[4]),
            count: numbers[5],
            issued: ServerTime(microseconds: numbers[6]),
            context: Array(plain[56...])
        )
    }

    private static func put(_ value: Int64, to bytes: inout [UInt8]) {
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * Int64(shift)))) }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reversed().reduce(0) { $0 << 8 | Int64($1) }
    }
}

/// The alphabet of ids: `a-z2-7`, five bits a character, without padding.
enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var (bits, left) = (UInt32(0), 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            left += 8
            while left >= 5 {
                left -= 5
                text.append(alphabet[Int(bits >> UInt32(left) & 31)])
            }
        }
        if left > 0 { text.append(alphabet[Int(bits << UInt32(5 - left) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for what `encode` does not give.
    static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 64 else { return nil }
        var bytes: [UInt8] = []
        var (bits, left) = (UInt32(0), 0)
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case 0x61...0x7A: value = character - 0x61
            case 0x32...0x37: value = character - 0x32 + 26
            default: return nil
            }
            bits = bits << 5 | UInt32(value)
            left += 5
            if left >= 8 {
                left -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(left)))
            }
        }
        guard bits & (1 << UInt32(left) - 1) == 0, left < 5 else { return nil }
        return bytes
    }
}
