package import SvarFHIR
import SvarMessages
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
    /// Whether the answer stays the same as long as the version does; else "not modified" is never said (decision 25).
    package var isSteady = true
}

/// What a write did.
package struct WriteReply: Sendable {
    package enum Outcome: Sendable, Hashable {
        case created
        case updated
        /// Nothing had to change: the identical resource was there, or a condition matched one.
        case unchanged
        case deleted
        /// Taken note of, and not stored: the person's reservation (decision 12).
        case notStored
    }
    package let outcome: Outcome
    /// The resource as it now stands; nil when deleted.
    package let resource: ServedResource?
    package let issues: [OutcomeIssue]

    static let notStored = WriteReply(outcome: .notStored, resource: nil, issues: [.notStored])
}

extension OutcomeIssue {
    /// What is told of a submission that must not be sent again.
    static let notStored = OutcomeIssue(
        severity: .information,
        code: .informational,
        text: IntakeCode.reservation.text
    )
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
    static let pageBytes = 8 << 20
    /// Most bytes of one result together with what it includes.
    static let resultBytes = 32 << 20
    /// Most resources that are included on one page.
    static let includedResources = 10_000
    /// What the reads and searches of one Bundle may bring together.
    package static let bundleBytes = 32 << 20

    /// How many resources to fetch next, after what a page holds so far: few until their size is known, few of large
    /// ones, many of small ones.
    static func step(_ count: Int, _ bytes: Int) -> Int {
        guard count > 0 else { return 8 }
        return bytes / count < 64 << 10 ? 128 : 4
    }
}
