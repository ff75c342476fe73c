package import SvarDomain

/// One thing somebody did to a setting: an entry of the log. Settings are nothing but these, folded (`SettingHistory`).
package struct SettingEvent: Sendable, Hashable {
    /// Which setting; the first event about an id sets or requests it.
    package var setting: Setting.ID
    /// When, by the log's own time.
    package var at: ServerTime
    package var action: SettingAction
    package var by: SettingAuthor
    /// Why, in the author's words; never read by a rule.
    package var why: String

    package init(setting: Setting.ID, at: ServerTime, action: SettingAction, by: SettingAuthor, why: String = "") {
        self.setting = setting
        self.at = at
        self.action = action
        self.by = by
        self.why = why
    }
}

/// What is done to a setting.
package enum SettingAction: Sendable, Hashable {
    /// A new setting, in force from the event at the earliest.
    case set(SettingDraft)
    /// A citizen asks for a denial: it stands as requested, without effect (decision 29).
    case request(SettingDraft)
    /// Personnel accept a requested denial: in force from here.
    case accept
    /// The setting has other content from here.
    case change(SettingDraft)
    /// The setting ends here. Of a requested one: it is taken back or refused.
    case lift
    /// A delay is over for what has been received (row A33).
    case release
    /// A delay or a denial lasts until another instant: a new date of release, a review that renews (decision 27).
    case extend(until: ServerTime)

    /// Without what it holds, for tables.
    package var type: SettingActionType {
        switch self {
        case .set: .set
        case .request: .request
        case .accept: .accept
        case .change: .change
        case .lift: .lift
        case .release: .release
        case .extend: .extend
        }
    }
}

/// The kinds of actions.
package enum SettingActionType: String, Sendable, Hashable, CaseIterable {
    case set, request, accept, change, lift, release, extend
}

/// What a setting is to be.
package struct SettingDraft: Sendable, Hashable {
    package var kind: SettingKind
    package var target: SettingTarget
    /// `resultPeriod`
    package var results: ResultPeriod?
    /// `validPeriod`; of NORN_FPB and NORN_ANG the end is the review date.
    package var valid: Validity
    package init(
        _ kind: SettingKind,
        target: SettingTarget = .all,
        results: ResultPeriod? = nil,
        valid: Validity = .always
    ) {
        self.kind = kind
        self.target = target
        self.results = results
        self.valid = valid
    }

    /// What is wrong with it, whoever sends it.
    package enum Problem: String, Sendable, Hashable, CaseIterable {
        /// It would never be in force.
        case emptyPeriod = "empty-period"
        /// NORN_FPB and NORN_ANG need a review date (decision 27).
        case reviewDateMissing = "review-date-missing"
        /// The target names nothing: empty, zero or NULL.
        case targetEmpty = "target-empty"
        /// A shielding is of single results, not of everything.
        case shieldingOfAll = "shielding-of-all"
        /// A reservation or an emergency closure is about the whole person.
        case cannotBeNarrowed = "cannot-be-narrowed"
        /// A reservation against storage erases: no end would bring back what is gone, so it stands until it is lifted.
        case cannotEnd = "cannot-end"
    }

    /// What is wrong with it when it is set at an instant; nil when nothing is.
    package func problem(at: ServerTime) -> Problem? {
        if valid.until <= max(valid.from, at) { return .emptyPeriod }
        if let from = results?.from, let through = results?.through, through < from { return .emptyPeriod }
        if case .delayedView(.until(let end)) = kind, end <= max(valid.from, at) { return .emptyPeriod }
        if case .denial(let ground) = kind, ground.needsReview, valid.until == .never { return .reviewDateMissing }
        if !target.namesSomething { return .targetEmpty }
        if kind == .storageReservation, valid.until != .never { return .cannotEnd }
        switch kind {
        case .shielding where target == .all: return .shieldingOfAll
        case .storageReservation, .viewReservation, .emergencyClosure, .parentalConsent:
            return target == .all && results == nil ? nil : .cannotBeNarrowed
        default: return nil
        }
    }
}

extension SettingTarget {
    /// Whether what it names can be anything at all.
    package var namesSomething: Bool {
        switch self {
        case .all, .unit: true
        case .item(let text), .code(let text), .referral(let text): OrderNumber(text) != nil
        case .order(let organisation, let order): OrderNumber(order) != nil && OrderNumber(organisation.rawValue) != nil
        }
    }
}
