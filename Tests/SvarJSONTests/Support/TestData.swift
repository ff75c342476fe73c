import Foundation

/// The public FHIR files that may lie beside the repository.
enum TestData {
    /// The folder, or nil after one line that says so.
    static let folder: URL? = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let manifest = folder.appendingPathComponent("Package.swift")
            let data = folder.appendingPathComponent("../shared/data/fhir").standardizedFileURL
            let above = folder.appendingPathComponent("../../shared/data/fhir").standardizedFileURL
            guard FileManager.default.fileExists(atPath: manifest.path) else { continue }
            for found in [data, above] where FileManager.default.fileExists(atPath: found.path) { return found }
        }
        print("skipped: shared/data is absent")
        return nil
    }()

    /// How many times the usual counts the random tests do: 1, or 100 where `SVAR_LONG` is set.
    static let rounds = ProcessInfo.processInfo.environment["SVAR_LONG"] == nil ? 1 : 100

    static var isPresent: Bool { folder != nil }

    /// The JSON files of one of its folders.
    static func files(_ name: String) throws -> [URL] {
        guard let folder = folder?.appendingPathComponent(name) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }
}
