import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore

/// Rows of the log of use as the citizen's plain JSON (`docs/api/log.md`).
enum LogDocument {
    static func page(_ rows: [LogRow], patient: String?, next: String?) -> [UInt8] {
        var members = [JSONMemberValue]()
        if let patient { members.append(JSONMemberValue("patient", .string("Patient/\(patient)"))) }
        members.append(JSONMemberValue("rows", .array(rows.map(row))))
        if let next { members.append(JSONMemberValue("next", .string(next))) }
        return JSONValue.object(members).bytes
    }

    static func row(_ row: LogRow) -> JSONValue {
        var members = [
            JSONMemberValue("id", .string(row.id)),
            JSONMemberValue("at", .string(InstantFormat.utcText(row.row.at.microseconds))),
            JSONMemberValue("who", who(row)),
            JSONMemberValue("what", what(row)),
        ]
        if let setting = setting(row) { members.append(JSONMemberValue("setting", setting)) }
        if let basis = basis(row) { members.append(JSONMemberValue("basis", basis)) }
        if let purpose = purpose(row) { members.append(JSONMemberValue("purpose", purpose)) }
        if !row.row.actor.client.isEmpty { members.append(JSONMemberValue("system", .string(row.row.actor.client))) }
        members.append(JSONMemberValue("outcome", coded(row.row.outcome.rawValue, row.row.outcome.words)))
        return .object(members)
    }

    private static func who(_ row: LogRow) -> JSONValue {
        let actor = row.row.actor
        var members = [JSONMemberValue("kind", .string(row.who.rawValue))] + row.who.words.members
        if let name = row.name { members.append(JSONMemberValue("name", .string(name))) }
        if row.isAnonymised { members.append(JSONMemberValue("anonymised", .bool(true))) }
        if !actor.code.isEmpty {
            members.append(JSONMemberValue("role", coded(actor.code, ProfessionWords.words(actor.code))))
        }
        if !actor.organisation.isEmpty || !actor.organisationName.isEmpty {
            var organisation: [JSONMemberValue] = []
            if !actor.organisation.isEmpty {
                organisation.append(JSONMemberValue("number", .string(actor.organisation)))
            }
            if !actor.organisationName.isEmpty {
                organisation.append(JSONMemberValue("name", .string(actor.organisationName)))
            }
            if let department = actor.attestation?.facts.department?.text, !department.isEmpty {
                organisation.append(JSONMemberValue("department", .string(department)))
            }
            members.append(JSONMemberValue("organisation", .object(organisation)))
        }
        return .object(members)
    }

    private static func what(_ row: LogRow) -> JSONValue {
        var members = [JSONMemberValue("code", .string(row.row.action.rawValue))] + row.row.action.words.members
        if !row.reports.isEmpty {
            members.append(JSONMemberValue("reports", .array(row.reports.map { .string("DiagnosticReport/\($0)") })))
        }
        return .object(members)
    }

    private static func setting(_ row: LogRow) -> JSONValue? {
        guard let setting = row.row.setting else { return nil }
        var members: [JSONMemberValue] = []
        if let kind = row.setting {
            members.append(JSONMemberValue("kind", coded(SettingWords.word(of: kind), kind.words)))
        }
        let action = SettingActionType(rawValue: setting.action)
        members.append(JSONMemberValue("action", coded(setting.action, action?.words)))
        return .object(members)
    }

    private static func basis(_ row: LogRow) -> JSONValue? {
        guard !row.row.basis.isEmpty else { return nil }
        guard case .object(var members) = coded(row.row.basis, row.basis?.words) else { return nil }
        members.append(JSONMemberValue("elevated", .bool(row.isElevated)))
        return .object(members)
    }

    private static func purpose(_ row: LogRow) -> JSONValue? {
        guard let term = row.row.actor.attestation?.facts.purpose else { return nil }
        return coded(term.value, CarePurpose(rawValue: term.value)?.words)
    }

    private static func coded(_ code: String, _ words: Words?) -> JSONValue {
        .object([JSONMemberValue("code", .string(code))] + (words?.members ?? []))
    }
}
