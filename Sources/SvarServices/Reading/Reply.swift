package import SvarFHIR
import SvarStore

/// A resource as it goes out.
package struct ServedResource: Sendable {
    package let type: HostedType
    package let id: String
    package let versionID: String
    /// Server time in microseconds since 1970.
    package let lastModified: Int64
    /// The bytes to send, `meta.lastUpdated` in place.
    package let bytes: [UInt8]
}

/// What a write did.
package struct WriteReply: Sendable {
    package enum Outcome: Sendable, Hashable {
        case created
        case updated
        /// Nothing had to change: the identical resource was there, or a condition matched one.
        case unchanged
        case deleted
    }
    package let outcome: Outcome
    /// The resource as it now stands; nil when deleted.
    package let resource: ServedResource?
    package let issues: [OutcomeIssue]
}

/// One row of a history.
package struct HistoryEntry: Sendable {
    package let type: HostedType
    package let id: String
    package let versionID: String
    package let lastModified: Int64
    /// Nil for a deletion.
    package let resource: ServedResource?
    /// Whether this is the first version there was.
    package internal(set) var isCreation: Bool
}

/// Bounds of one answer.
package enum AnswerLimits {
    /// A page ends when its resources reach this many bytes; at least one is on it.
    package static let pageBytes = 8 << 20
    /// What the reads and searches of one Bundle may bring together.
    package static let bundleBytes = 32 << 20

    /// How many resources to fetch next, after what a page holds so far: few until their size is known, few of large
    /// ones, many of small ones.
    static func step(_ count: Int, _ bytes: Int) -> Int {
        guard count > 0 else { return 8 }
        return bytes / count < 64 << 10 ? 128 : 4
    }
}

/// One page of a history or search, and where the next begins.
package struct Page<Element: Sendable>: Sendable {
    package let elements: [Element]
    /// On the first page only.
    package let total: Int?
    /// Sealed; nil on the last page.
    package let next: String?
    package init(elements: [Element], total: Int?, next: String?) {
        self.elements = elements
        self.total = total
        self.next = next
    }
}
