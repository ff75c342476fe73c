/// A small random number generator (SplitMix64) that gives the same numbers for the same seed, for ever.
///
/// The standard library's `random(in:)` may change its algorithm between versions; the methods here do not.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// A generator of its own for one part of the data, so that parts can be made in any order.
    package init(seed: UInt64, stream: UInt64) {
        var mixer = Self(seed: seed ^ (stream &* 0xD134_2543_DE82_EF95))
        state = mixer.next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A whole number of the range. Modulo bias is of no matter here.
    package mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// A number from 0 up to 1.
    package mutating func fraction() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number from -1 to 1, near 0 more often than not.
    package mutating func spread() -> Double {
        (fraction() + fraction() + fraction()) / 1.5 - 1
    }

    /// True once in `n` times on average.
    package mutating func oneIn(_ n: Int) -> Bool {
        next() % UInt64(n) == 0
    }

    /// One element. `elements` is not empty.
    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }
}
