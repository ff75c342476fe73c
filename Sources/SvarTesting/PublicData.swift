package import Foundation

/// The folder of public data beside the checkout, where there is one. Nothing of it is in the repository.
package enum PublicData {
    /// `../shared/data` seen from the package.
    package static let folder: URL? = {
        var directory = URL(filePath: #filePath).deletingLastPathComponent()
        while directory.path != "/" {
            if FileManager.default.fileExists(atPath: directory.appending(path: "Package.swift").path) {
                let data = directory.deletingLastPathComponent().appending(path: "shared/data")
                return FileManager.default.fileExists(atPath: data.path) ? data : nil
            }
            directory = directory.deletingLastPathComponent()
        }
        return nil
    }()

    package static var isPresent: Bool { folder != nil }

    /// The JSON and XML files of a folder in order of their names.
    package static func files(_ path: String) throws -> [(name: String, bytes: [UInt8])] {
        guard let folder else { return [] }
        return try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: path),
            includingPropertiesForKeys: nil
        )
        .filter { ["json", "xml"].contains($0.pathExtension.lowercased()) && $0.lastPathComponent != "SOURCE.md" }
        .sorted { $0.lastPathComponent < $1.lastPathComponent }
        .map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
    }
}
