/// How large a message may be. Beyond any of these it is refused with `too-large` before it is understood.
package struct IntakeLimits: Sendable, Hashable {
    /// Bytes as received, and again of a message carried as base64 in an envelope.
    package var maximumBytes = 20 << 20
    /// Nested elements; the deepest public message has 9.
    package var maximumDepth = 64
    /// The largest public message has about 2 500 elements.
    package var maximumElements = 200_000
    /// Results of one report, nested ones included; the largest public message has 39 at the top.
    package var maximumResultItems = 5_000
    /// Attributes of one element, namespace declarations included.
    package var maximumAttributes = 32
    /// Bytes of one attribute's value.
    package var maximumAttributeBytes = 64 << 10
    /// Bytes of one element's own text, but for base64 content.
    package var maximumTextBytes = 1 << 20
    /// Warnings told of one message; what is wrong beyond them is still left out, only not told.
    package var maximumIssues = 100

    package init() {}
}
