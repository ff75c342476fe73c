package import SvarDomain
package import SvarFHIR

/// The law of scopes, in one place: every implementation of the port gives what these functions say.
///
/// What decides is the class of the *unit*, not of the resource: a PractitionerRole that belongs to a report is shown
/// with the report, one that stands alone is directory (decisions 1, 2 and 20).
extension Scope {
    /// Whether a read that names a resource or unit (`current`, `version`, `history`, `members`) may give it.
    ///
    /// Directory and conformance units are given by id in every scope. A held unit is given to its producer only. An
    /// allowed set gives units of its own person only, whatever else stands in it.
    package func shows(_ unit: UnitRecord) -> Bool {
        shows(unit.key, unit.typeClass, person: unit.person, isHeld: unit.state.isHeld, producer: unit.producer)
    }

    /// Whether a search or a count may find resources of the unit. The directory is not listed outside its own scope.
    package func lists(_ unit: UnitRecord) -> Bool {
        lists(unit.key, unit.typeClass, person: unit.person, isHeld: unit.state.isHeld, producer: unit.producer)
    }

    /// `shows` on the facts it needs; the producer is asked for only where it decides.
    package func shows(
        _ unit: UnitKey,
        _ typeClass: HostedType.Class,
        person: PersonKey?,
        isHeld: Bool,
        producer: @autoclosure () -> Producer
    ) -> Bool {
        typeClass == .directory || lists(unit, typeClass, person: person, isHeld: isHeld, producer: producer())
    }

    /// `lists` on the facts it needs.
    package func lists(
        _ unit: UnitKey,
        _ typeClass: HostedType.Class,
        person: PersonKey?,
        isHeld: Bool,
        producer: @autoclosure () -> Producer
    ) -> Bool {
        if typeClass == .conformance { return true }
        return switch self {
        case .units(let allowed): person == allowed.person && allowed.units.contains(unit) && !isHeld
        case .ownedBy(let owner): producer() == owner
        case .everything: true
        }
    }
}
