/// Random ids, from a source that comes in from outside.
package struct IDSource: Sendable {
    private let next: @Sendable () -> UInt64
    private let beside: @Sendable (String) -> UInt64

    /// - Parameters:
    ///   - next: 64 random bits a call; from the system in the server, seeded in tests.
    ///   - beside: the same for what a write makes besides what it was asked for, by the name of that: where bits are
    ///     seeded, the ids of a write do not depend on whether it was the first to tell of a person. Nil: of `next`.
    package init(_ next: @escaping @Sendable () -> UInt64, beside: (@Sendable (String) -> UInt64)? = nil) {
        self.next = next
        self.beside = beside ?? { _ in next() }
    }

    /// From the operating system's generator.
    package static let system = IDSource { UInt64.random(in: .min ... .max) }

    /// A resource id: 125 random bits, 25 characters of `a-z2-7`.
    package func resourceID() -> String { text(25, next) }

    /// A version id: 80 random bits, 16 characters, unordered (decision 9).
    package func versionID() -> String { text(16, next) }

    /// A version id of the Patient that a write makes when it is the first to tell of a person.
    package func versionID(ofPatient id: String) -> String { text(16) { beside(id) } }

    private func text(_ count: Int, _ next: () -> UInt64) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        return String(unsafeUninitializedCapacity: count) { buffer in
            var bits: UInt64 = 0
            var left = 0
            for index in 0..<count {
                if left < 5 {
                    bits = next()
                    left = 64
                }
                buffer[index] = alphabet[Int(bits & 31)]
                bits >>= 5
                left -= 5
            }
            return count
        }
    }
}
