/// Pathology (histology and cytology) and medical genetics: text with codes.
extension PersonHistory {
    private typealias Tissue = (name: String, topography: String, morphology: String, diagnosis: String)

    private static let tissues: [Tissue] = [
        ("Hud", "T 01000", "M 43000", "Kronisk betennelse"),
        ("Tykktarm", "T 67000", "M 82110", "Tubulært adenom"),
        ("Bryst", "T 04020", "M 00100", "Normalt vev"),
    ]

    mutating func fillWithPathology(_ draft: inout ReportDraft, _ collected: LocalTime) {
        let isCytology = random.oneIn(2)
        draft.description =
            isCytology
            ? .init(value: "CYTO", list: 8202, display: "Cytologi")
            : .init(value: "HIST", list: 8202, display: "Histologi")
        let tissue = random.pick(Self.tissues)
        let sample = "\(draft.reportID)-1"
        draft.samples = [
            .init(
                id: sample,
                collected: collected,
                text: isCytology ? "Celleutstryk" : "Biopsi",
                site: isCytology ? "Cervix" : tissue.name
            )
        ]
        let read = collected.adding(seconds: 4 * 86_400)
        draft.issued = read.adding(seconds: 3600)
        draft.generated = draft.issued.adding(seconds: 60)

        func part(_ suffix: String, _ code: ReportDraft.Code?, _ value: ReportDraft.Value) -> ReportDraft.Item {
            ReportDraft.Item(
                id: "\(sample)-\(suffix)",
                codes: code.map { [$0] } ?? [],
                value: value,
                investigated: read,
                sample: sample
            )
        }
        var examination = part(
            "U",
            isCytology
                ? .init(value: "C", list: 8219, display: "Cytologisk undersøkelse")
                : .init(value: "A", list: 8219, display: "Histologisk undersøkelse"),
            .none
        )
        if isCytology {
            examination.members = [
                part("V", nil, .text(heading: "VU", "Normalt prøvesvar. Ny prøve etter vanlig plan."))
            ]
        } else {
            examination.members = [
                part(
                    "MA",
                    .init(value: "MA", list: 8219, display: "Makroskopisk undersøkelse"),
                    .text(heading: nil, "\(random.integer(2...9)) mm lyst vevsstykke. Alt støpes inn.")
                ),
                part(
                    "MI",
                    .init(value: "MI", list: 8219, display: "Mikroskopisk undersøkelse"),
                    .text(heading: nil, "Snittene viser vev fra \(tissue.name.lowercased()).")
                ),
                part("D", nil, .text(heading: "DIAG", tissue.diagnosis)),
            ]
        }
        let norpat = [
            ReportDraft.Code(value: isCytology ? "T 83000" : tissue.topography, list: 7010, display: "Topografi"),
            ReportDraft.Code(value: isCytology ? "M 00100" : tissue.morphology, list: 7010, display: "Morfologi"),
        ]
        let codes = norpat.enumerated().map { part("N\($0.offset)", $0.element, .none) }
        draft.items = [examination] + codes
    }

    mutating func fillWithGenetics(_ draft: inout ReportDraft, _ collected: LocalTime) {
        let sample = "\(draft.reportID)-1"
        draft.samples = [
            .init(id: sample, collected: collected, material: .init(value: "B", list: 8351, display: "Blod"))
        ]
        let read = collected.adding(seconds: 10 * 86_400)
        draft.issued = read.adding(seconds: 3600)
        draft.generated = draft.issued.adding(seconds: 60)

        let tests: [(code: String, name: String, results: [String])] = [
            ("NPU19111", "B-HFE-genotype", ["Ingen påvist variant", "Heterozygot p.C282Y", "Homozygot p.H63D"]),
            ("NPU27623", "B-TPMT-genotype", ["*1/*1", "*1/*3A"]),
            ("NPU36378", "B-Laktoseintoleranse genotype", ["C/C", "C/T", "T/T"]),
        ]
        let test = random.pick(tests)
        let texts = [
            ("LR", random.pick(test.results)), ("MET", "Sekvensering av aktuelle varianter."),
            ("VU", "Resultatet vurderes sammen med klinisk bilde."),
        ]
        draft.items = texts.map { heading, text in
            ReportDraft.Item(
                id: "\(sample)-\(heading)",
                codes: heading == "LR" ? [.init(value: test.code, list: 7280, display: test.name)] : [],
                value: .text(heading: heading, text),
                investigated: read,
                sample: sample
            )
        }
    }
}
