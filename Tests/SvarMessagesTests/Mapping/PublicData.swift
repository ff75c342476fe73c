import Foundation

/// Texts of the public data beside the project, where they are at hand.
enum PublicData {
    /// A file below `shared/data`; nil where it is absent.
    static func text(_ path: String) -> String? {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
                let file = folder.deletingLastPathComponent().appending(path: "shared/data/\(path)")
                guard let bytes = FileManager.default.contents(atPath: file.path) else { return nil }
                return String(decoding: bytes, as: UTF8.self)
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
