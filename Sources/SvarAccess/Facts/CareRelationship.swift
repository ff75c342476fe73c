package import SvarDomain

extension AccessBasis {
    /// Purposes of which an attested care relationship must have one (rows A76 and P33); nil: it needs none.
    package var carePurposes: Set<CarePurpose>? {
        switch self {
        case .exempt: nil
        case .consent, .elevatedConsent: [.treatment, .coordination]
        case .emergency, .elevatedEmergency: [.treatment, .emergencyTreatment, .breakTheGlass]
        }
    }
}

/// Tjenstlig behov: the care relationship a token attests.
package struct CareRelationship: Sendable, Hashable {
    package var purpose: CarePurpose
    /// Whether it is about the person of this request.
    package var isAboutThePerson: Bool
    /// Whether healthcare service or purpose details are given (rule ATT-43).
    package var hasServiceOrDetails: Bool
    package init(purpose: CarePurpose, isAboutThePerson: Bool = true, hasServiceOrDetails: Bool = true) {
        self.purpose = purpose
        self.isAboutThePerson = isAboutThePerson
        self.hasServiceOrDetails = hasServiceOrDetails
    }
}
