import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarStore

/// A row of the log of use as FHIR AuditEvent R4. Rows about health personnel and a patient follow the Norwegian
/// trust-framework profile (`no-domain-Trustframework-Auditevent`): who is a contained PractitionerRole, the patient an
/// extension, the attested purpose the purpose of the event. What a row does not have is left out or said to be masked.
enum AuditEventDocument {
    private typealias Member = JSONMemberValue

    static let profile = profile("no-domain-Trustframework-Auditevent")
    private static let v3Purpose = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    private static let organisationSystem = "urn:oid:2.16.578.1.12.4.1.4.101"
    private static let personnelSystem = "urn:oid:2.16.578.1.12.4.1.4.4"
    private static let dicom = "http://dicom.nema.org/resources/ontology/DCM"
    static let basisSystem = "\(SvarCanonical.base)/CodeSystem/access-basis"
    static let actionSystem = "\(SvarCanonical.base)/CodeSystem/log-action"
    static let actorSystem = "\(SvarCanonical.base)/CodeSystem/log-actor"

    private static func profile(_ name: String) -> String { "http://hl7.no/fhir/StructureDefinition/\(name)" }

    static func resource(_ row: LogRow) -> JSONValue {
        let isProfiled = row.who == .personnel && row.patient != nil
        var members: [Member] = [
            Member("resourceType", .string("AuditEvent")), Member("id", .string(row.id)),
            Member("meta", meta(row, isProfiled)),
        ]
        if row.who == .personnel { members.append(Member("contained", .array(contained(row)))) }
        let extensions = extensions(row)
        if !extensions.isEmpty { members.append(Member("extension", .array(extensions))) }
        members.append(Member("type", coding(dicom, "110110", "Patient Record")))
        members.append(Member("subtype", .array(subtypes(row.row.action))))
        members.append(Member("action", .string(row.row.action.eventAction)))
        members.append(Member("recorded", .string(InstantFormat.utcText(row.row.at.microseconds))))
        members.append(Member("outcome", .string(row.row.outcome == .permitted ? "0" : "4")))
        members.append(Member("outcomeDesc", .string(row.row.outcome.words.english)))
        let purposes = purposes(row)
        if !purposes.isEmpty { members.append(Member("purposeOfEvent", .array(purposes))) }
        members.append(Member("agent", .array(agents(row))))
        members.append(Member("source", source))
        let entities = entities(row)
        if !entities.isEmpty { members.append(Member("entity", .array(entities))) }
        return .object(members)
    }

    private static func meta(_ row: LogRow, _ isProfiled: Bool) -> JSONValue {
        var members = [Member("lastUpdated", .string(InstantFormat.utcText(row.row.at.microseconds)))]
        if isProfiled { members.append(Member("profile", .array([.string(profile)]))) }
        if row.isElevated {
            let tag = coding("\(SvarCanonical.base)/CodeSystem/log-tag", "elevated", "Elevated basis")
            members.append(Member("tag", .array([tag])))
        }
        return .object(members)
    }

    // MARK: Who

    private static func contained(_ row: LogRow) -> [JSONValue] {
        let actor = row.row.actor
        let attested = actor.attestation?.facts
        let legal = attested?.legalEntity ?? .init(value: actor.organisation, text: actor.organisationName)
        let point = attested?.pointOfCare ?? legal
        var resources = [practitioner(row), organisation("legal", "PractitionerLegalentity", legal)]
        if let department = attested?.department {
            resources.append(organisation("department", "PractitionerDepartment", department, partOf: "legal"))
        }
        resources.append(organisation("place", "PractitionerPointofcare", point))
        resources.append(
            .object([
                "resourceType": "Location", "id": "location",
                "meta": metaOf(profile("no-doc-Trustframework-Location-PractitionerPointofcare")),
                "managingOrganization": reference("#place"),
            ])
        )
        resources.append(
            .object([
                "resourceType": "PractitionerRole", "id": "role",
                "meta": metaOf(profile("no-domain-Trustframework-PractitioneRole")),
                "practitioner": reference("#practitioner"),
                "organization": reference(attested?.department == nil ? "#legal" : "#department"),
                "location": .array([reference("#location")]),
            ])
        )
        if let service = attested?.service { resources.append(encounter(service)) }
        return resources
    }

    private static func practitioner(_ row: LogRow) -> JSONValue {
        let actor = row.row.actor
        // The citizen is told a name, never a number; the profile wants an identifier, so it says that it is masked.
        let identifier: JSONValue =
            row.personnelNumber.map { number in
                .object([
                    "system": .string(personnelSystem), "value": .string(number),
                    "assigner": .object(["display": "https://www.helsedirektoratet.no/"]),
                ])
            } ?? .object(["extension": .array([absent("masked")])])
        var members = [
            Member("resourceType", "Practitioner"), Member("id", "practitioner"),
            Member("meta", metaOf(profile("no-domain-Trustframework-Practitioner"))),
            Member("identifier", .array([identifier])),
        ]
        let name: JSONValue =
            row.name.map { .object(["text": .string($0)]) }
            ?? .object(["extension": .array([absent(row.isAnonymised ? "masked" : "unknown")])])
        members.append(Member("name", .array([name])))
        if !actor.code.isEmpty {
            let code = coding(ProfessionWords.system, actor.code, ProfessionWords.words(actor.code)?.norwegian)
            members.append(
                Member("qualification", .array([.object(["code": .object(["coding": .array([code])])])]))
            )
        }
        return .object(members)
    }

    private static func organisation(
        _ id: String,
        _ name: String,
        _ term: AuditedAttestation.Term,
        partOf: String? = nil
    ) -> JSONValue {
        var members = [
            Member("resourceType", "Organization"), Member("id", .string(id)),
            Member("meta", metaOf(profile("no-doc-Trustframework-Organization-\(name)"))),
        ]
        if !term.value.isEmpty {
            let system = term.system.isEmpty ? organisationSystem : term.system
            members.append(
                Member(
                    "identifier",
                    .array([.object(["system": .string(system), "value": .string(term.value)])])
                )
            )
        }
        if !term.text.isEmpty { members.append(Member("name", .string(term.text))) }
        if let partOf { members.append(Member("partOf", reference("#\(partOf)"))) }
        return .object(members)
    }

    /// The care that was given, for its service: the profile's place for it.
    private static func encounter(_ service: AuditedAttestation.Term) -> JSONValue {
        .object([
            "resourceType": "Encounter", "id": "encounter",
            "meta": metaOf(profile("no-domain-Trustframework-Encounter")), "status": "unknown",
            "class": .object(["extension": .array([absent("unknown")])]),
            "serviceType": .object(["coding": .array([coding(service)])]),
        ])
    }

    private static func agents(_ row: LogRow) -> [JSONValue] {
        let actor = row.row.actor
        var who: JSONValue
        switch row.who {
        case .personnel: who = reference("#role")
        case .citizen: who = row.patient.map { reference("Patient/\($0)") } ?? .object(["display": "Patient"])
        default:
            let display = row.name ?? (actor.organisationName.isEmpty ? row.who.words.english : actor.organisationName)
            who = .object(["display": .string(display)])
            if !actor.organisation.isEmpty, row.name == nil {
                who["identifier"] = .object([
                    "system": .string(organisationSystem), "value": .string(actor.organisation),
                ])
            }
        }
        var members = [
            Member("type", .object(["coding": .array([coding(actorSystem, row.who.rawValue, row.who.words.english)])]))
        ]
        if !actor.code.isEmpty {
            let code = coding(ProfessionWords.system, actor.code, ProfessionWords.words(actor.code)?.norwegian)
            members.append(Member("role", .array([.object(["coding": .array([code])])])))
        }
        members.append(Member("who", who))
        if let name = row.name { members.append(Member("name", .string(name))) }
        members.append(Member("requestor", .bool(true)))
        var agents: [JSONValue] = [.object(members)]
        if !actor.client.isEmpty {
            agents.append(
                .object([
                    "type": .object(["coding": .array([coding(dicom, "110153", "Source Role ID")])]),
                    "who": .object(["display": .string(actor.client)]), "requestor": .bool(false),
                ])
            )
        }
        return agents
    }

    private static let source: JSONValue = .object([
        "observer": .object(["display": "Svar"]),
        "type": .array([
            coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server")
        ]),
    ])

    // MARK: What and why

    private static func extensions(_ row: LogRow) -> [JSONValue] {
        var extensions: [JSONValue] = []
        if let patient = row.patient {
            extensions.append(
                .object([
                    "url": .string(profile("auditevent-patient-extension")),
                    "valueReference": reference("Patient/\(patient)"),
                ])
            )
        }
        guard row.who == .personnel, let attested = row.row.actor.attestation?.facts else { return extensions }
        if attested.service != nil {
            extensions.append(
                .object([
                    "url": .string(profile("auditevent-encounter-extension")),
                    "valueReference": reference("#encounter"),
                ])
            )
        }
        // The profile wants all four or none.
        if let decision = attested.decision, let isSelected = attested.isUserSelected, let at = attested.attestedAt,
            let text = [attested.details?.text, attested.details?.value, attested.purpose?.value].compactMap({ $0 })
                .first(where: { !$0.isEmpty })
        {
            func part(_ url: String, _ name: String, _ value: JSONValue) -> JSONValue {
                .object([Member("url", .string(url)), Member(name, value)])
            }
            extensions.append(
                .object([
                    "extension": .array([
                        part("decision-ref-id", "valueString", .string(decision)),
                        part("decision-ref-description", "valueString", .string(text)),
                        part("decision-ref-user-selected", "valueBoolean", .bool(isSelected)),
                        part("toa", "valueUnsignedInt", JSONValue(max(0, min(at / 1_000_000, Int64(Int32.max))))),
                    ]),
                    "url": .string(profile("auditevent-carerelation-metadata-extension")),
                ])
            )
        }
        return extensions
    }

    private static func subtypes(_ action: AuditAction) -> [JSONValue] {
        var codings: [JSONValue] = []
        if let code = action.restfulCode {
            codings.append(coding("http://hl7.org/fhir/restful-interaction", code, nil))
        }
        codings.append(coding(actionSystem, action.rawValue, action.words.english))
        return codings
    }

    private static func purposes(_ row: LogRow) -> [JSONValue] {
        var purposes: [JSONValue] = []
        func add(_ codings: [JSONValue], _ text: String?) {
            var members = [Member("coding", .array(codings))]
            if let text { members.append(Member("text", .string(text))) }
            purposes.append(.object(members))
        }
        let attested = row.row.actor.attestation?.facts
        if let purpose = attested?.purpose {
            // The four codes are of the value set that the profile binds to, in HL7's own code system.
            let known = CarePurpose(rawValue: purpose.value)
            add([known.map { coding(v3Purpose, $0.rawValue, $0.words.english) } ?? coding(purpose)], nil)
        }
        if let details = attested?.details { add([coding(details)], nil) }
        if !row.row.basis.isEmpty {
            add([coding(basisSystem, row.row.basis, row.basis?.words.english)], row.basis?.words.norwegian)
        }
        return purposes
    }

    private static func entities(_ row: LogRow) -> [JSONValue] {
        let type = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
        let role = "http://terminology.hl7.org/CodeSystem/object-role"
        var entities: [JSONValue] = []
        if let patient = row.patient {
            entities.append(
                .object([
                    "what": reference("Patient/\(patient)"), "type": coding(type, "1", "Person"),
                    "role": coding(role, "1", "Patient"),
                ])
            )
        }
        for report in row.reports {
            entities.append(
                .object([
                    "what": reference("DiagnosticReport/\(report)"), "type": coding(type, "2", "System Object"),
                    "role": coding(role, "3", "Report"),
                ])
            )
        }
        if let setting = row.row.setting {
            let words = row.setting?.words.english ?? "Privacy setting"
            let action = SettingActionType(rawValue: setting.action)?.words.english ?? setting.action
            entities.append(
                .object([
                    "type": coding(type, "2", "System Object"), "role": coding(role, "5", "Master file"),
                    "name": .string("\(words): \(action)"),
                ])
            )
        }
        return entities
    }

    // MARK: Small things

    private static func reference(_ text: String) -> JSONValue { .object(["reference": .string(text)]) }

    private static func metaOf(_ profile: String) -> JSONValue {
        .object(["profile": .array([.string(profile)])])
    }

    private static func coding(_ term: AuditedAttestation.Term) -> JSONValue {
        coding(term.system.isEmpty ? nil : term.system, term.value, term.text.isEmpty ? nil : term.text)
    }

    private static func coding(_ system: String?, _ code: String, _ display: String?) -> JSONValue {
        var members: [Member] = []
        if let system { members.append(Member("system", .string(system))) }
        members.append(Member("code", .string(code)))
        if let display { members.append(Member("display", .string(display))) }
        return .object(members)
    }

    private static func absent(_ reason: String) -> JSONValue {
        .object([
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": .string(reason),
        ])
    }
}

extension AuditAction {
    /// `AuditEvent.action`: create, read, update, delete or execute.
    var eventAction: String {
        switch self {
        case .create, .enrol: "C"
        case .read, .vread, .history, .attachment, .metadata, .log, .settings: "R"
        case .update, .scope, .setting: "U"
        case .delete: "D"
        case .search, .everything, .lastn, .bundle, .message, .export, .sync, .syncAgain, .explain, .other: "E"
        }
    }

    /// The code of FHIR's own list of interactions, where one fits.
    var restfulCode: String? {
        switch self {
        case .read, .attachment: "read"
        case .vread: "vread"
        case .history: "history"
        case .search, .log: "search"
        case .everything, .lastn, .explain: "operation"
        case .create: "create"
        case .update: "update"
        case .delete: "delete"
        case .bundle: "transaction"
        case .metadata: "capabilities"
        case .message, .export, .sync, .syncAgain, .enrol, .scope, .setting, .settings, .other: nil
        }
    }
}
