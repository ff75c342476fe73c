package import SvarDomain
import SvarSynthetic
import Synchronization

/// Random bytes of a seed, for keys and nonces in tests.
package final class SeededBytes: Sendable {
    private let generator: Mutex<SeededGenerator>

    package init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    package func callAsFunction(_ count: Int) -> [UInt8] {
        generator.withLock { generator in (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    }
}

/// A clock that tests set. It stands still unless it is moved.
package final class ManualClock: Sendable {
    private let time: Mutex<Int64>

    /// - Parameter start: microseconds since 1970; the default is 2026-01-01T00:00:00Z.
    package init(_ start: Int64 = 1_767_225_600_000_000) { time = Mutex(start) }

    package var now: ServerTime { ServerTime(microseconds: time.withLock { $0 }) }

    /// Moves the clock, backwards too.
    package func move(microseconds: Int64) { time.withLock { $0 += microseconds } }
}
