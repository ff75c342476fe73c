/// Changes to some places of a text that leave all its other bytes as they are.
///
/// Ranges and offsets are those of the original. Of two replacements of the same range the later call wins. A change
/// inside a range replaced by another that starts earlier (or as early, by an earlier call) is left out, and
/// `hasOverlaps` tells. What lies behind the end of the original is cut to its end.
public struct JSONEdits: Sendable {
    private struct Edit {
        var range: Range<Int>
        var bytes: [UInt8]
    }

    /// In order of the original; insertions at one place in the order of the calls, before a replacement there.
    private var edits: [Edit] = []

    /// No changes.
    public init() {}

    /// Whether nothing is to be changed.
    public var isEmpty: Bool { edits.isEmpty }

    /// Whether some change is left out because another covers its place.
    public var hasOverlaps: Bool { effective.count != edits.count }

    /// Puts these bytes in place of the range.
    public mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
        guard !range.isEmpty else { return insert(bytes, at: range.lowerBound) }
        let place = place { $0.lowerBound > range.lowerBound }
        for earlier in edits[..<place].indices.reversed() {
            guard edits[earlier].range.lowerBound == range.lowerBound else { break }
            guard edits[earlier].range == range else { continue }
            edits[earlier].bytes = bytes
            return
        }
        edits.insert(Edit(range: range, bytes: bytes), at: place)
    }

    /// Takes the range out.
    public mutating func remove(_ range: Range<Int>) { replace(range, with: []) }

    /// Puts these bytes in front of the byte at the offset, behind what was inserted there before.
    public mutating func insert(_ bytes: [UInt8], at offset: Int) {
        let place = place { $0.lowerBound > offset || ($0.lowerBound == offset && !$0.isEmpty) }
        edits.insert(Edit(range: offset..<offset, bytes: bytes), at: place)
    }

    /// The text with the changes made.
    public func applied(to original: [UInt8]) -> [UInt8] {
        let edits = effective
        var result: [UInt8] = []
        result.reserveCapacity(original.count + edits.reduce(0) { $0 + $1.bytes.count })
        var done = 0
        for edit in edits {
            let range = edit.range.clamped(to: 0..<original.count)
            result.append(contentsOf: original[done..<range.lowerBound])
            result.append(contentsOf: edit.bytes)
            done = range.upperBound
        }
        result.append(contentsOf: original[done...])
        return result
    }

    /// Where the byte at this offset of the original stands in the result; a byte that was replaced stands where its
    /// replacement starts.
    public func offset(ofOriginal offset: Int) -> Int {
        var shift = 0
        for edit in effective {
            if edit.range.isEmpty ? edit.range.lowerBound > offset : edit.range.upperBound > offset {
                return edit.range.contains(offset) ? edit.range.lowerBound + shift : offset + shift
            }
            shift += edit.bytes.count - edit.range.count
        }
        return offset + shift
    }

    /// The first place whose range fulfils the condition; searched from the end, where new changes mostly belong.
    private func place(where isBehind: (Range<Int>) -> Bool) -> Int {
        var place = edits.count
        while place > 0, isBehind(edits[place - 1].range) { place -= 1 }
        return place
    }

    /// The changes without those inside another's range.
    private var effective: [Edit] {
        var end = 0
        return edits.filter { edit in
            guard edit.range.lowerBound >= end else { return false }
            end = edit.range.upperBound
            return true
        }
    }
}
