package import SvarDomain

/// What one ServReport of one message says about its unit (decision 5): a value that can be kept and folded again.
package struct Contribution: Hashable, Sendable {
    /// Where a contribution stands among those of its unit, before arrival decides (decision 6).
    package struct Order: Hashable, Sendable, Comparable {
        /// GenDate in microseconds since 1970 UTC.
        package var generated: Int64
        /// `StatusTables.rank` of the report's status.
        package var rank: Int

        package init(generated: Int64, rank: Int) {
            self.generated = generated
            self.rank = rank
        }

        package static func < (a: Self, b: Self) -> Bool { (a.generated, a.rank) < (b.generated, b.rank) }
    }

    /// What a report or item does to what is known: 7309, 8270.
    package enum Action: String, Hashable, Sendable {
        case new = "N"
        case change = "M"
        case cancel = "C"
        case history = "H"
        case addition = "A"
    }

    /// A top-level result with everything nested in it.
    package struct Item: Hashable, Sendable {
        /// The key of its own observation, which is the first of `resources`.
        package var key: String
        package var action: Action
        /// The code it is told from its equals by where it has no IdResultItem; nil where it has one.
        package var codeKey: String?
        /// Observations, parents before children.
        package var resources: [LocalResource]

        package init(key: String, action: Action, codeKey: String?, resources: [LocalResource]) {
            self.key = key
            self.action = action
            self.codeKey = codeKey
            self.resources = resources
        }
    }

    /// The bytes behind a Binary of the contribution.
    package struct Attachment: Hashable, Sendable {
        /// The key of the Binary.
        package var key: String
        package var contentType: String
        /// Empty after decoding: an encoded contribution does not hold them.
        package var bytes: [UInt8]
        /// Where the service put the bytes; it sets this before it encodes.
        package var store: Int64?

        package init(key: String, contentType: String, bytes: [UInt8], store: Int64? = nil) {
            self.key = key
            self.contentType = contentType
            self.bytes = bytes
            self.store = store
        }
    }

    package var order: Order
    package var person: PersonNumber
    /// Every identifier the message gives its ServProvider, the narrowest first: the register finds its key by them.
    package var serviceProvider: [OrganisationID]
    /// ServProvId; nil where the unit is keyed on the message (decision 4).
    package var reportID: String?
    package var messageID: String
    /// The status pair as sent: 7306 and 7309.
    package var reportStatus: String
    package var action: Action
    /// MsgDescr (8202) as sent.
    package var discipline: String
    /// IssueDate as a FHIR dateTime.
    package var issueDate: String
    /// Codes of 3108 of its orders, each once and sorted: what they mean is a table of the data controller's
    /// (decision 35). One without a code is an empty text.
    package var reservations: [String]
    /// Autopsy: hidden from the citizen side (decision 35).
    package var isHiddenFromCitizens: Bool
    /// DiagnosticReport first, then ServiceRequests, Specimens, PractitionerRoles and Binaries.
    package var report: [LocalResource]
    package var items: [Item]
    package var attachments: [Attachment]
    /// Every identifier of who ordered, the narrowest first.
    package var requester: [OrganisationID]

    package init(
        order: Order,
        person: PersonNumber,
        serviceProvider: [OrganisationID],
        reportID: String?,
        messageID: String,
        reportStatus: String,
        action: Action,
        discipline: String,
        issueDate: String,
        reservations: [String] = [],
        isHiddenFromCitizens: Bool = false,
        report: [LocalResource],
        items: [Item],
        attachments: [Attachment] = [],
        requester: [OrganisationID] = []
    ) {
        self.order = order
        self.person = person
        self.serviceProvider = serviceProvider
        self.reportID = reportID
        self.messageID = messageID
        self.reportStatus = reportStatus
        self.action = action
        self.discipline = discipline
        self.issueDate = issueDate
        self.reservations = reservations
        self.isHiddenFromCitizens = isHiddenFromCitizens
        self.report = report
        self.items = items
        self.attachments = attachments
        self.requester = requester
    }
}
