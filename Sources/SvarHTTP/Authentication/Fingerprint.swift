import Crypto

/// The SHA-256 of some bytes, as a key of dictionaries: tokens themselves are not kept.
struct Fingerprint: Sendable, Hashable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ bytes: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        words = hash.finalize().withUnsafeBytes { digest in
            (
                digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                digest.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                digest.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            )
        }
    }

    init(_ text: Substring.UTF8View) {
        self =
            text.withContiguousStorageIfAvailable { Fingerprint(UnsafeRawBufferPointer($0)) }
            ?? Array(text).withUnsafeBytes { Fingerprint($0) }
    }

    static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    /// The digest is as good a hash as any.
    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
