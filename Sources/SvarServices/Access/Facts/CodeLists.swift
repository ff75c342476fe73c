import SvarAccess
import SvarJSON

/// Which national code list a coding is of, as far as the disciplines depend on it.
enum CodeLists {
    private static let oid = "urn:oid:2.16.578.1.12.4.1.1."
    private static let ehelse = "http://ehelse.no/fhir/CodeSystem/no-kodeverk-"
    private static let sections = "http://terminology.hl7.org/CodeSystem/v2-0074"
    private static let categories = "http://terminology.hl7.org/CodeSystem/observation-category"

    /// The code with the number of its list; sections and categories of FHIR's own as the 8202 they stand for. Nil for
    /// other systems.
    static func code(_ system: JSONNode?, _ code: String) -> DisciplineCodes.Code? {
        guard let system = system?.string else { return nil }
        if system.hasPrefix(oid) {
            return DisciplineCodes.Code(String(system.dropFirst(oid.count)), code)
        }
        if system.hasPrefix(ehelse) {
            return DisciplineCodes.Code(String(system.dropFirst(ehelse.count).prefix { $0 != "-" }), code)
        }
        if system == sections { return section[code].map { DisciplineCodes.Code("8202", $0) } }
        if system == categories, code == "imaging" { return DisciplineCodes.Code("8202", "BLD") }
        return nil
    }

    /// Diagnostic service sections (http://terminology.hl7.org/CodeSystem/v2-0074) that are a discipline of 8202.
    private static let section: [String: String] = [
        "BG": "CLIN", "CH": "CLIN", "HM": "CLIN", "TX": "FARM", "IMM": "IMTR", "BLB": "IMTR", "MB": "MBIO",
        "MCB": "MBIO", "MYC": "MBIO", "VR": "MBIO", "GE": "MGEN", "CG": "MGEN", "SP": "HIST", "CP": "CYTO",
        "PAT": "PAT", "RAD": "RAD", "RX": "RTG", "XRC": "RTG", "CT": "CT", "NMR": "MR", "RUS": "UL", "CUS": "UL",
        "OUS": "UL", "VUS": "UL", "NMS": "NUK",
    ]
}
