import SvarAccess
import SvarDomain
import SvarSynthetic

/// A unit as the history knows it: what the oracle is told of it, from the generator and never from the product.
struct WorldUnit: Sendable {
    var name: String
    var person: Int
    /// The organisation number of its producer.
    var organisation: String
    var arrivals: [VersionFacts.Arrival]
    var discipline: Disciplines
    var isHeld = false
    var codes: Set<String> = []
    var span: ResultSpan?
    /// When it was deleted.
    var deletedAt: Int64?
}

extension SyntheticMessage.Discipline {
    /// The classes of the rules (8202).
    var classes: Disciplines {
        switch self {
        case .clinicalChemistry: .biochemistry
        case .pharmacology: .pharmacology
        case .immunology: .immunology
        case .microbiology: .microbiology
        case .radiology: .radiology
        case .nuclearMedicine: .nuclearMedicine
        case .genetics: .genetics
        case .pathology: .pathology
        }
    }
}
