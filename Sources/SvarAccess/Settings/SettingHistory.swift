package import SvarDomain

/// The fold of a person's setting events into the settings as of an instant of the log.
package enum SettingHistory {
    /// The settings after all events up to and including `asOf`. Events come in the order of the log; one that fits nothing
    /// (a lift of what never was) changes nothing.
    ///
    /// A change ends the setting as it stood and begins it anew, so that what was in force at any earlier instant can still
    /// be told. What has ended is left out, but for delays: when a version opened depends on past ones too (row P24).
    package static func settings(_ events: some Sequence<SettingEvent>, asOf: ServerTime) -> PrivacySettings {
        var standing: [Setting.ID: Setting] = [:]
        var order: [Setting.ID] = []
        var ended: [Setting] = []
        for event in events where event.at <= asOf {
            if standing[event.setting] == nil { order.append(event.setting) }
            guard let before = standing[event.setting] else {
                standing[event.setting] = Setting(event)
                continue
            }
            if let past = before.ended(at: event.at) { ended.append(past) }
            standing[event.setting] = before.after(event)
        }
        return PrivacySettings(ended + order.uniqued().compactMap { standing[$0] })
    }
}

extension Setting {
    /// A setting that begins; nil when the event does not begin one.
    fileprivate init?(_ event: SettingEvent) {
        let isRequested: Bool
        let draft: SettingDraft
        switch event.action {
        case .set(let new): (draft, isRequested) = (new, false)
        case .request(let new): (draft, isRequested) = (new, true)
        case .accept, .change, .lift, .release, .extend: return nil
        }
        self.init(id: event.setting, draft, from: event.at, isRequested: isRequested)
    }

    fileprivate init(id: ID, _ draft: SettingDraft, from: ServerTime, isRequested: Bool) {
        self.init(
            id: id,
            kind: draft.kind,
            target: draft.target,
            results: draft.results,
            valid: Validity(from: max(draft.valid.from, from), until: draft.valid.until),
            isRequested: isRequested
        )
    }

    /// What stands after an event; nil when nothing does.
    fileprivate func after(_ event: SettingEvent) -> Setting? {
        var setting = self
        setting.valid.from = max(valid.from, event.at)
        switch event.action {
        case .lift: return nil
        case .set, .request: return self
        case .accept: setting.isRequested = false
        case .change(let draft):
            return Setting(id: id, draft, from: event.at, isRequested: isRequested)
        case .release:
            guard case .delayedView = kind else { return self }
            setting.kind = .delayedView(.released)
            setting.valid = Validity(from: event.at)
        case .extend(let until):
            switch kind {
            case .delayedView:
                setting.kind = .delayedView(.until(until))
                setting.valid = Validity(from: event.at)
            default: setting.valid.until = until
            }
        }
        return setting
    }

    /// The delay that was in force until an event, when it was.
    fileprivate func ended(at: ServerTime) -> Setting? {
        guard case .delayedView = kind, !isRequested, valid.from < at else { return nil }
        var past = self
        past.valid.until = min(valid.until, at)
        return past
    }
}

extension Array where Element: Hashable {
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
