package import SvarDomain

/// What one actor gets of one unit at one instant, why, and until when that is certain.
package struct AccessDecision: Sendable, Hashable {
    /// The strictest of what the matching rules say.
    package var verdict: Verdict
    /// Why, for the log and for `$explain-access`; not for the refused.
    package var reason: Reason
    /// Codes of list 9603 for `meta.security`, added when serving (decision 25). Empty unless the unit is shown.
    package var markers: Markers
    /// Which version is the current one for this actor (index into `UnitFacts.versions`); nil when nothing is shown.
    package var version: Int?
    /// In which form that version is shown.
    package var rendition: Rendition
    /// Whether earlier versions may be had by vread and history: personnel and producers, never the citizen side
    /// (decision 8). A version that was withdrawn from a wrong person is not among them.
    package var showsEarlierVersions: Bool
    /// The next instant at which the answer may change without any new fact; `.never` when none is known.
    package var validUntil: ServerTime
    /// Every rule that spoke, for `$explain-access`.
    package var rules: RuleSet

    package init(
        verdict: Verdict,
        reason: Reason,
        markers: Markers = [],
        version: Int? = nil,
        rendition: Rendition = .full,
        showsEarlierVersions: Bool = false,
        validUntil: ServerTime = .never,
        rules: RuleSet = []
    ) {
        self.verdict = verdict
        self.reason = reason
        self.markers = markers
        self.version = version
        self.rendition = rendition
        self.showsEarlierVersions = showsEarlierVersions
        self.validUntil = validUntil
        self.rules = rules
    }
}

extension AccessDecision {
    /// The versions before the current one that may be had by vread and history. What stood before a version withdrawn
    /// from a wrong person was about somebody else: it is the producer's and the auditor's alone (decision 8).
    package func earlierVersions(of unit: UnitFacts) -> Range<Int> {
        guard showsEarlierVersions, let version else { return 0..<0 }
        if reason == .ownContribution || reason == .auditedWithdrawn { return 0..<version }
        let wrong = unit.versions[..<version].lastIndex { $0.state == .wrongPerson }
        return (wrong.map { $0 + 1 } ?? 0)..<version
    }
}

/// The forms a version is served in (decisions 8 and 21).
package enum Rendition: Sendable, Hashable, CaseIterable {
    /// As stored.
    case full
    /// DiagnosticReport with id, meta tagged SUBSETTED, status, category, effective, issued and subject.
    case metadata
    /// Without value, interpretation, conclusion and attachment; says it was withdrawn by the laboratory.
    case withdrawn
}

/// Codes of list 9603 that a reader finds in `meta.security` (decision 25).
package struct Markers: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// NORU: the citizen does not see it yet (utsatt innsyn). To personnel.
    package static let delayed = Markers(rawValue: 1 << 15)
    /// NORS: closed to health personnel (row A40). To the citizen only, never to personnel.
    package static let sealed = Markers(rawValue: 1 << 14)
    /// NORN_*: denied, with its ground. To personnel.
    package static func denied(_ ground: DenialGround) -> Markers { Markers(rawValue: 1 << UInt16(ground.rawValue)) }

    /// The codes of 9603, in a fixed order.
    package var codes: [String] {
        var codes = DenialGround.allCases.filter { contains(.denied($0)) }.map(\.code)
        if contains(.delayed) { codes.append("NORU") }
        if contains(.sealed) { codes.append("NORS") }
        return codes
    }
}

extension ServerTime {
    /// Later than every instant: nothing is known to change.
    package static let never = ServerTime(microseconds: .max)
    /// Earlier than every instant.
    package static let ever = ServerTime(microseconds: .min)
}
