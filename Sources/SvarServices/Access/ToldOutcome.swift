import SvarAccess
import SvarFHIR
import SvarMessages

extension Admission {
    /// What health personnel are told about closures, as one outcome of a search or operation about the person
    /// (decision 24); nil when nothing is. It never depends on which results exist.
    var told: OutcomeIssue? {
        switch asked?.decision.outcome {
        case .reservation:
            Self.issue(.reservation, "The citizen is reserved against storage of results: there are none.")
        case .specific:
            Self.issue(.specific, "The citizen has closed their results to this professional.")
        case .general:
            Self.issue(
                .general,
                "The citizen has closed their results to health personnel. With consent or in an emergency they open "
                    + "on a FORHOYET_ basis, which the citizen sees."
            )
        case .partial:
            Self.issue(
                .partial,
                "The citizen has closed some of their results to health personnel. With consent or in an emergency "
                    + "they open on a FORHOYET_ basis, which the citizen sees."
            )
        case .none?, .elevatedNotNeeded, nil: nil
        }
    }

    private static func issue(_ outcome: PatientOutcome, _ text: String) -> OutcomeIssue {
        OutcomeIssue(
            severity: .information,
            code: .suppressed,
            text: text,
            detail: OutcomeIssue.Detail(
                system: outcome == .partial ? ownSystem : nationalSystem,
                code: outcome.rawValue
            )
        )
    }

    /// The national API's list; it has Specific, General and Reservation.
    private static let nationalSystem = "http://nhn.no/fhir/nilar/CodeSystem/pvk-outcome-cs"
    private static let ownSystem = "\(SvarCanonical.base)/CodeSystem/patient-outcome"
}
