/// The disciplines of an item or a unit, as far as the rules ask (8202, 8219, genetic code list). Every item has at least
/// one.
package struct Disciplines: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let biochemistry = Disciplines(rawValue: 1 << 0)
    package static let pharmacology = Disciplines(rawValue: 1 << 1)
    package static let immunology = Disciplines(rawValue: 1 << 2)
    package static let microbiology = Disciplines(rawValue: 1 << 3)
    package static let radiology = Disciplines(rawValue: 1 << 4)
    package static let nuclearMedicine = Disciplines(rawValue: 1 << 5)
    /// PAT, HIST, CYTO and MPAT: cancer diagnostics.
    package static let pathology = Disciplines(rawValue: 1 << 6)
    /// MGEN, the genetic code list, and 8219 K, G, M, MP, FISH.
    package static let genetics = Disciplines(rawValue: 1 << 7)
    /// 8202 MORS, OBD and 8219 H1 H2 H3 GO LP LKP: kept, never shown to the citizen side (decision 35).
    package static let autopsy = Disciplines(rawValue: 1 << 8)
    /// AN, LAB and whatever is not listed.
    package static let other = Disciplines(rawValue: 1 << 9)

    package static let imaging: Disciplines = [.radiology, .nuclearMedicine]
    package static let all = Disciplines(rawValue: 1 << 10 - 1)
}
