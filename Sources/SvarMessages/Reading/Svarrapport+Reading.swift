/// From the tree to the model. What the tree lacks or has too much of was told by `SchemaCheck`; here the first of a
/// repeated single element counts, and what is unknown is passed over.
extension Svarrapport {
    /// The message without its reports.
    init(_ node: XMLNode, _ version: Version) {
        self.init(version: version, genDate: node.time("GenDate") ?? "", msgId: node.identifier("MsgId") ?? "")
        type = node.coded("Type")
        status = node.coded("Status")
    }
}

extension ServReport {
    /// Report number `number`, from 1.
    init(_ node: XMLNode, number: Int) {
        self.init(place: node.place(below: "", number - 1), number: number)
        servType = node.coded("ServType") ?? CodedValue()
        issueDate = node.time("IssueDate")
        apprDate = node.time("ApprDate")
        status = node.coded("Status") ?? CodedValue()
        msgDescr = node.coded("MsgDescr") ?? CodedValue()
        servProvId = node.identifier("ServProvId")
        comment = node.string("Comment")
        codedComments = node.allCoded("CodedComment")
        let path = place.path
        refDocs = node.all("RefDoc").enumerated().map { RefDoc($1, below: path, $0) }
        servReqs = node.all("ServReq").enumerated().map { ServReq($1, below: path, $0) }
        if let subject = node.firstOf(["Patient", "Animal", "Material"]), subject.name == "Patient" {
            patient = Patient(subject, below: path)
        }
        servProvider = node.first("ServProvider").map { HealthCareParty($0, below: path) }
        requester = node.first("Requester").map { HealthCareParty($0, below: path) }
        relServProvs = node.all("RelServProv").enumerated().map { HealthCareParty($1, below: path, $0) }
    }
}

extension ServReq {
    init(_ node: XMLNode, below path: String, _ index: Int) {
        self.init(place: node.place(below: path, index))
        servType = node.coded("ServType")
        issueDate = node.time("IssueDate")
        paymentCat = node.coded("PaymentCat")
        reqComment = node.string("ReqComment")
        msgDescr = node.coded("MsgDescr")
        id = node.identifier("Id")
        requestedPrioReport = node.coded("RequestedPrioReport")
        receiptDate = node.time("ReceiptDate")
        idByServProvider = node.identifier("IdByServProvider")
        reservations = node.allCoded("Reservation")
        reasons = node.all("ReasonAsText").compactMap(HeadedText.init)
        comments = node.all("Comment").compactMap(HeadedText.init)
    }
}

extension HeadedText {
    /// Nil when nothing is said.
    init?(_ node: XMLNode) {
        self.init()
        heading = node.coded("Heading")
        value = node.markup("TextResultValue")
        textCodes = node.allCoded("TextCode")
        if heading == nil, value == nil, textCodes.isEmpty { return nil }
    }
}

extension RefDoc {
    /// The namespace of `Base64Container`.
    static let base64Namespace = "http://www.kith.no/xmlstds/base64container"

    init(_ node: XMLNode, below path: String, _ index: Int?) {
        self.init(place: node.place(below: path, index))
        issueDate = node.time("IssueDate")
        id = node.identifier("Id")
        mimeType = node.identifier("MimeType")
        description = node.string("Description")
        compression = node.coded("Compression")
        switch node.firstOf(["FileReference", "Content"]) {
        case let node? where node.name == "FileReference":
            let text = node.text.trimmed
            fileReference = text.isEmpty ? nil : text
        case let node?: content = Content(node)
        case nil: break
        }
    }
}

extension RefDoc.Content {
    /// Nil when nothing stands in it. An empty container is no content either.
    init?(_ node: XMLNode) {
        if let container = node.elements.first(where: { $0.name == "Base64Container" }) {
            let text = container.text
            if text.isBlank { return nil }
            self = .base64(text)
        } else if node.elements.contains(where: { _ in true }) {
            self = .other
        } else if node.hasText {
            self = .bareBase64(node.text)
        } else {
            return nil
        }
    }
}
