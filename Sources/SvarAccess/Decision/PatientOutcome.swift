package import SvarDomain

/// What personnel are told about a person's closures, as one outcome in a person-scoped search or operation: a function of
/// settings in force, caller, basis and policy, never of which units exist (decision 24).
package enum PatientOutcome: String, Sendable, Hashable, CaseIterable {
    /// Nothing is told.
    case none
    case reservation = "Reservation"
    /// A block of this professional.
    case specific = "Specific"
    /// A seal of everything.
    case general = "General"
    /// A seal of a part, or a shielding.
    case partial = "Partial"
    /// The request is refused with 403 `elevated-not-needed`.
    case elevatedNotNeeded = "elevated-not-needed"

    /// The outcome for a professional, and the next instant it may change.
    package static func of(
        _ settings: PrivacySettings,
        _ personnel: Personnel,
        policy: AccessPolicy,
        at: ServerTime
    ) -> (outcome: PatientOutcome, validUntil: ServerTime) {
        (.none, .never)
    }
}
