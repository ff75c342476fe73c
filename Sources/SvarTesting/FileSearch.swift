import Foundation

/// Looks for texts in files, as somebody with the disk would: for all of them in one reading of each file.
package struct FileSearch {
    /// By what they begin with, as the machine reads four bytes.
    private var texts: [UInt32: [[UInt8]]] = [:]

    /// - Parameter texts: of at least four bytes each.
    package init(_ texts: some Sequence<String>) {
        for text in texts.lazy.map({ Array($0.utf8) }) {
            precondition(text.count >= 4, "so short a text is found anywhere")
            self.texts[text.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }, default: []].append(text)
        }
    }

    /// How often each of the texts stands in the files below the directories, by file. What is in none is not named.
    package func run(in directories: [String]) -> [String: [String: Int]] {
        var found: [String: [String: Int]] = [:]
        for directory in directories {
            for case let name as String in FileManager.default.enumerator(atPath: directory) ?? .init() {
                guard let content = FileManager.default.contents(atPath: "\(directory)/\(name)") else { continue }
                let counts = content.withUnsafeBytes(count)
                if !counts.isEmpty { found["\(directory)/\(name)"] = counts }
            }
        }
        return found
    }

    private func count(_ content: UnsafeRawBufferPointer) -> [String: Int] {
        var found: [String: Int] = [:]
        for place in 0..<max(content.count - 3, 0) {
            guard let some = texts[content.loadUnaligned(fromByteOffset: place, as: UInt32.self)] else { continue }
            let rest = content[place...]
            for text in some where rest.starts(with: text) {
                found[String(decoding: text, as: UTF8.self), default: 0] += 1
            }
        }
        return found
    }
}
