import SvarAccess
import Testing

@Suite struct DisciplineCodeTests {
    typealias Code = DisciplineCodes.Code

    static let rows: [(report: String?, codes: [Code], disciplines: Disciplines)] = [
        ("CLIN", [Code("7280", "NPU19748")], .biochemistry),
        ("FARM", [Code("7280", "NPU19060")], [.pharmacology, .genetics]),
        ("MGEN", [], .genetics),
        ("MPAT", [], .pathology),
        ("MBIO", [Code("8219", "HPV")], [.microbiology, .pathology]),
        (nil, [Code("8219", "K")], [.pathology, .genetics]),
        (nil, [Code("8219", "G")], [.pathology, .genetics]),
        (nil, [Code("8219", "M")], [.pathology, .genetics]),
        (nil, [Code("8219", "MP")], [.pathology, .genetics]),
        (nil, [Code("8219", "FISH")], [.pathology, .genetics]),
        (nil, [Code("8219", "MI")], .pathology),
        (nil, [Code("8219", "H1")], [.pathology, .autopsy]),
        (nil, [Code("8219", "LKP")], [.pathology, .autopsy]),
        ("OBD", [], [.pathology, .autopsy]),
        ("MORS", [], [.pathology, .autopsy]),
        ("AN", [Code("7270", "TA0BX")], .nuclearMedicine),
        ("RTG", [Code("7270", "SGE0AA")], .radiology),
        ("AN", [], .other),
        (nil, [], .other),
        ("NEW", [Code("9999", "X")], .other),
        (nil, [Code("7280", "NPU19308")], .other),
    ]

    @Test(arguments: rows.indices) func theStrictestCodeDecides(_ index: Int) {
        let row = Self.rows[index]
        #expect(DisciplineCodes().disciplines(of: row.codes, report: row.report) == row.disciplines)
    }

    @Test func theGeneticListIsExtended() {
        let own = DisciplineCodes(genetic: DisciplineCodes.knownGenetic.union(["NPU19308"]))
        #expect(own.disciplines(of: [Code("7280", "NPU19308")], report: "FARM") == [.pharmacology, .genetics])
    }

    @Test func everyDisciplineHasARowInEveryProfile() {
        for profile in [DelayProfile.trial2025, .all14, .note10] {
            var left = Disciplines.all
            for row in profile.rows { left.subtract(row.disciplines) }
            #expect(left.isEmpty)
        }
    }
}
