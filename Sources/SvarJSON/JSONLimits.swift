/// How much a document may hold before it is refused.
public struct JSONLimits: Hashable, Sendable {
    /// The longest document in bytes; never above 256 MiB − 1, which is what the index can address.
    public var maximumBytes: Int
    /// How many containers may be open at once; never above 512. An empty `[]` alone has depth 1.
    public var maximumDepth: Int
    /// How many values (containers and leaves, not keys) a document may have.
    public var maximumNodes: Int

    /// The limits given; the defaults are those of Svar's intake.
    public init(maximumBytes: Int = 64 << 20, maximumDepth: Int = 64, maximumNodes: Int = 8_000_000) {
        self.maximumBytes = min(maximumBytes, Word.maximumLength)
        self.maximumDepth = min(maximumDepth, 512)
        self.maximumNodes = maximumNodes
    }

    /// The same limits within what the index can hold, whatever was assigned after `init`.
    var bounded: JSONLimits {
        JSONLimits(maximumBytes: maximumBytes, maximumDepth: maximumDepth, maximumNodes: maximumNodes)
    }
}
