import SvarDomain

/// What became of one ServReport.
package enum MapResult: Hashable, Sendable {
    /// Not taken; refusals first, then warnings.
    case refused([IntakeIssue])
    /// Taken, with what is to be warned of.
    case mapped(Contribution, [IntakeIssue])
}

/// Turns a ServReport into its contribution to a unit, by the national mapping and rules R1–R33 (`docs/mapping`). Pure.
package enum Mapper {
    /// Maps one report of a message, or says why it is not taken.
    package static func map(_ report: ServReport, of message: Svarrapport, context: MappingContext) -> MapResult {
        var issues: [IntakeIssue] = []
        if context.environment == .production, message.status?.v?.trimmedOrNil == "TEST" {
            issues.append(IntakeIssue(.testMessage, path: "Status"))
        }
        let generated = MessageTime(message.genDate.trimmedOrNil ?? "")
        if generated?.hasTime != true { issues.append(IntakeIssue(.badTime, path: "GenDate")) }
        for (element, code) in [
            ("ServType", report.servType), ("Status", report.status), ("MsgDescr", report.msgDescr),
        ]
        where code.v?.trimmedOrNil == nil {
            issues.append(IntakeIssue(.missingElement, at: report.place, element))
        }
        let issueDate = issueDate(report, &issues)
        let person = person(report, context, &issues)
        issues += outOfScope(report, context)
        guard !issues.contains(where: \.code.isRefusal), let generated, let issueDate, let person,
            let patient = report.patient
        else { return .refused(issues.refusalsFirst) }

        if report.servProvId?.trimmedOrNil == nil {
            issues.append(IntakeIssue(.servProvIDMissing, at: report.place, "ServProvId"))
        }
        var mapper = ReportMapper(
            report: report,
            message: message,
            patient: patient,
            person: person,
            generated: generated,
            issueDate: issueDate,
            action: Contribution.Action(rawValue: report.servType.v?.trimmedOrNil ?? "") ?? .change,
            context: context
        )
        let contribution = mapper.contribution()
        issues += mapper.issues
        return issues.contains(where: \.code.isRefusal)
            ? .refused(issues.refusalsFirst) : .mapped(contribution, issues)
    }

    private static func issueDate(_ report: ServReport, _ issues: inout [IntakeIssue]) -> MessageTime? {
        guard let sent = report.issueDate?.trimmedOrNil else {
            issues.append(IntakeIssue(.missingElement, at: report.place, "IssueDate"))
            return nil
        }
        let time = MessageTime(sent)
        if time == nil { issues.append(IntakeIssue(.badTime, at: report.place, "IssueDate")) }
        return time
    }

    /// The person by a number of FNR, DNR or FHN with valid control digits (rule R29, decision 36).
    private static func person(
        _ report: ServReport,
        _ context: MappingContext,
        _ issues: inout [IntakeIssue]
    ) -> PersonNumber? {
        guard let patient = report.patient else {
            issues.append(IntakeIssue(.notAPerson, at: report.place))
            return nil
        }
        guard let kind = patient.typeOffId.v?.trimmedOrNil.flatMap({ PersonNumber.Kind(rawValue: $0) }),
            let person = PersonNumber(kind, patient.offId.trimmedOrNil ?? "")
        else {
            issues.append(IntakeIssue(.patientID, at: patient.place, "OffId"))
            return nil
        }
        switch context.environment {
        case .production where person.isSynthetic:
            issues.append(IntakeIssue(.patientID, at: patient.place, "OffId"))
        case .test where !person.isSynthetic:
            issues.append(IntakeIssue(.numberNotSynthetic, at: patient.place, "OffId"))
        default: break
        }
        return person
    }

    /// Decision 35: a forensic autopsy, or a sender or requester whose reports are not shared.
    private static func outOfScope(_ report: ServReport, _ context: MappingContext) -> [IntakeIssue] {
        let forensic: Set = [DisciplineTable.forensicAutopsy]
        if let patient = report.patient {
            for item in patient.resultItems where item.anyCode(of: "8219", in: forensic) {
                return [IntakeIssue(.outOfScope, at: item.place)]
            }
        }
        let parties = [report.servProvider, report.requester, report.patient?.responsibleHcp] + report.relServProvs
        for party in parties.compactMap(\.self) {
            if !context.unitsOutOfScope.isDisjoint(with: ActorMapping.identifiers(party)) {
                return [IntakeIssue(.outOfScope, at: party.place)]
            }
        }
        return []
    }
}

extension [IntakeIssue] {
    fileprivate var refusalsFirst: [IntakeIssue] { filter(\.code.isRefusal) + filter { !$0.code.isRefusal } }
}
