/// The description of the HTTP interface as the server gives it away: the file itself, and a page made from it.
package enum Described {
    /// Where the description's example lines point to; pages put in the address they are read at.
    package static let exampleOrigin = "http://127.0.0.1:8080"

    /// `Content-Security-Policy` of the page: nothing from elsewhere, nothing inline.
    package static let securityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'"

    /// What stands at a path: `/openapi.yaml`, `/docs` and the files that the page needs.
    ///
    /// - Parameter origin: the server's address as the reader has it, for the lines to copy; one that does not look like
    ///   an address is not used.
    package static func page(
        _ path: String,
        origin: String = exampleOrigin
    ) -> (contentType: String, bytes: [UInt8])? {
        switch path {
        case "/openapi.yaml": ("application/yaml; charset=utf-8", bytes(DescribedFiles.description))
        case "/docs": ("text/html; charset=utf-8", document(origin: origin))
        case "/docs/style.css": ("text/css; charset=utf-8", bytes(DescribedFiles.style))
        case "/docs/search.js": ("text/javascript; charset=utf-8", bytes(DescribedFiles.script))
        default: nil
        }
    }

    /// The description as it stands in the repository.
    static var source: String { String(decoding: bytes(DescribedFiles.description), as: UTF8.self) }

    private static func bytes(_ text: StaticString) -> [UInt8] { text.withUTF8Buffer { Array($0) } }

    // MARK: The page

    /// The page, cut where the example origin stands. Made once, when first asked for.
    private static let pieces: [[UInt8]] = {
        var pieces: [[UInt8]] = []
        var rest = page()[...]
        while let found = rest.firstRange(of: exampleOrigin) {
            pieces.append(Array(rest[..<found.lowerBound].utf8))
            rest = rest[found.upperBound...]
        }
        return pieces + [Array(rest.utf8)]
    }()

    private static func page() -> String {
        do {
            return DescriptionPage(try Description(yaml: source)).html
        } catch {
            return "<!doctype html><title>Svar</title><p>The description cannot be read: \(HTML.escaped("\(error)"))"
        }
    }

    private static func document(origin: String) -> [UInt8] {
        Array(pieces.joined(separator: (isAddress(origin) ? origin : exampleOrigin).utf8))
    }

    private static func isAddress(_ origin: String) -> Bool {
        guard origin.hasPrefix("http://") || origin.hasPrefix("https://"), origin.utf8.count <= 300 else {
            return false
        }
        return origin.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: ".:-_/[]".utf8.contains(byte)
            }
        }
    }
}
