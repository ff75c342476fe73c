import SvarAccess
import SvarDomain
import SvarFHIR

/// The words the rows of the decision table are written in, each as plain as it can be and computed anew each time.
struct ReferenceQuestion {
    let situation: AccessSituation
    /// The settings that have effect now: accepted, and inside their validity.
    let inForce: [Setting]

    init(situation: AccessSituation) {
        self.situation = situation
        let at = situation.at
        inForce = situation.person.settings.all.filter { !$0.isRequested && $0.valid.from <= at && at < $0.valid.until }
    }

    var actor: AccessActor { situation.actor }
    var person: PersonFacts { situation.person }
    var unit: UnitFacts { situation.unit }
    var policy: AccessPolicy { situation.policy }
    var at: ServerTime { situation.at }

    // MARK: settings

    func inForce(_ type: SettingType) -> [Setting] { inForce.filter { $0.kind.type == type } }

    /// Settings in force of a type that close this unit: its span touches their period (decision 28).
    func closing(_ type: SettingType) -> [Setting] { inForce(type).filter(isAboutUnit) }

    /// Settings of a type that have ever been accepted and close this unit while they are in force.
    func everClosing(_ type: SettingType) -> [Setting] {
        person.settings.all.filter { !$0.isRequested && $0.kind.type == type && isAboutUnit($0) }
    }

    private func isAboutUnit(_ setting: Setting) -> Bool { names(unit, setting.target) && touches(setting.results) }

    /// Settings in force of a type that open this unit: its whole span lies in their period (decision 28).
    func opening(_ type: SettingType) -> [Setting] {
        inForce(type).filter { names(unit, $0.target) && covers($0.results) }
    }

    /// Whether a setting's target is this unit (decision 21: what names an item or a code acts on the unit that holds it;
    /// an order is keyed by requesting organisation and order id, and what is empty never matches).
    private func names(_ unit: UnitFacts, _ target: SettingTarget) -> Bool {
        switch target {
        case .all: return true
        case .unit(let key): return key == unit.key
        case .item(let item): return unit.items.contains(item)
        case .code(let code): return unit.codes.contains(code)
        case .order(let organisation, let order):
            guard let requester = unit.requester, let own = unit.order, order != "" else { return false }
            return requester.organisation == organisation && own == order
        case .referral(let referral):
            guard let own = unit.referral, referral != "" else { return false }
            return own == referral
        }
    }

    /// Whether some day of the result span is in the period. What has no date may be in any.
    private func touches(_ period: ResultPeriod?) -> Bool {
        guard let period, let span = unit.span else { return true }
        return days(span).contains { isIn($0, period) }
    }

    /// Whether every day of the result span is in the period. What has no date is certainly in none.
    private func covers(_ period: ResultPeriod?) -> Bool {
        guard let period else { return true }
        guard let span = unit.span else { return false }
        return days(span).allSatisfy { isIn($0, period) }
    }

    private func days(_ span: ResultSpan) -> [Int] { Array(span.first.daysSince1970...span.last.daysSince1970) }

    private func isIn(_ day: Int, _ period: ResultPeriod) -> Bool {
        if let from = period.from, day < from.daysSince1970 { return false }
        if let through = period.through, day > through.daysSince1970 { return false }
        return true
    }

    /// Nothing narrows a reservation, nor an emergency closure (P09).
    var isReserved: Bool { !inForce(.storageReservation).isEmpty }

    /// Whether any seal or shielding is in force for the person, whatever it is about.
    var hasSealOrShielding: Bool { !inForce(.seal).isEmpty || !inForce(.shielding).isEmpty }

    /// Whether the person has a seal that is not of everything.
    var hasPartialSeal: Bool { inForce(.seal).contains { !isOfEverything($0) } }

    var isSealed: Bool { !closing(.seal).isEmpty }
    var isSealedWhole: Bool { inForce(.seal).contains(where: isOfEverything) }
    var isShielded: Bool { !closing(.shielding).isEmpty }

    private func isOfEverything(_ setting: Setting) -> Bool { setting.target == .all && setting.results == nil }

    /// Whether this unit is closed by a block of that professional.
    func isBlocked(_ hpr: HPRNumber) -> Bool { closing(.block).contains { $0.kind == .block(hpr) } }

    /// Whether any block of that professional is in force, whatever it is about.
    func hasBlock(of hpr: HPRNumber) -> Bool { inForce(.block).contains { $0.kind == .block(hpr) } }

    func hasBlock(ofOtherThan hpr: HPRNumber) -> Bool { inForce(.block).contains { $0.kind != .block(hpr) } }

    var hasEmergencyClosure: Bool { !inForce(.emergencyClosure).isEmpty }
    var hasViewReservation: Bool { !inForce(.viewReservation).isEmpty }

    /// Grounds on which this unit is denied now.
    var grounds: [DenialGround] {
        closing(.denial).compactMap { if case .denial(let ground) = $0.kind { ground } else { nil } }
    }

    var hasParentalConsent: Bool { !opening(.parentalConsent).isEmpty }
    func isOpened(to whom: Opening) -> Bool { opening(.opening).contains { $0.kind == .opening(whom) } }

    // MARK: persons

    /// Full years on the Oslo day of the decision; nil when the birth date is unknown.
    var years: Int? {
        guard let born = person.birthDate else { return nil }
        let today = OsloTime.local(at.microseconds).date
        let hadBirthday = (today.month, today.day) >= (born.month, born.day)
        return today.year - born.year - (hadBirthday ? 0 : 1)
    }
    var isUnder12: Bool { years.map { $0 < 12 } ?? false }
    var is12To15: Bool { years.map { (12...15).contains($0) } ?? false }
    var is16OrOlder: Bool { years.map { $0 >= 16 } ?? false }

    /// Whether the whole span lies before the day of the twelfth birthday.
    var isDatedBefore12: Bool {
        guard let born = person.birthDate, let span = unit.span else { return false }
        return (span.last.year, span.last.month, span.last.day) < (born.year + 12, born.month, born.day)
    }

    /// Whether somebody holds a mandate of a kind to see results, now. A loop: the optimiser of Swift 6.3.1 breaks on a
    /// closure here.
    func holds(_ kind: Mandate.Kind, _ holder: PersonKey?) -> Bool {
        for mandate in person.mandates where mandate.kind == kind && mandate.holder == holder {
            if mandate.scope.contains(.results), mandate.valid.from <= at, at < mandate.valid.until { return true }
        }
        return false
    }

    // MARK: switches

    var isDisclosing: Bool { policy.disclosure == .disclose }
    var isYouthOpen: Bool { policy.youth == .open }

    // MARK: the actor

    var personnel: Personnel? { if case .personnel(let personnel) = actor { personnel } else { nil } }
    var isCitizen: Bool { actor == .citizen }
    var parent: PersonKey? { if case .parent(let key) = actor { key } else { nil } }
    var guardian: PersonKey? { if case .guardian(let key) = actor { key } else { nil } }
    var proxy: PersonKey? { if case .proxy(let key) = actor { key } else { nil } }
    var isParent: Bool { parent != nil }
    var isGuardian: Bool { guardian != nil }
    var isProxy: Bool { proxy != nil }
    /// Citizen, parent, guardian or proxy.
    var isCitizenSide: Bool { isCitizen || isParent || isGuardian || isProxy }
}
