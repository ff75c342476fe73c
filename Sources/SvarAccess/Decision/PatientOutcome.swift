package import SvarDomain

/// What personnel are told about a person's closures, as one outcome in a person-scoped search or operation: a function of
/// settings in force, caller, basis and policy, never of which units exist (decision 24).
package enum PatientOutcome: String, Sendable, Hashable, CaseIterable {
    /// Nothing is told.
    case none
    /// Nothing is stored about this person (row A22).
    case reservation = "Reservation"
    /// A block of this professional (rows A19 and A20).
    case specific = "Specific"
    /// A seal of everything (row A13).
    case general = "General"
    /// A seal of a part, or a shielding (rows A17 and A23).
    case partial = "Partial"
    /// The request is refused with 403 `elevated-not-needed` (row A16).
    case elevatedNotNeeded = "elevated-not-needed"

    /// The outcome for a professional, and the next instant at which it may change. The first that applies is told:
    /// reservation, block, need, seal and shielding.
    package static func of(
        _ settings: PrivacySettings,
        _ personnel: Personnel,
        policy: AccessPolicy,
        at: ServerTime
    ) -> (outcome: PatientOutcome, validUntil: ServerTime) {
        guard policy.disclosure == .disclose else { return (.none, .never) }
        let closures = Closures(settings, personnel, at)
        let outcome: PatientOutcome =
            if closures.reservation {
                .reservation
            } else if closures.block {
                .specific
            } else if personnel.basis.isElevated {
                closures.callForElevation ? .none : .elevatedNotNeeded
            } else if closures.sealOfAll {
                .general
            } else if closures.seal || closures.shielding {
                .partial
            } else {
                .none
            }
        return (outcome, closures.validUntil)
    }
}
