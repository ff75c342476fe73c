public import Foundation

/// How a replica stands.
public struct ReplicaStatus: Sendable, Hashable {
    /// The server's address; nil before the enrolment.
    public var server: String?
    /// What the server calls the replica.
    public var replica: String?
    /// The server ended the replica, and what it held was destroyed.
    public var isRevoked: Bool
    /// Persons shown now.
    public var persons: Int
    /// Reports shown now.
    public var reports: Int
    /// When it was last known to be what the server has; nil: never.
    public var inStep: Date?
    /// Seconds since then.
    public var age: Double?
    /// Whether the last round was completed; else more is known to be missing.
    public var isComplete: Bool
    /// Something is known to differ from the server and is fetched again at the next run.
    public var needsRepair: Bool
}

/// A person whom a replica follows.
public struct ReplicaPerson: Sendable, Hashable {
    /// What the person is called in this replica: 22 characters that tell nothing.
    public var key: String
    /// Logical id of the Patient resource that reports refer to.
    public var patient: String
    /// What the journal system gave.
    public var label: String?
    /// The person is shown until then.
    public var until: Date
    /// How many reports there are.
    public var reports: Int
    /// Of the newest report.
    public var newest: Date?
}

/// Something in a replica's file that is not as it should be.
public struct ReplicaFinding: Sendable, Hashable {
    /// What is wrong.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A report's content cannot be read, or is not what was received.
        case report
        /// A person's reports are not those that were counted.
        case person
        /// What queries look up in is not what the report says.
        case index
        /// A report belongs to nobody.
        case orphan
        /// The whole is not what was counted.
        case whole
    }

    /// What is wrong.
    public var kind: Kind
    /// The person's key.
    public var person: String?
    /// The report's key.
    public var report: String?
}
