import Foundation
import Testing

/// The public example messages, where they are at hand: found by walking up from this file to the package, then
/// `../shared/data`. Nothing of them is in this repository.
enum PublicMessages {
    struct File: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var testDescription: String { name }
    }

    static let isPresent: Bool = {
        if directory == nil { print("skipped: shared/data is absent") }
        return directory != nil
    }()

    static let all: [File] = {
        guard let directory else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.sorted().compactMap { name in
            guard let data = try? Data(contentsOf: directory.appending(path: name)) else { return nil }
            return File(name: name, bytes: Array(data))
        }
    }()

    private static let directory: URL? = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
                let data = folder.deletingLastPathComponent().appending(
                    path: "shared/data/fhir/norway/svarrapport-xml"
                )
                return FileManager.default.fileExists(atPath: data.path) ? data : nil
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()
}
