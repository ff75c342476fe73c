import CZlib
import CZstd

/// Compression of answers by content coding (RFC 9110 §8.4).
enum Compression {
    /// The content codings that we have, best first.
    enum Coding: String, CaseIterable, Sendable {
        case zstd
        case gzip

        /// The coding that an `Accept-Encoding` field likes best; of equals the better. Nil: none of ours is named.
        init?(accepted field: String) {
            var qualities: [Substring: Double] = [:]
            for part in field.split(separator: ",").prefix(20) {
                let pieces = part.split(separator: ";")
                guard let name = pieces.first?.trimmed else { continue }
                var quality = 1.0
                for parameter in pieces.dropFirst() {
                    let parameter = parameter.trimmed
                    if parameter.hasPrefix("q=") || parameter.hasPrefix("Q=") {
                        quality = Double(parameter.dropFirst(2)) ?? 0
                    }
                }
                let lower = name.lowercased()
                qualities[lower == "x-gzip" ? "gzip" : Substring(lower)] = quality
            }
            let other = qualities["*"] ?? 0
            // What is as good as it stands is left as it stands only when it is liked better.
            let plain = qualities["identity"] ?? 0
            var best: (coding: Coding, quality: Double)?
            for coding in Self.allCases {
                let quality = qualities[Substring(coding.rawValue)] ?? other
                if quality > 0, quality >= plain, quality > best?.quality ?? 0 { best = (coding, quality) }
            }
            guard let best else { return nil }
            self = best.coding
        }
    }

    /// Whether a type is text that compression makes smaller; scans and documents are compressed already.
    static func isWorthwhile(_ contentType: String) -> Bool {
        let type = contentType.utf8.prefix { $0 != UInt8(ascii: ";") }
        return type.starts(with: "text/".utf8) || textual.contains { type.suffix($0.count).elementsEqual($0) }
    }

    private static let textual = ["json", "xml", "yaml", "javascript"].map(\.utf8)

    /// The bytes compressed; nil when the library cannot.
    static func compressed(_ bytes: [UInt8], _ coding: Coding) async -> [UInt8]? {
        switch coding {
        case .zstd: zstd(bytes)
        case .gzip: await gzip(bytes)
        }
    }

    /// Level 3 takes 0.7 ms a megabyte.
    private static func zstd(_ bytes: [UInt8]) -> [UInt8]? {
        let bound = ZSTD_compressBound(bytes.count)
        var isGood = true
        let result = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            let written = bytes.withUnsafeBytes { source in
                ZSTD_compress(buffer.baseAddress, bound, source.baseAddress, source.count, 3)
            }
            isGood = ZSTD_isError(written) == 0
            count = isGood ? written : 0
        }
        return isGood ? result : nil
    }

    /// Level 1 takes 2.7 ms a megabyte; other work gets its turn after each.
    private static func gzip(_ bytes: [UInt8]) async -> [UInt8]? {
        guard let deflater = Deflater(sizeHint: bytes.count) else { return nil }
        var position = 0
        repeat {
            let end = min(position + 1 << 20, bytes.count)
            guard deflater.add(bytes[position..<end], isLast: end == bytes.count) else { return nil }
            position = end
            if position < bytes.count { await Task.yield() }
        } while position < bytes.count
        return deflater.output
    }
}

/// A gzip stream being written.
private final class Deflater {
    private var stream = z_stream()
    private(set) var output: [UInt8] = []

    init?(sizeHint: Int) {
        // 15 + 16: the largest window, with a gzip header.
        let status = deflateInit2_(
            &stream,
            1,
            Z_DEFLATED,
            15 + 16,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK else { return nil }
        output.reserveCapacity(sizeHint / 4 + 64)
    }

    deinit { deflateEnd(&stream) }

    func add(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> Bool {
        var bytes = bytes
        return bytes.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = uInt(source.count)
            var isDone = false
            repeat {
                let before = output.count
                var status = Z_OK
                let piece = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = uInt(buffer.count)
                    status = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    count = buffer.count - Int(stream.avail_out)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return false }
                output += piece
                isDone = isLast ? status == Z_STREAM_END : stream.avail_in == 0
                if status == Z_BUF_ERROR, output.count == before { isDone = true }
            } while !isDone
            return true
        }
    }
}

extension Substring {
    /// Without white space around it.
    fileprivate var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text = text.dropLast() }
        return text
    }
}
