import Foundation

/// A directory of a test's own, removed when the value goes away.
package final class TemporaryDirectory: Sendable {
    package let path: String

    /// - Parameter inMemory: in the machine's file system in memory, where there is one: for tests with very many files
    ///   that are none of the disk.
    package init(inMemory: Bool = false) throws {
        let memory = "/dev/shm/"
        let parent = inMemory && FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        path = parent + "svar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { _ = try? FileManager.default.removeItem(atPath: path) }
}
