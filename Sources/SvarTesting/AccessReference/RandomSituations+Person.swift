package import SvarAccess
package import SvarDomain
import SvarFHIR

extension RandomSituations {
    /// A person whose age, mandates and settings suit the actor more often than not.
    mutating func person(_ actor: AccessActor, _ unit: UnitFacts, _ around: ServerTime) -> PersonFacts {
        PersonFacts(
            isKnown: chance(98),
            birthDate: birthDate(actor, around),
            isDeceased: chance(3),
            hasProtectedAddress: chance(4),
            sharesAddressWithParent: chance(75),
            isSynthetic: chance(50),
            mandates: mandates(actor, around),
            settings: PrivacySettings(settings(actor, unit, around))
        )
    }

    private mutating func birthDate(_ actor: AccessActor, _ around: ServerTime) -> CivilDate? {
        if chance(3) { return nil }
        let today = OsloTime.local(around.microseconds).date
        let ages: [ClosedRange<Int>] =
            switch actor {
            case .parent: [1...11, 1...11, 12...15, 12...15, 16...17]
            case .citizen: [1...11, 12...15, 12...15, 16...90, 16...90, 16...90]
            case .guardian, .proxy: [1...15, 16...90, 16...90, 16...90]
            default: [1...90]
            }
        // a birthday that matters within days
        if chance(25) {
            let day = date(near: around, -30...30)
            let years = pick([12, 16])
            return CivilDate(year: day.year - years, month: day.month, day: day.day)
                ?? CivilDate(year: day.year - years, month: 3, day: 1)
        }
        // born on a leap day
        if chance(5) { return CivilDate(year: pick([2008, 2012]), month: 2, day: 29) }
        let years = pick(ages)
        let age = pick(Array(years))
        return CivilDate(daysSince1970: today.daysSince1970 - age * 365 - age / 4 - pick(Array(1...300)))
    }

    private mutating func mandates(_ actor: AccessActor, _ around: ServerTime) -> [Mandate] {
        let kind: Mandate.Kind =
            switch actor {
            case .parent: .parent
            case .guardian: .guardian
            case .proxy: .proxy
            default: pick(Mandate.Kind.allCases)
            }
        var mandates: [Mandate] = []
        if chance(92) { mandates.append(mandate(chance(93) ? kind : pick(Mandate.Kind.allCases), around)) }
        while chance(20) { mandates.append(mandate(pick(Mandate.Kind.allCases), around)) }
        return mandates
    }

    private mutating func mandate(_ kind: Mandate.Kind, _ around: ServerTime) -> Mandate {
        Mandate(
            kind,
            holder: chance(93) ? Self.holder : Self.stranger,
            scope: pick([
                [.results], [.results, .settings], [.results, .settings], [.results, .settings], [.settings],
            ]),
            valid: chance(60) ? .always : validity(around)
        )
    }

    // MARK: settings

    private mutating func settings(_ actor: AccessActor, _ unit: UnitFacts, _ around: ServerTime) -> [Setting] {
        let count = pick([0, 0, 1, 1, 1, 2, 2, 3, 4])
        var settings: [Setting] = []
        for place in 0..<count {
            let suiting = chance(75)
            let kind = suiting ? suitingKind(actor, around) : anyKind(around)
            settings.append(setting(Setting.ID(Int64(place + 1)), kind, unit, around))
        }
        // a youth's access needs consent and an opening together
        let isYouthly = actor == .citizen || isParent(actor)
        if isYouthly, chance(55) {
            settings.append(setting(Setting.ID(11), .parentalConsent, unit, around))
        }
        if isYouthly, chance(45) {
            settings.append(setting(Setting.ID(12), .opening(actor == .citizen ? .youth : .parents), unit, around))
        }
        if isYouthly, chance(15) {
            settings.append(
                setting(Setting.ID(13), .denial(actor == .citizen ? .youth : .parents), unit, around)
            )
        }
        // what personnel decide about a delay follows on what they decided before
        if actor.isCitizenSide || chance(30), chance(20) {
            settings.append(setting(Setting.ID(14), delayedView(around), unit, around))
            settings.append(setting(Setting.ID(15), delayedView(around), unit, around))
        }
        return settings
    }

    private func isParent(_ actor: AccessActor) -> Bool { if case .parent = actor { true } else { false } }

    private mutating func suitingKind(_ actor: AccessActor, _ around: ServerTime) -> SettingKind {
        switch actor {
        case .personnel, .replicaFeed, .replicaReader:
            pick([
                .seal, .seal, .seal, .shielding, .shielding, .block(Self.hpr), .block(Self.hpr), .block(Self.otherHPR),
                .storageReservation, denial(), delayedView(around), .emergencyClosure,
            ])
        case .citizen, .parent, .guardian, .proxy:
            pick([
                denial(), denial(), denial(), delayedView(around), delayedView(around), delayedView(around),
                .viewReservation, .emergencyClosure, .seal, .shielding, .block(Self.hpr),
            ])
        default: anyKind(around)
        }
    }

    package mutating func anyKind(_ around: ServerTime) -> SettingKind {
        pick([
            .storageReservation, .viewReservation, .seal, .block(Self.hpr), .block(Self.otherHPR), .shielding, denial(),
            delayedView(around), .emergencyClosure, .parentalConsent, .opening(.youth), .opening(.parents),
        ])
    }

    private mutating func denial() -> SettingKind { .denial(pick(DenialGround.allCases)) }

    private mutating func delayedView(_ around: ServerTime) -> SettingKind {
        .delayedView(pick([.until(near(around, -20...20)), .released, .released, .instead(delay())]))
    }

    /// A setting of a kind on a target that such a setting can have.
    package mutating func setting(
        _ id: Setting.ID,
        _ kind: SettingKind,
        _ unit: UnitFacts,
        _ around: ServerTime
    ) -> Setting {
        let valid: Validity =
            if kind == .delayedView(.released), chance(80) {
                Validity(from: near(around, -12...1))
            } else {
                chance(45) ? .always : validity(around)
            }
        return Setting(
            id: id,
            kind: kind,
            target: target(kind, unit),
            results: mayHavePeriod(kind) && chance(30) ? resultPeriod(around) : nil,
            valid: valid,
            isRequested: chance(5)
        )
    }

    private func mayHavePeriod(_ kind: SettingKind) -> Bool {
        switch kind.type {
        case .seal, .block, .shielding, .denial, .opening: true
        default: false
        }
    }

    private mutating func target(_ kind: SettingKind, _ unit: UnitFacts) -> SettingTarget {
        switch kind.type {
        case .storageReservation, .viewReservation, .emergencyClosure: chance(90) ? .all : anyTarget(unit)
        case .parentalConsent: .all
        case .opening: chance(65) ? .referral("referral-1") : chance(50) ? .all : anyTarget(unit)
        case .seal, .block: chance(65) ? .all : anyTarget(unit)
        case .denial, .delayedView: chance(50) ? .unit(unit.key) : chance(40) ? .all : anyTarget(unit)
        case .shielding: chance(60) ? .unit(unit.key) : anyTarget(unit)
        }
    }

    private mutating func anyTarget(_ unit: UnitFacts) -> SettingTarget {
        pick([
            .all, .unit(unit.key), .unit(Self.otherKey), .item("item-1"), .item("item-9"), .code("NPU19748"),
            .code("NPU99999"), .order(Self.clinic.organisation, "order-1"),
            .order(Self.childWard.organisation, "order-1"),
            .order(Self.childWard.organisation, ""), .referral("referral-1"), .referral(""),
        ])
    }

    private mutating func resultPeriod(_ around: ServerTime) -> ResultPeriod {
        let from = date(near: around, -70...0)
        let through = date(near: around, -50...10)
        return switch pick([1, 2, 3, 3]) {
        case 1: ResultPeriod(from: from)
        case 2: ResultPeriod(through: through)
        default: ResultPeriod(from: min(from, through), through: max(from, through))
        }
    }

    private mutating func validity(_ around: ServerTime) -> Validity {
        switch pick([1, 2, 3, 3, 3]) {
        case 1: Validity(from: near(around, -30...10))
        case 2: Validity(until: near(around, -10...30))
        default: Validity(from: near(around, -40...5), until: near(around, -5...40))
        }
    }
}
