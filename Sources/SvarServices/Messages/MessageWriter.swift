import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch
import SvarStore

/// Takes the reports of one message into the store, inside one transaction (decisions 4–6).
struct MessageWriter {
    /// One report that the mapping took.
    struct Prepared: Sendable {
        let number: Int
        let place: SentPlace
        let provider: ParticipantRegister.ServiceProvider
        let contribution: Contribution
        let issues: [IntakeIssue]
        /// Made before the writer is taken, for the common report: the first of its unit, without attachments.
        let encoded: [UInt8]?
        let folded: FoldedUnit?
        let bodies: [BodyTemplate]?

        init(
            number: Int,
            place: SentPlace,
            provider: ParticipantRegister.ServiceProvider,
            contribution: Contribution,
            issues: [IntakeIssue]
        ) throws {
            self.number = number
            self.place = place
            self.provider = provider
            self.contribution = contribution
            self.issues = issues
            let isPlain = contribution.attachments.isEmpty
            encoded = isPlain ? contribution.encoded : nil
            folded = isPlain ? Fold.fold([ArrivedContribution(arrival: 1, contribution: contribution)]) : nil
            bodies = try folded.map { try BodyTemplate.all($0.resources, isIndexed: true) }
        }
    }

    let ids: IDSource
    let feed: FeedDecision
    let store: any StoreTransaction
    let messageID: String
    let bytes: [UInt8]
    /// The units that were written or found.
    private(set) var units: [UnitKey] = []
    /// Who the reports are about, when that is one person.
    var person: PersonKey? { persons.count == 1 ? persons.first : nil }
    private var persons: Set<PersonKey> = []

    init(ids: IDSource, feed: FeedDecision, store: any StoreTransaction, messageID: String, bytes: [UInt8]) {
        self.ids = ids
        self.feed = feed
        self.store = store
        self.messageID = messageID
        self.bytes = bytes
    }

    /// The outcome of each report, by its number. Resubmitted bytes change nothing.
    mutating func write(_ reports: [Prepared]) throws -> [Int: Receipt.Report] {
        guard let producer = reports.first?.provider.producer else { return [:] }
        if try store.submission(producer: producer, bytes: bytes) != nil {
            var receipts: [Int: Receipt.Report] = [:]
            for report in reports { receipts[report.number] = try repeated(report) }
            return receipts
        }
        let isReused = try !store.submissions(producer: producer, messageID: messageID).isEmpty
        var submission: Int64?
        var receipts: [Int: Receipt.Report] = [:]
        let (store, messageID, bytes) = (store, messageID, bytes)
        for report in reports {
            receipts[report.number] = try write(report, isReused: isReused) {
                if let submission { return submission }
                let number = try store.addSubmission(
                    producer: producer,
                    messageID: messageID,
                    bytes: bytes,
                    keepsRaw: true
                )
                submission = number
                return number
            }
        }
        return receipts
    }

    private mutating func write(_ report: Prepared, isReused: Bool, submission: () throws -> Int64) throws
        -> Receipt.Report
    {
        let contribution = report.contribution
        let person = try PersonFinder(producer: report.provider.producer, ids: ids, store: store)
            .person(number: contribution.person)
        let key = ReportKey(
            producer: report.provider.producer,
            serviceProvider: report.provider.key,
            reportID: contribution.key,
            person: person
        )
        var issues = report.issues
        let known = try store.unit(report: key)
        persons.insert(person)
        if let known { units.append(known.key) }
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
        if known == nil { units.append(unit) }
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
        let current = try append(folded, isFirst ? report.bodies : nil, to: unit, person: person)
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

    /// Writes what the fold changed; a fold that changed nothing makes no version.
    /// - Returns: where the unit's DiagnosticReport now is.
    private func append(_ folded: FoldedUnit, _ bodies: [BodyTemplate]?, to unit: UnitKey, person: PersonKey) throws
        -> (
            id: String, versionID: String
        )?
    {
        var assembly = UnitVersions(
            members: try store.members(of: unit),
            patient: try store.patientID(of: person),
            ids: ids
        )
        var attachments: [String: AttachmentKey] = [:]
        for attachment in folded.attachments {
            if let place = attachment.store { attachments[attachment.key] = AttachmentKey(place) }
        }
        let versions = try assembly.versions(
            of: bodies ?? BodyTemplate.all(folded.resources, isIndexed: false),
            attachments: attachments
        )
        if !versions.isEmpty {
            try feed.append(
                versions,
                to: unit,
                state: UnitState(isHeld: folded.isHeld, isWithdrawn: folded.isWithdrawn),
                in: store
            )
        }
        return assembly.report
    }

    /// The answer to bytes that were taken before: where the report is now.
    private mutating func repeated(_ report: Prepared) throws -> Receipt.Report {
        guard let person = try store.person(number: report.contribution.person),
            let unit = try store.unit(
                report: ReportKey(
                    producer: report.provider.producer,
                    serviceProvider: report.provider.key,
                    reportID: report.contribution.key,
                    person: person
                )
            )
        else { return Receipt.Report(.duplicate, issues: report.issues) }
        persons.insert(person)
        units.append(unit.key)
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
