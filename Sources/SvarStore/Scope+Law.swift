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

/// What is shown of a unit that is shown.
///
/// A version of a resource is there where it was stamped at or before the window's end, and the resource had joined the unit
/// by then: what a later version of a report takes in is told with that version, also where it was stored before. The newest of these is the current
/// one; it is what `current`, `members`, searches, chains, includes, counts and orders see. `version` and `history` give
/// it, and of the others those from the window's beginning on, where the set shows earlier versions at all. In a window of
/// metadata only DiagnosticReports are there, reduced.
///
/// What was stamped before the window's `since` counts as stamped then, for whoever reads, searches, sorts or asks for a
/// history: versions of histories come by that time, and those of one time by their number. As of a place in the log that
/// is before it, it is not there yet. The ends of the window are compared with what was stamped in truth.
extension Scope {
    /// The window a unit is shown through; nil: all of it. Directory and conformance resources have none, as they are
    /// given whatever stands in the set.
    package func window(of unit: UnitKey, _ typeClass: HostedType.Class, person: PersonKey?) -> UnitWindow? {
        guard case .units(let allowed) = self, person == allowed.person, allowed.units.contains(unit) else {
            return nil
        }
        switch typeClass {
        case .member, .personBound: return allowed.windows[unit]
        case .directory, .conformance: return nil
        }
    }

    /// `window` of a whole record.
    package func window(of unit: UnitRecord) -> UnitWindow? {
        window(of: unit.key, unit.typeClass, person: unit.person)
    }

    /// Whether reads that name versions give earlier ones too.
    package var showsEarlierVersions: Bool {
        if case .units(let allowed) = self { allowed.showsEarlierVersions } else { true }
    }

    /// Whether a read that names versions gives one of a resource of a shown unit.
    /// - Parameters:
    ///   - at: when it was stamped
    ///   - newest: when the newest version was stamped that is there in the window
    package func shows(versionAt at: ServerTime, newest: ServerTime, in window: UnitWindow?) -> Bool {
        if at >= newest { return at == newest }
        return showsEarlierVersions && window.map { at >= $0.from } ?? true
    }
}

extension StoreIndex {
    /// A version as a window shows it; nil when nothing of it is shown.
    package func rendition(_ version: ResourceVersion, in window: UnitWindow?) throws -> ResourceVersion? {
        guard let window else { return version }
        guard window.isMetadata else { return version.dated(in: window) }
        guard version.type == .diagnosticReport else { return nil }
        return (version.isDeleted ? version : try metadata?(version))?.dated(in: window)
    }
}

extension ResourceVersion {
    /// With the time that a window shows.
    package func dated(in window: UnitWindow?) -> ResourceVersion {
        guard let window, stamp.at < window.since else { return self }
        var version = self
        version.stamp = Stamp(position: stamp.position, at: window.since)
        return version
    }
}
