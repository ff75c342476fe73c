import Crypto
import SvarSync
import SvarSynthetic
import Testing

@Suite struct SyncDigestTests {
    /// Base 256, lowest first, modulo 2²⁵⁶: as on paper.
    private static func sum(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var carry = 0
        return zip(a, b).map { x, y in
            let sum = Int(x) + Int(y) + carry
            carry = sum >> 8
            return UInt8(sum & 255)
        }
    }

    private static func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var borrow = 0
        return zip(a, b).map { x, y in
            let difference = Int(x) - Int(y) - borrow
            borrow = difference < 0 ? 1 : 0
            return UInt8((difference + 256) & 255)
        }
    }

    /// Runs of the extreme digits make carries run through all words.
    private static func number(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < 32 {
            switch random.integer(0...3) {
            case 0: bytes += [UInt8](repeating: 0xFF, count: random.integer(1...32))
            case 1: bytes += [UInt8](repeating: 0, count: random.integer(1...32))
            case 2: bytes.append(1)
            default: bytes += random.bytes(random.integer(1...8))
            }
        }
        return Array(bytes.prefix(32))
    }

    @Test func sumsAndDifferencesAreThoseOnPaper() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2_000 * rounds {
            let (a, b) = (Self.number(&random), Self.number(&random))
            var sum = try #require(SyncDigest(bytes: a))
            let other = try #require(SyncDigest(bytes: b))
            #expect(sum.bytes == a)
            sum += other
            #expect(sum.bytes == Self.sum(a, b))
            sum -= other
            #expect(sum.bytes == a)
            sum -= other
            #expect(sum.bytes == Self.difference(a, b))
        }
    }

    @Test func carriesRunThroughAllWords() throws {
        let one = try #require(SyncDigest(bytes: [1] + [UInt8](repeating: 0, count: 31)))
        var last = try #require(SyncDigest(bytes: [UInt8](repeating: 255, count: 32)))
        last += one
        #expect(last == .zero)
        last -= one
        #expect(last.bytes == [UInt8](repeating: 255, count: 32))
    }

    @Test(arguments: [0, 31, 33]) func otherLengthsAreNoSum(count: Int) {
        #expect(SyncDigest(bytes: [UInt8](repeating: 0, count: count)) == nil)
    }

    /// P18: whatever differs in a unit differs in its part of the sum.
    @Test func anyChangedBitOfAUnitChangesItsPart() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<40 * rounds {
            let name = random.bytes(16)
            let hash = random.bytes(32)
            let version = Int64(bitPattern: random.next())
            let key = SymmetricKey(data: random.bytes(32))
            let unit = try #require(WireKey(bytes: name))
            let part = SyncDigest.element(of: unit, version: version, hash: hash, key: key)
            #expect(SyncDigest.element(of: unit, version: version, hash: hash, key: key) == part)
            var seen: Set<SyncDigest> = [part]
            for bit in 0..<64 {
                let other = version ^ (1 << bit)
                seen.insert(SyncDigest.element(of: unit, version: other, hash: hash, key: key))
            }
            for bit in 0..<128 {
                var bytes = name
                bytes[bit / 8] ^= 1 << (bit % 8)
                seen.insert(.element(of: WireKey(bytes: bytes)!, version: version, hash: hash, key: key))
            }
            for bit in 0..<256 {
                var bytes = hash
                bytes[bit / 8] ^= 1 << (bit % 8)
                seen.insert(.element(of: unit, version: version, hash: bytes, key: key))
            }
            seen.insert(.element(of: unit, version: version, hash: hash, key: SymmetricKey(data: random.bytes(32))))
            #expect(seen.count == 1 + 64 + 128 + 256 + 1)
        }
    }

    @Test func sumOfUnitsDoesNotDependOnTheirOrder() throws {
        var random = SeededGenerator(seed: 3)
        let parts = (0..<50).map { _ in SyncDigest(bytes: random.bytes(32))! }
        var sums: Set<SyncDigest> = []
        for _ in 0..<20 {
            var sum = SyncDigest.zero
            for part in parts.shuffled(using: &random) { sum += part }
            sums.insert(sum)
        }
        #expect(sums.count == 1)
    }
}
