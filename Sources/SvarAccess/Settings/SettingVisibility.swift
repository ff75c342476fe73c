/// Who sees that a setting exists (decision 30).
package enum SettingVisibility {
    /// Whether a setting is shown to a viewer.
    ///
    /// It is visible to who set it; to its citizen, but not an order's preset, nor a denial or delay of results they do not
    /// see, nor what others set on a single result that they do not see; to others only if something that it names is shown
    /// to them. What is hidden beside that changes nothing, so that no setting comes or goes with a hidden result.
    /// - Parameters:
    ///   - authors: who set or changed it
    ///   - isPreset: whether it came from an order's preset
    ///   - targets: the viewer's own decisions about the units it names now
    package static func isVisible(
        _ setting: Setting,
        authors: some Sequence<SettingAuthor>,
        isPreset: Bool,
        to viewer: SettingAuthor,
        targets: some Collection<AccessDecision>
    ) -> Bool {
        if authors.contains(where: { $0.isSame(as: viewer) }) { return true }
        let showsTargets = setting.target != .all && targets.contains { $0.verdict.shows }
        guard case .citizen = viewer else { return showsTargets }
        if isPreset { return false }
        switch setting.kind {
        // Those that face only others name no hidden result when they name everything.
        case .denial(let ground) where ground.faces != .citizenSide && setting.target == .all: return true
        case .denial, .delayedView: return showsTargets
        // One that others set on a single result tells that the result is there.
        default: return !setting.target.isSingle || showsTargets
        }
    }
}

extension SettingTarget {
    fileprivate var isSingle: Bool {
        switch self {
        case .unit, .item: true
        case .all, .code, .order, .referral: false
        }
    }
}

extension SettingAuthor {
    /// Whether two are one and the same: the person at any age, the same holder, the same number of health personnel.
    package func isSame(as other: SettingAuthor) -> Bool {
        switch (self, other) {
        case (.citizen, .citizen): true
        case (.parent(let a), .parent(let b)): a == b
        case (.guardian(let a, _), .guardian(let b, _)): a == b
        case (.proxy(let a, _), .proxy(let b, _)): a == b
        case (.personnel(let a), .personnel(let b)): a.hpr == b.hpr
        case (.laboratoryAtSending(let a), .laboratoryAtSending(let b)): a == b
        case (.guidance, .guidance), (.importer, .importer): true
        default: false
        }
    }
}
