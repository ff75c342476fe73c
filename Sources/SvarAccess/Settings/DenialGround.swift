/// Why a result is denied (code list 9603; NORS, NORU and N are no grounds).
package enum DenialGround: Int, Sendable, Hashable, CaseIterable {
    /// NORN_FFL: danger to life.
    case dangerToLife
    /// NORN_KUT: clearly inadvisable.
    case inadvisable
    /// NORN_EPO: the patient's own wish.
    case ownWish
    /// NORN_ALL: all.
    case all
    /// NORN_FOR: obsolete; comes by import only.
    case obsolete
    /// NORN_FORANS: those with parental responsibility.
    case parents
    /// NORN_UNGDOM: the youth.
    case youth
    /// NORN_FFH: danger to health personnel.
    case dangerToPersonnel
    /// NORN_FPB: sound treatment of the patient, as a cancer not told yet.
    case soundTreatment
    /// NORN_DUP: duplicate; comes by import only.
    case duplicate
    /// NORN_ANG: other grounds, with text.
    case other

    /// The code of 9603.
    package var code: String {
        switch self {
        case .dangerToLife: "NORN_FFL"
        case .inadvisable: "NORN_KUT"
        case .ownWish: "NORN_EPO"
        case .all: "NORN_ALL"
        case .obsolete: "NORN_FOR"
        case .parents: "NORN_FORANS"
        case .youth: "NORN_UNGDOM"
        case .dangerToPersonnel: "NORN_FFH"
        case .soundTreatment: "NORN_FPB"
        case .duplicate: "NORN_DUP"
        case .other: "NORN_ANG"
        }
    }

    package init?(code: String) {
        guard let ground = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = ground
    }

    /// Whom it closes the result to.
    package enum Faces: Sendable, Hashable {
        /// The citizen and everybody who acts for them (decisions 26 and 27).
        case citizenSide
        /// Parents only (rows A48, A54, A55).
        case parents
        /// The youth of 12 to 15 only (row A44).
        case youth
    }
    package var faces: Faces {
        switch self {
        case .parents: .parents
        case .youth: .youth
        default: .citizenSide
        }
    }

    /// Whether it must have a review date and lapses on it (decision 27).
    package var needsReview: Bool { self == .soundTreatment || self == .other }
    /// Whether nobody may set it here (decision 27).
    package var isImportOnly: Bool { self == .obsolete || self == .duplicate }
}
