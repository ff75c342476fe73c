import SvarAccess
import SvarDomain
import SvarFHIR
package import SvarJSON
import SvarStore

extension ResultService {
    /// Most presets of one person that have not lapsed.
    static let mostPresets = 1_000

    /// What the caller's organisation chose for a person's orders, and has not lapsed (row A28).
    package func presets(caller: Caller) async throws -> [JSONValue] {
        try await asked(.settings, caller) { asker in
            let own = try asker.caller.orderers
            let presets = OrderPresets(asker.known.record).standing(at: asker.at)
            return (presets.filter { own.contains($0.key.organisation) }.map(\.json), [])
        }
    }

    /// Sets or changes what is chosen for an order. It applies to results that come from now on.
    /// - Returns: the preset, and whether there was none before
    package func setPreset(_ body: [UInt8], caller: Caller) async throws -> (json: JSONValue, isNew: Bool) {
        try await changedPreset(caller) { asker in
            let form = try PresetForm(body)
            let organisation = try asker.caller.orderer(form.organisation)
            return { person, settings, presets in
                let key = try Self.key(organisation, form.order, of: person)
                let preset = form.preset(key, at: settings.at)
                try settings.check(preset, onWish: form.isOnWish)
                let standing = presets.standing(at: settings.at)
                let before = standing.first { $0.key == key }
                if before == nil, standing.count >= Self.mostPresets { throw Refusal.tooManySettings }
                guard
                    let author = settings.author(
                        toward: .order(key.organisation, key.order.rawValue),
                        nil,
                        onWish: form.isOnWish
                    )
                else { throw Refusal.settingForbidden }
                return (key, .set(preset, by: author, why: ""), before)
            }
        }
    }

    /// Takes back what was chosen for an order, for results that come from now on.
    package func liftPreset(of order: String, organisation: String?, caller: Caller) async throws {
        _ = try await changedPreset(caller) { asker in
            let organisation = try asker.caller.orderer(organisation)
            return { person, settings, presets in
                let key = try Self.key(organisation, order, of: person)
                guard let before = presets.standing(at: settings.at).first(where: { $0.key == key }) else {
                    throw Refusal.notFound
                }
                return (key, .withdrawn, before)
            }
        }
    }

    private static func key(_ organisation: Organisation, _ order: String, of person: PersonKey) throws
        -> OrderPreset.Key
    {
        guard let key = OrderPreset.Key(organisation: organisation, order: order, person: person) else {
            let problem = SettingDraft.Problem.targetEmpty
            throw Refusal(.unprocessable, .businessRule, "\(problem.rawValue): \(problem.text)", expression: ["order"])
        }
        return key
    }

    private typealias Decide =
        @Sendable (PersonKey, PersonSettings, OrderPresets) throws -> (
            key: OrderPreset.Key, event: PresetEvent, before: OrderPreset?
        )

    /// One write of one preset, with its row of the log of use.
    private func changedPreset(_ caller: Caller, _ prepare: (SettingAsker) throws -> Decide) async throws -> (
        json: JSONValue, isNew: Bool
    ) {
        try await writing(caller) { asker, write in
            let decide = try prepare(asker)
            return try await store.write { store in
                let settings = try write.settings(in: store)
                let person = try write.person(of: settings, in: store)
                let presets = OrderPresets(settings.known.record)
                let (key, event, before) = try decide(person, settings, presets)
                let subject = try presets.subject(of: key) ?? store.newSubject()
                let stamp = try write.enter(
                    .preset,
                    subject: subject,
                    PresetCoding.encode(event),
                    about: person,
                    in: store
                )
                try store.record(write.row(person, []))
                guard case .set(var preset, _, _) = event else { return (.null, false) }
                preset.setAt = stamp.at
                return (preset.json, before == nil)
            }
        }
    }
}

/// The presets of a person, by the log.
struct OrderPresets: Sendable {
    private var subjects: [OrderPreset.Key: Int64] = [:]
    private var presets: [OrderPreset.Key: OrderPreset] = [:]

    init(_ record: PersonRecord) {
        var keys: [Int64: OrderPreset.Key] = [:]
        for entry in record.entries {
            switch PresetCoding.decode(entry, of: record.person) {
            case .set(let preset, _, _):
                keys[entry.subject] = preset.key
                subjects[preset.key] = entry.subject
                presets[preset.key] = preset
            case .withdrawn: if let key = keys[entry.subject] { presets[key] = nil }
            case .applied, nil: break
            }
        }
    }

    /// What the presets of a person ever were to become: a setting that began so is an order's, not a person's own doing.
    static func drafts(in record: PersonRecord) -> Set<SettingDraft> {
        var drafts: Set<SettingDraft> = []
        for entry in record.entries {
            if case .set(let preset, _, _)? = PresetCoding.decode(entry, of: record.person) {
                drafts.formUnion(preset.drafts)
            }
        }
        return drafts
    }

    /// Those that would be applied now, the oldest first.
    func standing(at: ServerTime) -> [OrderPreset] {
        presets.values.filter { at < $0.lapses }
            .sorted { ($0.setAt, $0.key.order.rawValue) < ($1.setAt, $1.key.order.rawValue) }
    }

    func subject(of key: OrderPreset.Key) -> Int64? { subjects[key] }
}

extension SettingCaller {
    /// Organisations whose orders the caller may choose for: a professional's own.
    fileprivate var orderers: [Organisation] {
        get throws {
            guard isPersonnel, !organisations.isEmpty else { throw Refusal.settingForbidden }
            return organisations
        }
    }

    /// The one of them that is named, or the first.
    fileprivate func orderer(_ name: String?) throws -> Organisation {
        let own = try orderers
        guard let organisation = name.map({ Organisation($0) }) ?? own.first, own.contains(organisation) else {
            throw Refusal.settingForbidden
        }
        return organisation
    }
}

extension PersonSettings {
    /// Whether the caller may choose this beforehand, by decision 29, and it is well formed.
    fileprivate func check(_ preset: OrderPreset, onWish: Bool) throws {
        guard preset.purpose != nil || preset.isReserved || !preset.drafts.isEmpty else {
            throw Refusal(
                .unprocessable,
                .required,
                "nothing is chosen: send purpose, notStored, delay or ground; take a preset back by DELETE"
            )
        }
        for draft in preset.drafts {
            guard let author = author(toward: draft.target, nil, onWish: onWish) else { throw Refusal.settingForbidden }
            try check(.set(draft), by: author, on: nil)
        }
    }
}
