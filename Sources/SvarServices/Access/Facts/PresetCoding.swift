package import SvarAccess
package import SvarDomain
package import SvarStore

/// What becomes of an order's preset: an entry of kind `preset`, with the preset's id as subject.
package enum PresetEvent: Sendable, Hashable {
    /// Who chose it, and their words, become those of the settings.
    case set(OrderPreset, by: SettingAuthor, why: String)
    /// Taken back before or after results came; what it became stands.
    case withdrawn
    /// Its drafts have become settings, with the first result.
    case applied
}

/// Presets of orders as the bodies of entries of kind `preset`; the entry's stamp is when it was set.
package enum PresetCoding {
    private static let form: UInt8 = 1
    static let purposes = FactTable<SamplePurpose>([
        (1, .care), (2, .forensic), (3, .sanction), (4, .donor), (5, .research),
    ])

    /// The body of an entry. The person and the time of a preset are the entry's.
    package static func encode(_ event: PresetEvent) -> [UInt8] {
        var writer = FactWriter(form: form)
        switch event {
        case .set(let preset, let by, let why):
            writer.byte(1)
            writer.text(preset.key.organisation.rawValue)
            writer.text(preset.key.order.rawValue)
            writer.optional(preset.purpose) { purposes.write($1, to: &$0) }
            writer.flag(preset.isReserved)
            writer.optional(preset.delay) { $0.delay($1) }
            writer.optional(preset.denial) { SettingTables.grounds.write($1, to: &$0) }
            writer.time(preset.reviewDate)
            writer.author(by)
            writer.text(why)
        case .withdrawn: writer.byte(2)
        case .applied: writer.byte(3)
        }
        return writer.bytes
    }

    /// What an entry says; nil when it is of another kind or cannot be read.
    package static func decode(_ entry: PersonEntry, of person: PersonKey) -> PresetEvent? {
        guard entry.kind == .preset else { return nil }
        do throws(FactError) {
            return try read(entry, of: person)
        } catch {
            return nil
        }
    }

    /// What an entry of kind `preset` says, or why that cannot be told.
    package static func read(_ entry: PersonEntry, of person: PersonKey) throws(FactError) -> PresetEvent {
        var reader = FactReader(entry.body)
        try reader.form(form)
        let event: PresetEvent
        switch try reader.byte() {
        case 1: event = .set(try preset(&reader, entry, person), by: try reader.author(), why: try reader.text())
        case 2: event = .withdrawn
        case 3: event = .applied
        default: throw .unknownForm
        }
        try reader.end()
        return event
    }

    private static func preset(
        _ reader: inout FactReader,
        _ entry: PersonEntry,
        _ person: PersonKey
    ) throws(FactError) -> OrderPreset {
        let organisation = Organisation(try reader.text())
        guard let key = OrderPreset.Key(organisation: organisation, order: try reader.text(), person: person) else {
            throw .damaged
        }
        return OrderPreset(
            key: key,
            setAt: entry.stamp.at,
            purpose: try reader.optional { reader throws(FactError) in try purposes.read(&reader) },
            isReserved: try reader.flag(),
            delay: try reader.optional { reader throws(FactError) in try reader.delay() },
            denial: try reader.optional { reader throws(FactError) in try SettingTables.grounds.read(&reader) },
            reviewDate: try reader.time()
        )
    }
}
