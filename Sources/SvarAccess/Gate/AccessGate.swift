package import SvarDomain

/// What a request of personnel must bring before any rule of visibility is asked, in wall time (decision 13; rows A08–A12,
/// A75, A76).
package enum AccessGate {
    /// What the token and the headers say.
    package struct Request: Sendable, Hashable {
        /// 4 is the highest.
        package var securityLevel: Int?
        package var hpr: HPRNumber?
        /// `access-basis` as sent.
        package var basis: String?
        /// Whether the interface asks for the trust framework's claim (`/pps/v2`).
        package var needsAttestation: Bool
        package var attestation: Attestation?
        /// The role header, a code of 9060; nil: not sent.
        package var role: String?
        /// The roles of the token.
        package var tokenRoles: Set<String>
        package init(
            securityLevel: Int?,
            hpr: HPRNumber?,
            basis: String?,
            needsAttestation: Bool,
            attestation: Attestation?,
            role: String?,
            tokenRoles: Set<String>
        ) {
            self.securityLevel = securityLevel
            self.hpr = hpr
            self.basis = basis
            self.needsAttestation = needsAttestation
            self.attestation = attestation
            self.role = role
            self.tokenRoles = tokenRoles
        }
    }

    /// What the trust framework's claim attests.
    package struct Attestation: Sendable, Hashable {
        /// When it was made (`toa`).
        package var at: ServerTime
        /// Whether the attested person is the authenticated user (ATT-11).
        package var isOfTheUser: Bool
        package var careRelationship: CareRelationship?
        package init(at: ServerTime, isOfTheUser: Bool, careRelationship: CareRelationship?) {
            self.at = at
            self.isOfTheUser = isOfTheUser
            self.careRelationship = careRelationship
        }
    }

    /// What the gate is set to.
    package struct Settings: Sendable, Hashable {
        /// Codes of 9060 that may look.
        package var permittedRoles: Set<String>
        /// How far ahead of this clock an attestation may be.
        package var skewSeconds: Int
        package init(permittedRoles: Set<String> = AccessGate.healthRoles, skewSeconds: Int = 60) {
            self.permittedRoles = permittedRoles
            self.skewSeconds = skewSeconds
        }
    }

    /// Why the gate refused.
    package enum Refusal: String, Sendable, Hashable, CaseIterable {
        /// A08.
        case basis = "access-basis"
        /// A09.
        case securityLevel = "security-level"
        case hpr = "hpr-number"
        /// A10.
        case attestationMissing = "attestation-missing"
        /// A11.
        case attestationExpired = "attestation_has_expired"
        case attestationNotYet = "attestation-not-yet-valid"
        /// A12.
        case attestationSubject = "attestation-subject"
        /// A75.
        case role = "role"
        /// A76.
        case careRelationship = "care-relationship"

        package var verdict: Verdict { self == .basis ? .deny400 : .deny403 }
    }

    /// The basis, when the request may go on.
    package static func check(
        _ request: Request,
        settings: Settings = Settings(),
        now: ServerTime
    ) -> Result {
        .refused(.basis)
    }

    /// What the gate says.
    package enum Result: Sendable, Hashable {
        case passed(AccessBasis)
        case refused(Refusal)
    }

    /// The roles of 9060 that treat people or work with their samples: not veterinarians, fish health biologists, the
    /// unspecified, nor those who make or sell devices.
    package static let healthRoles: Set<String> = [
        "AA", "BI", "ET", "FA1", "FA2", "FT", "HE", "HF", "HP", "JO", "KE", "KI", "LE", "MT", "OA", "PE", "PM", "PS",
        "RA", "SP", "TL", "TP", "VP",
    ]
}
