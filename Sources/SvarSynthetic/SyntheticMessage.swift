package import SvarDomain

/// One svarrapport message about a person who does not exist, as a laboratory would send it.
package struct SyntheticMessage: Hashable, Sendable {
    /// The eight disciplines of 8202; the raw value is the code.
    package enum Discipline: String, Hashable, Sendable, CaseIterable {
        case clinicalChemistry = "CLIN"
        case pharmacology = "FARM"
        case immunology = "IMTR"
        case microbiology = "MBIO"
        case radiology = "RAD"
        case nuclearMedicine = "NUK"
        case genetics = "MGEN"
        case pathology = "PAT"
    }

    /// What the message does to its report.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A new, final report.
        case new
        /// A new report that is not final yet.
        case preliminary
        /// The final version of a preliminary one, all items in it.
        case final
        /// A change that names one item only.
        case correction
        /// A change that sends every item again.
        case resend
        /// A new item to a report that is final.
        case addition
        /// One item is withdrawn.
        case itemCancellation
        /// The whole report is withdrawn.
        case cancellation
    }

    /// A file name: person, report, version and discipline, no identity.
    package var name: String
    /// The XML in the laboratory's own encoding.
    package var bytes: [UInt8]
    package var discipline: Discipline
    package var person: PersonNumber
    package var kind: Kind
    /// ServProvId: the same for all versions of a report.
    package var reportID: String
    /// MsgId: of this message alone.
    package var messageID: String
    /// The sender's organisation number.
    package var organisationNumber: String
    /// Whether a document is embedded.
    package var hasAttachment: Bool
}
