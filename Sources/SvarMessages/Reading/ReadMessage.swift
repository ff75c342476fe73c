/// A message that was read: its reports, those that are refused, what is to be warned of.
package struct ReadMessage: Sendable, Hashable {
    /// A report that cannot be taken. Its siblings can.
    package struct RefusedReport: Sendable, Hashable {
        /// Position among the message's reports, from 1.
        package var number: Int
        package var place: SentPlace
        /// Refusals first, then warnings.
        package var issues: [IntakeIssue]
    }

    /// With the reports that could be read, which may be none.
    package var message: Svarrapport
    package var refusedReports: [RefusedReport]
    /// Warnings about the message outside its reports.
    package var issues: [IntakeIssue]
    /// Warnings about each report that was read, by its number.
    package var reportIssues: [Int: [IntakeIssue]]
    /// The envelope it came in; nil for a bare message.
    package var envelope: MessageEnvelope?
}

/// Nothing of the message is taken.
package struct MessageRefusal: Error, Sendable, Hashable {
    /// What kind of answer it is; HTTP's number for it.
    package enum Status: Int, Sendable, Hashable {
        /// It is no svarrapport, or cannot be read as one.
        case notSvarrapport = 400
        case tooLarge = 413
        /// It is a svarrapport that is not taken.
        case refused = 422
    }

    package var status: Status
    package var issues: [IntakeIssue]
    /// What could be read of the message, without reports: for its receipt.
    package var message: Svarrapport?
    package var envelope: MessageEnvelope?

    package init(
        _ status: Status,
        _ issues: [IntakeIssue],
        message: Svarrapport? = nil,
        envelope: MessageEnvelope? = nil
    ) {
        self.status = status
        self.issues = issues
        self.message = message
        self.envelope = envelope
    }
}
