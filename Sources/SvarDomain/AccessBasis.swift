/// Grunnlag (`access-basis`): on what a professional's access rests.
package enum AccessBasis: String, Sendable, Hashable, CaseIterable {
    /// An exception from consent by regulation, as for the regular general practitioner.
    case exempt = "UNNTAK"
    /// The patient consents.
    case consent = "SAMTYKKE"
    /// An emergency (nødrett).
    case emergency = "AKUTT"
    /// Elevated: the patient consents to opening what is closed.
    case elevatedConsent = "FORHOYET_SAMTYKKE"
    /// Elevated: an emergency opens what is closed.
    case elevatedEmergency = "FORHOYET_AKUTT"

    /// Whether it opens seals and shielding; never blocks (rows A14, A15, A20, A24).
    package var isElevated: Bool { self == .elevatedConsent || self == .elevatedEmergency }
}

/// Why a professional looks, as the trust framework attests it (2.16.840.1.113883.1.11.20448).
package enum CarePurpose: String, Sendable, Hashable, CaseIterable {
    /// Treatment.
    case treatment = "TREAT"
    /// Emergency treatment.
    case emergencyTreatment = "ETREAT"
    /// Coordination of care.
    case coordination = "COC"
    /// Break the glass.
    case breakTheGlass = "BTG"
}
