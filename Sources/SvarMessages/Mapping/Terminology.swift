/// The names this project gives to what it adds to FHIR. One base, reserved by RFC 2606 so that it can never be
/// another's host; chosen once, here.
package enum SvarCanonical {
    /// The base of every name of ours.
    package static let base = "http://svar.example/fhir"

    /// A profile of ours: `…/StructureDefinition/svar-observation`.
    static func profile(_ name: String) -> String { "\(base)/StructureDefinition/svar-\(name)" }
    /// An extension of ours.
    static func `extension`(_ name: String) -> String { "\(base)/StructureDefinition/\(name)" }

    /// The status pair as sent: 7306 and 7309 on a report, 8245 and 8270 on an item.
    package static let sourceStatus = Self.extension("source-status")
    /// Says that the laboratory withdrew what the resource held (decision 8).
    package static let withdrawn = Self.extension("withdrawn")
    /// Which relation a performer has to the report or result (rule R24).
    package static let relation = Self.extension("relation")
    /// The comparator as sent where FHIR's is coarser (rule R16).
    package static let sourceComparator = Self.extension("source-comparator")
    /// The priority as sent where FHIR has none like it.
    package static let sourcePriority = Self.extension("source-priority")
    /// Our code for a value that was withdrawn, with the reasons of `data-absent-reason`.
    package static let absentReasonSystem = "\(base)/CodeSystem/data-absent-reason"
    /// What a unit can be marked with.
    package static let unitTagSystem = "\(base)/CodeSystem/unit-tag"
}

/// The systems of national identifiers and code systems (`identifier_systems`, rule R1).
package enum Terminology {
    /// What national code systems' OIDs begin with.
    static let codeSystemRoot = "2.16.578.1.12.4.1.1."
    static let nilar = "http://nhn.no/fhir/nilar"
    static let ucum = "http://unitsofmeasure.org"
    static let observationCategory = "http://terminology.hl7.org/CodeSystem/observation-category"
    static let serviceSection = "http://terminology.hl7.org/CodeSystem/v2-0074"
    static let interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
    static let identifierSource = "\(nilar)/CodeSystem/identifier-source-cs"
    static let dataAbsentReason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

    /// A NILAR extension or profile by its name without prefix.
    static func nilarDefinition(_ name: String) -> String { "\(nilar)/StructureDefinition/nilar-\(name)" }

    /// `urn:oid:` form of a national code system's number.
    static func oid(_ number: String) -> String { "urn:oid:\(codeSystemRoot)\(number)" }

    /// NILAR's URI of a national code system; three have a suffix.
    static func ehelse(_ number: String) -> String {
        let suffix =
            switch number {
            case "7280": "-7280-nlk"
            case "7010": "-7010-norpat"
            case "7270": "-7270-ncrp"
            default: "-\(number)"
            }
        return "http://ehelse.no/fhir/CodeSystem/no-kodeverk\(suffix)"
    }

    /// `Identifier.system` of an organisation's identifier; nil for kinds that name nothing outside the sender's house.
    static func organisation(_ kind: String?) -> String? {
        switch kind {
        case "HER": "urn:oid:2.16.578.1.12.4.1.2"
        case "ENH": "urn:oid:2.16.578.1.12.4.1.4.101"
        case "RSH": "urn:oid:2.16.578.1.12.4.1.4.102"
        case "AKO": "urn:oid:2.16.578.1.12.4.1.4.107"
        default: nil
        }
    }

    /// `Identifier.system` of a health care person's identifier; nil for kinds that are only shown.
    static func professional(_ kind: String?) -> String? {
        switch kind {
        case "HPR": "urn:oid:2.16.578.1.12.4.1.4.4"
        case "HER": "urn:oid:2.16.578.1.12.4.1.2"
        case "DUF": "urn:oid:2.16.578.1.12.4.1.4.5"
        default: nil
        }
    }
}
