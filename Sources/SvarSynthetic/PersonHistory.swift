/// Makes the reports of one person and the versions each of them goes through.
struct PersonHistory {
    let person: SyntheticPerson
    let seed: UInt64
    var random: SeededGenerator

    init(person: SyntheticPerson, seed: UInt64) {
        self.person = person
        self.seed = seed
        random = SeededGenerator(seed: seed, stream: 0x4849_5354 ^ UInt64(person.index) << 32)
    }

    /// The day the newest reports fall on. Fixed: the data must not depend on when it is made.
    static let lastDay = CivilDate(year: 2026, month: 6, day: 30).number

    mutating func messages(reports: Int) -> [SyntheticMessage] {
        var messages: [(LocalTime, SyntheticMessage)] = []
        for report in 0..<reports {
            let draft = draft(report, of: reports)
            for (version, (kind, draft)) in versions(of: draft, report: report).enumerated() {
                messages.append((draft.generated, message(draft, kind, report: report, version: version + 1)))
            }
        }
        // By time; equal times keep their order, which a plain sort does not promise.
        let order = messages.indices.sorted { (messages[$0].0, $0) < (messages[$1].0, $1) }
        return order.map { messages[$0].1 }
    }

    /// Every other report is clinical chemistry, so that there are trends; the others take their turn.
    private func discipline(_ report: Int) -> SyntheticMessage.Discipline {
        if report.isMultiple(of: 2) { return .clinicalChemistry }
        let others = SyntheticMessage.Discipline.allCases.dropFirst()
        return others[others.startIndex + (person.index + report / 2) % others.count]
    }

    private mutating func draft(_ report: Int, of reports: Int) -> ReportDraft {
        let discipline = discipline(report)
        let laboratories = Laboratory.all.filter { $0.disciplines.contains(discipline) }
        let age = (reports - 1 - report) * 110 + random.integer(0...60)
        let collected = LocalTime(day: Self.lastDay - age, secondOfDay: random.integer(7 * 3600...11 * 3600))
        let issued = collected.adding(seconds: random.integer(2 * 3600...6 * 3600))
        var draft = ReportDraft(
            laboratory: laboratories[person.index % laboratories.count],
            requester: Requester.all[person.index % Requester.all.count],
            discipline: discipline,
            description: .init(value: discipline.rawValue, list: 8202, display: discipline.display),
            reportID: "T\(person.index + 1)-\(report + 1)",
            orderID: "R\(person.index + 1)-\(report + 1)",
            issued: issued,
            generated: issued.adding(seconds: random.integer(5...600))
        )
        switch discipline {
        case .clinicalChemistry, .pharmacology, .immunology: fillWithQuantities(&draft, collected)
        case .microbiology: fillWithMicrobiology(&draft, collected)
        case .radiology, .nuclearMedicine: fillWithImaging(&draft, collected)
        case .genetics: fillWithGenetics(&draft, collected)
        case .pathology: fillWithPathology(&draft, collected)
        }
        let isDocumentary = draft.samples.isEmpty || discipline == .pathology || discipline == .genetics
        if (person.index + report).isMultiple(of: isDocumentary ? 3 : 11) {
            draft.attachment = .init(
                title: "Vedlegg til svar",
                bytes: SyntheticDocument.pdf(lines: [
                    "Syntetisk vedlegg", "Svar \(draft.reportID)", "Laget for test. Gjelder ingen person.",
                ])
            )
        }
        return draft
    }

    /// What becomes of a report: most stand as they came, the rest go through each kind of change.
    private mutating func versions(
        of draft: ReportDraft,
        report: Int
    ) -> [(SyntheticMessage.Kind, ReportDraft)] {
        var later = draft
        later.action = .change
        later.attachment = nil
        later.generated = draft.generated.adding(seconds: random.integer(3600...5 * 86_400))
        switch (person.index * 5 + report * 3) % 16 {
        case 0, 8:
            var first = draft
            first.status = .preliminary
            first.attachment = nil
            for index in first.items.indices {
                first.items[index].status = 2
                if index % 2 == 1 { first.items[index].value = .none }
            }
            later.attachment = draft.attachment
            return [(.preliminary, first), (.final, later)]
        case 1:
            later.items = [corrected(draft.items[0], draft)]
            return [(.new, draft), (.correction, later)]
        case 2:
            later.attachment = draft.attachment
            for index in later.items.indices { later.items[index].action = .change }
            later.items[0] = corrected(draft.items[0], draft)
            return [(.new, draft), (.resend, later)]
        case 3:
            var item = draft.items[draft.items.count - 1]
            item.action = .cancel
            item.status = 14
            item.comment = "Svaret er trukket etter ny kontroll."
            later.items = [item]
            return [(.new, draft), (.itemCancellation, later)]
        case 4:
            later.action = .cancel
            later.items = []
            later.comment = "Rapporten er trukket."
            return [(.new, draft), (.cancellation, later)]
        case 5:
            later.status = .addition
            var item = ReportDraft.Item(id: "\(draft.reportID)-tillegg", action: .addition)
            item.value = .text(heading: "VU", "Tilleggsvurdering: funnet er sett på nytt og står ved lag.")
            item.investigated = later.generated
            later.items = [item]
            return [(.new, draft), (.addition, later)]
        default:
            return [(.new, draft)]
        }
    }

    /// The item with another result: a number moves a little, a text says it was corrected.
    private mutating func corrected(_ item: ReportDraft.Item, _ draft: ReportDraft) -> ReportDraft.Item {
        var item = item
        item.action = .change
        item.comment = "Korrigert svar."
        switch item.value {
        case .quantity(_, let unit, let comparator):
            if let analyte = Analyte.all.first(where: { $0.code == item.codes.first?.value }) {
                item.value = .quantity(quantity(analyte, draft.issued).text, unit: unit, comparator: comparator)
            }
        case .text(let heading, let text, let codes):
            item.value = .text(heading: heading, text + " (korrigert)", codes: codes)
        case .none:
            break
        }
        return item
    }

    private mutating func message(
        _ draft: ReportDraft,
        _ kind: SyntheticMessage.Kind,
        report: Int,
        version: Int
    ) -> SyntheticMessage {
        let messageID = uuid()
        let place = padded(person.index + 1, to: 5)
        return SyntheticMessage(
            name: "\(place)-\(two(report + 1))-\(version)-\(draft.discipline.rawValue).xml",
            bytes: SvarrapportWriter(draft: draft, person: person, messageID: messageID).bytes(),
            discipline: draft.discipline,
            person: person.number,
            kind: kind,
            reportID: draft.reportID,
            messageID: messageID,
            organisationNumber: draft.laboratory.organisationNumber,
            hasAttachment: draft.attachment != nil
        )
    }

    /// A UUID of version 4 from the generator.
    private mutating func uuid() -> String {
        let high = random.next() & ~0xF000 | 0x4000
        let low = random.next() & ~(3 << 62) | 1 << 63
        let digits = padded(high, to: 16, radix: 16) + padded(low, to: 16, radix: 16)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private func padded<Number: BinaryInteger>(_ number: Number, to width: Int, radix: Int = 10) -> String {
        let digits = String(number, radix: radix)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension SyntheticMessage.Discipline {
    /// The display of 8202.
    var display: String {
        switch self {
        case .clinicalChemistry: "Medisinsk biokjemi"
        case .pharmacology: "Klinisk farmakologi"
        case .immunology: "Immunologi og transfusjonsmedisin"
        case .microbiology: "Medisinsk mikrobiologi"
        case .radiology: "Radiologi"
        case .nuclearMedicine: "Nukleærmedisin"
        case .genetics: "Medisinsk genetikk"
        case .pathology: "Patologi"
        }
    }
}
