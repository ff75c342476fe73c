/// A JSON text that was found right, with an index of its values; the bytes are kept as they came.
///
/// - Complexity: reading is linear in the number of bytes and needs one word of memory a leaf or key, two a container.
public struct JSONDocument: Sendable {
    let storage: JSONStorage

    /// Reads the bytes strictly by RFC 8259, without duplicate keys, lone surrogates and NUL.
    /// - Throws: the first fault found.
    public init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        let tape = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) -> [UInt64] in
            var parser = JSONParser(ByteView(buffer), limits: limits.bounded)
            try parser.run()
            return parser.tape
        }
        storage = JSONStorage(bytes: bytes, tape: tape)
    }

    /// The text as it came.
    public var bytes: [UInt8] { storage.bytes }
    /// The one value of the text.
    public var root: JSONNode { JSONNode(storage: storage, index: 0) }
}

/// What all nodes of a document share.
final class JSONStorage: Sendable {
    let bytes: [UInt8]
    let tape: [UInt64]

    init(bytes: [UInt8], tape: [UInt64]) {
        self.bytes = bytes
        self.tape = tape
    }

    @inline(__always)
    func word(_ index: Int) -> Word { Word(bits: tape[index]) }

    /// The tape index behind the value that starts at this one.
    @inline(__always)
    func next(after index: Int) -> Int {
        word(index).isContainer ? Int(UInt32(truncatingIfNeeded: tape[index + 1])) : index + 1
    }

    /// The text of a string word, unescaped.
    func text(_ word: Word) -> String {
        if word.isEscaped { return String(decoding: jsonUnescaped(bytes[word.content]), as: UTF8.self) }
        return bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[word.content]), as: UTF8.self)
        }
    }

    /// Whether a string word says exactly this, byte for byte.
    func matches(_ word: Word, _ text: String) -> Bool {
        if word.isEscaped { return jsonUnescaped(bytes[word.content]).elementsEqual(text.utf8) }
        let content = word.content
        guard text.utf8.count == content.count else { return false }
        let same = text.utf8.withContiguousStorageIfAvailable { wanted in
            bytes.withUnsafeBufferPointer { ByteView($0).equals(wanted, at: content.lowerBound) }
        }
        return same ?? bytes[content].elementsEqual(text.utf8)
    }
}
