package import SvarDomain

/// The settings of a person as of a place in the log, arranged for the rules: by kind, and those that name one unit under
/// it. Under several numbers of one person they are united, and deny wins because nothing is taken away (row A72).
package struct PrivacySettings: Sendable, Hashable {
    /// Of each kind all settings, in the order of `SettingType`.
    private var byType: [[Setting]]
    /// Of each kind those that do not name one unit.
    private var general: [[Setting]]
    private var byUnit: [UnitKey: [Setting]] = [:]
    /// Of each kind when those that are not merely requested are in force: thousands of single results are asked at once.
    private var periods: [[Validity]]

    package init(_ settings: some Sequence<Setting> = []) {
        byType = Array(repeating: [], count: SettingType.allCases.count)
        general = byType
        periods = Array(repeating: [], count: byType.count)
        for setting in settings { add(setting) }
    }

    /// All, by kind.
    package var all: [Setting] { byType.flatMap { $0 } }
    package var isEmpty: Bool { byType.allSatisfy(\.isEmpty) }

    package mutating func add(_ setting: Setting) {
        let type = Int(setting.kind.type.rawValue)
        byType[type].append(setting)
        if !setting.isRequested { periods[type].append(setting.valid) }
        if case .unit(let key) = setting.target {
            byUnit[key, default: []].append(setting)
        } else {
            general[type].append(setting)
        }
    }

    /// Whether the person is reserved against storage: what there is of them is erased and nothing more stored (rows A02 and
    /// A04).
    package func isReserved(at: ServerTime) -> Bool {
        all.contains { $0.kind == .storageReservation && $0.isInForce(at) }
    }

    /// Whether any of a kind is in force, whatever it names, and when that changes.
    func standing(_ type: SettingType, _ at: ServerTime) -> Standing {
        var standing = Standing()
        for period in periods[Int(type.rawValue)] { standing.add(period, at) }
        return standing
    }

    /// The same for those of a kind that are meant.
    func standing(_ type: SettingType, _ at: ServerTime, where isMeant: (Setting) -> Bool) -> Standing {
        var standing = Standing()
        for setting in byType[Int(type.rawValue)] where !setting.isRequested && isMeant(setting) {
            standing.add(setting.valid, at)
        }
        return standing
    }

    /// Calls `body` with every setting of a kind that may be about a unit.
    @inline(__always)
    func forEach(_ type: SettingType, about unit: UnitKey, _ body: (Setting) -> Void) {
        for setting in general[Int(type.rawValue)] { body(setting) }
        guard !byUnit.isEmpty, let own = byUnit[unit] else { return }
        for setting in own where setting.kind.type == type { body(setting) }
    }
}
