/// One value of a document: a reference to the document and a place in its index, cheap to copy and to make.
public struct JSONNode: Sendable {
    /// The six kinds of JSON value.
    public enum Kind: Hashable, Sendable {
        /// Members with keys.
        case object
        /// Elements without.
        case array
        /// Text.
        case string
        /// A number, whose lexeme is kept.
        case number
        /// `true` or `false`.
        case bool
        /// `null`.
        case null
    }

    let storage: JSONStorage
    let index: Int

    @inline(__always)
    init(storage: JSONStorage, index: Int) {
        self.storage = storage
        self.index = index
    }

    @inline(__always) private var word: Word { storage.word(index) }

    /// What kind of value this is.
    public var kind: Kind {
        switch word.kind {
        case .object: .object
        case .array: .array
        case .string: .string
        case .number: .number
        case .true, .false: .bool
        case .null: .null
        }
    }

    /// Where the value stands in the document's bytes, quotes and brackets included.
    public var range: Range<Int> { word.range }
    /// The value as it came.
    public var bytes: ArraySlice<UInt8> { storage.bytes[word.range] }

    /// The text of a string, unescaped; nil for other kinds.
    public var string: String? {
        let word = word
        return word.kind == .string ? storage.text(word) : nil
    }

    /// The lexeme of a number as it came; nil for other kinds.
    public var number: String? {
        word.kind == .number ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// The value of `true` or `false`; nil for other kinds.
    public var bool: Bool? {
        switch word.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// Whether this is `null`.
    public var isNull: Bool { word.kind == .null }

    /// Whether this is a string that says exactly the given text, byte for byte after unescaping; allocates nothing
    /// unless the string has escapes.
    public func isString(_ text: String) -> Bool {
        let word = word
        return word.kind == .string && storage.matches(word, text)
    }

    /// How many members or elements there are; 0 for a leaf.
    public var count: Int {
        word.isContainer ? Int(storage.tape[index + 1] >> 32) : 0
    }

    /// The member with this key; nil if there is none or this is no object.
    /// - Complexity: linear in the number of members, allocates nothing.
    public subscript(_ key: String) -> JSONNode? {
        guard word.kind == .object else { return nil }
        var at = index + 2
        let end = storage.next(after: index)
        while at < end {
            if storage.matches(storage.word(at), key) { return JSONNode(storage: storage, index: at + 1) }
            at = storage.next(after: at + 1)
        }
        return nil
    }

    /// The element at this place; nil if there is none or this is no array.
    /// - Complexity: linear in the place.
    public subscript(_ place: Int) -> JSONNode? {
        guard word.kind == .array, place >= 0, place < count else { return nil }
        var at = index + 2
        for _ in 0..<place { at = storage.next(after: at) }
        return JSONNode(storage: storage, index: at)
    }

    /// The members of an object in the order they came; none for other kinds.
    public var members: JSONMembers { JSONMembers(of: self) }
    /// The elements of an array; none for other kinds.
    public var elements: JSONElements { JSONElements(of: self) }
}
