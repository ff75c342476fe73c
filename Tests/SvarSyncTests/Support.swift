import Foundation
import SvarSync
import SvarSynthetic

/// How many times the usual counts the random tests do.
let rounds = ProcessInfo.processInfo.environment["SVAR_LONG"] == nil ? 1 : 50

extension SeededGenerator {
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    mutating func key() -> WireKey { WireKey(bytes: bytes(WireKey.count))! }

    /// Few enough that equal ones are met.
    mutating func stamp(_ most: Int = 6) -> SyncStamp {
        SyncStamp(milliseconds: Int64(integer(1...most)), number: Int64(integer(0...2)))
    }
}
