/// A key of an object that is being read.
struct KeySlot {
    /// Up to this many keys are compared one by one when the filter asks for it; more are sorted when the object ends.
    static let fewKeys = 32

    let hash: UInt64
    /// The tape index of the key.
    let index: Int
}

/// A key of a large object, when all its keys are known.
private struct SortedKey {
    let hash: UInt64
    let content: Range<Int>
    let index: Int

    /// The tape index of the first key that stands there for the second time.
    static func firstDuplicate(of keys: [SortedKey], in bytes: ByteView) -> Int? {
        let sorted = keys.sorted { left, right in
            if left.hash != right.hash { return left.hash < right.hash }
            let order = bytes.order(left.content, right.content)
            return order == 0 ? left.index < right.index : order < 0
        }
        var first: Int?
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.hash == right.hash {
            guard bytes.order(left.content, right.content) == 0 else { continue }
            first = min(first ?? right.index, right.index)
        }
        return first
    }
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
        for slot in keys[frame.firstKey...] where slot.hash == hash && isSame(Word(bits: tape[slot.index]), word) {
            throw error(.duplicateKey, at: word.start, inside: true)
        }
    }

    private func isSame(_ left: Word, _ right: Word) -> Bool {
        if left.isEscaped || right.isEscaped { return unescaped(left) == unescaped(right) }
        return input.order(left.content, right.content) == 0
    }

    /// Finds the first duplicate of a large object by sorting, so that no choice of keys costs more than n log n.
    @inline(never)
    mutating func checkManyKeys() throws(JSONError) {
        let slots = keys[frame.firstKey...]
        let words = slots.map { Word(bits: tape[$0.index]) }
        let found: Int?
        if words.contains(where: \.isEscaped) {
            // All keys unescaped once, so that comparing them costs no more than comparing plain ones.
            var bytes: [UInt8] = []
            let keys = zip(slots, words).map { slot, word in
                let start = bytes.count
                bytes.append(contentsOf: unescaped(word))
                return SortedKey(hash: slot.hash, content: start..<bytes.count, index: slot.index)
            }
            found = bytes.withUnsafeBufferPointer { SortedKey.firstDuplicate(of: keys, in: ByteView($0)) }
        } else {
            let keys = zip(slots, words).map { SortedKey(hash: $0.hash, content: $1.content, index: $0.index) }
            found = SortedKey.firstDuplicate(of: keys, in: input)
        }
        guard let found else { return }
        frame.key = found
        throw error(.duplicateKey, at: Word(bits: tape[found]).start, inside: true)
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
