package import SvarAccess
package import SvarDomain

extension AccessReference {
    /// The rows by which the gate refuses a request of personnel, with their verdicts (A08 to A12, A75, A76). None: it
    /// goes on.
    package static func gate(
        _ request: AccessGate.Request,
        settings: AccessGate.Settings,
        now: ServerTime
    ) -> [(id: String, verdict: Verdict, refusals: Set<AccessGate.Refusal>)] {
        typealias Row = (id: String, verdict: Verdict, refusals: Set<AccessGate.Refusal>)
        var rows: [Row] = []
        func row(_ id: String, _ verdict: Verdict, _ refusals: Set<AccessGate.Refusal>, _ matches: Bool) {
            if matches { rows.append((id, verdict, refusals)) }
        }
        let bases = ["UNNTAK", "SAMTYKKE", "AKUTT", "FORHOYET_SAMTYKKE", "FORHOYET_AKUTT"]
        row("A08", .deny400, [.basis], !bases.contains(request.basis ?? ""))
        row("A09", .deny403, [.securityLevel], (request.securityLevel ?? 0) < 4)
        row("A09", .deny403, [.hpr], request.hpr == nil)
        row("A10", .deny403, [.attestationMissing], request.needsAttestation && request.attestation == nil)
        if let attestation = request.attestation {
            let age = now.microseconds - attestation.at.microseconds
            row("A11", .deny403, [.attestationExpired], age > 60 * 60 * 1_000_000)
            row("A11", .deny403, [.attestationNotYet], -age > Int64(settings.skewSeconds) * 1_000_000)
            row("A12", .deny403, [.attestationSubject], !attestation.isOfTheUser)
        }
        // none named: some role of the token must be one that may look
        let roles = request.role.map { [$0] } ?? Array(request.tokenRoles)
        let mayLook = roles.contains { request.tokenRoles.contains($0) && settings.permittedRoles.contains($0) }
        row("A75", .deny403, [.role], !mayLook)
        let care = request.attestation?.careRelationship
        let matches = care.map {
            $0.isAboutThePerson && $0.hasServiceOrDetails && purposes(request.basis).contains($0.purpose)
        }
        row("A76", .deny403, [.careRelationship], bases.dropFirst().contains(request.basis ?? "") && matches != true)
        return rows
    }

    /// Which care relationship matches which basis (P33).
    private static func purposes(_ basis: String?) -> [CarePurpose] {
        switch basis {
        case "SAMTYKKE", "FORHOYET_SAMTYKKE": [.treatment, .coordination]
        default: [.treatment, .emergencyTreatment, .breakTheGlass]
        }
    }
}
