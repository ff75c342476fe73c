/// A key and its value in an object.
public struct JSONMember: Sendable {
    private let storage: JSONStorage
    private let index: Int

    @inline(__always)
    init(storage: JSONStorage, index: Int) {
        self.storage = storage
        self.index = index
    }

    /// The key, unescaped.
    public var key: String { storage.text(storage.word(index)) }
    /// Where the key stands in the document's bytes, quotes included.
    public var keyRange: Range<Int> { storage.word(index).range }
    /// The value.
    public var value: JSONNode { JSONNode(storage: storage, index: index + 1) }
    /// Whether the key is exactly this text, byte for byte after unescaping; allocates nothing unless it has escapes.
    public func hasKey(_ text: String) -> Bool { storage.matches(storage.word(index), text) }
}

/// The members of an object in the order they came.
public struct JSONMembers: Sequence, Sendable {
    private let node: JSONNode

    init(of node: JSONNode) { self.node = node }

    /// How many there are.
    public var underestimatedCount: Int { node.kind == .object ? node.count : 0 }

    /// Walks the members from the first on.
    public func makeIterator() -> Iterator {
        guard node.kind == .object else { return Iterator(storage: node.storage, at: 0, end: 0) }
        return Iterator(storage: node.storage, at: node.index + 2, end: node.storage.next(after: node.index))
    }

    /// The walk.
    public struct Iterator: IteratorProtocol, Sendable {
        let storage: JSONStorage
        var at: Int
        let end: Int

        /// The next member.
        public mutating func next() -> JSONMember? {
            guard at < end else { return nil }
            defer { at = storage.next(after: at + 1) }
            return JSONMember(storage: storage, index: at)
        }
    }
}

/// The elements of an array.
public struct JSONElements: Sequence, Sendable {
    private let node: JSONNode

    init(of node: JSONNode) { self.node = node }

    /// How many there are.
    public var underestimatedCount: Int { node.kind == .array ? node.count : 0 }

    /// Walks the elements from the first on.
    public func makeIterator() -> Iterator {
        guard node.kind == .array else { return Iterator(storage: node.storage, at: 0, end: 0) }
        return Iterator(storage: node.storage, at: node.index + 2, end: node.storage.next(after: node.index))
    }

    /// The walk.
    public struct Iterator: IteratorProtocol, Sendable {
        let storage: JSONStorage
        var at: Int
        let end: Int

        /// The next element.
        public mutating func next() -> JSONNode? {
            guard at < end else { return nil }
            defer { at = storage.next(after: at) }
            return JSONNode(storage: storage, index: at)
        }
    }
}
