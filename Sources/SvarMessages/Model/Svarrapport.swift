/// A message "Svar på medisinske tjenester" (HIS 80822), as sent: texts and dates are the sender's, nothing is mapped.
package struct Svarrapport: Sendable, Hashable {
    /// The message versions that are read.
    package enum Version: String, Sendable, Hashable, CaseIterable {
        /// Namespace `…/labsvar/2008-12-01`.
        case v13 = "v1.3"
        /// Namespace `…/labsvar/2012-02-15`.
        case v14 = "v1.4"
    }

    package var version: Version
    /// SVAR_LAB, SVAR_RTG or S.
    package var type: CodedValue?
    /// As sent; that it is a time is checked by the mapping (rule R5).
    package var genDate: String
    package var msgId: String
    /// TEST or APR (rule R27).
    package var status: CodedValue?
    /// The reports that could be read, in their order; a refused sibling is not among them.
    package var serviceReports: [ServReport]

    package init(version: Version, genDate: String = "", msgId: String = "") {
        self.version = version
        self.genDate = genDate
        self.msgId = msgId
        self.serviceReports = []
    }
}

/// One report of a message: one unit (decision 4).
package struct ServReport: Sendable, Hashable {
    package var place: SentPlace
    /// Position among the message's reports as sent, from 1.
    package var number: Int
    /// N, M, C, H or A (7309).
    package var servType = CodedValue()
    package var issueDate: String?
    package var apprDate: String?
    /// S, P, F or A (7306).
    package var status = CodedValue()
    /// The discipline (8202).
    package var msgDescr = CodedValue()
    package var servProvId: String?
    package var comment: String?
    package var codedComments: [CodedValue] = []
    package var refDocs: [RefDoc] = []
    package var servReqs: [ServReq] = []
    package var patient: Patient?
    package var servProvider: HealthCareParty?
    package var requester: HealthCareParty?
    package var relServProvs: [HealthCareParty] = []

    package init(place: SentPlace, number: Int) {
        self.place = place
        self.number = number
    }
}

/// The order behind a report.
package struct ServReq: Sendable, Hashable {
    package var place: SentPlace
    package var servType: CodedValue?
    package var issueDate: String?
    /// 4101.
    package var paymentCat: CodedValue?
    package var reqComment: String?
    package var msgDescr: CodedValue?
    /// May be "NULL", "0" or empty (rule R23).
    package var id: String?
    /// 7303.
    package var requestedPrioReport: CodedValue?
    package var receiptDate: String?
    package var idByServProvider: String?
    /// 3108.
    package var reservations: [CodedValue] = []
    /// 8231.
    package var reasons: [HeadedText] = []
    package var comments: [HeadedText] = []

    package init(place: SentPlace) {
        self.place = place
    }
}

/// A text under a heading, with codes: `ReasonAsText`, `ServReq/Comment`, `Pretreatment`.
package struct HeadedText: Sendable, Hashable {
    package var heading: CodedValue?
    /// `TextResultValue`.
    package var value: SentText?
    package var textCodes: [CodedValue] = []

    package init() {}
}

/// A referred document, with or without its content (rule R26).
package struct RefDoc: Sendable, Hashable {
    /// What stands in `Content`.
    package enum Content: Sendable, Hashable {
        /// The text of a `Base64Container`, not decoded.
        case base64(String)
        /// Text directly in `Content`, not decoded (warning `base64-bare`).
        case bareBase64(String)
        /// Elements of another kind; not kept (warning `schema-unknown`).
        case other
    }

    package var place: SentPlace
    package var issueDate: String?
    package var id: String?
    package var mimeType: String?
    package var description: String?
    package var compression: CodedValue?
    package var fileReference: String?
    package var content: Content?

    package init(place: SentPlace) {
        self.place = place
    }
}
