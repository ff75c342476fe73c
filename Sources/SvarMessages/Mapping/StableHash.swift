/// A hash that is the same in every process: for keys inside one unit, where a dozen values meet. Not for secrecy.
enum StableHash {
    /// 32 hexadecimal digits: FNV-1a of 64 bits from two starting points.
    static func hex(_ bytes: [UInt8]) -> String {
        hex64(bytes, 0xCBF2_9CE4_8422_2325) + hex64(bytes, 0x8422_2325_CBF2_9CE4)
    }

    private static func hex64(_ bytes: [UInt8], _ start: UInt64) -> String {
        var hash = start
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
