/// Who may set and lift what: the matrix of decision 29, and nothing beside it (rows A27–A29, P39–P43).
package enum SettingAuthority {
    /// In what capacity somebody acts. One author may have several.
    package struct Capacity: OptionSet, Sendable, Hashable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        /// The person, 16 or older, online.
        package static let citizen = Capacity(rawValue: 1 << 0)
        /// The person, 16 or older, when the switch `self-shield` is on.
        package static let selfShielding = Capacity(rawValue: 1 << 1)
        package static let parent = Capacity(rawValue: 1 << 2)
        /// A guardian whose mandate covers settings.
        package static let guardian = Capacity(rawValue: 1 << 3)
        /// A proxy whose mandate covers settings.
        package static let proxy = Capacity(rawValue: 1 << 4)
        /// Any health personnel.
        package static let personnel = Capacity(rawValue: 1 << 5)
        /// Health personnel on the citizen's recorded wish.
        package static let onWish = Capacity(rawValue: 1 << 6)
        /// The same, and not the one who is blocked.
        package static let onWishNotBlocked = Capacity(rawValue: 1 << 7)
        /// Requester or treating personnel.
        package static let treating = Capacity(rawValue: 1 << 8)
        package static let laboratoryAtSending = Capacity(rawValue: 1 << 9)
        /// The guidance service on the citizen's recorded wish.
        package static let guidance = Capacity(rawValue: 1 << 10)
        package static let importer = Capacity(rawValue: 1 << 11)
    }

    /// What a setting is to the matrix: its kind, and of a denial the ground.
    package enum Subject: Sendable, Hashable, CaseIterable {
        case storageReservation, viewReservation, seal, block, shielding
        /// FFL, KUT, FFH, FPB, ANG, ALL.
        case protectiveDenial
        /// EPO.
        case ownDenial
        /// FORANS, UNGDOM.
        case familyDenial
        /// FOR, DUP.
        case importedDenial
        case delayedView, emergencyClosure, parentalConsent, opening
    }

    /// One row: who may begin or change a setting, and who may end it. Releasing and extending a delay is to change it.
    struct Row: Sendable {
        let set: Capacity
        let lift: Capacity
    }

    /// The matrix. What is not in it nobody may.
    static let rows: [Subject: Row] = [
        .storageReservation: Row(set: [.citizen, .guardian], lift: [.citizen, .guardian]),
        .viewReservation: Row(set: .citizen, lift: .citizen),
        .seal: Row(set: [.citizen, .proxy, .guardian, .onWish], lift: [.citizen, .proxy, .guardian, .onWish]),
        .block: Row(
            set: [.citizen, .proxy, .guardian, .onWish],
            lift: [.citizen, .guidance, .onWishNotBlocked]
        ),
        .shielding: Row(set: [.selfShielding, .onWish], lift: [.selfShielding, .onWish]),
        .protectiveDenial: Row(set: .treating, lift: .treating),
        .ownDenial: Row(set: [.citizen, .onWish], lift: [.citizen, .onWish]),
        .familyDenial: Row(set: .personnel, lift: .personnel),
        .importedDenial: Row(set: .importer, lift: .importer),
        .delayedView: Row(set: [.treating, .laboratoryAtSending], lift: .treating),
        .emergencyClosure: Row(set: .treating, lift: .treating),
        .parentalConsent: Row(set: [.parent, .onWish], lift: [.parent, .onWish]),
        .opening: Row(set: .treating, lift: .treating),
    ]

    /// What the matrix asks besides who.
    package struct Context: Sendable, Hashable {
        package var policy: AccessPolicy
        /// Whether the setting stands as requested.
        package var isRequested: Bool
        package init(policy: AccessPolicy, isRequested: Bool = false) {
            self.policy = policy
            self.isRequested = isRequested
        }
    }

    /// Whether an author may do something to a setting of a kind; of an existing one, the kind it has.
    package static func may(
        _ author: SettingAuthor,
        _ action: SettingActionType,
        _ kind: SettingKind,
        _ context: Context
    ) -> Bool {
        guard let row = rows[kind.subject] else { return false }
        let capacities = author.capacities(toward: kind, context.policy)
        // The plans for ages 12 to 15 begin with the switch; what was begun may always be ended.
        if action != .lift, context.policy.youth == .closed, kind.subject.isOfYouth { return false }
        switch action {
        case .request:
            return kind.subject.canBeRequested && capacities.contains(.citizen)
        case .accept:
            return kind.subject.canBeRequested && context.isRequested
                && !capacities.isDisjoint(with: row.set.subtracting(.citizen))
        case .lift:
            // Who asked may take it back; who may accept may refuse.
            if context.isRequested {
                return capacities.contains(.citizen) || !capacities.isDisjoint(with: row.set.subtracting(.citizen))
            }
            return !capacities.isDisjoint(with: row.lift)
        case .set:
            return !capacities.isDisjoint(with: row.set)
        case .change:
            return !context.isRequested && !capacities.isDisjoint(with: row.set)
                && !capacities.isDisjoint(with: row.lift)
        case .release:
            return kind.subject == .delayedView && !context.isRequested && !capacities.isDisjoint(with: row.lift)
        case .extend:
            return (kind.subject == .delayedView || kind.subject.isDenial) && !context.isRequested
                && !capacities.isDisjoint(with: row.lift)
        }
    }

    /// Whether an event may be appended, given the setting it is about; nil: no such setting. A change stays within its row.
    package static func permits(_ event: SettingEvent, on existing: Setting?, policy: AccessPolicy) -> Bool {
        let context = Context(policy: policy, isRequested: existing?.isRequested ?? false)
        switch (event.action, existing) {
        case (.set(let draft), nil), (.request(let draft), nil):
            return may(event.by, event.action.type, draft.kind, context)
        case (.set, _), (.request, _), (_, nil): return false
        case (.change(let draft), let existing?):
            return draft.kind.subject == existing.kind.subject
                && may(event.by, .change, existing.kind, context) && may(event.by, .change, draft.kind, context)
        case (_, let existing?): return may(event.by, event.action.type, existing.kind, context)
        }
    }
}

extension SettingAuthority.Subject {
    var isDenial: Bool {
        switch self {
        case .protectiveDenial, .ownDenial, .familyDenial, .importedDenial: true
        default: false
        }
    }
    /// What a citizen may ask for without being able to set it (decision 29).
    var canBeRequested: Bool { isDenial && self != .importedDenial }
    var isOfYouth: Bool { self == .parentalConsent || self == .opening }
}

extension SettingKind {
    /// The matrix's row of a kind.
    package var subject: SettingAuthority.Subject {
        switch self {
        case .storageReservation: .storageReservation
        case .viewReservation: .viewReservation
        case .seal: .seal
        case .block: .block
        case .shielding: .shielding
        case .denial(let ground):
            switch ground {
            case .dangerToLife, .inadvisable, .dangerToPersonnel, .soundTreatment, .other, .all: .protectiveDenial
            case .ownWish: .ownDenial
            case .parents, .youth: .familyDenial
            case .obsolete, .duplicate: .importedDenial
            }
        case .delayedView: .delayedView
        case .emergencyClosure: .emergencyClosure
        case .parentalConsent: .parentalConsent
        case .opening: .opening
        }
    }
}

extension SettingAuthor {
    /// In what capacities the author acts toward a setting.
    func capacities(toward kind: SettingKind, _ policy: AccessPolicy) -> SettingAuthority.Capacity {
        switch self {
        case .citizen(.grown): return policy.selfShield ? [.citizen, .selfShielding] : .citizen
        case .citizen: return []
        case .parent: return .parent
        case .guardian(_, let inScope): return inScope ? .guardian : []
        case .proxy(_, let inScope): return inScope ? .proxy : []
        case .laboratoryAtSending: return .laboratoryAtSending
        case .guidance(let onWish): return onWish ? .guidance : []
        case .importer: return .importer
        case .personnel(let personnel):
            var capacities: SettingAuthority.Capacity = .personnel
            if personnel.isTreating { capacities.insert(.treating) }
            guard personnel.isOnWish else { return capacities }
            capacities.insert(.onWish)
            if kind != .block(personnel.hpr) { capacities.insert(.onWishNotBlocked) }
            return capacities
        }
    }
}
