import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarStore

/// Takes the reports of one message into the store, inside one transaction (decisions 4–6).
struct MessageWriter {
    let ids: IDSource
    let feed: FeedDecision
    let intake: Intake
    /// Whether the message is of a load of old reports, whose delays count from GenDate (decision 22).
    let isHistoric: Bool
    let messageID: String
    let bytes: [UInt8]
    /// The units that were written or found.
    private(set) var touched = TouchedUnits()
    private var store: any StoreTransaction { intake.store }

    init(
        ids: IDSource,
        feed: FeedDecision,
        intake: Intake,
        isHistoric: Bool,
        messageID: String,
        bytes: [UInt8]
    ) {
        self.ids = ids
        self.feed = feed
        self.intake = intake
        self.isHistoric = isHistoric
        self.messageID = messageID
        self.bytes = bytes
    }

    /// The outcome of each report, by its number. Resubmitted bytes change nothing, but what is not here is taken anew.
    /// - Parameter isWhole: whether no sibling was refused that must not be kept in the raw bytes either
    mutating func write(_ reports: [Prepared], isWhole: Bool) throws -> [Int: Receipt.Report] {
        guard let producer = reports.first?.provider.producer else { return [:] }
        let known = try store.submission(producer: producer, bytes: bytes)
        var receipts: [Int: Receipt.Report] = [:]
        var taken: [(report: Prepared, answer: Intake.Answer)] = []
        for report in reports {
            if known != nil, let receipt = try repeated(report) {
                receipts[report.number] = receipt
                continue
            }
            // Before anything is kept: a person is not even made for a report that is not stored.
            let person = try intake.person(report.contribution.person)
            let answer = try intake.answer(report.arrival, about: person)
            switch answer.rule {
            case .store: taken.append((report, answer))
            case .toldNotStored:
                try intake.countNotStored(of: report.provider.producer)
                let issue = IntakeIssue(.reservation, at: report.place)
                receipts[report.number] = Receipt.Report(.acceptedNotStored, issues: [issue])
            case .refuse:
                let issue = IntakeIssue(.outOfScope, at: report.place)
                receipts[report.number] = Receipt.Report(.refused, issues: [issue])
            }
        }
        let keepsRaw = isWhole && receipts.values.allSatisfy { $0.outcome == .duplicate }
        let isReused = try known == nil && !store.submissions(producer: producer, messageID: messageID).isEmpty
        var submission = known?.number
        let (store, messageID, bytes) = (store, messageID, bytes)
        for (report, answer) in taken {
            receipts[report.number] = try write(report, answer, isReused: isReused) {
                if let submission { return submission }
                let number = try store.addSubmission(
                    producer: producer,
                    messageID: messageID,
                    bytes: bytes,
                    keepsRaw: keepsRaw
                )
                submission = number
                return number
            }
        }
        return receipts
    }

    private mutating func write(
        _ report: Prepared,
        _ answer: Intake.Answer,
        isReused: Bool,
        submission: () throws -> Int64
    ) throws -> Receipt.Report {
        let contribution = report.contribution
        let person = try PersonFinder(producer: report.provider.producer, ids: ids, intake: intake)
            .person(number: contribution.person)
        let key = ReportKey(
            producer: report.provider.producer,
            serviceProvider: report.provider.key,
            reportID: contribution.key,
            person: person
        )
        var issues = report.issues
        let known = try store.unit(report: key)
        if let known { touched.add(known.key, of: person) }
        if known == nil,
            try !store.units(
                producer: key.producer,
                serviceProvider: key.serviceProvider,
                reportID: key.reportID
            ).isEmpty
        {
            issues.append(IntakeIssue(.personDiffers, at: report.place, "Patient"))
        }
        let earlier = try known.map { try contributions(of: $0.key) } ?? []
        if let known, earlier.contains(where: { Fold.sameContent($0.contribution, contribution) }) {
            return try receipt(.duplicate, known.key, issues)
        }
        if isReused { issues.append(IntakeIssue(.messageIDReused, path: "MsgId")) }

        let unit =
            try known?.key
            ?? store.addUnit(
                NewUnit(
                    person: person,
                    producer: key.producer,
                    regime: .messages,
                    typeClass: .member,
                    report: key
                )
            )
        touched.add(unit, of: person)
        // Settings stand before the version they are about.
        let fromPresets = try intake.apply(answer.presets, to: person)
        let codes = Set((earlier.map(\.contribution) + [contribution]).flatMap(\.reservations))
        let fromCodes = try intake.apply(reservations: codes, to: unit, of: person, by: key.producer)
        var stored = contribution
        for index in stored.attachments.indices {
            stored.attachments[index].store = try store.attach(stored.attachments[index].bytes, person: person).rawValue
        }
        try store.addContribution(report.encoded ?? stored.encoded, to: unit, submission: try submission())
        let arrival = (earlier.map(\.arrival).max() ?? 0) + 1
        let all = earlier + [ArrivedContribution(arrival: arrival, contribution: stored)]
        let isFirst = arrival == 1
        guard let folded = (isFirst ? report.folded : nil) ?? Fold.fold(all) else {
            return try receipt(.accepted, unit, issues)
        }
        for issue in Fold.effects(of: arrival, in: all, folded: folded) {
            issues.append(IntakeIssue(issue.code, at: report.place, issue.path.isEmpty ? nil : issue.path))
        }
        let bodies =
            try (isFirst ? report.bodies : nil)
            ?? BodyTemplate.all(folded.resources, isIndexed: false, genetic: intake.lists.allGenetic)
        let current = try append(folded, bodies, report, to: unit, person: person)
        // A version tells replicas itself; what is new may be a setting alone.
        if fromPresets || fromCodes { try feed.apply(to: person, in: store) }
        return Receipt.Report(
            issues.isEmpty ? .accepted : .acceptedWithWarnings,
            report: current.map { "DiagnosticReport/\($0.id)" },
            version: current?.versionID,
            issues: issues
        )
    }

    /// What arrived about a unit before.
    private func contributions(of unit: UnitKey) throws -> [ArrivedContribution] {
        try store.contributions(of: unit).map { record in
            guard let contribution = Contribution(encoded: record.body) else {
                throw SvarError(.storeUnusable, "a stored contribution cannot be read")
            }
            return ArrivedContribution(arrival: record.arrival, contribution: contribution)
        }
    }

    /// Writes what the fold changed; a fold that changed nothing makes no version, but may hold the unit or release it.
    /// - Returns: where the unit's DiagnosticReport now is.
    private func append(
        _ folded: FoldedUnit,
        _ bodies: [BodyTemplate],
        _ report: Prepared,
        to unit: UnitKey,
        person: PersonKey
    ) throws -> (id: String, versionID: String)? {
        var assembly = UnitVersions(
            members: try store.members(of: unit),
            patient: try store.patientID(of: person),
            ids: ids
        )
        var attachments: [String: AttachmentKey] = [:]
        for attachment in folded.attachments {
            if let place = attachment.store { attachments[attachment.key] = AttachmentKey(place) }
        }
        let versions = try assembly.versions(of: bodies, attachments: attachments)
        let isHeld = intake.lists.holds(folded.reservations)
        if try !versions.isEmpty || store.unit(unit)?.state.isHeld != isHeld {
            let state = UnitState(
                isHeld: isHeld,
                isWithdrawn: folded.isWithdrawn,
                facts: facts(folded, bodies, report, ids: assembly.ids).encoded
            )
            try feed.append(versions, to: unit, state: state, in: store)
        }
        return assembly.report
    }

    /// What the resources say, and of the parties all that the message says.
    private func facts(
        _ folded: FoldedUnit,
        _ bodies: [BodyTemplate],
        _ report: Prepared,
        ids: [String: String]
    ) -> UnitVersionFacts {
        var facts = UnitVersionFacts(of: bodies.map(\.facts), genetic: intake.lists.allGenetic) { ids[$0] ?? $0 }
        if !folded.requester.isEmpty { facts.requester = report.numbered(folded.requester) }
        if !folded.serviceProvider.isEmpty { facts.performer = report.numbered(folded.serviceProvider) }
        if isHistoric { facts.historic = ServerTime(microseconds: report.contribution.order.generated) }
        return facts
    }

    /// The answer to bytes that were taken before: where the report is now. Nil when it is not here.
    private mutating func repeated(_ report: Prepared) throws -> Receipt.Report? {
        guard let person = try intake.person(report.contribution.person),
            let unit = try store.unit(
                report: ReportKey(
                    producer: report.provider.producer,
                    serviceProvider: report.provider.key,
                    reportID: report.contribution.key,
                    person: person
                )
            )
        else { return nil }
        touched.add(unit.key, of: person)
        return try receipt(.duplicate, unit.key, report.issues)
    }

    private func receipt(_ outcome: ReceiptOutcome, _ unit: UnitKey, _ issues: [IntakeIssue]) throws -> Receipt.Report {
        let report = try store.members(of: unit).map(\.version).first { $0.type == .diagnosticReport }
        return Receipt.Report(
            outcome,
            report: report.map { "DiagnosticReport/\($0.id)" },
            version: report?.versionID,
            issues: issues
        )
    }
}

extension Contribution {
    /// The report's id at its provider; where it has none the message id stands in (decision 4).
    fileprivate var key: String { reportID ?? "MsgId:\(messageID)" }
}
