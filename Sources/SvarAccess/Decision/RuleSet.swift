/// The rules by name; the order is that of checking (privacy.md, silent point 8, as changed by decisions 8, 21 and 24).
package enum RuleID: UInt8, Sendable, Hashable, CaseIterable {
    case role, knownPerson, reservation, block, elevatedNeed, seal, shielding, ownClosures
    case deceased, ageAndRelation, youthAccess, protectedAddress, viewReservation, emergencyClosure
    case held, autopsy, denial, delay, status
}

/// Which rules spoke.
package struct RuleSet: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package init(_ id: RuleID) { rawValue = 1 << UInt32(id.rawValue) }
    package var ids: [RuleID] { RuleID.allCases.filter { contains(RuleSet($0)) } }
}
