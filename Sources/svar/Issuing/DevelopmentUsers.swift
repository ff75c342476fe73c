import SvarDomain
import SvarHTTP
import SvarJSON
import SvarSynthetic

/// Whom `svar dev-issuer` gives tokens about: one in every role, and the ways in which each can fail. None exists; the
/// numbers are those of the demo's persons (+80).
enum DevelopmentUsers {
    static let organisation = "310000001"
    static let department = "310000044"

    static var all: [DevelopmentUser] { personnel + citizens + systems }

    private static func number(_ index: Int) -> String { SyntheticData.demo.person(index).number.value }

    private static var personnel: [DevelopmentUser] {
        [
            DevelopmentUser(
                "doctor",
                "a doctor who treats the patient, attested now",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144889", "LE", 20, care: care("TREAT")),
                attestedSecondsAgo: 0
            ),
            DevelopmentUser(
                "nurse",
                "a nurse who coordinates the patient's care",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144897", "SP", 21, care: care("COC")),
                attestedSecondsAgo: 0
            ),
            DevelopmentUser(
                "doctor-emergency",
                "a doctor in an emergency (ETREAT, BLAALYS)",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144900", "LE", 22, care: care("ETREAT", details: "BLAALYS")),
                attestedSecondsAgo: 0
            ),
            DevelopmentUser(
                "doctor-break-glass",
                "a doctor who breaks the glass (BTG)",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144919", "LE", 23, care: care("BTG")),
                attestedSecondsAgo: 0
            ),
            DevelopmentUser(
                "doctor-without-relationship",
                "a doctor who attests no care relationship",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144889", "LE", 20, care: nil)
            ),
            DevelopmentUser(
                "doctor-old-attestation",
                "a doctor who attested 61 minutes ago",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144889", "LE", 20, care: care("TREAT")),
                attestedSecondsAgo: 61 * 60
            ),
            DevelopmentUser(
                "doctor-attested-by-another",
                "a doctor with the attestation of somebody else",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144889", "LE", 20, care: care("TREAT"), attestedBy: 21),
                attestedSecondsAgo: 0
            ),
            DevelopmentUser(
                "veterinarian",
                "a veterinarian, who treats no people",
                scope: CallerScope.read.rawValue,
                claims: clinician("9144927", "VE", 24, care: care("TREAT")),
                attestedSecondsAgo: 0
            ),
            DevelopmentUser(
                "doctor-level-3",
                "a doctor who logged in at security level 3: refused",
                scope: CallerScope.read.rawValue,
                claims: {
                    var claims = clinician("9144889", "LE", 20, care: care("TREAT"))
                    claims[ClaimName.securityLevel] = "3"
                    return claims
                }(),
                attestedSecondsAgo: 0
            ),
        ]
    }

    private static var citizens: [DevelopmentUser] {
        let kinds = [
            ("citizen", "a citizen, about themselves", DevelopmentPersons.citizen),
            ("youth", "a citizen of 15 years in 2026: no access yet", DevelopmentPersons.youth),
            ("parent", "a parent; the child is named by person-id", DevelopmentPersons.parent),
            ("guardian", "a guardian (verge); the ward is named by person-id", DevelopmentPersons.guardian),
            ("proxy", "a proxy (fullmakt); the giver is named by person-id", DevelopmentPersons.proxy),
        ]
        return kinds.map { name, description, citizen in
            DevelopmentUser(
                name,
                description,
                scope: CallerScope.citizen.rawValue,
                claims: person(citizen.number.value)
            )
        }
    }

    private static var systems: [DevelopmentUser] {
        let kinds = [
            ("producer", "a laboratory that submits", CallerScope.produce.rawValue),
            ("replica", "a journal system that keeps a replica", CallerScope.replica.rawValue),
            ("operator", "who runs the service; never content", CallerScope.operate.rawValue),
            ("export", "system export", CallerScope.export.rawValue),
            ("guidance", "the guidance service: settings, no results", CallerScope.guidance.rawValue),
            ("auditor", "who controls how access was decided; no results", CallerScope.audit.rawValue),
        ]
        return kinds.map { name, description, scope in
            DevelopmentUser(
                name,
                description,
                scope: scope,
                claims: .object([ClaimName.organisationParent: .string(organisation)])
            )
        }
    }

    private static func person(_ number: String) -> JSONValue {
        .object([
            ClaimName.person: .string(number), ClaimName.securityLevel: "4", ClaimName.assuranceLevel: "high",
        ])
    }

    /// - Parameter attestedBy: who attests, where it is another
    private static func clinician(
        _ hpr: String,
        _ category: String,
        _ index: Int,
        care: JSONValue?,
        attestedBy: Int? = nil
    ) -> JSONValue {
        var claims = person(number(index))
        claims[ClaimName.name] = .string("Helsepersonell \(category)")
        claims[ClaimName.personnelNumber] = .string(hpr)
        // The citizen sees it in the log of use.
        claims[ClaimName.name] = .string(category == "SP" ? "Testesen, Sykepleier" : "Testesen, Lege")
        claims[ClaimName.personnelDetails] = .object([
            "approvals": .array([.object(["profession": .string(category)])])
        ])
        claims[ClaimName.organisationParent] = .string(organisation)
        claims[ClaimName.organisationChild] = .string(department)
        guard let care else { return claims }
        let unit: JSONValue = .object([
            "id": .string(department), "system": "urn:oid:2.16.578.1.12.4.1.4.101", "name": "Avdeling",
        ])
        var practitioner = JSONValue.object([
            "authorization": .object([
                "code": .string(category), "system": "urn:oid:2.16.578.1.12.4.1.1.9060",
                "assigner": "https://www.helsedirektoratet.no",
            ]),
            "legal_entity": .object([
                "id": .string(organisation), "system": "urn:oid:2.16.578.1.12.4.1.4.101", "name": "Virksomhet",
            ]),
            "point_of_care": unit,
        ])
        practitioner["identifier"] = attestedBy.map {
            .object(["id": .string(number($0)), "system": "urn:oid:2.16.578.1.12.4.1.4.1"])
        }
        claims[ClaimName.attestation] = .object([
            "practitioner": practitioner,
            "care_relationship": care,
            "patients": .array([.object(["point_of_care": unit])]),
        ])
        return claims
    }

    private static func care(_ purpose: String, details: String? = nil) -> JSONValue {
        var care = JSONValue.object([
            "healthcare_service": .object(["code": "KX17", "system": "urn:oid:2.16.578.1.12.4.1.1.8655"]),
            "purpose_of_use": .object([
                "code": .string(purpose), "system": "urn:oid:2.16.840.1.113883.1.11.20448",
            ]),
            "decision_ref": .object(["id": "development", "user_selected": false]),
        ])
        care["purpose_of_use_details"] = details.map {
            .object(["code": .string($0), "system": "urn:oid:2.16.578.1.12.4.1.1.9151"])
        }
        return care
    }
}
