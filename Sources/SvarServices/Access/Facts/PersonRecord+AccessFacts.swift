package import SvarAccess
import SvarDomain
import SvarFHIR
package import SvarStore

extension PersonRecord {
    /// What the rules are told of the person and of their units of clinical content, as of this record.
    ///
    /// An entry that cannot be read may be a closure: then everything is held back from all until a program that knows it
    /// reads it.
    /// - Parameter register: what the register says where no entry of the log does
    package func accessFacts(register: RegisterFacts? = nil) -> (
        person: SvarAccess.PersonFacts, units: [SvarAccess.UnitFacts]
    ) {
        let (settings, isReadable) = settings
        let facts = entries.last { $0.kind == .fact }.flatMap { RegisterFactsCoding.decode($0.body) } ?? register
        let person = SvarAccess.PersonFacts(
            isKnown: !(numbers.isEmpty && units.isEmpty && entries.isEmpty),
            birthDate: facts?.birthDate,
            isDeceased: facts?.isDeceased ?? false,
            hasProtectedAddress: facts?.hasProtectedAddress ?? false,
            sharesAddressWithParent: facts?.sharesAddressWithParent ?? false,
            isSynthetic: !numbers.isEmpty && numbers.allSatisfy(\.isSynthetic),
            mandates: facts?.mandates ?? [],
            settings: settings
        )
        var found: [SvarAccess.UnitFacts] = []
        found.reserveCapacity(units.count)
        var place = versions.startIndex
        for unit in units {
            // Both are in the order of the units.
            while place < versions.endIndex, versions[place].unit < unit.key { place += 1 }
            var end = place
            while end < versions.endIndex, versions[end].unit == unit.key { end += 1 }
            defer { place = end }
            guard unit.typeClass == .member else { continue }
            var facts = UnitFactsCoding.facts(of: unit, versions[place..<end])
            if !isReadable { facts.isHeld = true }
            found.append(facts)
        }
        return (person, found)
    }

    /// The settings as of this record, and whether every entry about one could be read.
    package var settings: (standing: PrivacySettings, isReadable: Bool) {
        let events = entries.filter { $0.kind == .setting }
        let read = events.compactMap(SettingCoding.decode)
        return (SettingHistory.settings(read, asOf: .never), read.count == events.count)
    }
}
