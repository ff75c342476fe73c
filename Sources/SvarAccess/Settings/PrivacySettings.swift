package import SvarDomain

/// The settings of a person as of a place in the log, arranged for the rules: what names one unit stands under it.
package struct PrivacySettings: Sendable, Hashable {
    /// All but those that name one unit.
    package private(set) var general: [Setting] = []
    /// Those that name one unit.
    package private(set) var byUnit: [UnitKey: [Setting]] = [:]

    package init(_ settings: some Sequence<Setting> = []) {
        for setting in settings { add(setting) }
    }

    /// All, general ones first, then by unit.
    package var all: [Setting] { general + byUnit.sorted { $0.key < $1.key }.flatMap(\.value) }

    package mutating func add(_ setting: Setting) {
        if case .unit(let key) = setting.target {
            byUnit[key, default: []].append(setting)
        } else {
            general.append(setting)
        }
    }
}
