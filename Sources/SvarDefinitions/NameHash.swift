/// A hash of a short name in a type: its first and last eight bytes and its length. Names that fall together are told
/// apart by their bytes.
@inline(__always)
func nameHash(_ name: borrowing RawSpan, _ type: StructureTable.TypeIndex) -> UInt32 {
    let count = name.byteCount
    var first: UInt64
    var last: UInt64
    if count >= 8 {
        first = name.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
        last = name.unsafeLoadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    } else if count >= 4 {
        first = UInt64(name.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt32.self))
        last = UInt64(name.unsafeLoadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
    } else {
        first = 0
        last = 0
        for index in 0..<count { first = first << 8 | UInt64(name.unsafeLoad(fromByteOffset: index, as: UInt8.self)) }
    }
    first ^= UInt64(count) << 48 ^ UInt64(type) << 32
    var hash = (first &* 0x9E37_79B9_7F4A_7C15) ^ (last &* 0xC2B2_AE3D_27D4_EB4F)
    hash ^= hash >> 29
    hash = hash &* 0xBF58_476D_1CE4_E5B9
    return UInt32(truncatingIfNeeded: hash >> 32)
}

/// Whether two names of the same length are the same.
@inline(__always)
func bytesEqual(_ left: borrowing RawSpan, _ right: borrowing RawSpan) -> Bool {
    var offset = 0
    let count = left.byteCount
    while offset &+ 8 <= count {
        let same =
            left.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            == right.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if !same { return false }
        offset &+= 8
    }
    while offset < count {
        let same =
            left.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            == right.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
        if !same { return false }
        offset &+= 1
    }
    return true
}
