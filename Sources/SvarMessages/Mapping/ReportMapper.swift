import SvarDomain
import SvarFHIR
import SvarJSON

/// The state of mapping one report: what was sent, what was found wrong, and the roles met so far.
struct ReportMapper {
    let report: ServReport
    let message: Svarrapport
    let patient: Patient
    let person: PersonNumber
    /// GenDate, which has a time of day.
    let generated: MessageTime
    let issueDate: MessageTime
    let context: MappingContext
    /// `DiagnosticReport.status`.
    let status: String
    /// 7306.
    let reportStatus: String
    /// 7309.
    let action: Contribution.Action
    private(set) var issues: [IntakeIssue] = []
    private var noted: Set<IntakeIssue> = []
    /// PractitionerRoles by key, in the order met.
    var roles: [LocalResource] = []
    /// Specimen keys by what RefAnalysedSubject names, and when each was taken.
    var specimens: [String: MappedSpecimen] = [:]

    /// The person, as every resource of the unit refers to it (rule R7): no name, a placeholder for the Patient.
    let subject: JSONValue
    /// The sender, as every identifier names it.
    private let assigner: JSONValue?

    /// A specimen as results refer to it.
    struct MappedSpecimen {
        var key: String
        var collected: MessageTime?
    }

    init(
        report: ServReport,
        message: Svarrapport,
        patient: Patient,
        person: PersonNumber,
        generated: MessageTime,
        issueDate: MessageTime,
        action: Contribution.Action,
        context: MappingContext
    ) {
        self.report = report
        self.message = message
        self.patient = patient
        self.person = person
        self.generated = generated
        self.issueDate = issueDate
        self.context = context
        self.action = action
        reportStatus = report.status.v?.trimmedOrNil ?? ""
        subject = [
            "reference": .string(LocalResource.urn(LocalResource.patientKey)),
            "type": "Patient",
            "identifier": ["system": .string(person.kind.system), "value": .string(person.value)],
        ]
        assigner = report.servProvider.flatMap { ActorMapping.organisation($0)?.identifier }
            .map { ["type": "Organization", "identifier": $0] }
        status = StatusTables.report(status: reportStatus, action: report.servType.v?.trimmedOrNil)
    }

    var isWithdrawn: Bool { action == .cancel }

    /// Notes an issue, once for each place.
    mutating func note(_ code: IntakeCode, at place: SentPlace, _ element: String? = nil) {
        let issue = IntakeIssue(code, at: place, element)
        if noted.insert(issue).inserted { issues.append(issue) }
    }

    /// A date or time of a mapped element; one that cannot be read refuses the report.
    mutating func time(_ sent: String?, at place: SentPlace, _ element: String) -> MessageTime? {
        guard let sent = sent?.trimmedOrNil else { return nil }
        guard let time = MessageTime(sent) else {
            note(.badTime, at: place, element)
            return nil
        }
        return time
    }

    /// An extension that holds a date or time.
    mutating func timeExtension(_ name: String, _ sent: String?, at place: SentPlace, _ element: String) -> JSONValue? {
        time(sent, at: place, element)
            .map { .extension(Terminology.nilarDefinition(name), "DateTime", .string($0.text)) }
    }

    /// A business identifier (rule R2).
    func identifier(_ source: String, _ value: String?, use: String? = nil) -> JSONValue? {
        guard let value = value?.trimmedOrNil else { return nil }
        return .members(
            ("use", .text(use)),
            ("type", ["coding": [CodeMapping.coding(Terminology.identifierSource, source, nil)]]),
            ("system", .string("\(Terminology.identifierSource)/\(source)")),
            ("value", .string(value)),
            ("assigner", assigner)
        )
    }

    /// `meta` with our profile, and NILAR's where the instance meets it (rule R33).
    func meta(_ name: String, meetsNILAR: Bool) -> JSONValue {
        var profiles: [JSONValue] = [.string(SvarCanonical.profile(name))]
        if meetsNILAR { profiles.append(.string(Terminology.nilarDefinition(name))) }
        return ["profile": .array(profiles)]
    }

    /// The status pair as sent, with what was inherited filled in.
    static func sourceStatus(
        _ status: CodedValue?,
        _ statusSystem: String,
        _ action: CodedValue,
        _ actionSystem: String
    )
        -> JSONValue
    {
        let part = { (name: String, code: CodedValue, system: String) -> JSONValue? in
            guard let value = code.v?.trimmedOrNil else { return nil }
            let coding = CodeMapping.coding(Terminology.oid(system), value, code.dn?.trimmedOrNil)
            return ["url": .string(name), "valueCoding": coding]
        }
        let parts = [status.flatMap { part("status", $0, statusSystem) }, part("action", action, actionSystem)]
        return ["url": .string(SvarCanonical.sourceStatus), "extension": .array(parts.compactMap(\.self))]
    }
}
