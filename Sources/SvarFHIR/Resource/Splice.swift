/// Replacements inside one value of a document, which follow one marked byte to its place in the result.
struct Splice {
    private struct Edit {
        var range: Range<Int>
        var bytes: [UInt8]
        var stamp: Int?
    }

    private let bounds: Range<Int>
    private var edits: [Edit] = []

    init(within bounds: Range<Int>) {
        self.bounds = bounds
    }

    /// Replaces a range; `stamp` marks a byte of the new text.
    mutating func replace(_ range: Range<Int>, with bytes: [UInt8], stamp: Int? = nil) {
        guard range.lowerBound >= bounds.lowerBound, range.upperBound <= bounds.upperBound else { return }
        edits.append(Edit(range: range, bytes: bytes, stamp: stamp))
    }

    mutating func insert(_ bytes: [UInt8], at offset: Int, stamp: Int? = nil) {
        replace(offset..<offset, with: bytes, stamp: stamp)
    }

    /// The value's bytes with the changes, and where the marked byte stands; nil when no byte is marked. Of changes
    /// that overlap the first in the text is made.
    func applied(to original: ArraySlice<UInt8>) -> (bytes: [UInt8], stamp: Int)? {
        var result: [UInt8] = []
        result.reserveCapacity(original.count + edits.reduce(0) { $0 + $1.bytes.count })
        var stamp: Int?
        var done = bounds.lowerBound
        // A replacement that ends where an insertion stands comes first, as it begins earlier.
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard edit.range.lowerBound >= done else { continue }
            result.append(contentsOf: original[done..<edit.range.lowerBound])
            if let marked = edit.stamp { stamp = result.count + marked }
            result.append(contentsOf: edit.bytes)
            done = edit.range.upperBound
        }
        result.append(contentsOf: original[done..<bounds.upperBound])
        return stamp.map { (result, $0) }
    }
}
