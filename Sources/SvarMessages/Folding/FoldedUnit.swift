/// A unit as its contributions leave it (decision 5).
package struct FoldedUnit: Hashable, Sendable {
    /// What a unit can be marked with; the raw value is the code of the tag on the DiagnosticReport.
    package enum Tag: String, Hashable, Sendable, CaseIterable {
        /// Contributions of the same time disagree, or an item could not be told from its equals (decisions 5, 6).
        case conflict
        /// A cancellation arrived after messages that are newer than it (decision 6).
        case lateCancellation = "late-cancellation"
        /// Autopsy: hidden from the citizen side (decision 35).
        case citizenHidden = "citizen-hidden"
    }

    /// An attachment that the unit shows.
    package struct AttachmentReference: Hashable, Sendable {
        /// The key of its Binary.
        package var key: String
        package var contentType: String
        /// The contribution that brought it.
        package var arrival: Int
        /// Where the service put the bytes.
        package var store: Int64?
    }

    /// DiagnosticReport first, then ServiceRequests, Specimens, Observations, PractitionerRoles and Binaries.
    package var resources: [LocalResource]
    package var tags: Set<Tag>
    /// The laboratory withdrew the report as a whole.
    package var isWithdrawn: Bool
    /// Codes of 3108 of all orders that were sent for it (decision 35).
    package var reservations: Set<String>
    /// The source pair of the last contribution, 7306 and 7309: it decides what is final (decision 22).
    package var reportStatus: String
    package var action: Contribution.Action
    /// MsgDescr (8202) of the last contribution.
    package var discipline: String
    package var attachments: [AttachmentReference]
    /// Of the last contribution: every identifier of who ordered and of who answers for it, the narrowest first.
    package var requester: [OrganisationID]
    package var serviceProvider: [OrganisationID]
}

/// A contribution with its place in the order of arrival.
package struct ArrivedContribution: Hashable, Sendable {
    /// From 1, unique inside the unit.
    package var arrival: Int
    package var contribution: Contribution

    package init(arrival: Int, contribution: Contribution) {
        self.arrival = arrival
        self.contribution = contribution
    }
}
