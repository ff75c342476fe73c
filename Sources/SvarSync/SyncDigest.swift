package import Crypto

/// A keyed sum over units: equal sums mean equal units, in whatever order they came (decision 47). 256 bits, little
/// endian, counted modulo 2²⁵⁶, so that a unit is taken out as it was put in.
package struct SyncDigest: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Of no unit.
    package static let zero = SyncDigest(words: (0, 0, 0, 0))

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// From 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var each: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { each[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8) }
        words = (each[0], each[1], each[2], each[3])
    }

    /// 32 bytes.
    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
    }

    /// The part of one unit: what it is called on the wire, the time of its version in microseconds, and the SHA-256 of
    /// its body's bytes.
    package static func element(of unit: WireKey, version: Int64, hash: [UInt8], key: SymmetricKey) -> SyncDigest {
        var code = HMAC<SHA256>(key: key)
        code.update(data: unit.bytes)
        withUnsafeBytes(of: version.littleEndian) { code.update(data: $0) }
        code.update(data: hash)
        return SyncDigest(bytes: Array(code.finalize())) ?? .zero
    }

    package static func += (a: inout SyncDigest, b: SyncDigest) {
        var carry: UInt64 = 0
        func add(_ x: UInt64, _ y: UInt64) -> UInt64 {
            let (first, one) = x.addingReportingOverflow(y)
            let (sum, two) = first.addingReportingOverflow(carry)
            carry = one || two ? 1 : 0
            return sum
        }
        a.words.0 = add(a.words.0, b.words.0)
        a.words.1 = add(a.words.1, b.words.1)
        a.words.2 = add(a.words.2, b.words.2)
        a.words.3 = add(a.words.3, b.words.3)
    }

    package static func -= (a: inout SyncDigest, b: SyncDigest) {
        // −b is the complement and one more.
        a += SyncDigest(words: (~b.words.0, ~b.words.1, ~b.words.2, ~b.words.3))
        a += SyncDigest(words: (1, 0, 0, 0))
    }

    package static func == (a: Self, b: Self) -> Bool { a.words == b.words }
    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.3)
    }
}

extension SyncDigest {
    /// What a person's line adds to their row of a manifest, beside the units: a replica whose `until` differs must be
    /// told, though no unit changed.
    /// - Parameters:
    ///   - until: as on the line, in milliseconds
    ///   - blocked: as on the line
    package static func person(_ person: WireKey, until: Int64, blocked: [WireKey], key: SymmetricKey) -> SyncDigest {
        element(of: person, version: until, hash: blocked.sorted().flatMap(\.bytes), key: key)
    }
}
