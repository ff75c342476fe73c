#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Makes lines of bytes that come cut anywhere. Holds one unfinished line, never a longer one than it may be.
package struct LineSplitter {
    /// The line is longer than any may be.
    package struct TooLong: Error {}

    private let maximumBytes: Int
    private var rest: [UInt8] = []

    package init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// Whether bytes of an unfinished line are there.
    package var isInside: Bool { !rest.isEmpty }

    /// Takes bytes and gives each finished line, without its line feed; empty ones are left out. Stops where `body`
    /// throws.
    package mutating func take(_ bytes: [UInt8], _ body: ([UInt8]) throws -> Void) throws {
        var start = 0
        while start < bytes.count {
            let end = Self.lineFeed(in: bytes, from: start)
            guard rest.count + (end ?? bytes.count) - start <= maximumBytes else { throw TooLong() }
            guard let end else {
                rest.append(contentsOf: bytes[start...])
                return
            }
            if rest.isEmpty {
                if end > start { try body(Array(bytes[start..<end])) }
            } else {
                rest.append(contentsOf: bytes[start..<end])
                let line = rest
                rest.removeAll(keepingCapacity: rest.count < 1 << 20)
                try body(line)
            }
            start = end + 1
        }
    }

    private static func lineFeed(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let found = memchr(base + start, 0x0A, buffer.count - start) else {
                return nil
            }
            return UnsafeRawPointer(found) - base
        }
    }
}
