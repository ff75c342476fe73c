import SvarAccess
import SvarDomain
import SvarFHIR
import SvarSearch

/// A search for Consents as it comes: by GET, or by POST of a form.
package struct ConsentSearch: Sendable, Hashable {
    package var parameters: [NamedValue]
    /// Parameters that are not known are left out and not refused (`Prefer: handling=lenient`).
    package var isLenient: Bool
    package init(_ parameters: [NamedValue], isLenient: Bool) {
        self.parameters = parameters
        self.isLenient = isLenient
    }

    /// The parameters that find, as the CapabilityStatement lists them; each without modifiers.
    package static let known: [(name: String, type: String, meaning: String)] = [
        ("_id", "token", "The setting's id."),
        ("category", "token", "The kind of setting, such as seal, or 59284-0 of LOINC for all."),
        ("patient", "reference", "Whom it is about: Patient/[id]. Else the field person-id says it."),
        ("scope", "token", "patient-privacy, as all have."),
        ("status", "token", "proposed, active or inactive."),
    ]
}

/// A search for Consents, understood.
struct ConsentQuery {
    /// Alternatives of one parameter; each parameter must be met.
    private enum Criterion {
        case id(Set<String>)
        case status(Set<String>)
        /// Codes with or without their system, of category or scope.
        case category([(system: String?, code: String?)])
        case scope([(system: String?, code: String?)])
    }

    private var criteria: [Criterion] = []
    private(set) var patients: [PersonName] = []
    private(set) var count = 100
    private(set) var after: String?
    private(set) var isCountOnly = false
    /// What was used, for the links.
    private(set) var used: [NamedValue] = []
    private(set) var notes: [OutcomeIssue] = []

    private static let most = 1_000
    static let afterParameter = "_after"

    init(_ search: ConsentSearch) throws {
        var unknown: [OutcomeIssue] = []
        for item in search.parameters {
            guard try take(item) else {
                if unknown.count < 20 {
                    let text = "Unknown parameter for Consent: _id, category, patient, scope, status, _count and _summary "
                        + "are known, without modifiers."
                    unknown.append(OutcomeIssue(code: .notSupported, text: text))
                }
                continue
            }
            if item.name != Self.afterParameter { used.append(item) }
        }
        guard let first = unknown.first else { return }
        if !search.isLenient { throw Refusal(.invalid, [first]) }
        notes = [OutcomeIssue(severity: .warning, code: .notSupported, text: first.text)]
    }

    /// Takes one parameter; false when there is none of this name.
    private mutating func take(_ item: NamedValue) throws -> Bool {
        let alternatives = item.value.split(separator: ",").map(String.init)
        switch item.name {
        case "_id": criteria.append(.id(Set(alternatives)))
        case "status": criteria.append(.status(Set(alternatives.map { Self.token($0).code ?? "" })))
        case "category": criteria.append(.category(alternatives.map(Self.token)))
        case "scope": criteria.append(.scope(alternatives.map(Self.token)))
        case "patient":
            let id = item.value.hasPrefix("Patient/") ? String(item.value.dropFirst("Patient/".count)) : item.value
            guard FHIRID(id) != nil else {
                throw Refusal(.invalid, .value, "patient names one Patient: Patient/[id]")
            }
            patients.append(.patient(id))
        case "_count":
            guard let count = Int(item.value), count >= 0 else {
                throw Refusal(.invalid, .value, "_count must be a whole number")
            }
            self.count = min(count, Self.most)
            if count == 0 { isCountOnly = true }
        case "_summary":
            guard item.value == "count" || item.value == "false" else {
                throw Refusal(.invalid, .notSupported, "_summary of Consent is count or false")
            }
            isCountOnly = isCountOnly || item.value == "count"
        case "_total": break
        case Self.afterParameter: after = item.value
        default: return false
        }
        return true
    }

    /// Whether a setting's Consent is meant.
    func matches(_ trail: SettingTrail, id: String, at: ServerTime) -> Bool {
        criteria.allSatisfy { criterion in
            switch criterion {
            case .id(let ids): ids.contains(id)
            case .status(let statuses): statuses.contains(ConsentJSON.status(trail.state(at: at)))
            case .category(let tokens):
                Self.isAny(tokens, of: ConsentJSON.categorySystem, SettingWords.word(of: trail.setting.kind.type))
                    || Self.isAny(tokens, of: ConsentJSON.loinc, ConsentJSON.consentDocument)
            case .scope(let tokens): Self.isAny(tokens, of: ConsentJSON.scopeSystem, ConsentJSON.scope)
            }
        }
    }

    /// `code`, `system|code`, `system|` or `|code`, which means without a system: ours all have one.
    private static func token(_ text: String) -> (system: String?, code: String?) {
        guard let bar = text.firstIndex(of: "|") else { return (nil, text) }
        let code = text[text.index(after: bar)...]
        return (String(text[..<bar]), code.isEmpty ? nil : String(code))
    }

    private static func isAny(_ tokens: [(system: String?, code: String?)], of system: String, _ code: String) -> Bool {
        tokens.contains { ($0.system ?? system) == system && ($0.code ?? code) == code }
    }
}
