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
