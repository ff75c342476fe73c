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

    /// The basis, when the request may go on; else the first of `checks` that it fails, a 400 before every 403.
    package static func check(
        _ request: Request,
        settings: Settings = Settings(),
        now: ServerTime
    ) -> Result {
        guard let basis = request.basis.flatMap(AccessBasis.init(rawValue:)) else { return .refused(.basis) }
        let asked = Asked(request: request, basis: basis, settings: settings, now: now)
        for (refusal, holds) in checks where !holds(asked) { return .refused(refusal) }
        return .passed(basis)
    }

    /// What must hold, in the order of checking.
    private static let checks: [(Refusal, @Sendable (Asked) -> Bool)] = [
        (.securityLevel, { ($0.request.securityLevel ?? 0) >= 4 }),
        (.hpr, { $0.request.hpr != nil }),
        (.attestationMissing, { $0.request.attestation != nil || !$0.request.needsAttestation }),
        (.attestationExpired, { $0.age <= 60 * 60 * 1_000_000 }),
        (.attestationNotYet, { $0.age >= -Int64($0.settings.skewSeconds) * 1_000_000 }),
        (.attestationSubject, { $0.request.attestation?.isOfTheUser ?? true }),
        (.role, { $0.hasRole }),
        (.careRelationship, { $0.hasCareRelationship }),
    ]

    private struct Asked {
        let request: Request
        let basis: AccessBasis
        let settings: Settings
        let now: ServerTime

        /// How old the attestation is, in microseconds; 0 without one. Absurd times count as the furthest.
        var age: Int64 {
            guard let made = request.attestation?.at else { return 0 }
            let (age, overflow) = now.microseconds.subtractingReportingOverflow(made.microseconds)
            return overflow ? (made < now ? .max : .min) : age
        }

        /// Row A75: the role named is the token's and may look; when none is named, some role of the token may.
        var hasRole: Bool {
            guard let role = request.role else { return !request.tokenRoles.isDisjoint(with: settings.permittedRoles) }
            return request.tokenRoles.contains(role) && settings.permittedRoles.contains(role)
        }

        /// Row A76 and rule ATT-43.
        var hasCareRelationship: Bool {
            guard let purposes = basis.carePurposes else { return true }
            guard let care = request.attestation?.careRelationship else { return false }
            return care.isAboutThePerson && care.hasServiceOrDetails && purposes.contains(care.purpose)
        }
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
