import CZlib

/// What compression would make of bodies: each alone, as a store must that lets one person be erased, and a whole file
/// together, the best case within one person.
struct Packing {
    private(set) var alone = 0.0
    private(set) var together = 0.0

    init(_ files: [[ArraySlice<UInt8>]]) {
        for file in files {
            for body in file { alone += Self.size(Array(body)) }
            together += Self.size(Array(file.joined()))
        }
    }

    private static func size(_ bytes: [UInt8]) -> Double {
        var length = compressBound(uLong(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(length))
        let status = compress2(&packed, &length, bytes, uLong(bytes.count), 6)
        return status == Z_OK ? Double(length) : .nan
    }
}
