import SvarDomain
import SvarJSON
import SvarServices

/// Reads `nhn:tillitsrammeverk:parameters`. Source: the trust framework's specification and HelseID's samples, which differ
/// in the name of the care relationship: `care_relationship` is what tokens carry, `care_relation` what the text says.
enum AttestationClaims {
    static func read(_ node: JSONNode?) throws(TokenFault) -> Attestation? {
        guard let node, node.kind != .null else { return nil }
        // As one object, or as the one element of a list, as authorization_details has it.
        let root: JSONNode
        if node.kind == .array {
            guard node.count == 1, let only = node[0] else { throw .badClaim }
            root = only
        } else {
            root = node
        }
        guard root.kind == .object else { throw .badClaim }
        var attestation = Attestation()
        let practitioner = root["practitioner"]
        attestation.practitioner = identifier(practitioner?["identifier"])
        attestation.personnelNumber = identifier(practitioner?["hpr_nr"])
        attestation.authorization = code(practitioner?["authorization"])
        attestation.legalEntity = place(practitioner?["legal_entity"])
        attestation.pointOfCare = place(practitioner?["point_of_care"])
        attestation.department = place(practitioner?["department"])
        let relationship = root["care_relationship"] ?? root["care_relation"]
        attestation.care = relationship.flatMap(care)
        attestation.attestedAt = (relationship?["toa"] ?? root["toa"])?.numericDate
        attestation.patients =
            root["patients"]?.elements.map { patient in
                Attestation.Patient(
                    number: identifier(patient["identifier"]),
                    pointOfCare: place(patient["point_of_care"]),
                    department: place(patient["department"])
                )
            } ?? []
        return attestation
    }

    private static func care(_ node: JSONNode) -> Attestation.CareRelationship? {
        guard node.kind == .object else { return nil }
        var care = Attestation.CareRelationship()
        care.service = code(node["healthcare_service"])
        care.purposeCode = code(node["purpose_of_use"])
        care.purpose = care.purposeCode.flatMap { CarePurpose(rawValue: $0.code) }
        care.purposeDetails = code(node["purpose_of_use_details"])
        care.decisionID = text(node["decision_ref"]?["id"])
        care.isUserSelected = node["decision_ref"]?["user_selected"]?.bool
        return care
    }

    private static func code(_ node: JSONNode?) -> Attestation.Code? {
        guard let code = text(node?["code"]) else { return nil }
        return Attestation.Code(system: text(node?["system"]), code: code, text: text(node?["text"]))
    }

    private static func place(_ node: JSONNode?) -> Attestation.Place? {
        guard let id = text(node?["id"]) else { return nil }
        return Attestation.Place(system: text(node?["system"]), id: id, name: text(node?["name"]))
    }

    private static func identifier(_ node: JSONNode?) -> String? { text(node?["id"]) }

    private static func text(_ node: JSONNode?) -> String? { node?.string.flatMap { $0.isEmpty ? nil : $0 } }
}
