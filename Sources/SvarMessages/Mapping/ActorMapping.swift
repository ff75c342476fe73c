import SvarFHIR
import SvarJSON

/// Parties of the message as PractitionerRoles (rule R24): one for each person, one for the organisation where there
/// is no person. Practitioner and organisation are logical references.
enum ActorMapping {
    /// An organisation as it is shown and named.
    struct Organisation: Hashable {
        var name: String?
        var identifier: JSONValue?

        var reference: JSONValue {
            .members(("type", "Organization"), ("identifier", identifier), ("display", .text(name)))
        }
    }

    /// The organisation of a party: name "Inst, Dept"; the department's identifier stands for the institution's if its
    /// kind is one that names an organisation nationally. Nil when neither name nor identifier was sent.
    static func organisation(_ party: HealthCareParty) -> Organisation? {
        guard let institution = party.inst else { return nil }
        let names = [institution.name] + institution.departments.map(\.name)
        let name = names.compactMap { $0?.trimmedOrNil }.joined(separator: ", ")
        let ids =
            institution.departments.flatMap { [$0.id].compactMap(\.self) + $0.additionalIds }
            + [institution.id].compactMap(\.self) + institution.additionalIds
        let identifier = ids.lazy.compactMap { Self.identifier($0, Terminology.organisation) }.first
        if name.isEmpty && identifier == nil { return nil }
        return Organisation(name: name.isEmpty ? nil : name, identifier: identifier)
    }

    /// Every identifier a party has as an organisation, the narrowest first.
    static func identifiers(_ party: HealthCareParty) -> [OrganisationID] {
        guard let institution = party.inst else { return [] }
        let ids =
            institution.departments.flatMap { [$0.id].compactMap(\.self) + $0.additionalIds }
            + [institution.id].compactMap(\.self) + institution.additionalIds
        return ids.compactMap { id in
            guard let kind = id.type?.v?.trimmedOrNil, let value = id.id.trimmedOrNil else { return nil }
            return OrganisationID(kind: kind, value: value)
        }
    }

    static func identifier(_ id: PartyID?, _ system: (String?) -> String?) -> JSONValue? {
        guard let id, let value = id.id.trimmedOrNil, let system = system(id.type?.v?.trimmedOrNil) else { return nil }
        return ["system": .string(system), "value": .string(value)]
    }

    /// `tel:` and `mailto:` addresses.
    static func telecom(_ addresses: [String]) -> [JSONValue] {
        addresses.compactMap { sent in
            guard let address = sent.trimmedOrNil else { return nil }
            for (scheme, system) in [("tel:", "phone"), ("fax:", "fax"), ("mailto:", "email")] {
                guard address.lowercased().hasPrefix(scheme) else { continue }
                let value = String(address.dropFirst(scheme.utf8.count)).trimmedOrNil
                return value.map { ["system": .string(system), "value": .string($0)] }
            }
            return nil
        }
    }
}

extension ReportMapper {
    /// References to the roles of a party, which are made on the way.
    ///
    /// - Parameter fallback: the party whose organisation stands for one that was not sent.
    mutating func performers(_ party: HealthCareParty, organisationOf fallback: HealthCareParty?) -> [JSONValue] {
        let organisation = ActorMapping.organisation(party) ?? fallback.flatMap(ActorMapping.organisation)
        return roleKeys(party, organisation: organisation).map { key in
            var reference = JSONValue.reference(key)
            if let relation = party.relation.flatMap({ CodeMapping.concept([$0]) }) {
                reference = .members(
                    ("extension", [.extension(SvarCanonical.relation, "CodeableConcept", relation)]),
                    ("reference", reference["reference"])
                )
            }
            return reference
        }
    }

    /// Keys of the roles of a party: one for each person, else one for its organisation, none when it has neither.
    mutating func roleKeys(_ party: HealthCareParty, organisation: ActorMapping.Organisation?) -> [String] {
        let persons = ([party.prof].compactMap(\.self) + (party.inst?.persons ?? []))
            .filter { $0 != HealthCareProfessional() }
        if persons.isEmpty {
            guard let organisation else { return [] }
            return [role(nil, organisation, party)]
        }
        return persons.map { role($0, organisation, party) }
    }

    private mutating func role(
        _ professional: HealthCareProfessional?,
        _ organisation: ActorMapping.Organisation?,
        _ party: HealthCareParty
    ) -> String {
        let ids = professional.map { [$0.id].compactMap(\.self) + $0.additionalIds } ?? []
        let identifier = ids.lazy.compactMap { ActorMapping.identifier($0, Terminology.professional) }.first
        let name = professional?.name?.trimmedOrNil
        let practitioner: JSONValue? =
            identifier == nil && name == nil
            ? nil : .members(("type", "Practitioner"), ("identifier", identifier), ("display", .text(name)))
        let code = CodeMapping.concept(professional?.type, system: "9060")
        let specialty = CodeMapping.concept(party.medSpeciality, system: "8451")
        let telecom = ActorMapping.telecom(party.teleAddresses)
        // A person is known by identifier, else by name. An organisation is its identifier and its name: departments
        // without an identifier of their own share the institution's.
        let identity: JSONValue = .members(
            ("person", identifier ?? .text(name)),
            ("organisation", organisation?.identifier),
            ("name", .text(organisation?.name)),
            ("code", code),
            ("specialty", specialty)
        )
        let key = "role." + StableHash.hex(identity.bytes)
        if let place = roles.firstIndex(where: { $0.key == key }) {
            var known = roles[place].body["telecom"] ?? .array([])
            for contact in telecom where !known.elements.contains(contact) { known.append(contact) }
            if !known.elements.isEmpty { roles[place].body["telecom"] = known }
            return key
        }
        let body = JSONValue.members(
            ("resourceType", "PractitionerRole"),
            ("meta", meta("practitioner-role", meetsNILAR: true)),
            ("practitioner", practitioner),
            ("organization", organisation?.reference),
            ("code", code.map { [$0] }),
            ("specialty", specialty.map { [$0] }),
            ("telecom", .list(telecom))
        )
        roles.append(LocalResource(key: key, type: .practitionerRole, body: body))
        return key
    }
}
