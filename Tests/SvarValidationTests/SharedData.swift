import Foundation

/// The folder of public test data beside a checkout, where there is one.
enum SharedData {
    /// `data/fhir`, nil where the data is absent.
    static let folder: URL? = {
        var place = URL(fileURLWithPath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            guard FileManager.default.fileExists(atPath: place.appendingPathComponent("Package.swift").path) else {
                continue
            }
            var above = place
            while above.path != "/" {
                above.deleteLastPathComponent()
                let data = above.appendingPathComponent("shared/data/fhir")
                if FileManager.default.fileExists(atPath: data.path) { return data }
            }
        }
        return nil
    }()

    /// Whether it is there; says so once where it is not.
    static let isPresent: Bool = {
        if folder == nil { print("skipped: shared/data is absent") }
        return folder != nil
    }()

    /// Whether this is a debug build, where the check is some fifty times slower.
    static var isDebug: Bool {
        #if DEBUG
        true
        #else
        false
        #endif
    }

    /// The JSON files of a folder and those below, by name.
    static func files(_ name: String) throws -> [URL] {
        guard let folder else { return [] }
        let start = folder.appendingPathComponent(name)
        let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
        let all = walk?.compactMap { $0 as? URL } ?? []
        return all.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    static func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}
