import SvarAccess
import SvarDomain
import SvarMessages
import SvarStore

/// What becomes of a report before anything of it is kept, and what was chosen beforehand for it (rows A01–A03 and A28;
/// decisions 12 and 35). One for each write.
struct Intake {
    /// What is known of a report when it arrives.
    struct Arrival: Sendable {
        /// Who ordered, the narrowest identifier first.
        var requester: [OrganisationID] = []
        /// Numbers of its orders.
        var orders: [String] = []
        /// Codes of 3108.
        var reservations: Set<String> = []
        var declaredPurpose: SamplePurpose?
        /// Codes of 8219.
        var pathologyCodes: Set<String> = []
        /// Everybody it names as sender or requester.
        var parties: Set<OrganisationID> = []
    }

    /// What is to be done with a report.
    struct Answer {
        var rule: IntakeRules.Answer
        /// Presets of its order that have not become settings yet.
        var presets: [StandingPreset] = []
    }

    let lists: IntakeLists
    /// What replicas are told of it. Its time is wall time; what the log has stamped later counts as of its stamp.
    let feed: FeedDecision
    /// What it says of somebody who is made is in the log from then.
    let population: any PopulationRegister
    let store: any StoreTransaction

    private var now: ServerTime { feed.now }
    private var union: PersonUnion { PersonUnion(register: population, feed: feed) }

    /// The person with this number, or with another of theirs.
    func person(_ number: PersonNumber) throws -> PersonKey? {
        guard let person = try population.person(number, in: store) else { return nil }
        // Of whom was erased the store has no number to find the others by.
        if population.numbers(with: number).count > 1 { try union.unite(person, named: number, in: store) }
        return person
    }

    /// The answer about a report of a person; nil: nobody the store knows.
    /// - Throws: when an entry about the person cannot be read, which may be a reservation
    func answer(_ arrival: Arrival, about person: PersonKey?) throws -> Answer {
        let entries = try person.map(entries) ?? []
        let at = max(now, entries.last?.stamp.at ?? .ever)
        var report = IntakeRules.Report(
            declaredPurpose: arrival.declaredPurpose,
            pathologyCodes: arrival.pathologyCodes,
            listedPurposes: arrival.parties.compactMap { lists.purposes[$0] }
        )
        var isReserved = arrival.reservations.contains { lists.reservations[$0] == .notStored }
        guard let person, !entries.isEmpty else {
            return Answer(rule: IntakeRules.answer(report, isReserved: isReserved))
        }
        isReserved = try isReserved || Self.isReserved(entries, at)
        let keys = arrival.orders.compactMap { order in
            arrival.requester.department.flatMap {
                OrderPreset.Key(organisation: $0.organisation, order: order, person: person)
            }
        }
        let presets = try StandingPreset.all(entries, of: person)
            .filter { preset in keys.contains { preset.preset.applies(to: $0, at: at) } }
        // The strictest of several.
        var answers: [IntakeRules.Answer] = []
        for preset in presets.map({ Optional($0.preset) }) + [nil] {
            report.preset = preset
            answers.append(IntakeRules.answer(report, isReserved: isReserved))
        }
        let refused = answers.first { if case .refuse = $0 { true } else { false } }
        let rule = refused ?? (answers.contains(.toldNotStored) ? .toldNotStored : .store)
        return Answer(rule: rule, presets: presets.filter { !$0.isApplied })
    }

    /// Whether nothing may be stored about the person, for writes that no preset is about.
    func isReserved(_ person: PersonKey) throws -> Bool {
        let entries = try entries(of: person)
        return try Self.isReserved(entries, max(now, entries.last?.stamp.at ?? .ever))
    }

    /// The entries about the person under all their numbers.
    private func entries(of person: PersonKey) throws -> [PersonEntry] {
        try union.unite(person, in: store)
        return try store.entries(of: person)
    }

    private static func isReserved(_ entries: [PersonEntry], _ at: ServerTime) throws -> Bool {
        let events = entries.filter { $0.kind == .setting }
        if events.isEmpty { return false }
        let read = events.compactMap(SettingCoding.decode)
        guard read.count == events.count else { throw SvarError.unreadableEntry }
        return SettingHistory.settings(read, asOf: .never).isReserved(at: at)
    }

    /// Makes settings of what was chosen beforehand, in the write that brings the first result.
    /// - Returns: whether there is a new one
    func apply(_ presets: [StandingPreset], to person: PersonKey) throws -> Bool {
        var isNew = false
        for preset in presets {
            for draft in preset.preset.drafts where try enter(draft, by: preset.by, why: preset.why, about: person) {
                isNew = true
            }
            for key in try union.all(person, in: store) {
                _ = try store.enter(.preset, subject: preset.id, PresetCoding.encode(.applied), about: key)
            }
        }
        return isNew
    }

    /// Makes settings of the reservation codes of an order and of the delays that whoever answers chose, about the unit
    /// that they came with. What was made once is not made again, also when it was lifted since.
    /// - Returns: whether there is a new one
    func apply(
        reservations: Set<String>,
        delays: [DelayedView] = [],
        to unit: UnitKey,
        of person: PersonKey,
        by producer: Producer
    ) throws -> Bool {
        var drafts: [(draft: SettingDraft, why: String)] = []
        for code in reservations.sorted() {
            guard case .setting(let kind)? = lists.reservations[code] else { continue }
            drafts.append((SettingDraft(kind, target: .unit(unit)), "3108 \(code)"))
        }
        for delay in delays { drafts.append((SettingDraft(.delayedView(delay), target: .unit(unit)), "")) }
        if drafts.isEmpty { return false }
        let author = SettingAuthor.laboratoryAtSending(producer)
        let before = try store.entries(of: person).compactMap(SettingCoding.decode).filter { $0.by == author }
        var known = Set(before.compactMap(\.action.draft))
        var isNew = false
        for (draft, why) in drafts where known.insert(draft).inserted {
            if try enter(draft, by: author, why: why, about: person) { isNew = true }
        }
        return isNew
    }

    /// One that would never be in force is left out: its review date is past.
    private func enter(_ draft: SettingDraft, by author: SettingAuthor, why: String, about person: PersonKey) throws
        -> Bool
    {
        guard draft.problem(at: now) == nil else { return false }
        let subject = try store.newSubject()
        let event = SettingEvent(setting: Setting.ID(subject), at: now, action: .set(draft), by: author, why: why)
        for key in try union.all(person, in: store) {
            _ = try store.enter(.setting, subject: subject, SettingCoding.encode(event), about: key)
            // Of the person of the write it is decided with what is written.
            if key != person { try feed.apply(to: key, in: store) }
        }
        return true
    }

    /// Notes that something of a producer was not stored: all that is kept of it.
    func countNotStored(of producer: Producer) throws { try store.countNotStored(of: producer, at: now) }
}

extension SvarError {
    /// An entry of a newer program may be a reservation: nothing is taken until a program that knows it runs.
    static let unreadableEntry = SvarError(
        .storeUnusable,
        "an entry about a person has a form this program does not know"
    )
}
