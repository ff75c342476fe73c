import SvarAccess
import SvarDomain
import SvarStore

/// The settings of one person as one caller meets them: which they see, and as whom they act (decisions 29 and 30).
struct PersonSettings {
    let caller: SettingCaller
    let known: KnownPerson
    let policy: AccessPolicy
    let at: ServerTime
    /// All of them, ended ones too, by when each began.
    let trails: [SettingTrail]
    private let presets: Set<Setting.ID>
    private let decisions: [UnitKey: AccessDecision]
    private let index: TargetIndex

    init(_ known: KnownPerson, _ caller: SettingCaller, policy: AccessPolicy, at: ServerTime) {
        self.caller = caller
        self.known = known
        self.policy = policy
        self.at = at
        trails = SettingTrail.all(known.record.entries.lazy.compactMap(SettingCoding.decode))
        let chosen = OrderPresets.drafts(in: known.record)
        presets = Set(trails.lazy.filter { $0.draft.map(chosen.contains) ?? false }.map(\.id))
        let view = caller.actor.map { PersonView(actor: $0, person: known.person, policy: policy, at: at) }
        var decisions: [UnitKey: AccessDecision] = [:]
        for unit in known.units {
            // A sandbox has no rules.
            decisions[unit.key] = view?.decide(unit) ?? AccessDecision(verdict: .permit, reason: .own)
        }
        self.decisions = decisions
        index = TargetIndex(known.units)
    }

    /// `nobody`, when the store has not heard of them.
    var person: PersonKey { known.record.person }

    /// Whether the caller sees a setting. Beside what decision 30 shows, one that names everything, and so no result, is seen
    /// by who may end or accept it (decision 29): they could not otherwise.
    /// - Parameter onWish: whether personnel or the guidance service act on the citizen's recorded wish
    func isVisible(_ trail: SettingTrail, onWish: Bool) -> Bool {
        let setting = trail.setting
        // Toward the citizen side nothing ever tells of an emergency closure (decision 26), neither before nor after: who
        // holds their phone may be whom it protects from.
        if setting.kind == .emergencyClosure, caller.actor?.isCitizenSide == true { return false }
        guard let viewer = author(toward: setting.target, setting.results, onWish: onWish) else { return false }
        let targets = setting.target == .all ? [] : units(setting.target, setting.results).compactMap { decisions[$0] }
        let isShown = SettingVisibility.isVisible(
            setting,
            authors: trail.authors,
            isPreset: presets.contains(trail.id),
            to: viewer,
            targets: targets
        )
        if isShown { return true }
        guard setting.target == .all else { return false }
        let context = SettingAuthority.Context(policy: policy, isRequested: setting.isRequested)
        return SettingAuthority.may(viewer, .lift, setting.kind, context)
            || setting.isRequested && SettingAuthority.may(viewer, .accept, setting.kind, context)
    }

    /// As whom the caller acts toward what is named; nil: as nobody. Treating is found out from what they are shown alone, so
    /// that being let or refused tells of nothing hidden.
    func author(toward target: SettingTarget, _ results: ResultPeriod?, onWish: Bool) -> SettingAuthor? {
        var shown: [UnitFacts] = []
        if caller.isPersonnel, target != .all {
            shown = units(target, results).filter { shows($0) }.compactMap { index.unit($0) }
        }
        return caller.author(known.person, toward: target, units: shown, onWish: onWish, at: at)
    }

    /// Whether the caller is shown a unit.
    func shows(_ unit: UnitKey) -> Bool { decisions[unit]?.verdict.shows ?? false }

    /// What is named now.
    private func units(_ target: SettingTarget, _ results: ResultPeriod?) -> [UnitKey] {
        let named = index.units(target)
        guard let results else { return named }
        return named.filter { results.touches(index.unit($0)?.span) }
    }
}

/// Units by what settings name them by, so that many settings of many units cost no more than both.
private struct TargetIndex {
    private var byTarget: [SettingTarget: [UnitKey]] = [:]
    private var units: [UnitKey: UnitFacts] = [:]

    init(_ facts: [UnitFacts]) {
        for unit in facts {
            units[unit.key] = unit
            for item in unit.items { byTarget[.item(item), default: []].append(unit.key) }
            for code in unit.codes { byTarget[.code(code), default: []].append(unit.key) }
            if let referral = unit.referral { byTarget[.referral(referral), default: []].append(unit.key) }
            if let order = unit.order, let requester = unit.requester?.organisation {
                byTarget[.order(requester, order), default: []].append(unit.key)
            }
        }
    }

    func unit(_ key: UnitKey) -> UnitFacts? { units[key] }

    func units(_ target: SettingTarget) -> [UnitKey] {
        switch target {
        case .all: Array(units.keys)
        case .unit(let key): units[key] == nil ? [] : [key]
        default: byTarget[target] ?? []
        }
    }
}
