import SvarAccess
import SvarDomain
import SvarFHIR

/// The words of `/v1/privacy` for what the rules know as values: one table for reading and writing.
enum SettingWords {
    /// The kinds by their names on the wire.
    static let types: [(type: SettingType, word: String)] = [
        (.storageReservation, "storage-reservation"), (.viewReservation, "view-reservation"), (.seal, "seal"),
        (.block, "block"), (.shielding, "shielding"), (.denial, "denial"), (.delayedView, "delayed-view"),
        (.emergencyClosure, "emergency-closure"), (.parentalConsent, "parental-consent"), (.opening, "opening"),
    ]

    static func word(of type: SettingType) -> String { types.first { $0.type == type }?.word ?? "" }
    static func type(_ word: String) -> SettingType? { types.first { $0.word == word }?.type }

    static func word(of opening: Opening) -> String { opening == .youth ? "youth" : "parents" }
    static func opening(_ word: String) -> Opening? { Opening.allCases.first { Self.word(of: $0) == word } }
}

extension SettingDraft.Problem {
    /// What is to be done about it.
    var text: String {
        switch self {
        case .emptyPeriod: "the period is over or empty: it would never be in force"
        case .reviewDateMissing: "this ground needs a review date: send it as valid.until"
        case .targetEmpty: "the target names nothing: it is empty, zero or NULL"
        case .shieldingOfAll: "a shielding is of single results: send a target, or set a seal"
        case .cannotBeNarrowed: "this kind is about the whole person: send neither target nor results"
        case .cannotEnd: "it erases, and stands until it is lifted: send no valid.until"
        }
    }

    /// Which member of the body it is about.
    var place: String {
        switch self {
        case .emptyPeriod, .reviewDateMissing, .cannotEnd: "valid"
        case .targetEmpty, .shieldingOfAll, .cannotBeNarrowed: "target"
        }
    }
}
