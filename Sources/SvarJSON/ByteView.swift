/// Bytes that are read with every index checked; behind the end stands an endless row of NUL, which is never right in
/// JSON, so a parser needs no check of its own.
struct ByteView {
    let buffer: UnsafeBufferPointer<UInt8>
    let count: Int

    @inline(__always)
    init(_ buffer: UnsafeBufferPointer<UInt8>) {
        self.buffer = buffer
        count = buffer.count
    }

    @inline(__always)
    subscript(_ index: Int) -> UInt8 {
        // One unsigned comparison refuses negative indices too.
        guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
        return buffer[index]
    }

    /// Eight bytes with the first in the lowest place.
    @inline(__always)
    func eight(at index: Int) -> UInt64 {
        guard index >= 0, index &+ 8 <= count, let base = buffer.baseAddress else { return tail(at: index) }
        return UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    @inline(never)
    private func tail(at index: Int) -> UInt64 {
        var word: UInt64 = 0
        for place in 0..<8 { word |= UInt64(self[index &+ place]) << UInt64(place * 8) }
        return word
    }

    /// Whether these bytes stand at the index.
    @inline(__always)
    func equals(_ other: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index >= 0, index + other.count <= count else { return false }
        let other = ByteView(other)
        var at = 0
        while at &+ 8 <= other.count {
            if eight(at: index &+ at) != other.eight(at: at) { return false }
            at &+= 8
        }
        while at < other.count {
            if self[index &+ at] != other[at] { return false }
            at &+= 1
        }
        return true
    }

    /// Below, at or above zero as the first range comes before, is equal to or comes after the second; shorter first.
    func order(_ left: Range<Int>, _ right: Range<Int>) -> Int {
        if left.count != right.count { return left.count - right.count }
        var at = 0
        while at &+ 8 <= left.count {
            let one = eight(at: left.lowerBound &+ at)
            let other = eight(at: right.lowerBound &+ at)
            if one != other { return one < other ? -1 : 1 }
            at &+= 8
        }
        while at < left.count {
            let difference = Int(self[left.lowerBound &+ at]) - Int(self[right.lowerBound &+ at])
            if difference != 0 { return difference }
            at &+= 1
        }
        return 0
    }
}
