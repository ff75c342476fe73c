import SvarAccess
import SvarDomain
import SvarFHIR

/// One situation of the decision table: everything that is not named is as in the plainest case, a grown citizen's final
/// report of clinical chemistry and a professional on UNNTAK, with nothing set.
struct Situation: Sendable {
    var actor: AccessActor = .personnel(.general())
    var birthDate: CivilDate? = day(1980, 5, 17)
    var isKnown = true
    var isDeceased = false
    var hasProtectedAddress = false
    var sharesAddress = true
    var isSynthetic = true
    var mandates: [Mandate] = [
        Mandate(.parent, holder: holder), Mandate(.guardian, holder: holder), Mandate(.proxy, holder: holder),
    ]
    var settings: [Setting] = []
    var unit = UnitFacts.plain()
    var policy = AccessPolicy()
    var at = noon

    var person: PersonFacts {
        PersonFacts(
            isKnown: isKnown,
            birthDate: birthDate,
            isDeceased: isDeceased,
            hasProtectedAddress: hasProtectedAddress,
            sharesAddressWithParent: sharesAddress,
            isSynthetic: isSynthetic,
            mandates: mandates,
            settings: PrivacySettings(settings)
        )
    }

    var decision: AccessDecision {
        AccessRules.decide(actor: actor, person: person, unit: unit, policy: policy, at: at)
    }

    /// What personnel are told about the person.
    var outcome: PatientOutcome {
        guard case .personnel(let personnel) = actor else { return .none }
        return PatientOutcome.of(person.settings, personnel, policy: policy, at: at).outcome
    }

    /// A changed copy.
    func with(_ change: (inout Situation) -> Void) -> Situation {
        var copy = self
        change(&copy)
        return copy
    }
}

/// Who holds the mandates.
let holder = PersonKey(77)
/// Noon in Oslo of 15 January 2026: when situations are decided.
let noon = instant(2026, 1, 15, 12)
/// When the plain report was received: a month before.
let arrival = instant(2025, 12, 15, 12)

func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate { CivilDate(year: year, month: month, day: day)! }

func instant(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> ServerTime {
    let local = CivilDateTime(date: CivilDate(year: year, month: month, day: day)!, hour: hour, minute: minute)!
    return ServerTime(microseconds: OsloTime.utc(local))
}

extension ServerTime {
    func plus(_ microseconds: Int64) -> ServerTime { ServerTime(microseconds: self.microseconds + microseconds) }
    func plus(days: Int64) -> ServerTime { plus(days * 86_400_000_000) }
}

extension Personnel {
    static func general(_ basis: AccessBasis = .exempt, hpr: Int = 9_000_001) -> Personnel {
        Personnel(hpr: HPRNumber(hpr), organisation: Organisation("999000001"), basis: basis)
    }
}

extension AccessActor {
    static func personnel(_ basis: AccessBasis) -> AccessActor { .personnel(.general(basis)) }
    static let parent = AccessActor.parent(holder)
    static let guardian = AccessActor.guardian(holder)
    static let proxy = AccessActor.proxy(holder)
}

extension UnitFacts {
    static func plain(_ versions: [VersionFacts] = [.first()]) -> UnitFacts {
        UnitFacts(
            key: UnitKey(1),
            producer: Producer("999000009"),
            span: ResultSpan(day(2025, 12, 14), day(2025, 12, 15)),
            requester: Department(Organisation("999000002"), unit: "4201"),
            performer: Organisation("999000009"),
            order: "R-1",
            referral: "H-1",
            items: ["i1"],
            codes: ["NPU19748"],
            versions: versions
        )
    }
}

extension VersionFacts {
    static func first(
        _ disciplines: Disciplines = .biochemistry,
        at received: ServerTime = arrival,
        _ state: State = .final
    ) -> VersionFacts {
        VersionFacts(received: received, state: state, disciplines: disciplines, added: disciplines)
    }

    /// A later version of the same items, with some added.
    static func later(
        at received: ServerTime,
        _ state: State = .final,
        disciplines: Disciplines = .biochemistry,
        adding added: Disciplines = []
    ) -> VersionFacts {
        VersionFacts(received: received, state: state, disciplines: disciplines.union(added), added: added)
    }
}

extension Setting {
    static func of(
        _ kind: SettingKind,
        _ target: SettingTarget = .all,
        results: ResultPeriod? = nil,
        from: ServerTime = .ever,
        until: ServerTime = .never
    ) -> Setting {
        Setting(
            id: ID(1),
            kind: kind,
            target: target,
            results: results,
            valid: Validity(from: from, until: until)
        )
    }

    static let sealOfAll = of(.seal)
    static let sealOfDecember = of(.seal, results: ResultPeriod(from: day(2025, 12, 15), through: day(2025, 12, 31)))
    static let sealOfNovember = of(.seal, results: ResultPeriod(through: day(2025, 12, 13)))
    static let shieldingOfThis = of(.shielding, .unit(UnitKey(1)))
    static let shieldingOfOther = of(.shielding, .unit(UnitKey(2)))
    static let blockOfThis = of(.block(HPRNumber(9_000_001)))
    static let blockOfOther = of(.block(HPRNumber(9_000_002)))
    static func denial(_ ground: DenialGround, _ target: SettingTarget = .unit(UnitKey(1))) -> Setting {
        of(.denial(ground), target)
    }
}
