import CZstd

/// How bodies lie in the file, by the number in their row's `codec`. A new way gets a new number; encryption will be one.
enum BodyCodec: Int64 {
    case plain = 0
    case zstd = 1

    /// No unit is larger.
    static let maximumBytes = 64 << 20

    /// The bytes that were stored; nil when they are damaged, or the way is not known.
    static func unpack(_ stored: UnsafeRawBufferPointer, codec: Int64) -> [UInt8]? {
        switch BodyCodec(rawValue: codec) {
        case .plain: return [UInt8](stored)
        case .zstd:
            let size = ZSTD_getFrameContentSize(stored.baseAddress, stored.count)
            guard size <= UInt64(maximumBytes) else { return nil }
            var isRight = false
            let bytes = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
                let done = ZSTD_decompress(buffer.baseAddress, buffer.count, stored.baseAddress, stored.count)
                isRight = ZSTD_isError(done) == 0 && done == Int(size)
                count = isRight ? done : 0
            }
            return isRight ? bytes : nil
        case nil: return nil
        }
    }
}

/// Packs bodies, one after the other.
final class BodyPacker {
    private let context: OpaquePointer?
    private var buffer: [UInt8] = []
    /// The fastest of the ordinary ones: a first round packs everything.
    private static let level: Int32 = 1
    /// Kept between bodies at most.
    private static let keptBytes = 1 << 20

    init() { context = ZSTD_createCCtx() }

    deinit { ZSTD_freeCCtx(context) }

    /// The body as it is stored, and how.
    func pack(_ body: [UInt8]) -> (bytes: [UInt8], codec: BodyCodec) {
        let bound = ZSTD_compressBound(body.count)
        if buffer.count < bound { buffer = [UInt8](repeating: 0, count: bound) }
        defer { if buffer.count > Self.keptBytes { buffer = [] } }
        let count = buffer.withUnsafeMutableBytes { target in
            body.withUnsafeBytes { source in
                ZSTD_compressCCtx(
                    context,
                    target.baseAddress,
                    target.count,
                    source.baseAddress,
                    source.count,
                    Self.level
                )
            }
        }
        guard ZSTD_isError(count) == 0, count < body.count else { return (body, .plain) }
        return (Array(buffer[..<count]), .zstd)
    }
}
