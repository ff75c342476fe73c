import Foundation

/// A directory of a test's own, removed when the value goes away.
package final class TemporaryDirectory: Sendable {
    package let path: String

    /// - Parameter inMemory: in the machine's file system in memory, where there is one with room: for tests with very
    ///   many files that are none of the disk. Containers often have one of a few megabytes only.
    package init(inMemory: Bool = false) throws {
        let memory = "/dev/shm/"
        let hasRoom = inMemory && FileManager.default.isWritableFile(atPath: memory) && Self.free(at: memory) >= 1 << 30
        let parent = hasRoom ? memory : NSTemporaryDirectory()
        path = parent + "svar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Bytes that can be written in a file system.
    private static func free(at path: String) -> Int {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return 0 }
        return Int(facts.f_bavail) * Int(facts.f_frsize)
    }

    deinit { _ = try? FileManager.default.removeItem(atPath: path) }
}
