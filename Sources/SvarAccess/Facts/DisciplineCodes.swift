/// Which disciplines the codes of a report and its items mean to the delays (decisions 23 and 35).
///
/// The strictest code decides: an item has the disciplines of all its codes and of its report, so that an unlisted code in
/// a pathology report is pathology, and a genetic one in a report of pharmacology is genetics too.
package struct DisciplineCodes: Sendable, Hashable {
    /// A code with the number of its list, as `8219`.
    package struct Code: Sendable, Hashable {
        package let list: String
        package let code: String
        package init(_ list: String, _ code: String) {
            self.list = list
            self.code = code
        }
    }

    /// Codes of 7280 and 7230 that are genetics whatever the report says; the data controller may add to them.
    package var genetic: Set<String>

    package init(genetic: Set<String> = DisciplineCodes.knownGenetic) { self.genetic = genetic }

    /// The disciplines of an item.
    /// - Parameter report: MsgDescr of its report (8202).
    package func disciplines(of codes: some Sequence<Code>, report: String?) -> Disciplines {
        var found = Self.report(report)
        for code in codes { found.formUnion(disciplines(of: code)) }
        // A report that says nothing is no discipline of its own beside an item that does.
        let known = found.subtracting(.other)
        return known.isEmpty ? .other : known
    }

    private func disciplines(of code: Code) -> Disciplines {
        switch code.list {
        case "7280", "7230": genetic.contains(code.code) ? .genetics : []
        case "7270": code.code.hasPrefix("T") ? .nuclearMedicine : .radiology
        case "7010": .pathology
        case "8219":
            if Self.autopsies.contains(code.code) {
                [.pathology, .autopsy]
            } else {
                Self.genetics8219.contains(code.code) ? [.pathology, .genetics] : .pathology
            }
        case "8202": Self.report(code.code)
        default: []
        }
    }

    /// 8202. What is not listed is a laboratory report of no known discipline.
    package static func report(_ code: String?) -> Disciplines { code.flatMap { reports[$0] } ?? .other }

    private static let reports: [String: Disciplines] = [
        "CLIN": .biochemistry, "FARM": .pharmacology, "IMTR": .immunology, "MBIO": .microbiology, "MGEN": .genetics,
        "RAD": .radiology, "RTG": .radiology, "CT": .radiology, "MR": .radiology, "UL": .radiology, "MA": .radiology,
        "BLD": .radiology, "NUK": .nuclearMedicine, "SCI": .nuclearMedicine, "PAT": .pathology, "HIST": .pathology,
        "CYTO": .pathology, "MPAT": .pathology, "MORS": [.pathology, .autopsy], "OBD": [.pathology, .autopsy],
    ]
    /// Chromosomes, genetic histology, molecular genetics, molecular pathology, FISH.
    private static let genetics8219: Set<String> = ["K", "G", "M", "MP", "FISH"]
    private static let autopsies: Set<String> = ["H1", "H2", "H3", "GO", "LP", "LKP"]

    /// Prenatal tests of fetal DNA and the genotypes HFE, DPYD, TPMT and lactase.
    package static let knownGenetic: Set<String> = [
        "NPU53990", "NPU53991", "NPU53992", "NPU53993", "NPU53995", "NPU19060", "NPU27623", "NPU19111", "NPU36378",
        "NPU58626", "NPU58627", "NPU58628",
    ]
}
