/// What became of a report, or of a message as a whole. The raw value is what the receipt says.
package enum ReceiptOutcome: String, Sendable, Hashable, CaseIterable {
    case accepted = "accepted"
    case acceptedWithWarnings = "accepted-with-warnings"
    /// Reservation: taken note of, nothing kept (decision 12).
    case acceptedNotStored = "accepted-not-stored"
    /// The same was here already; nothing is new.
    case duplicate = "duplicate"
    case refused = "refused"

    /// The outcome of a message with reports of these outcomes: the first that occurs of accepted (with or without
    /// warnings), accepted-not-stored, duplicate, refused. A message without reports is refused.
    ///
    /// An accepted message is accepted with warnings when one of its stored reports, or the message itself, is warned of.
    package static func of(_ reports: [ReceiptOutcome], messageIsWarned: Bool) -> ReceiptOutcome {
        if reports.contains(.acceptedWithWarnings) { return .acceptedWithWarnings }
        if reports.contains(.accepted) { return messageIsWarned ? .acceptedWithWarnings : .accepted }
        return [.acceptedNotStored, .duplicate].first(where: reports.contains) ?? .refused
    }

    /// The HTTP status of a message with this outcome.
    package var httpStatus: Int {
        switch self {
        case .accepted, .acceptedWithWarnings: 201
        case .acceptedNotStored: 202
        case .duplicate: 200
        case .refused: 422
        }
    }
}
