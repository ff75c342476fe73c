package import SvarAccess
package import SvarDomain
package import SvarStore

/// An order's preset as its entries leave it.
package struct StandingPreset: Sendable, Hashable {
    /// The subject of its entries.
    package let id: Int64
    package var preset: OrderPreset
    package var by: SettingAuthor
    package var why: String
    /// Whether its drafts have become settings.
    package var isApplied: Bool

    /// The presets that stand after a person's entries, in the order they were set. One that is set again is another
    /// choice for the same order, and counts from then.
    /// - Throws: `SvarError` when an entry cannot be read
    package static func all(_ entries: [PersonEntry], of person: PersonKey) throws(SvarError) -> [StandingPreset] {
        var standing: [StandingPreset] = []
        for entry in entries where entry.kind == .preset {
            guard let event = PresetCoding.decode(entry, of: person) else { throw .unreadableEntry }
            let place = standing.firstIndex { $0.id == entry.subject }
            switch event {
            case .set(let preset, let by, let why):
                if let place { standing.remove(at: place) }
                standing.append(
                    StandingPreset(id: entry.subject, preset: preset, by: by, why: why, isApplied: false)
                )
            case .withdrawn: if let place { standing.remove(at: place) }
            case .applied: if let place { standing[place].isApplied = true }
            }
        }
        return standing
    }
}
