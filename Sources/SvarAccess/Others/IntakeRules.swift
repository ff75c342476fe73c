/// What becomes of a report that a producer sends (rows A01–A03, decisions 12 and 35). Never combined with the verdicts
/// about reading.
package enum IntakeRules {
    /// The answer.
    package enum Answer: Sendable, Hashable {
        case store
        /// Taken note of and not stored: nothing is kept but a count (decision 12).
        case toldNotStored
        case refuse(OutOfScope)
    }

    /// Which row of decision 35 found it out of scope; the first that hits.
    package enum OutOfScope: String, Sendable, Hashable, CaseIterable {
        case orderPreset = "order-preset"
        case declaredPurpose = "declared-purpose"
        /// 8219 RM.
        case forensicAutopsy = "forensic-autopsy"
        /// Sender or requester unit is listed as forensic, sanction, donor or research.
        case listedUnit = "listed-unit"
    }

    /// What is known of a report when it arrives.
    package struct Report: Sendable, Hashable {
        /// The preset that applies to it now (`OrderPreset.applies`).
        package var preset: OrderPreset?
        package var declaredPurpose: SamplePurpose?
        /// Codes of 8219 in it.
        package var pathologyCodes: Set<String>
        /// Its sender and requester, as listed by the data controller; a person's own blood typing is no donor sample, so
        /// a listing is of units, never of codes.
        package var listedPurposes: [SamplePurpose]
        package init(
            preset: OrderPreset? = nil,
            declaredPurpose: SamplePurpose? = nil,
            pathologyCodes: Set<String> = [],
            listedPurposes: [SamplePurpose] = []
        ) {
            self.preset = preset
            self.declaredPurpose = declaredPurpose
            self.pathologyCodes = pathologyCodes
            self.listedPurposes = listedPurposes
        }
    }

    /// The checks of decision 35 in its order; the first hit wins, and comes before a reservation (row P44).
    private static let checks: [(OutOfScope, @Sendable (Report) -> Bool)] = [
        (.orderPreset, { $0.preset?.purpose?.isOutOfScope ?? false }),
        (.declaredPurpose, { $0.declaredPurpose?.isOutOfScope ?? false }),
        (.forensicAutopsy, { $0.pathologyCodes.contains("RM") }),
        (.listedUnit, { $0.listedPurposes.contains(where: \.isOutOfScope) }),
    ]

    /// What becomes of a report about a person, who may be reserved.
    package static func answer(_ report: Report, isReserved: Bool) -> Answer {
        for (reason, hits) in checks where hits(report) { return .refuse(reason) }
        return isReserved || report.preset?.isReserved == true ? .toldNotStored : .store
    }
}

/// What a sample is for.
package enum SamplePurpose: String, Sendable, Hashable, CaseIterable {
    case care
    /// Rettsmedisinsk.
    case forensic
    /// Sanksjonær.
    case sanction
    /// Blodgiver.
    case donor
    /// Forskningsprøve.
    case research

    /// Whether the service does not take it (row A03).
    package var isOutOfScope: Bool { self != .care }
}
