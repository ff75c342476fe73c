import SvarAccess
import SvarDomain

/// One setting with all that was ever done to it.
struct SettingTrail: Sendable, Hashable {
    /// How it stands at an instant.
    enum State: String, Sendable, Hashable, CaseIterable {
        /// Asked for, and without effect until accepted.
        case requested
        /// In force later.
        case planned
        case active
        /// Lifted, or its time is over.
        case ended
    }

    let id: Setting.ID
    /// In the order of the log; the first sets or requests it.
    let events: [SettingEvent]
    /// As it stands, or stood when it was lifted.
    let setting: Setting
    let isLifted: Bool

    /// The settings of these events, by when each began. Events that begin nothing are left out.
    static func all(_ events: some Sequence<SettingEvent>) -> [SettingTrail] {
        var places: [Setting.ID: Int] = [:]
        var groups: [[SettingEvent]] = []
        for event in events {
            if let place = places[event.setting] {
                groups[place].append(event)
            } else {
                places[event.setting] = groups.count
                groups.append([event])
            }
        }
        return groups.compactMap(SettingTrail.init)
    }

    private init?(_ events: [SettingEvent]) {
        guard let first = events.first else { return nil }
        // What comes after a lift fits nothing.
        let end = events.firstIndex { $0.action == .lift }
        let before = events[..<(end ?? events.endIndex)]
        // A delay that was changed stands behind its past.
        guard let setting = SettingHistory.settings(before, asOf: .never).all.last else { return nil }
        id = first.setting
        self.events = Array(events[...(end ?? events.index(before: events.endIndex))])
        self.setting = setting
        isLifted = end != nil
    }

    /// What it was to be at first.
    var draft: SettingDraft? { events.first?.action.draft }

    func state(at: ServerTime) -> State {
        // What was last done is stamped by the log, a moment after the clock that asks.
        let at = max(at, events.last?.at ?? at)
        if isLifted || end <= at { return .ended }
        if setting.isRequested { return .requested }
        return at < setting.valid.from ? .planned : .active
    }

    /// When it is over by itself.
    var end: ServerTime {
        guard case .delayedView(.until(let until)) = setting.kind else { return setting.valid.until }
        return min(until, setting.valid.until)
    }

    /// When it was in force, for who reads it: a requested one has no beginning yet.
    var valid: Validity {
        let lifted = isLifted ? events.last?.at ?? .never : .never
        return Validity(from: setting.isRequested ? .ever : setting.valid.from, until: min(end, lifted))
    }

    /// Whether nothing but this was done last, by the same one: then it is not done again, so that a client may send again
    /// what it got no answer to.
    func wasLast(_ action: SettingAction, by author: SettingAuthor) -> Bool {
        guard let last = events.last else { return false }
        return last.action == action && last.by.isSame(as: author)
    }

    /// Who had a say in what it is.
    var authors: [SettingAuthor] { events.map(\.by) }

    /// Which state of it this is, for `ETag`: how often something was done to it.
    var version: Int { events.count }
}
