package import Crypto
import SvarFHIR

/// Seals where a page ended: what a client holds says nothing and cannot be made or changed.
///
/// AES-256-GCM over (kind, key), bound by its additional data to the query it continues; always 60 characters.
package struct PageTokens: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: 256 bits; a fresh one makes tokens that end with the process.
    package init(key: SymmetricKey = SymmetricKey(size: .bits256)) { self.key = key }

    /// The token of a place in one query.
    func seal(_ place: Int64, of query: String) throws -> String {
        let plain = withUnsafeBytes(of: place.littleEndian) { Array($0) }
        let box = try AES.GCM.seal(plain, using: key, authenticating: Array(query.utf8))
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Hex.text(combined)
    }

    /// The place a token names, or a refusal: tampered with, of another query, or from before a restart.
    func open(_ token: String, of query: String) throws -> Int64 {
        let refusal = Refusal(
            .invalid,
            .value,
            "The page token is not one of this search. Start again from the first page."
        )
        guard let bytes = Hex.bytes(token), bytes.count == 36 else { throw refusal }
        do {
            let box = try AES.GCM.SealedBox(combined: bytes)
            let plain = try AES.GCM.open(box, using: key, authenticating: Array(query.utf8))
            return plain.enumerated().reduce(0) { $0 | Int64($1.element) << (8 * Int64($1.offset)) }
        } catch {
            throw refusal
        }
    }
}

/// Hexadecimal text.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        default: nil
        }
    }
}
