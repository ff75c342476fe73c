import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore

extension ResultService {
    /// One setting as a Consent.
    package func consent(_ id: String, caller: Caller) async throws -> (bytes: [UInt8], version: Int) {
        try await asked(.settings, caller) { asker in
            let settings = PersonSettings(asker, policy: configuration.policy)
            let trail = try settings.trail(id, settingIDs, onWish: false)
            let shower = try await shower(of: [trail], settings, asker)
            let json = try await consents(asker, caller, [], shower).json(trail, id: id)
            return ((json.bytes, trail.version), shower.units)
        }
    }

    /// A searchset of the settings that the caller sees, ended ones too, by when each began.
    package func consents(_ search: ConsentSearch, base: String, caller: Caller) async throws -> [UInt8] {
        let query = try await auditingRefusals(.settings, caller) { try ConsentQuery(search) }
        return try await asked(.settings, caller, naming: query.patients) { asker in
            let ids = settingIDs
            let settings = PersonSettings(asker, policy: configuration.policy)
            let found = settings.trails.filter {
                query.matches($0, id: ids.id(of: $0.id), at: asker.at) && settings.isVisible($0, onWish: false)
            }
            let (page, next) =
                query.isCountOnly ? ([], nil) : try Self.page(found, after: query.after, count: query.count, ids)
            let shower = try await shower(of: page, settings, asker)
            let consents = try await consents(asker, caller, query.patients, shower)
            var bundle = JSONValue.object([
                "resourceType": "Bundle", "type": "searchset", "total": JSONValue(found.count),
            ])
            bundle["link"] = .array(Self.links(query, next: next, base: base))
            let entries = page.map { trail in
                let id = ids.id(of: trail.id)
                return JSONValue.object([
                    "fullUrl": .string("\(base)/Consent/\(id)"), "resource": consents.json(trail, id: id),
                    "search": .object(["mode": "match"]),
                ])
            }
            let notes = query.notes.isEmpty ? [] : [Self.outcome(query.notes)]
            if !(entries + notes).isEmpty { bundle["entry"] = .array(entries + notes) }
            return (bundle.bytes, shower.units)
        }
    }

    /// What shows settings of one person as Consents, naming the person as the caller did: their Patient, or their number.
    private func consents(_ asker: SettingAsker, _ caller: Caller, _ named: [PersonName], _ shower: SettingShower)
        async throws -> ConsentJSON
    {
        var name = named.first ?? caller.person
        if name == nil, case .citizen(let number) = caller.role { name = .number(number) }
        let reference: JSONValue
        switch name {
        case .patient(let id): reference = .object(["reference": .string("Patient/\(id)")])
        case .number(let number):
            let identifier = JSONValue.object([
                "system": .string(number.kind.system), "value": .string(number.value),
            ])
            reference = .object(["type": "Patient", "identifier": identifier])
        case nil: throw Refusal.personRequired
        }
        return ConsentJSON(patient: reference, reports: shower.reports, at: asker.at)
    }

    private static func links(_ query: ConsentQuery, next: String?, base: String) -> [JSONValue] {
        func link(_ relation: String, _ parameters: [NamedValue]) -> JSONValue {
            let url = BundleLink.url(base, "Consent", parameters.map { ($0.name, $0.value) })
            return .object(["relation": .string(relation), "url": .string(url)])
        }
        var links = [link("self", query.used)]
        if let next { links.append(link("next", query.used + [NamedValue(ConsentQuery.afterParameter, next)])) }
        return links
    }

    private static func outcome(_ issues: [OutcomeIssue]) -> JSONValue {
        .object(["resource": OperationOutcome(issues).json, "search": .object(["mode": "outcome"])])
    }
}
