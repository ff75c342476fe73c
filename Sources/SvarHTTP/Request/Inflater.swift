import CZlib

/// Unpacks gzip step by step within bounds: a body of a few bytes can say that it is gigabytes.
final class Inflater {
    /// How much one step unpacks at most.
    static let stepBytes = 256 << 10
    /// Above 1 MiB, how many times as large as it came a body may be. FHIR packs to a tenth or a fiftieth.
    static let maximumRatio = 200
    private static let freeBytes = 1 << 20

    private let packed: [UInt8]
    private let maximumBytes: Int
    private var stream = z_stream()
    private var position = 0
    private(set) var output: [UInt8] = []

    init(_ packed: [UInt8], maximumBytes: Int) throws(HTTPRefusal) {
        self.packed = packed
        self.maximumBytes = maximumBytes
        // 15 + 16: the largest window, gzip header only.
        let status = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw HTTPRefusal.badCompression }
    }

    deinit { inflateEnd(&stream) }

    /// Unpacks some more; false when all is unpacked.
    func step() throws(HTTPRefusal) -> Bool {
        var status = Z_OK
        let piece = packed.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: Self.stepBytes) { buffer, count in
                // zlib does not write to what it reads.
                stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress! + position)
                stream.avail_in = uInt(source.count - position)
                stream.next_out = buffer.baseAddress
                stream.avail_out = uInt(buffer.count)
                status = inflate(&stream, Z_NO_FLUSH)
                count = buffer.count - Int(stream.avail_out)
            }
        }
        position = packed.count - Int(stream.avail_in)
        let size = output.count + piece.count
        guard size <= maximumBytes, size <= max(Self.freeBytes, packed.count * Self.maximumRatio) else {
            throw .tooLarge(limit: maximumBytes, closesConnection: false)
        }
        output += piece
        switch status {
        case Z_STREAM_END:
            if position == packed.count { return false }
            // Another member follows (RFC 1952 §2.2).
            guard inflateReset(&stream) == Z_OK else { throw .badCompression }
            return true
        case Z_OK:
            // All was read and the stream has not ended.
            guard position < packed.count || !piece.isEmpty else { throw .badCompression }
            return true
        default: throw .badCompression
        }
    }
}
