import Foundation
import Testing

/// Memory of the process that the tests run in.
enum ProcessMemory {
    private static var residentBytes: Int {
        get throws {
            let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            return try #require(Int(text.split(separator: " ")[1])) * 4_096
        }
    }

    /// Expects that memory grows by less while `work` is done and its result held. Other tests take memory of the same
    /// process meanwhile, so that the best of a few rounds counts.
    static func expectGrowth<T>(below limit: Int, _ work: () async throws -> T) async throws {
        var least = Int.max
        for _ in 0..<6 where least >= limit {
            let before = try residentBytes
            let result = try await work()
            least = min(least, try residentBytes - before)
            withExtendedLifetime(result) {}
        }
        print("memory grew by \(least) bytes, \(limit) are allowed")
        #expect(least < limit)
    }
}
