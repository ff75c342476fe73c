/// Microbiology: cultures with findings and susceptibility nested under them, and tests that say found or not.
extension PersonHistory {
    private typealias Culture = (code: String, name: String, material: ReportDraft.Code, site: String)

    private static let cultures: [Culture] = [
        ("NPU06073", "U-Bakterier dyrkning", .init(value: "U", list: 8351, display: "Urin"), "Midtstrømsurin"),
        ("NPU06061", "Us-Aerob dyrkning", .init(value: "B", list: 8351, display: "Blod"), "Venøst blod"),
        (
            "NPU06075", "Sekr-Bakterier dyrkning", .init(value: "HNX", list: 8351, display: "Hals+nasopharynxsekret"),
            "Hals"
        ),
    ]
    private static let organisms: [(code: String, name: String)] = [
        ("ESCOLI", "Escherichia coli"), ("STAURE", "Staphylococcus aureus"), ("KLEPNE", "Klebsiella pneumoniae"),
        ("ENTFAE", "Enterococcus faecalis"),
    ]
    private static let drugs: [(code: String, name: String)] = [
        ("NPU06045", "Ampicillin"), ("NPU06015", "Cefotaksim"), ("NPU06049", "Ciprofloksacin"),
        ("NPU06046", "Gentamicin"), ("NPU06037", "Meropenem"), ("NPU06047", "Trimetoprim"),
        ("NPU06044", "Mecillinam"), ("NPU06048", "Nitrofurantoin"),
    ]
    private static let detections: [(code: String, name: String)] = [
        ("NPU12331", "Chlamydia trachomatis DNA"), ("NPU59390", "Us-SARS-CoV-2 antigen"),
        ("NPU12033", "HCV-antistoff"), ("NPU12412", "Rubella IgG"),
    ]

    mutating func fillWithMicrobiology(_ draft: inout ReportDraft, _ collected: LocalTime) {
        let culture = random.pick(Self.cultures)
        let sample = "\(draft.reportID)-1"
        draft.samples = [
            .init(id: sample, collected: collected, material: culture.material, site: culture.site)
        ]
        let read = collected.adding(seconds: 2 * 86_400)
        draft.issued = read.adding(seconds: 7200)
        draft.generated = draft.issued.adding(seconds: 120)

        var growth = ReportDraft.Item(
            id: "\(sample)-D",
            codes: [.init(value: culture.code, list: 7280, display: culture.name)],
            investigated: read,
            sample: sample
        )
        if random.oneIn(3) {
            growth.value = .text(heading: "LR", "Ingen vekst av patogene bakterier")
        } else {
            growth.value = .text(heading: "LR", "Vekst")
            growth.members = (0...random.integer(0...1)).map { finding($0, sample: sample, read: read) }
        }
        draft.items = [growth]

        for (index, test) in Self.detections.enumerated() where random.oneIn(2) || index == 0 {
            let isFound = random.oneIn(5)
            draft.items.append(
                ReportDraft.Item(
                    id: "\(sample)-P\(index)",
                    codes: [.init(value: test.code, list: 7280, display: test.name)],
                    value: .text(
                        heading: "LR",
                        isFound ? "Påvist" : "Ikke påvist",
                        codes: [
                            .init(
                                value: isFound ? "T002" : "T008",
                                list: 8340,
                                display: isFound ? "Positiv" : "Negativ"
                            )
                        ]
                    ),
                    investigated: read,
                    sample: sample
                )
            )
        }
    }

    /// An organism, how much of it, and what it stands against.
    private mutating func finding(_ number: Int, sample: String, read: LocalTime) -> ReportDraft.Item {
        let organism = random.pick(Self.organisms)
        let id = "\(sample)-F\(number)"
        var finding = ReportDraft.Item(
            id: id,
            codes: [.init(value: "IDENT", list: 8212, display: "Identifikasjon")],
            value: .text(
                heading: "LR",
                organism.name,
                codes: [.init(value: organism.code, list: 8212, display: organism.name)]
            ),
            investigated: read,
            sample: sample
        )
        finding.members.append(
            ReportDraft.Item(
                id: "\(id)-M",
                codes: [.init(value: "MENGDE", list: 8212, display: "Mengde")],
                value: .text(heading: "LR", random.pick(["Sparsom vekst", "Moderat vekst", "Rikelig vekst"])),
                investigated: read,
                sample: sample
            )
        )
        for drug in Self.drugs where !random.oneIn(3) {
            let grade = random.pick(["S", "S", "S", "I", "R"])
            let text = ["S": "Sensitiv, standarddose", "I": "Sensitiv, økt eksponering", "R": "Resistent"][grade]!
            finding.members.append(
                ReportDraft.Item(
                    id: "\(id)-\(drug.code)",
                    codes: [.init(value: drug.code, list: 7280, display: drug.name)],
                    value: .text(heading: "RSB", text, codes: [.init(value: grade, list: 8271, display: text)]),
                    investigated: read,
                    sample: sample
                )
            )
        }
        return finding
    }
}
