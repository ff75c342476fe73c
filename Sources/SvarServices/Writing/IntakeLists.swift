package import SvarAccess
package import SvarMessages

/// The data controller's lists of what is taken in and how (decisions 23 and 35): a part of the participant register, so
/// that they change without a restart.
package struct IntakeLists: Sendable, Hashable {
    /// Sender and requester units whose samples are not for care.
    package var purposes: [OrganisationID: SamplePurpose]
    /// What an order's reservation code (3108) does. A code that is not here holds the report back from all.
    package var reservations: [String: ReservationEffect]
    /// Codes that are genetic analyses beside the known ones.
    package var genetic: Set<String>

    package init(
        purposes: [OrganisationID: SamplePurpose] = [:],
        reservations: [String: ReservationEffect] = [:],
        genetic: Set<String> = []
    ) {
        self.purposes = purposes
        self.reservations = reservations
        self.genetic = genetic
    }

    /// All codes that are genetic analyses.
    package var allGenetic: Set<String> { DisciplineCodes.knownGenetic.union(genetic) }

    /// Whether what is stored with these codes is held back from all: one of them is not classified, or was not and says
    /// by now that nothing is stored.
    func holds(_ codes: Set<String>) -> Bool {
        codes.contains { reservations[$0] == nil || reservations[$0] == .notStored }
    }

    /// The units whose reports are refused.
    var outOfScope: Set<OrganisationID> { Set(purposes.filter { $0.value.isOutOfScope }.keys) }
}

/// What a reservation code of an order does to its results.
package enum ReservationEffect: Sendable, Hashable {
    /// It is kept with the order and does nothing.
    case kept
    /// The results are not stored (row A28).
    case notStored
    /// The report gets a setting of this kind.
    case setting(SettingKind)
}
