/// A key of an object that is being read.
struct KeySlot {
    /// Up to this many keys are compared one by one when the filter asks for it; more are sorted when the object ends.
    static let fewKeys = 32

    let hash: UInt64
    /// The tape index of the key.
    let index: Int
}

extension JSONParser {
    /// Remembers a key just put on the tape and refuses one that its object already has.
    @inline(__always)
    mutating func noteKey(_ word: Word) throws(JSONError) {
        let hash = word.isEscaped ? unescapedHash(word) : hash(of: input, word.content)
        let bit: UInt64 = 1 << (hash >> 58)
        if frame.filter & bit != 0, keys.count &- frame.firstKey <= KeySlot.fewKeys { try compareKeys(word, hash) }
        frame.filter |= bit
        keys.append(KeySlot(hash: hash, index: tape.count &- 1))
    }

    @inline(never)
    private func compareKeys(_ word: Word, _ hash: UInt64) throws(JSONError) {
        for slot in keys[frame.firstKey...]
        where slot.hash == hash && order(Word(bits: tape[slot.index]), word) == 0 {
            throw error(.duplicateKey, at: word.start, inside: true)
        }
    }

    /// Finds the first duplicate of a large object by sorting, so that no choice of keys costs more than n log n.
    @inline(never)
    mutating func checkManyKeys() throws(JSONError) {
        let sorted = keys[frame.firstKey...].sorted { left, right in
            if left.hash != right.hash { return left.hash < right.hash }
            let order = order(Word(bits: tape[left.index]), Word(bits: tape[right.index]))
            return order == 0 ? left.index < right.index : order < 0
        }
        var first: Int?
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.hash == right.hash {
            guard order(Word(bits: tape[left.index]), Word(bits: tape[right.index])) == 0 else { continue }
            first = min(first ?? right.index, right.index)
        }
        guard let first else { return }
        frame.key = first
        throw error(.duplicateKey, at: Word(bits: tape[first]).start, inside: true)
    }

    /// Below, at or above zero as the first key comes before, is equal to or comes after the second, unescaped.
    private func order(_ left: Word, _ right: Word) -> Int {
        if left.isEscaped || right.isEscaped {
            let left = unescaped(left)
            let right = unescaped(right)
            return left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
        }
        let left = left.content
        let right = right.content
        if left.count != right.count { return left.count - right.count }
        for (one, other) in zip(left, right) where input[one] != input[other] {
            return Int(input[one]) - Int(input[other])
        }
        return 0
    }

    private func unescaped(_ word: Word) -> [UInt8] { jsonUnescaped(input.buffer[word.content]) }

    @inline(never)
    private func unescapedHash(_ word: Word) -> UInt64 {
        let bytes = unescaped(word)
        return bytes.withUnsafeBufferPointer { hash(of: ByteView($0), 0..<bytes.count) }
    }

    /// A cheap mix of the length and the first and last eight bytes; equal keys have equal hashes, others may.
    @inline(__always)
    private func hash(of view: ByteView, _ range: Range<Int>) -> UInt64 {
        let length = range.count
        var first = view.eight(at: range.lowerBound)
        var last: UInt64 = 0
        if length < 8 {
            first &= (1 << UInt64(truncatingIfNeeded: length &* 8)) &- 1
        } else {
            last = view.eight(at: range.upperBound &- 8)
        }
        let mixed =
            (first &+ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15 ^ last &* 0xC2B2_AE3D_27D4_EB4F
        return (mixed ^ mixed >> 32) &* 0x9E37_79B9_7F4A_7C15
    }
}
