internal import SvarDomain

/// What one rule says of a case. A rule that says nothing may still know when it will.
struct Opinion {
    /// Nil: no row of this rule matches.
    var verdict: Verdict?
    var reason: Reason
    /// For `meta.security`, when other rules let the unit be shown: a marker opens nothing.
    var markers: Markers = []
    /// The next instant at which this opinion may change by itself.
    var validUntil: ServerTime

    /// No row matches.
    static let none = Opinion(nil, .nothingPermits)

    init(_ verdict: Verdict?, _ reason: Reason, markers: Markers = [], until: ServerTime = .never) {
        self.verdict = verdict
        self.reason = reason
        self.markers = markers
        validUntil = until
    }
}

/// The opinions of a case put together, one function for all (decision 21): the strictest verdict decides, its first rule
/// gives the reason; without anything that permits, the unit is as absent; the answer holds until the first opinion may
/// change.
struct Combination {
    private(set) var verdict: Verdict?
    private(set) var reason = Reason.nothingPermits
    private(set) var markers: Markers = []
    private(set) var validUntil = ServerTime.never
    private(set) var rules: RuleSet = []

    @inline(__always)
    mutating func add(_ opinion: Opinion, of rule: RuleID) {
        if opinion.validUntil < validUntil { validUntil = opinion.validUntil }
        if !opinion.markers.isEmpty {
            markers.formUnion(opinion.markers)
            rules.insert(RuleSet(rule))
        }
        guard let new = opinion.verdict else { return }
        rules.insert(RuleSet(rule))
        if verdict.map({ new > $0 }) ?? true {
            verdict = new
            reason = opinion.reason
        }
    }
}

/// What a closing faces personnel with: told, or silently hidden (decision 24).
extension AccessPolicy {
    var closedToPersonnel: Verdict { disclosure == .disclose ? .told : .hide }
}
