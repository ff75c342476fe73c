import FoundationEssentials
import Glibc

/// Files as bytes and names.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Failure("cannot read \(path)")
        }
    }

    /// All of standard input.
    static func readStandardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(0, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure("cannot read standard input: errno \(errno)") }
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }

    /// The path from the root, so that it holds wherever the next program is started.
    static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    /// Whether something is there, and whether it is a folder.
    static func kind(_ path: String) -> (exists: Bool, isFolder: Bool) {
        var isFolder = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return (exists, isFolder)
    }

    /// Paths of all files below a folder.
    static func below(_ folder: String) throws -> [String] {
        var found: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where !name.hasPrefix(".") {
            let path = folder + "/" + name
            if kind(path).isFolder { found += try below(path) } else { found.append(path) }
        }
        return found
    }

    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// A new folder under the system's place for temporary files.
    static func makeTemporaryFolder() throws -> String {
        let place = EnvironmentVariables.value("TMPDIR") ?? "/tmp"
        let path = "\(place)/svar-demo-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return path
    }

    /// Removes a folder that this program made.
    static func remove(_ path: String) {
        do { try FileManager.default.removeItem(atPath: path) } catch { Terminal.tell("could not remove \(path)") }
    }
}
