internal import SvarDomain

/// A person's case and one of their units.
struct UnitCase {
    let base: PersonCase
    let unit: UnitFacts
    /// The newest version received by the instant; nil when there is none yet.
    let newest: Int?
    /// What the citizen side sees by status and delay; of nobody else's interest but for the marker NORU.
    let timeline: Timeline

    init(_ base: PersonCase, _ unit: UnitFacts) {
        self.base = base
        self.unit = unit
        newest = unit.versions.lastIndex { $0.received <= base.at }
        timeline = Timeline(base, unit)
    }

    /// Whether a setting of this kind closes the unit now, and when that changes.
    func closing(_ type: SettingType, where isMeant: (Setting) -> Bool = { _ in true }) -> Standing {
        var standing = Standing()
        base.person.settings.forEach(type, about: unit.key) { setting in
            guard !setting.isRequested, isMeant(setting), setting.closes(unit) else { return }
            standing.add(setting.valid, base.at)
        }
        return standing
    }

    /// Whether a setting of this kind opens the unit now, and when that changes.
    func opening(_ type: SettingType, where isMeant: (Setting) -> Bool = { _ in true }) -> Standing {
        var standing = Standing()
        base.person.settings.forEach(type, about: unit.key) { setting in
            guard !setting.isRequested, isMeant(setting), setting.opens(unit) else { return }
            standing.add(setting.valid, base.at)
        }
        return standing
    }
}

/// A rule about one unit.
struct UnitRule: Sendable {
    let id: RuleID
    /// The rows of the decision table it answers.
    let rows: [String]
    let judge: @Sendable (UnitCase) -> Opinion
}
