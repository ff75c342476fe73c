/// Which files to send, in which order.
struct ImportPlan {
    /// Sent first, one after the other: what other files refer to.
    var first: [String] = []
    /// Sent side by side.
    var rest: [String] = []

    var count: Int { first.count + rest.count }

    /// All files under the paths that end in `.json`, `.ndjson` or `.xml`, by name. Files that Synthea writes about
    /// hospitals and practitioners go first.
    /// - Throws: `Failure` for a path that is not there.
    init(_ paths: [String]) throws {
        for path in paths {
            let kind = Files.kind(path)
            guard kind.exists else { throw Failure("there is no \(path)") }
            for file in kind.isFolder ? try Files.below(path) : [path] {
                guard !kind.isFolder || Self.isTaken(file) else { continue }
                let name = file.split(separator: "/").last.map { $0.lowercased() } ?? ""
                let isFirst = name.contains("hospitalinformation") || name.contains("practitionerinformation")
                if isFirst { first.append(file) } else { rest.append(file) }
            }
        }
        // Hospitals before the practitioners who work there, whatever their folders are called.
        first.sort { a, b in
            let (x, y) = (a.contains("ractitioner"), b.contains("ractitioner"))
            return x == y ? a < b : !x
        }
    }

    private static func isTaken(_ path: String) -> Bool {
        let name = path.lowercased()
        return [".json", ".ndjson", ".xml"].contains { name.hasSuffix($0) }
    }
}
