/// What setting something does at once, beside what it says from then on.
package enum SettingEffect: String, Sendable, Hashable, CaseIterable {
    /// Visibility changes; nothing is removed.
    case visibility
    /// All content of the person is erased: versions, index, attachments; replicas purge; the log of use stays (row A04).
    case erase
}

extension SettingKind {
    package var effect: SettingEffect { self == .storageReservation ? .erase : .visibility }
}

/// What a replica that has a unit is told when it may no longer have it (rows A66 and R03; decision 44).
package enum ReplicaRemoval: String, Sendable, Hashable, CaseIterable {
    /// A denial without content: the row goes, and comes again when the closure is lifted.
    case tombstone
    /// The person's rows and key go for good.
    case purge

    /// How a unit leaves; nil: it stays. The decision is the feed's own.
    package static func of(_ decision: AccessDecision) -> ReplicaRemoval? {
        guard !decision.verdict.shows else { return nil }
        return decision.reason == .reservation ? .purge : .tombstone
    }
}

/// What is stated to whoever sets something, because the service cannot do it.
package enum Statement: String, Sendable, Hashable, CaseIterable {
    /// A seal or shielding does not recall the copy in the requester's or a recipient's own journal (row A25).
    case ownJournalKeepsItsCopy = "own-journal-keeps-its-copy"

    /// What is to be stated when a setting is made.
    package static func of(_ kind: SettingKind) -> [Statement] {
        switch kind {
        case .seal, .shielding, .block, .storageReservation: [.ownJournalKeepsItsCopy]
        default: []
        }
    }

    package var norwegian: String {
        "Svar som rekvirenten eller andre mottakere alt har i egen journal, blir ikke trukket tilbake."
    }
    package var english: String {
        "Answers that the requester or other recipients already have in their own records are not recalled."
    }
}
