/// Disciplines (8202): main group, the eight of the service, and their codes in the base code systems (rule R14).
enum DisciplineTable {
    /// What stands for a MsgDescr.
    struct Row: Hashable, Sendable {
        /// LAB, PAT or BLD: `DiagnosticReport.category`.
        let mainGroup: String
        /// One of the eight for `Observation.category`; nil where MsgDescr names only a group.
        let discipline: String?
        /// v2-0074 on the report.
        let section: String
        let sectionDisplay: String
    }

    /// The row of a MsgDescr; an unknown one counts as laboratory without discipline.
    static func row(_ messageDescription: String?) -> Row {
        rows[messageDescription ?? ""]
            ?? Row(mainGroup: "LAB", discipline: nil, section: "LAB", sectionDisplay: "Laboratory")
    }

    /// Whether a MsgDescr is a code of 8202.
    static func isKnown(_ messageDescription: String?) -> Bool { messageDescription.map { rows[$0] != nil } ?? false }

    /// Display of a code of 8202.
    static func display(_ code: String) -> String? { displays[code] }

    /// The code of `observation-category`.
    static func baseCategory(_ code: String) -> (code: String, display: String) {
        switch code {
        case "BLD", "RAD", "NUK": ("imaging", "Imaging")
        default: ("laboratory", "Laboratory")
        }
    }

    /// The discipline of a result by the first of its codes that tells, else by the report's MsgDescr.
    ///
    /// - Parameter codes: code system number (7280, 7270 …) and code, in order.
    static func discipline(codes: [(system: String, code: String)], messageDescription: String?) -> String? {
        for (system, code) in codes {
            switch system {
            case "7270": return code.hasPrefix("T") ? "NUK" : "RAD"
            case "7010", "8219": return "PAT"
            case "7280", "7230":
                if let row = AnalyteTable.row(code), row.isVerified { return row.discipline }
            default: break
            }
        }
        return row(messageDescription).discipline
    }

    /// Autopsy: kept, and hidden from citizens (decision 35).
    static func isAutopsy(messageDescription: String?) -> Bool {
        messageDescription == "MORS" || messageDescription == "OBD"
    }

    /// Codes of 8219 for autopsies: kept, and hidden from citizens (decision 35).
    static let autopsyCodes: Set<String> = ["H1", "H2", "H3", "GO", "LP", "LKP"]
    /// The code of 8219 for a forensic autopsy: refused (decision 35).
    static let forensicAutopsy = "RM"

    private static let rows: [String: Row] = {
        var result: [String: Row] = [:]
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: "|").map(String.init)
            result[cells[0]] = Row(
                mainGroup: cells[1],
                discipline: cells[2] == "-" ? nil : cells[2],
                section: cells[3],
                sectionDisplay: cells[4]
            )
        }
        return result
    }()

    /// 8202 | main group | one of the eight | v2-0074
    private static let table =
        """
        CLIN|LAB|CLIN|CH|Chemistry
        FARM|LAB|FARM|TX|Toxicology
        IMTR|LAB|IMTR|IMM|Immunology
        MBIO|LAB|MBIO|MB|Microbiology
        MGEN|LAB|MGEN|GE|Genetics
        RAD|BLD|RAD|RAD|Radiology
        RTG|BLD|RAD|RX|Radiograph
        CT|BLD|RAD|CT|CAT Scan
        MR|BLD|RAD|NMR|Nuclear Magnetic Resonance
        UL|BLD|RAD|RUS|Radiology Ultrasound
        MA|BLD|RAD|RAD|Radiology
        NUK|BLD|NUK|NMS|Nuclear Medicine Scan
        SCI|BLD|NUK|NMS|Nuclear Medicine Scan
        HIST|PAT|PAT|SP|Surgical Pathology
        CYTO|PAT|PAT|CP|Cytopathology
        MPAT|PAT|PAT|PAT|Pathology (gross & histopath, not surgical)
        OBD|PAT|PAT|PAT|Pathology (gross & histopath, not surgical)
        MORS|PAT|PAT|PAT|Pathology (gross & histopath, not surgical)
        PAT|PAT|-|PAT|Pathology (gross & histopath, not surgical)
        LAB|LAB|-|LAB|Laboratory
        BLD|BLD|-|RAD|Radiology
        AN|LAB|-|OTH|Other
        """

    private static let displays: [String: String] = [
        "LAB": "Laboratoriemedisin", "PAT": "Patologi", "BLD": "Bildediagnostikk", "CLIN": "Medisinsk biokjemi",
        "FARM": "Klinisk farmakologi", "IMTR": "Immunologi og transfusjonsmedisin", "MBIO": "Medisinsk mikrobiologi",
        "RAD": "Radiologi", "NUK": "Nukleærmedisin", "MGEN": "Medisinsk genetikk",
    ]
}
