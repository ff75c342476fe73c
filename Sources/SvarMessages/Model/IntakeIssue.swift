/// What intake can find wrong or worth telling: a closed set. The raw value is the code in receipts.
package enum IntakeCode: String, Sendable, Hashable, CaseIterable {
    // refused
    case malformedXML = "malformed-xml"
    case encoding = "encoding"
    case tooLarge = "too-large"
    case notSvarrapport = "not-svarrapport"
    case versionUnsupported = "version-unsupported"
    case missingElement = "missing-element"
    case badTime = "bad-time"
    case patientID = "patient-id"
    case notAPerson = "not-a-person"
    case testMessage = "test-message"
    case outOfScope = "out-of-scope-purpose"
    case reservation = "reservation"
    case notYourOrganisation = "not-your-organisation"
    // taken with a warning
    case issueDateChanged = "issue-date-changed"
    case messageIDReused = "message-id-reused"
    case unitUnknown = "unit-unknown"
    case referenceUnresolved = "reference-unresolved"
    case schemaOrder = "schema-order"
    case schemaUnknown = "schema-unknown"
    case base64Bare = "base64-bare"
    case conflict = "conflict"
    case personDiffers = "person-differs"
    case servProvIDMissing = "serv-prov-id-missing"
    case lateContribution = "late-contribution"
    case numberNotSynthetic = "number-not-synthetic"

    /// Whether what it is about is not stored; otherwise it is stored with a warning.
    package var isRefusal: Bool {
        switch self {
        case .malformedXML, .encoding, .tooLarge, .notSvarrapport, .versionUnsupported, .missingElement, .badTime,
            .patientID, .notAPerson, .testMessage, .outOfScope, .reservation, .notYourOrganisation:
            true
        case .issueDateChanged, .messageIDReused, .unitUnknown, .referenceUnresolved, .schemaOrder, .schemaUnknown,
            .base64Bare, .conflict, .personDiffers, .servProvIDMissing, .lateContribution, .numberNotSynthetic:
            false
        }
    }

    /// The fixed text of receipts and logs: it holds nothing that was sent.
    package var text: String {
        switch self {
        case .malformedXML: "The bytes are not well-formed XML, or use what is not allowed here (DOCTYPE)."
        case .encoding: "The bytes cannot be decoded as the encoding they declare, or hold forbidden characters."
        case .tooLarge: "The message is larger, deeper or has more elements than is taken."
        case .notSvarrapport: "The document holds no svarrapport message."
        case .versionUnsupported: "This version of the svarrapport message is not read; 1.3 and 1.4 are."
        case .missingElement: "A required element is missing or empty."
        case .badTime: "A time that is needed is missing, is no time, or has no time of day."
        case .patientID: "The person's identifier is of a type that is not taken, or its control digits are wrong."
        case .notAPerson: "The report is not about a person."
        case .testMessage: "The message is marked as a test and this is a production environment."
        case .outOfScope: "The sample is for a purpose that is not shared: forensic, sanction, donor or research."
        case .reservation: "Accepted, not stored (reservation)."
        case .notYourOrganisation: "The message's service provider is not an organisation of the caller."
        case .issueDateChanged: "IssueDate differs from the first version of this report."
        case .messageIDReused: "The message id was used before for other content."
        case .unitUnknown: "The unit is not in the table of units; it is kept as text."
        case .referenceUnresolved: "What the message refers to or cancels is not known here, or leads in a circle."
        case .schemaOrder:
            "Elements or text stand where the schema does not allow them, or are repeated; the first counts."
        case .schemaUnknown: "An element, attribute or value is unknown or malformed; it is left out."
        case .base64Bare: "The content of a document is base64 text without its container."
        case .conflict: "Contributions of the same time disagree, or an item cannot be told from its equals."
        case .personDiffers: "The same report id names another person; the report is kept as a report of its own."
        case .servProvIDMissing: "The report has no id; the message id stands in for it."
        case .lateContribution: "A newer message about this report is already here; this one takes its earlier place."
        case .numberNotSynthetic: "The person's identifier is not of a synthetic series and this is a test environment."
        }
    }
}

/// One finding at a place. It never holds anything of the person or the result.
package struct IntakeIssue: Sendable, Hashable {
    package var code: IntakeCode
    /// `ServReport[1]/Patient/ResultItem[3]/NumResult`; empty for the message as a whole.
    package var path: String
    package var line: Int?
    /// The code's own text.
    package var text: String { code.text }

    package init(_ code: IntakeCode, path: String = "", line: Int? = nil) {
        self.code = code
        self.path = path
        self.line = line
    }

    package init(_ code: IntakeCode, at place: SentPlace, _ element: String? = nil) {
        self.code = code
        self.path = element.map { place.path.isEmpty ? $0 : "\(place.path)/\($0)" } ?? place.path
        self.line = place.line
    }
}
