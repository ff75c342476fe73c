#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The system's randomness, many bytes a call: Swift's own generator asks the system for each eight.
enum SystemRandom {
    /// What `getentropy` gives at once.
    private static let most = 256

    static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            while written < count {
                let length = min(most, count - written)
                // Fails only for a bad address or length, or without a system to ask; nothing is safe then.
                precondition(getentropy(buffer.baseAddress! + written, length) == 0, "no randomness")
                written += length
            }
        }
    }
}
