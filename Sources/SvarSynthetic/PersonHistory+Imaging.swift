/// Radiology and nuclear medicine: a group with the findings, the procedures done, and the assessment.
extension PersonHistory {
    private typealias Procedure = (code: String, list: Int, name: String)
    private typealias Study = (kind: String, kindName: String, procedures: [Procedure], finding: String, view: String)

    private static let radiology: [Study] = [
        (
            "RTG", "Røntgen", [("SNH0AA", 7270, "RG Fot")],
            "Normale leddflater. Ingen bruddlinjer. Normal mineralisering.", "Ingen skjelettskade."
        ),
        (
            "CT", "Computertomografi", [("CTABD", 8212, "CT Abdomen")],
            "Lever, milt, pankreas og nyrer uten anmerkning. Ingen fri væske.", "Normale forhold."
        ),
        (
            "MR", "Magnettomografi", [("SNA0GG", 7270, "MR Lumbosakralcolumna")],
            "Lett buktende skive i nivå L4-L5 uten påvirkning av nerverøtter.", "Degenerative forandringer."
        ),
        (
            "UL", "Ultralyd", [("SJJ0AK", 7270, "UL Lever"), ("SJM0AK", 7270, "UL Milt")],
            "Lever med normal størrelse og ekko. Milt 10 cm.", "Ingen fokale forandringer."
        ),
    ]
    private static let nuclear: [Study] = [
        (
            "NUK", "Nukleærmedisin", [("NMSKJELETT", 8212, "Skjelettscintigrafi")],
            "Jevnt opptak i skjelettet, uten fokale økninger.", "Ingen tegn til spredning."
        ),
        (
            "NUK", "Nukleærmedisin", [("NMTHYR", 8212, "Thyreoideascintigrafi")],
            "Jevnt opptak i begge lapper.", "Normal fordeling."
        ),
    ]

    mutating func fillWithImaging(_ draft: inout ReportDraft, _ performed: LocalTime) {
        let study = random.pick(draft.discipline == .radiology ? Self.radiology : Self.nuclear)
        draft.description = .init(value: study.kind, list: 8202, display: study.kindName)
        var group = ReportDraft.Item(
            id: "\(draft.reportID)-G",
            status: 3,
            value: .text(heading: "GR", study.procedures[0].name)
        )
        group.members = study.procedures.enumerated().map { index, procedure in
            ReportDraft.Item(
                id: "\(draft.reportID)-\(index + 1)",
                status: 11,
                codes: [.init(value: procedure.code, list: procedure.list, display: procedure.name)],
                investigated: performed
            )
        }
        let texts = [("FU", study.finding), ("VU", study.view)]
        draft.items =
            [group]
            + texts.map { heading, text in
                ReportDraft.Item(
                    id: "\(draft.reportID)-\(heading)",
                    value: .text(heading: heading, text),
                    investigated: performed
                )
            }
    }
}
