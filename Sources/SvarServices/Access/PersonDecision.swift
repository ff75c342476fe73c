import SvarAccess
package import SvarDomain
import SvarFHIR
package import SvarStore

/// What one actor gets of one person at one instant, ready for the exits (decision 20): which units, as of when, in which
/// form, with which marks, and what is told beside them.
package struct PersonDecision: Sendable, Hashable {
    /// The units that are shown and how much of each; good until its `validUntil`.
    package let set: AllowedSet
    /// Units written over REST of which only the withdrawn form is shown (decision 8); of messages the mapping made it.
    package let withdrawn: Set<UnitKey>
    /// Codes of list 9603 for `meta.security` (decision 25).
    package let labels: [UnitKey: [String]]
    /// Units whose answer may change without a new version, so that "unchanged" is never said of them (decision 25).
    package let changing: Set<UnitKey>
    /// Whether anything of the person is shown, or would be but for a refusal of the request.
    let isShown: Bool
    /// Why the whole request is refused with 403; nil when it is not. For the auditor, not for the refused.
    let refusal: SvarAccess.Reason?
    /// What the professional is told about closures (decision 24).
    let outcome: PatientOutcome

    /// Decides for all units of a person.
    /// - Parameters:
    ///   - facts: of the person, and of each of their units
    ///   - at: wall time; a version or setting that is stamped later counts as of its stamp
    init(_ actor: AccessActor, _ facts: KnownPerson, policy: AccessPolicy, at: ServerTime) {
        let at = max(at, facts.newest)
        let view = PersonView(actor: actor, person: facts.person, policy: policy, at: at)
        var units: Set<UnitKey> = []
        var shown: [(unit: UnitKey, versions: ClosedRange<Int>)] = []
        var windows: [UnitKey: UnitWindow] = [:]
        var withdrawn: Set<UnitKey> = []
        var labels: [UnitKey: [String]] = [:]
        var changing: Set<UnitKey> = []
        var validUntil = view.validUntil
        for unit in facts.units {
            let decision = view.decide(unit)
            validUntil = min(validUntil, decision.validUntil)
            guard decision.verdict.shows, let version = decision.version else { continue }
            units.insert(unit.key)
            let earlier = decision.earlierVersions(of: unit)
            shown.append((unit.key, (earlier.isEmpty ? version : earlier.lowerBound)...version))
            let window = UnitWindow(of: unit, decision)
            if window != UnitWindow() { windows[unit.key] = window }
            if decision.rendition == .withdrawn, facts.isOfREST.contains(unit.key) { withdrawn.insert(unit.key) }
            let codes = decision.markers.codes
            if !codes.isEmpty { labels[unit.key] = codes }
            // Only what is shown may decide this, or the answer tells of what is not.
            if actor.isCitizenSide || facts.marks.marked(unit, at: at) || policy.delays(unit, through: version) {
                changing.insert(unit.key)
            }
        }
        units.formUnion(facts.bound(to: shown))
        if let (unit, window) = facts.patientWindow(among: units) { windows[unit] = window }
        isShown = !units.isEmpty
        (outcome, validUntil) = Self.told(actor, facts, policy, at, validUntil)
        refusal = outcome == .elevatedNotNeeded ? .elevatedNotNeeded : view.refusal
        set = AllowedSet(
            person: facts.record.person,
            units: refusal == nil ? units : [],
            windows: windows,
            showsEarlierVersions: !actor.isCitizenSide,
            validUntil: validUntil == .never ? nil : validUntil
        )
        self.withdrawn = withdrawn
        self.labels = labels
        self.changing = changing
    }

    private static func told(
        _ actor: AccessActor,
        _ facts: KnownPerson,
        _ policy: AccessPolicy,
        _ at: ServerTime,
        _ validUntil: ServerTime
    ) -> (PatientOutcome, ServerTime) {
        guard case .personnel(let personnel) = actor else { return (.none, validUntil) }
        let told = PatientOutcome.of(facts.person.settings, personnel, policy: policy, at: at)
        return (told.outcome, min(validUntil, told.validUntil))
    }
}

extension UnitWindow {
    /// How much of a unit a decision shows.
    fileprivate init(of unit: UnitFacts, _ decision: AccessDecision) {
        self.init()
        guard let version = decision.version else { return }
        if version + 1 < unit.versions.count { through = unit.versions[version].received }
        let earlier = decision.earlierVersions(of: unit)
        if decision.showsEarlierVersions, earlier.lowerBound > 0 { from = unit.versions[earlier.lowerBound].received }
        isMetadata = decision.rendition == .metadata
    }
}

extension AccessPolicy {
    /// Whether a version of the unit up to this one was or is delayed by its discipline.
    fileprivate func delays(_ unit: UnitFacts, through version: Int) -> Bool {
        unit.versions[...version].contains { delays.delay(of: $0.added, requester: unit.requester) != .none }
    }
}
