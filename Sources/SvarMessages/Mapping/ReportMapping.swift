import SvarFHIR
import SvarJSON

/// The DiagnosticReport (c.2 of the mapping; rules R2, R6, R14, R25, R31, R33). `result`, `specimen`, `effective` and
/// tags are the fold's.
extension ReportMapper {
    /// The whole contribution; it counts only when no issue refuses it.
    mutating func contribution() -> Contribution {
        if !isKnownDescription { note(.schemaUnknown, at: self.report.place, "MsgDescr") }
        let requests = requestResources()
        let specimens = specimenResources()
        let items = items()
        let documents = attachments()
        var body = reportBody(requests, documents.forms)
        if isWithdrawn { body = Withdrawal.report(body) }
        body = NationalBindings.claimed(body, .diagnosticReport)
        let report = LocalResource(key: LocalResource.reportKey, type: .diagnosticReport, body: body)
        let binaries = isWithdrawn ? [] : documents.binaries
        return Contribution(
            order: .init(generated: generated.microseconds, rank: StatusTables.rank(status)),
            person: person,
            serviceProvider: self.report.servProvider.map(ActorMapping.identifiers) ?? [],
            reportID: self.report.servProvId?.trimmedOrNil,
            messageID: message.msgId,
            reportStatus: reportStatus,
            action: action,
            discipline: self.report.msgDescr.v?.trimmedOrNil ?? "",
            issueDate: issueDate.text,
            reservations: reservations,
            isHiddenFromCitizens: isAutopsy,
            report: [report] + requests + specimens + roles + binaries,
            items: items,
            attachments: isWithdrawn ? [] : documents.contents,
            requester: orderingParty
        )
    }

    private var reservations: [String] {
        Set(self.report.servReqs.flatMap(\.reservations).map { $0.v?.trimmedOrNil ?? "" }).sorted()
    }

    /// Who ordered: ResponsibleHcp where it has an identifier, else Requester.
    private var orderingParty: [OrganisationID] {
        let responsible = patient.responsibleHcp.map(ActorMapping.identifiers) ?? []
        return responsible.isEmpty ? report.requester.map(ActorMapping.identifiers) ?? [] : responsible
    }

    /// Who answers for the report: RelServProv, else ServProvider with its persons.
    mutating func reportPerformers() -> [JSONValue] {
        let parties = report.relServProvs.isEmpty ? [report.servProvider].compactMap(\.self) : report.relServProvs
        var result: [JSONValue] = []
        for party in parties {
            for performer in performers(party, organisationOf: report.servProvider) where !result.contains(performer) {
                result.append(performer)
            }
        }
        return result
    }

    /// A category by 8202, with the base category beside it.
    static func category(_ discipline: String) -> JSONValue {
        let code = CodedValue(
            v: discipline,
            dn: DisciplineTable.display(discipline),
            s: Terminology.codeSystemRoot + "8202"
        )
        let base = DisciplineTable.baseCategory(discipline)
        let coding = CodeMapping.coding(Terminology.observationCategory, base.code, base.display)
        return .members(("coding", .array(CodeMapping.codings(code) + [coding])))
    }

    private mutating func reportBody(_ requests: [LocalResource], _ forms: [JSONValue]) -> JSONValue {
        let row = DisciplineTable.row(report.msgDescr.v?.trimmedOrNil)
        var category = Self.category(row.mainGroup)
        var codings = category["coding"] ?? .array([])
        codings.append(CodeMapping.coding(Terminology.serviceSection, row.section, row.sectionDisplay))
        category["coding"] = codings
        let identifiers = [
            identifier("ServReportId", report.servProvId), identifier("MsgId", message.msgId, use: "secondary"),
        ]
        return .members(
            ("resourceType", "DiagnosticReport"),
            ("meta", meta("diagnostic-report", meetsNILAR: requests.count < 2 && isKnownDescription)),
            ("extension", .array(reportExtensions())),
            ("identifier", .list(identifiers.compactMap(\.self))),
            ("basedOn", .list(requests.map { .reference($0.key) })),
            ("status", .string(status)),
            ("category", [category]),
            ("code", CodeMapping.concept(report.msgDescr, system: "8202")),
            ("subject", subject),
            ("effectiveDateTime", .string(issueDate.text)),
            ("issued", .string(generated.text)),
            ("performer", .list(reportPerformers())),
            ("presentedForm", .list(forms))
        )
    }

    private mutating func reportExtensions() -> [JSONValue] {
        let definition = Terminology.nilarDefinition
        var result: [JSONValue] = [
            .extension(definition("report-date"), "DateTime", .string(issueDate.text))
        ]
        if let approved = timeExtension("approval-date", report.apprDate, at: report.place, "ApprDate") {
            result.append(approved)
        }
        if let comment = report.comment?.trimmedOrNil {
            result.append(.extension(definition("comment"), "Annotation", ["text": .string(comment)]))
        }
        result += report.codedComments.compactMap { code in
            CodeMapping.concept([code]).map { .extension(definition("comment"), "CodeableConcept", $0) }
        }
        for item in patient.infItems { result.append(infItem(item)) }
        result.append(Self.sourceStatus(report.status, "7306", report.servType, "7309"))
        return result
    }

    private mutating func infItem(_ item: InfItem) -> JSONValue {
        let definition = { (name: String) in Terminology.nilarDefinition("inf-item-\(name)") }
        let parts: [JSONValue?] = [
            CodeMapping.concept(item.type, system: "8233")
                .map { .extension(definition("type"), "CodeableConcept", $0) },
            item.description?.text.trimmedOrNil.map { .extension(definition("descr"), "String", .string($0)) },
            item.comment?.trimmedOrNil
                .map { .extension(Terminology.nilarDefinition("comment"), "Annotation", ["text": .string($0)]) },
            item.codedDescr.flatMap { CodeMapping.concept([$0]) }
                .map { .extension(definition("coded-descr"), "CodeableConcept", $0) },
            timeExtension("inf-item-start", item.startDateTime, at: item.place, "StartDateTime"),
            timeExtension("inf-item-end", item.endDateTime, at: item.place, "EndDateTime"),
            timeExtension("inf-item-org-time", item.orgDate, at: item.place, "OrgDate"),
        ]
        return .members(
            ("extension", .list(parts.compactMap(\.self))),
            ("url", .string(Terminology.nilarDefinition("inf-item")))
        )
    }

    /// Whether MsgDescr is in 8202; another is taken as laboratory.
    private var isKnownDescription: Bool { DisciplineTable.isKnown(report.msgDescr.v?.trimmedOrNil) }

    /// Whether the report or one of its results is an autopsy's.
    private var isAutopsy: Bool {
        DisciplineTable.isAutopsy(messageDescription: report.msgDescr.v?.trimmedOrNil)
            || patient.resultItems.contains { $0.anyCode(of: "8219", in: DisciplineTable.autopsyCodes) }
    }
}

extension ResultItem {
    /// Whether this result or one nested in it has one of these codes.
    func anyCode(of system: String, in codes: Set<String>) -> Bool {
        ItemCode.codes(self).contains { $0.system == system && codes.contains($0.code) }
            || resultItems.contains { $0.anyCode(of: system, in: codes) }
    }
}
