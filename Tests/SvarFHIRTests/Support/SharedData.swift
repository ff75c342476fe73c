import Foundation

/// The data set beside the repository; absent in an ordinary clone.
enum SharedData {
    static let folder: URL? = {
        var place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while place.path != "/" {
            if FileManager.default.fileExists(atPath: place.appendingPathComponent("Package.swift").path) {
                // A worktree may lie one folder deeper than a clone.
                for steps in ["../shared/data", "../../shared/data"] {
                    let data = place.appendingPathComponent(steps).standardizedFileURL
                    if FileManager.default.fileExists(atPath: data.path) { return data }
                }
                break
            }
            place.deleteLastPathComponent()
        }
        print("skipped: shared/data is absent")
        return nil
    }()

    static var isPresent: Bool { folder != nil }

    /// The JSON files of a folder in order of their names.
    static func files(_ path: String) throws -> [URL] {
        guard let folder else { return [] }
        return try FileManager.default.contentsOfDirectory(
            at: folder.appendingPathComponent(path),
            includingPropertiesForKeys: nil
        )
        .filter { $0.pathExtension == "json" }
        .sorted { $0.path < $1.path }
    }
}
