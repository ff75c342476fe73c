package import SvarServices

/// A request target taken apart: decoded path segments and query items.
package struct Target: Hashable, Sendable {
    package var segments: [String]
    package var query: [NamedValue]
    /// The host and port of an absolute form; nil for a path.
    package var authority: String?

    /// What is wrong with a target that cannot be read.
    package enum Failure: Error, Hashable, Sendable {
        /// A `%` without two hexadecimal digits, or bytes that are no UTF-8 or hold a control character.
        case badEncoding
        /// Not a path.
        case badForm
        /// More parameters than any search takes.
        case tooManyItems
    }

    /// Takes `/path?name=value&…` or its absolute form. A trailing slash makes no segment.
    package init(_ text: String) throws(Failure) {
        let bytes = Array(text.utf8)
        var position = 0
        if bytes.first != UInt8(ascii: "/") {
            guard let path = Self.startOfPath(bytes) else { throw .badForm }
            position = path
            let start = bytes[..<path].firstIndex(of: UInt8(ascii: ":")).map { $0 + 3 } ?? path
            authority = String(decoding: bytes[start..<path], as: UTF8.self)
        }
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
        segments = []
        segments.reserveCapacity(6)
        while position < end {
            position += 1
            let first = position
            while position < end, bytes[position] != UInt8(ascii: "/") { position += 1 }
            if position == end, first == position { break }
            segments.append(try Self.decode(bytes[first..<position], plusIsSpace: false))
        }
        query = end < bytes.count ? try Self.items(bytes[(end + 1)...]) : []
    }

    /// The most parameters that are taken apart: above what a search may have, so that it can say so itself.
    package static let maximumItems = 1_000

    /// Query items of a form body (`application/x-www-form-urlencoded`).
    package static func form(_ bytes: [UInt8]) throws(Failure) -> [NamedValue] { try items(bytes[...]) }

    /// Where the path starts in `http://host/path`; the end when it has none.
    private static func startOfPath(_ bytes: [UInt8]) -> Int? {
        for scheme in ["http://", "https://"] where bytes.starts(with: scheme.utf8) {
            let host = bytes[scheme.utf8.count...]
            return host.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? bytes.count
        }
        return nil
    }

    private static func items(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [NamedValue] {
        var items: [NamedValue] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let first = position
            var equals: Int?
            while position < bytes.endIndex, bytes[position] != UInt8(ascii: "&") {
                if equals == nil, bytes[position] == UInt8(ascii: "=") { equals = position }
                position += 1
            }
            if first < position {
                if items.count == maximumItems { throw .tooManyItems }
                let name = try decode(bytes[first..<(equals ?? position)], plusIsSpace: true)
                var value = ""
                if let equals { value = try decode(bytes[(equals + 1)..<position], plusIsSpace: true) }
                items.append(NamedValue(name, value))
            }
            position += 1
        }
        return items
    }

    /// Percent-decodes; refuses bad escapes, bad UTF-8 and control characters.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) throws(Failure) -> String {
        var needsWork = false
        for byte in bytes {
            if byte < 0x20 || byte == 0x7F { throw .badEncoding }
            if byte == UInt8(ascii: "%") || byte >= 0x80 || (plusIsSpace && byte == UInt8(ascii: "+")) {
                needsWork = true
            }
        }
        if !needsWork { return String(decoding: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.endIndex, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2])
                else { throw .badEncoding }
                let byte = high << 4 | low
                if byte < 0x20 || byte == 0x7F { throw .badEncoding }
                decoded.append(byte)
                index += 3
            case UInt8(ascii: "+") where plusIsSpace:
                decoded.append(0x20)
                index += 1
            case let byte:
                decoded.append(byte)
                index += 1
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .badEncoding }
        return text
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
