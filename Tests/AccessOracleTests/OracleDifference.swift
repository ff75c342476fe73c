import SvarAccess
import SvarDomain
import SvarFHIR
import SvarTesting

/// A question that rules and reference answer differently.
struct OracleDifference {
    let situation: AccessSituation
    /// What differs, without the question's own values: so that each kind is told once.
    let about: String
    let detail: String

    /// The first difference of a question, if there is one.
    static func find(_ situation: AccessSituation, _ tally: inout OracleTally) -> OracleDifference? {
        let decision = decide(situation)
        let (reference, matching) = AccessReference.judged(situation)
        tally.count(reference, matching)
        func difference(_ about: String, _ detail: String) -> OracleDifference {
            OracleDifference(situation: situation, about: about, detail: detail)
        }
        let rows = matching.joined(separator: " ")
        if decision.verdict != reference.verdict {
            return difference(
                "verdict \(decision.verdict.name) for \(reference.verdict.name), \(kind(situation.actor))",
                "rules: \(decision.verdict.name) by \(decision.reason.rawValue); rows: \(rows)"
            )
        }
        if let text = shown(decision, reference, situation) { return difference("shown: \(text)", "rows: \(rows)") }
        if let text = outcome(situation) { return difference("outcome \(text)", "") }
        if let text = validity(situation, decision, reference, &tally) { return difference(text.about, text.detail) }
        return nil
    }

    static func kind(_ actor: AccessActor) -> String { String("\(actor)".prefix { $0 != "(" }) }

    /// Version, form and markers, of what is shown.
    private static func shown(
        _ decision: AccessDecision,
        _ reference: AccessReference.Answer,
        _ situation: AccessSituation
    ) -> String? {
        if decision.version != reference.version {
            return "version \(decision.version.map { "\($0)" } ?? "none") for "
                + "\(reference.version.map { "\($0)" } ?? "none"), \(kind(situation.actor))"
        }
        if decision.markers != reference.markers {
            return "markers \(decision.markers.codes) for \(reference.markers.codes), \(kind(situation.actor))"
        }
        guard let rendition = reference.rendition else { return nil }
        if decision.rendition != rendition {
            return "rendition \(decision.rendition) for \(rendition), \(kind(situation.actor))"
        }
        let mayHaveEarlier: Bool? =
            switch situation.actor {
            case .personnel: true
            case .citizen, .parent, .guardian, .proxy: false
            default: nil
            }
        if let mayHaveEarlier, decision.showsEarlierVersions != mayHaveEarlier {
            return "earlier versions \(decision.showsEarlierVersions), \(kind(situation.actor))"
        }
        return nil
    }

    /// What personnel are told about the person.
    private static func outcome(_ situation: AccessSituation) -> String? {
        guard case .personnel(let personnel) = situation.actor else { return nil }
        let settings = situation.person.settings
        let told = PatientOutcome.of(settings, personnel, policy: situation.policy, at: situation.at)
        func reference(_ at: ServerTime) -> PatientOutcome {
            AccessReference.outcome(settings, personnel, policy: situation.policy, at: at)
        }
        let expected = reference(situation.at)
        if told.outcome != expected { return "\(told.outcome) for \(expected)" }
        if told.validUntil <= situation.at { return "valid until an instant that is over" }
        for instant in instants(situation, until: told.validUntil) where reference(instant) != expected {
            return "\(expected) becomes \(reference(instant)) before validUntil"
        }
        return nil
    }

    /// The law of `validUntil`: until the instant before it nothing changes, and it is an instant at which something may.
    private static func validity(
        _ situation: AccessSituation,
        _ decision: AccessDecision,
        _ reference: AccessReference.Answer,
        _ tally: inout OracleTally
    ) -> (about: String, detail: String)? {
        let until = decision.validUntil
        if until <= situation.at { return ("validUntil is over", "\(until.microseconds)") }
        for instant in instants(situation, until: until) {
            let then = AccessReference.answer(situation.moved(to: instant))
            if then != reference {
                return (
                    "validUntil too late, \(kind(situation.actor)), \(reference.verdict.name) to \(then.verdict.name)",
                    "changes by \(instant.microseconds), said \(until.microseconds)"
                )
            }
        }
        guard until != .never else { return nil }
        if !AccessReference.boundaries(situation).contains(until) {
            return ("validUntil is no boundary, \(kind(situation.actor))", "\(until.microseconds)")
        }
        if AccessReference.answer(situation.moved(to: until)) != reference {
            tally.exact += 1
        } else {
            tally.early += 1
        }
        return nil
    }

    /// Every boundary before an instant, with the microseconds beside it.
    private static func instants(_ situation: AccessSituation, until: ServerTime) -> [ServerTime] {
        var instants = AccessReference.boundaries(situation).flatMap { boundary in
            [-1, 0].map { ServerTime(microseconds: boundary.microseconds + $0) }
        }
        if until != .never { instants.append(ServerTime(microseconds: until.microseconds - 1)) }
        return instants.filter { situation.at < $0 && $0 < until }
    }

    // MARK: telling

    /// The same kind of difference with as few facts as it needs.
    func shrunk() -> OracleDifference {
        var least = self
        var shrinks = true
        while shrinks {
            shrinks = false
            for smaller in least.smaller {
                var tally = OracleTally()
                if let found = OracleDifference.find(smaller, &tally), found.about == about {
                    (least, shrinks) = (found, true)
                    break
                }
            }
        }
        return least
    }

    private var smaller: [AccessSituation] {
        func changed(_ change: (inout AccessSituation) -> Void) -> AccessSituation {
            var copy = situation
            change(&copy)
            return copy
        }
        let settings = situation.person.settings.all
        var all = settings.indices.map { place in
            changed {
                $0.person.settings = PrivacySettings(settings.enumerated().filter { $0.offset != place }.map(\.element))
            }
        }
        all += settings.indices.filter { settings[$0].valid != .always }.map { place in
            var simpler = settings
            simpler[place].valid = .always
            return changed { $0.person.settings = PrivacySettings(simpler) }
        }
        all += settings.indices.filter { settings[$0].results != nil }.map { place in
            var simpler = settings
            simpler[place].results = nil
            return changed { $0.person.settings = PrivacySettings(simpler) }
        }
        all += situation.unit.versions.indices.map { place in changed { $0.unit.versions.remove(at: place) } }
        all += situation.person.mandates.indices.map { place in changed { $0.person.mandates.remove(at: place) } }
        let plain: [(inout AccessSituation) -> Void] = [
            { $0.policy.delays = .trial2025 }, { $0.policy.childDepartments = [] },
            { $0.policy.citizenPreliminary = false }, { $0.policy.youth = .closed },
            { $0.policy.disclosure = .disclose }, { $0.person.isDeceased = false },
            { $0.person.hasProtectedAddress = false }, { $0.unit.isHeld = false }, { $0.person.isKnown = true },
            { $0.unit.order = nil }, { $0.unit.referral = nil }, { $0.unit.requester = nil },
        ]
        all += plain.map { changed($0) }.filter { $0 != situation }
        return all
    }

    /// The question in words for who has to mend it.
    var text: String {
        let person = situation.person
        let unit = situation.unit
        let at = situation.at.microseconds
        func time(_ time: ServerTime) -> String {
            time == .never
                ? "never" : time == .ever ? "ever" : "at\(time.microseconds >= at ? "+" : "")\(time.microseconds - at)"
        }
        func validity(_ valid: Validity) -> String {
            valid == .always ? "" : " valid \(time(valid.from))..<\(time(valid.until))"
        }
        let settings = person.settings.all.map { setting in
            "  \(setting.kind) target \(setting.target)\(validity(setting.valid))"
                + (setting.results.map { " results \($0)" } ?? "") + (setting.isRequested ? " requested" : "")
        }
        let versions = unit.versions.map { version in
            "  \(version.state) received \(time(version.received)) delayStart \(time(version.delayStart))"
                + " classes \(version.disciplines.rawValue) added \(version.added.rawValue)"
        }
        let mandates = person.mandates.map { mandate in
            "  \(mandate.kind) holder \(mandate.holder.rawValue) scope \(mandate.scope.rawValue)\(validity(mandate.valid))"
        }
        let policy = situation.policy
        let delays =
            policy.delays.name == "own" || !policy.delays.requesters.isEmpty ? "\(policy.delays)" : policy.delays.name
        return """
            \(about)
            \(detail)
            actor \(situation.actor) at \(at)
            born \(person.birthDate.map { "\($0.year)-\($0.month)-\($0.day)" } ?? "?") known \(person.isKnown) \
            deceased \(person.isDeceased) protected \(person.hasProtectedAddress) shares \(person.sharesAddressWithParent)
            policy \(policy.disclosure) youth \(policy.youth) preliminary \(policy.citizenPreliminary) \
            child departments \(policy.childDepartments.map(\.unit)) delays \(delays)
            span \(unit.span.map { "\($0.first)...\($0.last)" } ?? "none") requester \(unit.requester?.unit ?? "none") \
            order \(unit.order ?? "none") referral \(unit.referral ?? "none") held \(unit.isHeld)
            settings
            \(settings.joined(separator: "\n"))
            versions
            \(versions.joined(separator: "\n"))
            mandates
            \(mandates.joined(separator: "\n"))
            """
    }
}

/// What the rules answer.
func decide(_ situation: AccessSituation) -> AccessDecision {
    AccessRules.decide(
        actor: situation.actor,
        person: situation.person,
        unit: situation.unit,
        policy: situation.policy,
        at: situation.at
    )
}
