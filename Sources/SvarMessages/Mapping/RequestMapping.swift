import SvarFHIR
import SvarJSON

/// The order behind a report (rule R23).
extension ReportMapper {
    /// One ServiceRequest for each ServReq; more than one is against the schema but not refused.
    mutating func requestResources() -> [LocalResource] {
        var result: [LocalResource] = []
        var count: [String: Int] = [:]
        for request in report.servReqs {
            var key = LocalResource.key("request", Self.requestID(request) ?? "")
            count[key, default: 0] += 1
            if count[key]! > 1 { key += "/\(count[key]!)" }
            let body = NationalBindings.claimed(body(request), .serviceRequest)
            result.append(LocalResource(key: key, type: .serviceRequest, body: body))
        }
        return result
    }

    /// The order's number; senders write "NULL", "0" or nothing where they have none.
    static func requestID(_ request: ServReq) -> String? {
        guard let id = request.id?.trimmedOrNil, id != "0", id.uppercased() != "NULL" else { return nil }
        return id
    }

    private mutating func body(_ request: ServReq) -> JSONValue {
        let authored = time(request.issueDate, at: request.place, "IssueDate")
        let identifiers = [
            identifier("ServReqId", Self.requestID(request)),
            identifier("ServReqIdByServProvider", request.idByServProvider),
        ]
        let texts = request.comments.filter { $0.textCodes.isEmpty }.compactMap { $0.value?.text.trimmedOrNil }
        let notes = [request.reqComment?.trimmedOrNil].compactMap(\.self) + texts
        let isNormal = request.requestedPrioReport?.v?.trimmedOrNil == "NORM"
        let isUrgent = request.requestedPrioReport?.v?.trimmedOrNil == "OHJELP"
        return .members(
            ("resourceType", "ServiceRequest"),
            ("meta", meta("service-request", meetsNILAR: true)),
            ("extension", .list(extensions(request))),
            ("identifier", .list(identifiers.compactMap(\.self))),
            ("status", .string(StatusTables.request(reportStatus: status))),
            ("intent", "order"),
            ("priority", isNormal ? "routine" : isUrgent ? "urgent" : nil),
            ("subject", subject),
            ("authoredOn", .text(authored?.text)),
            ("requester", requester().map { .reference($0) }),
            ("reasonCode", .list(reasons(request))),
            ("note", .list(notes.map { ["text": .string($0)] }))
        )
    }

    private func reasons(_ request: ServReq) -> [JSONValue] {
        request.reasons.compactMap { reason in
            CodeMapping.concept(
                [reason.heading?.in("8231")].compactMap(\.self) + reason.textCodes,
                text: reason.value?.text.trimmedOrNil
            )
        }
    }

    private mutating func extensions(_ request: ServReq) -> [JSONValue] {
        let definition = Terminology.nilarDefinition
        var result: [JSONValue] = []
        if let receipt = timeExtension("receipt-date", request.receiptDate, at: request.place, "ReceiptDate") {
            result.append(receipt)
        }
        let concepts: [(String, JSONValue?)] =
            [(definition("payment-category"), CodeMapping.concept(request.paymentCat, system: "4101"))]
            + [(SvarCanonical.sourcePriority, CodeMapping.concept(request.requestedPrioReport, system: "7303"))]
            + request.comments.filter { !$0.textCodes.isEmpty }.map { comment in
                let codes = [comment.heading?.in("8234")].compactMap(\.self) + comment.textCodes
                return (definition("comment"), CodeMapping.concept(codes, text: comment.value?.text.trimmedOrNil))
            }
            + request.reservations.map { (definition("reservation"), CodeMapping.concept([$0.in("3108")])) }
        for (url, concept) in concepts {
            if let concept { result.append(.extension(url, "CodeableConcept", concept)) }
        }
        return result
    }

    /// Who asked: ResponsibleHcp, else Requester. Where the first has no identifier for its organisation it takes the
    /// Requester's, unless it names another organisation.
    private mutating func requester() -> String? {
        let receiver = report.requester.flatMap(ActorMapping.organisation)
        if let responsible = patient.responsibleHcp {
            var organisation = ActorMapping.organisation(responsible)
            if organisation?.identifier == nil, let receiver,
                organisation?.name == nil || organisation?.name == report.requester?.inst?.name?.trimmedOrNil
                    || organisation?.name == receiver.name
            {
                organisation = receiver
            }
            if let key = roleKeys(responsible, organisation: organisation).first { return key }
        }
        return report.requester.flatMap { roleKeys($0, organisation: receiver).first }
    }
}
