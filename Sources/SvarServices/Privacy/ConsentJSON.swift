import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages

/// A setting as a FHIR R4 Consent (http://hl7.org/fhir/R4/consent.html), rendered from what its viewer may see. What it
/// closes or opens is its provision; what it is in the words of the law is its category.
struct ConsentJSON {
    static let scopeSystem = "http://terminology.hl7.org/CodeSystem/consentscope"
    static let scope = "patient-privacy"
    /// The kinds of settings.
    static let categorySystem = SvarCanonical.base + "/CodeSystem/setting-kind"
    /// LOINC: patient consent.
    static let loinc = "http://loinc.org"
    static let consentDocument = "59284-0"
    /// Regulation on the national summary record.
    private static let regulation = "https://lovdata.no/dokument/SF/forskrift/2013-05-31-563"
    private static let personnel = "urn:oid:2.16.578.1.12.4.1.4.4"
    private static let organisations = "urn:oid:2.16.578.1.12.4.1.4.101"

    /// The person, as a Reference.
    let patient: JSONValue
    let reports: [UnitKey: String]
    let at: ServerTime

    func json(_ trail: SettingTrail, id: String) -> JSONValue {
        let setting = trail.setting
        let kind = SettingWords.word(of: setting.kind.type)
        let began = trail.events.first?.at ?? at
        let changed = trail.events.last?.at ?? began
        var members = [
            JSONMemberValue("resourceType", "Consent"), JSONMemberValue("id", .string(id)),
            JSONMemberValue(
                "meta",
                .object(["versionId": .string(String(trail.version)), "lastUpdated": PrivacyJSON.json(changed)])
            ),
            JSONMemberValue("status", .string(Self.status(trail.state(at: at)))),
            JSONMemberValue("scope", Self.concept(Self.scopeSystem, Self.scope)),
            JSONMemberValue(
                "category",
                .array([Self.concept(Self.categorySystem, kind), Self.concept(Self.loinc, Self.consentDocument)])
            ),
            JSONMemberValue("patient", patient), JSONMemberValue("dateTime", PrivacyJSON.json(began)),
        ]
        members += agreed(trail.events.first?.by)
        members.append(JSONMemberValue("policy", .array([.object(["uri": .string(Self.regulation)])])))
        members.append(JSONMemberValue("provision", provision(trail)))
        return .object(members)
    }

    /// http://hl7.org/fhir/R4/valueset-consent-state-codes.html
    static func status(_ state: SettingTrail.State) -> String {
        switch state {
        case .requested: "proposed"
        case .planned, .active: "active"
        case .ended: "inactive"
        }
    }

    /// Who agreed to it, and for which organisation; nobody's number is told.
    private func agreed(_ author: SettingAuthor?) -> [JSONMemberValue] {
        switch author {
        case .citizen: [JSONMemberValue("performer", .array([patient]))]
        case .personnel(let personnel):
            [JSONMemberValue("organization", .array([Self.organisation(personnel.organisation)]))]
        default: []
        }
    }

    private func provision(_ trail: SettingTrail) -> JSONValue {
        let setting = trail.setting
        var members = [JSONMemberValue("type", .string(setting.kind.isPermit ? "permit" : "deny"))]
        if let period = Self.period(trail.valid) { members.append(JSONMemberValue("period", period)) }
        if case .block(let hpr) = setting.kind {
            let role = Self.concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "PRCP")
            let reference = Self.logical("Practitioner", system: Self.personnel, String(hpr.rawValue))
            members.append(JSONMemberValue("actor", .array([.object(["role": role, "reference": reference])])))
        }
        let action = setting.kind.type == .storageReservation ? "collect" : "access"
        members.append(
            JSONMemberValue(
                "action",
                .array([Self.concept("http://terminology.hl7.org/CodeSystem/consentaction", action)])
            )
        )
        if let label = setting.kind.label {
            let coding = JSONValue.object(["system": .string(SecurityLabels.system), "code": .string(label)])
            members.append(JSONMemberValue("securityLabel", .array([coding])))
        }
        if case .code(let code) = setting.target {
            members.append(JSONMemberValue("code", .array([.object(["coding": .array([.object(["code": .string(code)])])])])))
        }
        if let results = setting.results {
            var period: [JSONMemberValue] = []
            if let from = results.from { period.append(JSONMemberValue("start", .string(from.text))) }
            if let through = results.through { period.append(JSONMemberValue("end", .string(through.text))) }
            members.append(JSONMemberValue("dataPeriod", .object(period)))
        }
        if let data = data(setting.target) { members.append(JSONMemberValue("data", .array([data]))) }
        return .object(members)
    }

    /// The results that it names.
    private func data(_ target: SettingTarget) -> JSONValue? {
        switch target {
        case .all, .code: return nil
        case .unit(let unit):
            // Its author may not be shown the report any more.
            let reference =
                reports[unit].map { JSONValue.object(["reference": .string("DiagnosticReport/\($0)")]) }
                ?? .object(["display": "DiagnosticReport"])
            return .object(["meaning": "instance", "reference": reference])
        case .item(let item):
            return .object(["meaning": "instance", "reference": Self.logical("Observation", system: nil, item)])
        case .referral(let referral):
            return .object(["meaning": "dependents", "reference": Self.logical("ServiceRequest", system: nil, referral)])
        case .order(let organisation, let order):
            let identifier = JSONValue.object([
                "value": .string(order), "assigner": Self.organisation(organisation),
            ])
            let reference = JSONValue.object(["type": "ServiceRequest", "identifier": identifier])
            return .object(["meaning": "dependents", "reference": reference])
        }
    }

    private static func period(_ valid: Validity) -> JSONValue? {
        var members: [JSONMemberValue] = []
        if valid.from != .ever { members.append(JSONMemberValue("start", PrivacyJSON.json(valid.from))) }
        if valid.until != .never { members.append(JSONMemberValue("end", PrivacyJSON.json(valid.until))) }
        return members.isEmpty ? nil : .object(members)
    }

    private static func concept(_ system: String, _ code: String) -> JSONValue {
        .object(["coding": .array([.object(["system": .string(system), "code": .string(code)])])])
    }

    private static func organisation(_ organisation: Organisation) -> JSONValue {
        logical("Organization", system: organisations, organisation.rawValue)
    }

    private static func logical(_ type: String, system: String?, _ value: String) -> JSONValue {
        var identifier = JSONValue.object(["value": .string(value)])
        if let system { identifier = .object(["system": .string(system), "value": .string(value)]) }
        return .object(["type": .string(type), "identifier": identifier])
    }
}

extension SettingKind {
    /// Whether it opens; all else closes.
    fileprivate var isPermit: Bool {
        switch self {
        case .parentalConsent, .opening, .delayedView(.released): true
        default: false
        }
    }

    /// The code of list 9603 that it closes by.
    fileprivate var label: String? {
        switch self {
        case .seal, .block, .shielding: "NORS"
        case .denial(let ground): ground.code
        case .emergencyClosure: DenialGround.all.code
        case .delayedView(.until), .delayedView(.instead): "NORU"
        default: nil
        }
    }
}
