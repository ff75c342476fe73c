import Crypto
import SvarDomain

/// The SHA-256 of some bytes, as a key of dictionaries: tokens themselves are not kept.
struct Fingerprint: Sendable, Hashable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ bytes: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        self.init(digest: hash.finalize())
    }

    init(_ text: Substring.UTF8View) {
        self =
            text.withContiguousStorageIfAvailable { Fingerprint(UnsafeRawBufferPointer($0)) }
            ?? Array(text).withUnsafeBytes { Fingerprint($0) }
    }

    /// Of a text, under another's name.
    init(_ owner: Fingerprint, _ text: String) {
        var hash = SHA256()
        withUnsafeBytes(of: owner.words) { hash.update(bufferPointer: $0) }
        hash.update(data: Array(text.utf8))
        self.init(digest: hash.finalize())
    }

    private init(digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { Self.words($0) }
    }

    /// One that was written down as bytes; nil when they are not as many.
    init?(digest: [UInt8]) {
        guard digest.count == 32 else { return nil }
        words = digest.withUnsafeBytes { Self.words($0) }
    }

    /// One in base64url, as claims hold it.
    init?(base64URL text: String) {
        guard let digest = Base64URL.decode(text.utf8) else { return nil }
        self.init(digest: digest)
    }

    private static func words(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        (
            bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    /// As `cnf.jkt` writes it.
    var base64URL: String { withUnsafeBytes(of: words) { Base64URL.encode($0) } }

    static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    /// The digest is as good a hash as any.
    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
